"""What is wrong with a pack: file, line, what was given, what was expected and a way out; all of it at once."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol


@dataclass(frozen=True, slots=True, order=True)
class PackError:
    """One thing that is wrong. *code* names the kind of fault; *help* is the way out."""

    file: str
    line: int
    code: str
    given: str
    expected: str
    help: str = ""

    def __str__(self) -> str:
        told = f"{self.file}:{self.line}: given {self.given}; expected {self.expected}."
        return f"{told} {self.help}" if self.help else told


class PackErrors(Exception):
    """A pack cannot be used; *errors* holds every fault that was found, in the order of files and lines."""

    def __init__(self, errors: Iterable[PackError]) -> None:
        self.errors = tuple(sorted(set(errors)))
        super().__init__("\n".join(str(error) for error in self.errors))


class HasPlace(Protocol):
    """Whatever knows its file and line."""

    @property
    def file(self) -> str:
        """The file's name within the pack."""

    @property
    def line(self) -> int:
        """The line, counted from one."""


class Place(NamedTuple):
    """A line of a file."""

    file: str
    line: int


class Faults:
    """The faults found so far."""

    def __init__(self) -> None:
        self.found: list[PackError] = []

    def add(self, at: HasPlace, code: str, given: str, expected: str, help: str = "") -> None:
        """Keep one more fault."""
        self.found.append(PackError(at.file, at.line, code, given, expected, help))

    def stop_if_any(self) -> None:
        """Raise all faults found so far, if there are any.

        :raises PackErrors: holding them.
        """
        if self.found:
            raise PackErrors(self.found)


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """Return a way out for a name nobody knows: the nearest that is known, or all of them where they are few."""
    names = sorted(set(known))
    near = difflib.get_close_matches(given, names, n=1)
    if near:
        return f"Did you mean “{near[0]}”?"
    return f"Known here: {', '.join(names[:12])}{' …' if len(names) > 12 else ''}." if names else ""
