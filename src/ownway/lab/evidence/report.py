"""The whole report of the pilots: every check, figure 2's points, the findings, as plain values and as tables."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ownway.lab.evidence.checks import Check, Outcome
from ownway.lab.evidence.findings import Finding, findings
from ownway.lab.evidence.first_comparison import claims, table2
from ownway.lab.evidence.passages import passages
from ownway.lab.evidence.rows import ALL, CannotReadPilots, Pilots
from ownway.lab.evidence.second_comparison import appendix2, overlap
from ownway.lab.evidence.surveys import sums, surveys

HEADINGS = ("part", "what", "printed", "from the rows", "outcome", "averaging rule", "remark")


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """What was printed beside what the rows give, and what was found for and against."""

    checks: tuple[Check, ...]
    points: tuple[tuple[str, int, int], ...]
    """Figure 2: authority, yearly pounds before and after, of each person with both."""
    findings: tuple[Finding, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many checks came out which way."""
        counted = Counter(check.outcome.value for check in self.checks)
        return {outcome.value: counted[outcome.value] for outcome in Outcome}

    @property
    def in_words(self) -> str:
        """The report in one breath."""
        n = self.counts
        return (
            f"Of {len(self.checks)} figures and claims, {n['agrees']} agree with the rows, {n['differs']} differ, "
            f"{n['cannot be worked out']} cannot be worked out, and {n['nothing printed']} were never printed."
        )

    def table(self) -> list[tuple[str, ...]]:
        """Return the checks as rows under :data:`HEADINGS`."""
        return [
            (one.part, one.statement, one.printed, one.recomputed, one.outcome.value, one.rule.value, one.remark)
            for one in self.checks
        ]

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return {
            "in_words": self.in_words,
            "counts": self.counts,
            "checks": [check.to_json() for check in self.checks],
            "figure_2": [{"authority": name, "before": before, "after": after} for name, before, after in self.points],
            "findings": [finding.to_json() for finding in self.findings],
        }


def report(pilots: Pilots) -> EvidenceReport:
    """Return everything the pilots printed, worked out again from *pilots*.

    :raises CannotReadPilots: where rows are such that nothing can be worked out: no line for All, nobody with both
        figures, or a division by nothing.
    """
    if not pilots.both or all(line.authority != ALL for line in pilots.table2):
        raise CannotReadPilots("evidence.nothing_to_compare")
    try:
        checks = (
            *table2(pilots),
            *claims(pilots),
            *appendix2(pilots),
            *overlap(pilots),
            *surveys(pilots),
            *sums(pilots),
            *passages(pilots),
        )
    except ZeroDivisionError:
        raise CannotReadPilots("evidence.nothing_to_compare") from None
    points = tuple((one.authority, one.before, one.after) for one in pilots.people if one.before is not None)
    return EvidenceReport(checks, points, findings())
