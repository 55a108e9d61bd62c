"""The audit of a pack: every finding, with the waivers that answer them, and what the rule does to sums."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ownway.rulebook.audit.deductions import look_at_deductions
from ownway.rulebook.audit.findings import Finding
from ownway.rulebook.audit.index_chain import look_at_indexes
from ownway.rulebook.audit.measures import Notch, Range, Total, notches, range_told, totals
from ownway.rulebook.audit.people import days
from ownway.rulebook.audit.reading import look_at_reading
from ownway.rulebook.audit.steps_told import cliffs_told, falls_told
from ownway.rulebook.audit.structure import look_at_structure
from ownway.rulebook.audit.worsening import SAMPLE as SAMPLED
from ownway.rulebook.audit.worsening import Fall, Tried, Worsenings
from ownway.rulebook.model.pack import Pack

SAMPLE = 300


@dataclass(frozen=True, slots=True)
class Effort:
    """How far an audit goes: how much work it may do, how many cases it may keep, and on which days it looks.

    With *whole* the pack's first day is tried as well as the last on which a number changes.
    """

    work: int
    cases: int
    whole: bool = False


QUICK = Effort(30_000, 5_000)
"""About a second a pack: for every test run and every look."""

WHOLE = Effort(5_000_000, 500_000, whole=True)
"""Up to some minutes for a large pack: before a version is published, and where evidence is made."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found. *tried* counts the cases of single worsenings; *exhaustive* says whether they were all.

    *looked* says of each question how it was looked at; *falls* lists every single step that gives less; *totals* what
    each step can come to, *notches* every edge of every table, *range* what people are told, on the day *on*.
    """

    findings: tuple[Finding, ...]
    tried: int
    exhaustive: bool
    on: date
    looked: tuple[Tried, ...] = ()
    falls: tuple[Fall, ...] = ()
    totals: tuple[Total, ...] = ()
    notches: tuple[Notch, ...] = ()
    range: Range | None = None

    @property
    def passes(self) -> bool:
        """Whether nothing keeps the pack from being published."""
        return not any(finding.open for finding in self.findings)


def audit(pack: Pack, sample: int = SAMPLE, effort: Effort = QUICK) -> Audit:
    """Return the audit of a pack as it stands on the last day on which a number of it changes.

    Whatever the rule's own numbers do not prove is tried in all cases as far as the *effort* goes, else on a *sample*
    of people (all where they are no more than that).
    """
    last = days(pack)[-1]
    worsenings = _looked(pack, last, sample, effort)
    findings = [*falls_told(pack, worsenings), *cliffs_told(pack, worsenings)]
    if effort.whole:
        for day in days(pack)[:-1][:1]:
            findings += falls_told(pack, _looked(pack, day, sample, effort))
    found = totals(pack, worsenings)
    findings += look_at_structure(pack, [total for total in found if total.all])
    findings += look_at_deductions(pack, worsenings, max(sample // 5, 1))
    findings += [*look_at_indexes(pack), *look_at_reading(pack)]
    looked = tuple(worsenings.tried[name] for name in worsenings.asked)
    exhaustive = all(one.how != SAMPLED for one in looked)
    return Audit(
        findings=_answered(pack, findings, effort),
        tried=sum(max(one.cases, 1) for one in looked) + worsenings.sampled,
        exhaustive=exhaustive,
        on=last,
        looked=looked,
        falls=tuple(worsenings.falls),
        totals=found,
        notches=notches(pack, worsenings, found),
        range=range_told(pack, sample, last),
    )


def _looked(pack: Pack, day: date, sample: int, effort: Effort) -> Worsenings:
    worsenings = Worsenings(pack, day, work=effort.work, most=effort.cases)
    worsenings.look(sample)
    return worsenings


SEEN_BY_ALL = ("dead", "twice", "negative", "unreachable", "index", "reading")
"""Kinds of finding that an audit of any effort finds whenever they are there."""


def _answered(pack: Pack, findings: Iterable[Finding], effort: Effort) -> tuple[Finding, ...]:
    """Return the findings, each once, with the waivers that answer them."""
    once: dict[str, Finding] = {}
    for finding in findings:
        once.setdefault(finding.id, finding)
    waivers = {waiver.finding: waiver.because for waiver in pack.waivers}
    answered = [
        replace(finding, waived="" if finding.refused else waivers.get(finding.id, "")) for finding in once.values()
    ]
    for unused in waivers.keys() - once:
        kind, _, about = unused.partition(".")
        if effort.whole or kind in SEEN_BY_ALL or about.rpartition(".")[2] not in pack.by_id:
            says = f"A waiver names “{unused}”, which is not found any more; take it away."
            answered.append(Finding(f"waiver.{unused}", says, blocks=False))
    return tuple(sorted(answered, key=lambda finding: finding.id))
