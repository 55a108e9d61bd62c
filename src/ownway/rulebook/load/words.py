"""Reads the words of a pack: a text and its Easy Read twin under each key, in each language."""

from collections.abc import Mapping

from ownway.rulebook.load.errors import Faults
from ownway.rulebook.load.fields import Fields, shown
from ownway.rulebook.load.nodes import Entries, Node, Scalar
from ownway.rulebook.model.pack import Said

LONGEST = 4_000


class Words(dict[str, Said]):
    """Key → text, and where each stands."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, tuple[str, int]] = {}

    def keep(self, key: str, said: Said, node: Node) -> None:
        """Keep a text and its place."""
        self[key] = said
        self.places[key] = (node.file, node.line)


def read_words(node: Node, words: Words, faults: Faults) -> None:
    """Add the texts of ``words.<language>.yaml``: a key, and a text or a pair of ``text`` and ``easy``."""
    if not isinstance(node, Entries):
        Fields(node, faults, "the words")
        return
    for key, value in node.pairs:
        if isinstance(value, Entries):
            inner = Fields(value, faults, f"the words of “{key.text}”")
            words.keep(key.text, Said(_text(inner, "text"), _text(inner, "easy", required=False)), value)
            inner.done()
        else:
            words.keep(key.text, Said(_read(value, faults)), value)


def read_question_words(id: str, node: Node, words: Words, faults: Faults) -> None:
    """Add the texts of ``questions/<id>.<language>.yaml`` under ``question.<id>.…``."""
    fields = Fields(node, faults, f"the words of the question “{id}”")
    plain = _flat(fields, f"question.{id}")
    easy: Mapping[str, tuple[str, Node]] = {}
    if fields.has("easy"):
        twin = fields.fields("easy", f"the Easy Read words of the question “{id}”")
        easy = _flat(twin, f"question.{id}")
        twin.done()
    fields.done()
    for key, (text, at) in plain.items():
        words.keep(key, Said(text, easy[key][0] if key in easy else ""), at)
    for key in easy.keys() - plain.keys():
        at = easy[key][1]
        help = "Give the text itself first, beside “easy”."
        faults.add(at, "words.twin_alone", f"an Easy Read twin of “{key}”", "a text it is twin of", help)


def _flat(fields: Fields, stem: str) -> dict[str, tuple[str, Node]]:
    found: dict[str, tuple[str, Node]] = {}
    for key in ("label", "help", "why", "picture"):
        node = fields.node(key, required=False)
        if node is not None:
            found[f"{stem}.{key}"] = (_read(node, fields.faults), node)
    for group, kind in (("levels", "level"), ("errors", "error"), ("columns", "column")):
        for name, node in fields.pairs(group, required=False):
            found[f"{stem}.{kind}.{name.text}"] = (_read(node, fields.faults), node)
    return found


def _text(fields: Fields, key: str, required: bool = True) -> str:
    node = fields.node(key, "a text", required=required)
    return "" if node is None else _read(node, fields.faults)


def _read(node: Node, faults: Faults) -> str:
    if not isinstance(node, Scalar) or not node.text.strip() or len(node.text) > LONGEST:
        faults.add(node, "words.not_text", shown(node), f"a text of at most {LONGEST} letters")
        return ""
    return node.text.strip()
