"""What an audit finds: a name, what it says, who shows it and what it costs them."""

from collections.abc import Mapping
from dataclasses import dataclass

from ownway.rulebook.model.answers import Answer
from ownway.values import Money

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    *id* is stable, so that a waiver can name it. A finding that *blocks* keeps a pack from being published until it is
    mended or waived; one that is *refused* cannot be waived. *people* are the two whose answers show it, *costs* the
    money between them.
    """

    id: str
    says: str
    blocks: bool = True
    refused: bool = False
    people: tuple[Answers, ...] = ()
    costs: Money | None = None
    waived: str = ""
    """The reason of the waiver, where there is one."""

    @property
    def open(self) -> bool:
        """Whether it still keeps the pack from being published."""
        return self.refused or (self.blocks and not self.waived)
