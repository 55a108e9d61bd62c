"""Why something is so: a code, the facts it rests on, and the smaller reasons below it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Fact = str | int | bool | None
"""What a reason may carry. A sum of money is pence beside its currency; an exact number is text (``"15/4"``)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason.

    *code* names a sentence (in the product's own words, or in a pack as ``pack:step:<id>``); *facts* fill it;
    *because* holds the reasons that it stands on. Where a person wrote the reason, *words* keeps theirs untouched.
    """

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    because: "tuple[Reason, ...]" = ()
    words: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", MappingProxyType(dict(self.facts)))

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted(self.facts.items(), key=repr)), self.because, self.words))

    def walk(self) -> "Iterator[Reason]":
        """Yield this reason and all below it, the outermost first."""
        yield self
        for reason in self.because:
            yield from reason.walk()

    def as_json(self) -> dict[str, Any]:
        """Return the form in which a reason is stored and exported."""
        told: dict[str, Any] = {"code": self.code}
        if self.facts:
            told["facts"] = dict(self.facts)
        if self.because:
            told["because"] = [reason.as_json() for reason in self.because]
        if self.words:
            told["words"] = self.words
        return told

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Reason":
        """Return the reason that :meth:`as_json` gave."""
        return cls(
            code=told["code"],
            facts=told.get("facts", {}),
            because=tuple(cls.from_json(below) for below in told.get("because", ())),
            words=told.get("words", ""),
        )
