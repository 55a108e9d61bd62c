"""The audit of a pack: every finding, with the waivers that answer them, and how much was tried."""

from dataclasses import dataclass, replace

from ownway.rulebook.audit.deductions import look_at_deductions
from ownway.rulebook.audit.findings import Finding
from ownway.rulebook.audit.people import FEW, count_of
from ownway.rulebook.audit.structure import look_at_structure
from ownway.rulebook.audit.worsening import look_at_worsenings, points_that_fall
from ownway.rulebook.model.pack import Pack

SAMPLE = 300


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found. *tried* counts the single worsenings; *exhaustive* says whether they were all of them."""

    findings: tuple[Finding, ...]
    tried: int
    exhaustive: bool

    @property
    def passes(self) -> bool:
        """Whether nothing keeps the pack from being published."""
        return not any(finding.open for finding in self.findings)


def audit(pack: Pack, sample: int = SAMPLE) -> Audit:
    """Return the audit of a pack: worsenings of *sample* people (all where they are few), structure, deductions."""
    findings = list(points_that_fall(pack))
    fallen = {finding.id.partition(".")[2] for finding in findings}
    on_steps, tried = look_at_worsenings(pack, sample, fallen)
    findings += [*on_steps, *look_at_structure(pack), *look_at_deductions(pack, max(sample // 5, 1))]
    waivers = {waiver.finding: waiver.because for waiver in pack.waivers}
    known = {finding.id for finding in findings}
    answered = [replace(finding, waived="" if finding.refused else waivers.get(finding.id, "")) for finding in findings]
    for unused in waivers.keys() - known:
        says = f"A waiver names “{unused}”, which is not found any more; take it away."
        answered.append(Finding(f"waiver.{unused}", says, blocks=False))
    return Audit(tuple(sorted(answered, key=lambda finding: finding.id)), tried, count_of(pack) <= FEW)
