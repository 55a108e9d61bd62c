"""What a programme says of who may be paid to help: relatives in the same home, and checks."""

from dataclasses import dataclass

AT_HOME = ("allowed", "exceptional", "forbidden")


@dataclass(frozen=True, slots=True)
class Check:
    """A check of somebody who is paid. One that is *needed* is asked by law; any other is the person's to wish for.

    Words: ``check.<id>``.
    """

    id: str
    source: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Assistants:
    """Who may be paid to help, by law and by what a programme recommends (G3).

    A relative in the same home is ``allowed``, ``exceptional`` (the authority must agree) or ``forbidden``; *source*
    names the law.
    """

    relatives_at_home: str
    source: str
    checks: tuple[Check, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that is named, each once."""
        return tuple(dict.fromkeys([self.source, *(check.source for check in self.checks)]))

    def check(self, id: str) -> Check | None:
        """Return the check of that name, or nothing."""
        return next((check for check in self.checks if check.id == id), None)
