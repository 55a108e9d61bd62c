"""What could not be done, why, and what would help: the one family of errors a person may read."""

from collections.abc import Mapping

from ownway.values.reason import Fact, Reason


class Cannot(Exception):
    """Raised when something cannot be done. Subclasses are named for the deed: ``CannotSign``, ``CannotPay``.

    *why* is the reason in full; *help* names what would make it possible; *field* is the form field it concerns.
    """

    def __init__(self, why: Reason | str, *, help: str = "", field: str = "", **facts: Fact) -> None:
        self.why = why if isinstance(why, Reason) else Reason(why, facts)
        self.help = help
        self.field = field
        super().__init__(self.why.code)

    def __str__(self) -> str:
        facts: Mapping[str, Fact] = self.why.facts
        told = ", ".join(f"{name} {value}" for name, value in facts.items())
        return f"{self.why.code}{f' ({told})' if told else ''}{f': {self.why.words}' if self.why.words else ''}"


class NotFound(Cannot):
    """There is nothing of that name for the one who asks; what one may not see does not exist."""


class NotAllowed(Cannot):
    """The one who asks may know of the thing, yet may not do this with it."""


class Stale(Cannot):
    """The thing has changed since the page was shown; what was typed is kept."""
