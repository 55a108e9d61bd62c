"""YAML as a tree of texts that know their file and line; numbers stay as they were typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

import yaml

from ownway.rulebook.load.errors import Faults, Place

DEEPEST = 20
MOST_NODES = 50_000
LONGEST_FILE = 400_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as typed. *quoted* tells ``"null"`` from nothing at all."""

    text: str
    file: str
    line: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    nodes: "tuple[Node, ...]"
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping, in the order of the file."""

    pairs: "tuple[tuple[Scalar, Node], ...]"
    file: str
    line: int

    def get(self, key: str) -> "Node | None":
        """Return what stands under *key*, or nothing."""
        return next((node for name, node in self.pairs if name.text == key), None)


Node = Scalar | Items | Entries


def read_yaml(file: str, text: str, faults: Faults) -> Node | None:
    """Return the tree of a file, or nothing after its faults were added.

    Refused: files too large, NUL, anchors and aliases, tags, keys given twice, keys that are not plain, several
    documents, trees too deep or with too many nodes.
    """
    if len(text) > LONGEST_FILE:
        faults.add(
            Place(file, 1), "file.too_large", f"{len(text)} letters", f"{LONGEST_FILE} at most", "Split the file."
        )
        return None
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        faults.add(Place(file, line), "file.nul", "a NUL byte", "text", "Save the file as UTF-8 text.")
        return None
    before = len(faults.found)
    try:
        node = _tree(file, yaml.parse(text, Loader=yaml.CSafeLoader), faults)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        help = "Check indentation, colons and quotes on this line and the one before."
        faults.add(Place(file, line), "file.not_yaml", error.problem or "a broken line", "YAML", help)
        return None
    except (yaml.YAMLError, _Broken) as error:
        if isinstance(error, yaml.YAMLError):
            help = "Save the file as UTF-8 text without control characters."
            faults.add(Place(file, 1), "file.not_yaml", "letters YAML does not allow", "YAML", help)
        return None
    return node if len(faults.found) == before else None


class _Broken(Exception):
    """The tree cannot be built any further."""


@dataclass(slots=True)
class _Open:
    """A list or mapping still being read."""

    entries: bool
    line: int
    nodes: "list[Node]"


class _Tree:
    """Builds the tree of one file from its events, without calling itself, so that no depth can exhaust it."""

    def __init__(self, file: str, faults: Faults) -> None:
        self.file = file
        self.faults = faults
        self.above: list[_Open] = []
        self.root: Node | None = None
        self.documents = self.count = 0

    def refuse(self, line: int, code: str, given: str, expected: str, help: str = "") -> NoReturn:
        """Keep the fault that ends the reading."""
        self.faults.add(Place(self.file, line), code, given, expected, help)
        raise _Broken

    def take(self, event: yaml.Event) -> None:
        """Take one event in."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        match event:
            case yaml.AliasEvent():
                self.refuse(line, "file.alias", f"*{event.anchor}", "the value itself", "Write it out.")
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self.refuse(line, "file.documents", "a second document", "one", "Remove the line “---”.")
            case yaml.ScalarEvent():
                _plain(Place(self.file, line), event, self.faults)
                self.place(Scalar(event.value, self.file, line, bool(event.style)), line)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                if len(self.above) >= DEEPEST:
                    self.refuse(line, "file.too_deep", f"more than {DEEPEST} levels", "a flat file")
                _plain(Place(self.file, line), event, self.faults)
                self.above.append(_Open(isinstance(event, yaml.MappingStartEvent), line, []))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.place(_closed(self.file, self.above.pop(), self.faults), line)

    def place(self, made: Node, line: int) -> None:
        """Put a finished node where it belongs."""
        self.count += 1
        if self.count > MOST_NODES:
            self.refuse(line, "file.too_large", f"more than {MOST_NODES} values", "fewer", "Split the file.")
        if self.above:
            self.above[-1].nodes.append(made)
        else:
            self.root = made


def _tree(file: str, events: "Iterator[yaml.Event]", faults: Faults) -> Node | None:
    tree = _Tree(file, faults)
    for event in events:
        tree.take(event)
    return tree.root


def _plain(at: Place, event: yaml.NodeEvent, faults: Faults) -> None:
    if event.anchor is not None:
        faults.add(at, "file.alias", f"&{event.anchor}", "a plain value", "Packs have no anchors; write it out.")
    tag = getattr(event, "tag", None)
    if tag is not None and tag != "!":
        faults.add(at, "file.tag", str(tag), "a plain value", "Packs have no tags; remove it.")


def _closed(file: str, opened: _Open, faults: Faults) -> Node:
    if not opened.entries:
        return Items(tuple(opened.nodes), file, opened.line)
    pairs: list[tuple[Scalar, Node]] = []
    seen: dict[str, int] = {}
    for key, node in zip(opened.nodes[::2], opened.nodes[1::2], strict=True):
        if not isinstance(key, Scalar):
            faults.add(Place(file, key.line), "file.key", "a list or mapping as a key", "a name")
            continue
        if key.text in seen:
            help = f"It stands on line {seen[key.text]} already; keep one."
            faults.add(Place(file, key.line), "file.twice", f"“{key.text}” twice", "each name once", help)
            continue
        seen[key.text] = key.line
        pairs.append((key, node))
    return Entries(tuple(pairs), file, opened.line)


def plain(node: Node, leave_out: frozenset[str] = frozenset()) -> object:
    """Return the tree as plain lists and mappings of texts, without the keys in *leave_out*, for hashing."""
    match node:
        case Scalar():
            return node.text
        case Items():
            return [plain(below, leave_out) for below in node.nodes]
        case Entries():
            return {key.text: plain(below, leave_out) for key, below in node.pairs if key.text not in leave_out}
