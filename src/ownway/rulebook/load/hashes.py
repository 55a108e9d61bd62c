"""Two hashes of a pack: of its rule (numbers, routing, steps, dates) and of its words (texts, sources, examples)."""

import hashlib
import json
from collections.abc import Mapping

from ownway.rulebook.load.nodes import Node, plain

SAID_NOT_RECKONED = frozenset(
    {
        "sources",
        "source",
        "waivers",
        "picture",
        "notice",
        "employing",
        "assistants",
        "stories_k",
        "broker_fee",
        "saving",
        "life_events",
    }
)
"""Keys of the rule's files that change no figure: where something comes from, what something would cost, how others'
stories and brokers are met, and what follows from a surplus or from what happens in a life."""


def hash_of(trees: Mapping[str, object]) -> str:
    """Return the SHA-256 of the trees by file, the same whatever the order of keys, spacing or remarks."""
    written = json.dumps(trees, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()


def rule_hash(trees: Mapping[str, Node]) -> str:
    """Return the hash of all that decides a figure, a clock or a route."""
    return hash_of({file: plain(tree, SAID_NOT_RECKONED) for file, tree in trees.items() if not is_words(file)})


def words_hash(trees: Mapping[str, Node]) -> str:
    """Return the hash of all that is only said: the words, and the sources and waivers of the rule's files."""
    said = {file: plain(tree) for file, tree in trees.items() if is_words(file)}
    sources = {f"{file}#said": _said(plain(tree)) for file, tree in trees.items() if not is_words(file)}
    return hash_of(said | sources)


def is_words(file: str) -> bool:
    """Whether a file holds words (``words.en.yaml``, ``questions/meals.en.yaml``) or a worked example."""
    return file.startswith("examples/") or file.rpartition("/")[2].count(".") >= 2


def _said(tree: object) -> object:
    """Return only the parts that the rule's hash leaves out, in their places."""
    if isinstance(tree, list):
        return [_said(below) for below in tree]
    if isinstance(tree, dict):
        return {
            key: below if key in SAID_NOT_RECKONED else _said(below)
            for key, below in tree.items()
            if key in SAID_NOT_RECKONED or isinstance(below, list | dict)
        }
    return None
