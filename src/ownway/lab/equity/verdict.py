"""The verdict on a rule: may it be used, does it treat the same need alike, or are there too few people to know."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ownway.lab.equity.access import TakeUp
from ownway.lab.equity.discretion import moved_words
from ownway.lab.equity.same_need import Gap
from ownway.lab.equity.spread import Measure

TOLERANCE = 5.0
"""A gap counts when the whole of its interval lies beyond so many per cent of what others get."""
JUDGED_FROM = 30
"""The interval of fewer people is shown, but forbids nothing: sums are lopsided, and few of them deceive."""
SHOWN_ONLY = ("deprivation", "setting")
PANEL_TOLERANCE = 2.5
"""The same for what a panel adds or takes away, in per cent of the sum it moves."""


@dataclass(frozen=True, slots=True)
class EquityVerdict:
    """Whether a rule passes: *findings* are the gaps that forbid its use, *unsure* those too wide to tell.

    *gaps* and *measures* are all that was looked at; *panel* the same for discretion, *access* for take-up.
    """

    passes: bool
    findings: tuple[str, ...]
    unsure: tuple[str, ...]
    gaps: tuple[Gap, ...]
    measures: tuple[Measure, ...] = ()
    panel: tuple[Gap, ...] = ()
    access: tuple[TakeUp, ...] = ()
    protected: tuple[str, ...] = ()
    tolerance: float = TOLERANCE
    table_hash: str = ""
    """The hash of the table of points and money that was tested, where it was one."""

    @property
    def words(self) -> str:
        """Say it in one sentence."""
        if self.passes:
            looked = sum(gap.told and gap.division not in SHOWN_ONLY for gap in self.gaps)
            if not looked:
                return "Same need, same money: nothing could be compared, for no part has people enough."
            beyond = f"of {looked} parts none is shown to differ from others by more than {self.tolerance:g} %"
            return f"Same need, same money: {beyond}; of {len(self.unsure)} there are too few people to be sure."
        return f"Not the same money for the same need: {len(self.findings)} parts differ. {self.findings[0]}"

    def to_json(self) -> dict[str, Any]:
        """Return it for programs."""
        return {
            "table_hash": self.table_hash,
            "passes": self.passes,
            "words": self.words,
            "tolerance_per_cent": self.tolerance,
            "findings": list(self.findings),
            "unsure": list(self.unsure),
            "gaps": [gap.to_json() for gap in self.gaps],
            "measures": [measure.to_json() for measure in self.measures],
            "panel": [gap.to_json() | {"words": moved_words(gap)} for gap in self.panel],
            "take_up": [one.to_json() | {"words": one.words} for one in self.access],
            "protected_questions": list(self.protected),
        }


@dataclass(frozen=True, slots=True)
class Looked:
    """All that was looked at before a verdict."""

    gaps: tuple[Gap, ...]
    measures: tuple[Measure, ...] = ()
    panel: tuple[Gap, ...] = ()
    access: tuple[TakeUp, ...] = ()
    protected: tuple[str, ...] = ()
    table_hash: str = ""


def verdict(looked: Looked, tolerance: float = TOLERANCE) -> EquityVerdict:
    """Return the verdict: other money for the same need, beyond chance and the tolerance, forbids the rule.

    How deprived a place is and where people live are shown, not judged: an authority may have its reasons there.
    """
    judged = [gap for gap in looked.gaps if gap.division not in SHOWN_ONLY]
    findings = [gap.words for gap in judged if _beyond(gap, tolerance)]
    findings += panel_findings(looked.panel)
    unsure = [gap.words for gap in judged if not _beyond(gap, tolerance) and _wide(gap, tolerance)]
    return EquityVerdict(
        not findings,
        tuple(findings),
        tuple(unsure),
        looked.gaps,
        looked.measures,
        looked.panel,
        looked.access,
        looked.protected,
        tolerance,
        looked.table_hash,
    )


def panel_findings(panel: Iterable[Gap]) -> list[str]:
    """Return the parts that a panel left with more or less than others, beyond chance and what is tolerated."""
    return [moved_words(gap) for gap in panel if _beyond(gap, PANEL_TOLERANCE)]


def _beyond(gap: Gap, tolerance: float) -> bool:
    if (gap.compared or 0) < JUDGED_FROM:
        return False
    low, high = gap.per_cent(gap.low), gap.per_cent(gap.high)
    return low is not None and high is not None and (low > tolerance or high < -tolerance)


def _wide(gap: Gap, tolerance: float) -> bool:
    low, high = gap.per_cent(gap.low), gap.per_cent(gap.high)
    return low is None or high is None or low < -tolerance or high > tolerance
