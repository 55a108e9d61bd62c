"""Whether a question measures alike: do people of the same total answer it otherwise in one part than in others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from ownway.lab.equity.same_need import Gap, gaps
from ownway.lab.equity.sums import Codes, Sums
from ownway.rulebook.audit.people import feeding
from ownway.rulebook.model import Pack

NOTABLE = 0.25
"""A gap of a quarter of a level at the same total is worth a look (standardised mean difference; Zwick and others)."""


@dataclass
class Answers:
    """The sums of each question's levels by part and total: what differential functioning is found from."""

    held: dict[str, Sums] = field(default_factory=dict)

    def count(self, question: str, divided: Mapping[str, Codes], total: NDArray[Any], level: NDArray[Any]) -> None:
        """Count the levels that people of each part and total chose; those without an answer are left out before."""
        self.held.setdefault(question, Sums()).count(divided, total, level.astype(float))

    def notable(self) -> list[tuple[str, Gap]]:
        """Return the questions and parts whose levels differ at the same total by a quarter or more, beyond chance."""
        return [
            (question, gap)
            for question, sums in sorted(self.held.items())
            for gap in gaps(sums)
            if gap.pounds is not None
            and gap.low is not None
            and gap.high is not None
            and abs(gap.pounds) >= NOTABLE
            and not gap.low <= 0 <= gap.high
        ]


def protected_in(pack: Pack) -> tuple[str, ...]:
    """Return the questions about protected matters that the figure counts: change only that answer and the sum moves.

    Each needs its reason in the open; a rule without them gives everyone of the same answers the same.
    """
    counted = feeding(pack)
    return tuple(question.id for question in pack.questions if question.asks_about and question.id in counted)
