"""The fields of one mapping, read one by one; a fault is kept and a stand-in returned, so that all faults show."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from ownway.rulebook.load.errors import Faults, did_you_mean
from ownway.rulebook.load.nodes import Entries, Items, Node, Scalar
from ownway.rulebook.model.numbers import NotANumber, exact

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
SHOWN = 60

Kind = TypeVar("Kind", bound=StrEnum)


def shown(node: Node) -> str:
    """Return what was given, short enough for one line."""
    match node:
        case Scalar(text):
            return f"“{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}”" if text else "nothing"
        case Items():
            return f"a list of {len(node.nodes)}"
        case Entries():
            return f"a mapping of {len(node.pairs)}"


class Fields:
    """One mapping of a pack. Each reader names the key, checks what stands there and remembers that it is known."""

    def __init__(self, node: Node | None, faults: Faults, what: str, file: str = "", line: int = 1) -> None:
        self.faults = faults
        self.what = what
        self.file = node.file if node else file
        self.line = node.line if node else line
        self.known: set[str] = set()
        self.entries = node if isinstance(node, Entries) else None
        self.broken = node is not None and self.entries is None
        if node is not None and self.entries is None:
            self.fault(node, "pack.not_a_mapping", f"{what}: names with values", "Write “name: value” lines.")

    def fault(self, node: Node, code: str, expected: str, help: str = "") -> None:
        """Keep a fault at *node*."""
        self.faults.add(node, code, shown(node), expected, help)

    def node(self, key: str, expected: str = "", required: bool = True) -> Node | None:
        """Return what stands under *key*; a fault when it is missing although required."""
        self.known.add(key)
        found = self.entries.get(key) if self.entries else None
        if isinstance(found, Scalar) and not found.text and not found.quoted:
            found = None
        if found is None and required and not self.broken:
            help = f"Add a line “{key}: …” to {self.what}."
            self.faults.add(self, "pack.missing", f"no “{key}”", expected or "a value", help)
        return found

    def has(self, key: str) -> bool:
        """Whether something stands under *key*."""
        return self.node(key, required=False) is not None

    def line_of(self, key: str) -> int:
        """Return the line of *key*, or of the mapping."""
        node = self.node(key, required=False)
        return node.line if node else self.line

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text."""
        node = self.node(key, "a text", required=default is None)
        if node is None:
            return default or ""
        if not isinstance(node, Scalar):
            self.fault(node, "pack.not_text", f"a text for “{key}”")
            return ""
        return node.text

    def id(self, key: str, default: str | None = None) -> str:
        """Return an identifier: small letters, digits and low lines."""
        node = self.node(key, "an id", required=default is None)
        return (default or "") if node is None else identifier(node, self.faults)

    def ids(self, key: str, required: bool = True) -> tuple[str, ...]:
        """Return a list of identifiers, each once."""
        found = [identifier(node, self.faults) for node in self.items(key, required)]
        node = self.node(key, required=False)
        if node is not None and len(set(found)) != len(found):
            twice = next(name for name in found if found.count(name) > 1)
            self.faults.add(node, "pack.twice", f"“{twice}” twice", "each id once", "Keep one of them.")
        return tuple(dict.fromkeys(found))

    def number(self, key: str, default: Fraction | None = None) -> Fraction:
        """Return an exact number."""
        node = self.node(key, "an exact number", required=default is None)
        return (default or Fraction(0)) if node is None else number(node, self.faults)

    def number_or_nothing(self, key: str) -> Fraction | None:
        """Return an exact number, or nothing where nothing stands."""
        node = self.node(key, required=False)
        return None if node is None else number(node, self.faults)

    def whole(self, key: str, least: int = 0, most: int = 10**9, default: int | None = None) -> int:
        """Return a whole number between *least* and *most*."""
        node = self.node(key, "a whole number", required=default is None)
        if node is None:
            return default if default is not None else least
        value = number(node, self.faults)
        if value.denominator != 1 or not least <= value <= most:
            self.fault(node, "pack.not_whole", f"a whole number from {least} to {most} for “{key}”")
            return least
        return int(value)

    def day(self, key: str) -> date | None:
        """Return a day, or nothing where nothing or no day stands."""
        node = self.node(key, required=False)
        return None if node is None else day(node, self.faults)

    def yes_no(self, key: str, default: bool | None = None) -> bool:
        """Return yes or no."""
        node = self.node(key, "yes or no", required=default is None)
        if node is None:
            return bool(default)
        if isinstance(node, Scalar) and node.text in ("yes", "true"):
            return True
        if not isinstance(node, Scalar) or node.text not in ("no", "false"):
            self.fault(node, "pack.not_yes_or_no", f"yes or no for “{key}”")
        return False

    def one_of(self, key: str, kind: type[Kind], default: Kind | None = None) -> Kind:
        """Return one of a closed set of names."""
        node = self.node(key, f"one of {', '.join(kind)}", required=default is None)
        return (default or next(iter(kind))) if node is None else one_of(node, kind, self.faults)

    def items(self, key: str, required: bool = True, least: int = 0) -> tuple[Node, ...]:
        """Return the nodes of a list."""
        node = self.node(key, "a list", required=required)
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.fault(node, "pack.not_a_list", f"a list for “{key}”", "Write “- …” lines or “[a, b]”.")
            return ()
        if len(node.nodes) < least:
            self.fault(node, "pack.too_few", f"{least} or more under “{key}”")
        return node.nodes

    def rows(self, key: str, what: str, required: bool = True, least: int = 0) -> "list[Fields]":
        """Return the mappings of a list."""
        return [Fields(node, self.faults, what) for node in self.items(key, required, least)]

    def fields(self, key: str, what: str) -> "Fields":
        """Return the mapping under *key*."""
        node = self.node(key, "a mapping")
        inner = Fields(node, self.faults, what, self.file, self.line)
        inner.broken = inner.broken or node is None
        return inner

    def pairs(self, key: str, required: bool = True) -> tuple[tuple[Scalar, Node], ...]:
        """Return the entries of a mapping with names of its own."""
        node = self.node(key, "a mapping", required=required)
        if node is None:
            return ()
        if not isinstance(node, Entries):
            self.fault(node, "pack.not_a_mapping", f"names with values for “{key}”")
            return ()
        return node.pairs

    def done(self) -> None:
        """Refuse every key that nothing asked for."""
        for key, _ in self.entries.pairs if self.entries else ():
            if key.text not in self.known:
                help = did_you_mean(key.text, self.known)
                self.faults.add(key, "pack.unknown_key", f"“{key.text}”", f"a key of {self.what}", help)


def identifier(node: Node, faults: Faults) -> str:
    """Return an identifier, or a stand-in after keeping the fault."""
    if isinstance(node, Scalar) and IDENTIFIER.fullmatch(node.text):
        return node.text
    help = "Begin with a small letter; use small letters, digits and “_”, sixty at most."
    faults.add(node, "pack.not_an_id", shown(node), "an id", help)
    return ""


def number(node: Node, faults: Faults) -> Fraction:
    """Return an exact number, or a stand-in after keeping the fault."""
    if isinstance(node, Scalar):
        try:
            return exact(node.text)
        except NotANumber:
            pass
    help = "Write 12, 3.75 or 12/52: no thousands marks, no exponent, no currency sign."
    faults.add(node, "pack.not_a_number", shown(node), "an exact number", help)
    return Fraction(0)


def day(node: Node, faults: Faults) -> date | None:
    """Return a day, or nothing after keeping the fault."""
    if isinstance(node, Scalar) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", node.text, re.ASCII):
        try:
            return date.fromisoformat(node.text)
        except ValueError:
            pass
    faults.add(node, "pack.not_a_day", shown(node), "a day", "Write year-month-day, as 2026-04-01.")
    return None


def one_of(node: Node, kind: type[Kind], faults: Faults) -> Kind:
    """Return the member of a closed set, or a stand-in after keeping the fault."""
    names: Iterable[str] = [member.value for member in kind]
    if isinstance(node, Scalar) and node.text in names:
        return kind(node.text)
    help = did_you_mean(node.text if isinstance(node, Scalar) else "", names)
    faults.add(node, "pack.unknown_name", shown(node), f"one of {', '.join(names)}", help)
    return next(iter(kind))
