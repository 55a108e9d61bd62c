"""Tells Babel the sentences that stand in the YAML of reasons and letters, so that translators are given them."""

from collections.abc import Iterator
from typing import IO, Any

import yaml

Message = tuple[int, str, str, list[str]]


def reasons(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Message]:
    """Yield the sentences of one topic of reasons: line, "gettext", sentence, and the code as a note."""
    for code, entry in _pairs(_root(fileobj)):
        for name, said in _pairs(entry):
            yield said.start_mark.line + 1, "gettext", said.value, [f"{code}, {name}"]


def easy_read(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Message]:
    """Yield what pages say again in Easy Read, with the plain words as a note."""
    for plain, said in _pairs(_root(fileobj)):
        yield said.start_mark.line + 1, "gettext", said.value, [f"Easy Read of: {plain}"]


def letters(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Message]:
    """Yield the sentences of one template of a letter: title, Easy Read title, and both sides of every block."""
    for name, node in _pairs(_root(fileobj)):
        if name in ("title", "easy_title"):
            yield node.start_mark.line + 1, "gettext", node.value, [f"letter, {name}"]
        elif isinstance(node, yaml.SequenceNode):
            for block in node.value:
                for key, said in _pairs(block):
                    if key in ("plain", "easy"):
                        yield (said.start_mark.line + 1, "gettext", said.value, [f"letter, {key}"])


def _root(fileobj: IO[bytes]) -> yaml.Node | None:
    return yaml.compose(fileobj.read().decode("utf-8"), Loader=yaml.SafeLoader)


def _pairs(node: yaml.Node | None) -> Iterator[tuple[str, Any]]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield name.value, value
