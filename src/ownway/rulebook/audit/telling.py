"""An audit in words, and as JSON: the findings with the two people who show them, and what was tried."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ownway.rulebook.audit.findings import Answers, Finding
from ownway.rulebook.audit.measures import Notch
from ownway.rulebook.audit.report import Audit
from ownway.rulebook.audit.steps_told import in_money, money_told, shown
from ownway.rulebook.audit.worsening import ALL, PROVEN, SAMPLE
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.values import Money

LISTED = 12
"""So many results of a step are told in words; the rest is in the JSON."""


def audit_in_words(pack: Pack, audit: Audit) -> Iterator[str]:
    """Yield the lines that tell an audit to whoever answers for the pack."""
    yield f"{pack.name} ({pack.id}), version {pack.version}, as on {audit.on}"
    yield ""
    open = sum(finding.open for finding in audit.findings)
    waived = sum(bool(finding.waived) for finding in audit.findings)
    yield f"Findings: {open} open, {waived} waived, {len(audit.findings) - open - waived} to note"
    for finding in audit.findings:
        yield from _finding(pack, finding)
    yield ""
    yield "Does more need ever give less?"
    yield from _looked(audit)
    yield ""
    yield "What the steps can come to"
    for total in audit.totals:
        if total.count is None:
            yield f"  {total.step}: from {written(total.least)} to {written(total.most)}"
        else:
            listed = ", ".join(written(value) for value in total.values[:LISTED])
            more = " …" if total.values[LISTED:] else ""
            told = f": {listed}{more}" if listed else f", from {written(total.least)} to {written(total.most)}"
            yield f"  {total.step}: {total.count} results{'' if total.all else ' or more'}{told}"
    if audit.notches:
        yield ""
        yield "Every edge of every table, and what the smallest step across it gains"
        yield from (f"  {_notch(pack, notch)}" for notch in audit.notches)
    yield from _range(audit)


def _finding(pack: Pack, finding: Finding) -> Iterator[str]:
    mark = "OPEN  " if finding.open else "waived" if finding.waived else "note  "
    yield f"  {mark} {finding.id}: {finding.says}"
    if finding.waived:
        yield f"         Waived: {finding.waived}"
    if len(finding.people) == 2:
        before, after = finding.people
        for name in sorted({*before, *after}):
            if before.get(name) != after.get(name):
                yield f"         {name}: {shown(before.get(name))} against {shown(after.get(name))}"
        same = [f"{name} {shown(answer)}" for name, answer in before.items() if after.get(name) == answer]
        yield f"         The same for both: {'; '.join(same) or 'nothing else counts'}"


def _looked(audit: Audit) -> Iterator[str]:
    for how, told in ((PROVEN, "proven from the numbers"), (ALL, "tried in all cases"), (SAMPLE, "tried on a sample")):
        those = [one for one in audit.looked if one.how == how]
        if those:
            yield f"  {len(those)} questions {told}: {', '.join(one.question for one in those)}"
        if those and how == ALL:
            cases, people = sum(one.cases for one in those), sum(one.people for one in those)
            yield f"    {cases} cases, which stand for {in_short(people)} steps to more need"
        if those and how == SAMPLE:
            yield f"    {sum(one.cases for one in those)} steps to more need"


def in_short(count: int) -> str:
    """Return a count, a very large one by its power of ten."""
    digits = len(str(count))
    return f"{count:,}" if digits < 13 else f"more than 10 to the power of {digits - 1}"


def _notch(pack: Pack, notch: Notch) -> str:
    told = f"{notch.step} at {written(notch.edge)}"
    if notch.below is not None and notch.above is not None:
        told += f" (from {written(notch.below)} to {written(notch.above)})"
    if notch.gains is None:
        return f"{told}: not tried"
    least, most = (money_told(in_money(pack, gain)) for gain in notch.gains)
    told += f": {most}" if least == most else f": from {least} to {most}"
    return told if notch.a_point is None else f"{told}, {_about(notch.a_point)} {pack.currency} a point at most"


def _about(number: Fraction) -> str:
    hundredths = (number * 100 + Fraction(1, 2)).__floor__()
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _range(audit: Audit) -> Iterator[str]:
    told = audit.range
    if told is None or told.least is None or told.mean is None or told.most is None:
        return
    yield ""
    sums = f"least {money_told(told.least)}, mean {money_told(told.mean)}, most {money_told(told.most)}"
    yield f"In a sample of {told.tried} people: {sums}; {told.without} without a figure"
    if told.least_possible is not None and told.most_possible is not None:
        ends = f"from {money_told(told.least_possible)} to {money_told(told.most_possible)}"
        yield f"No answers can give a figure outside {ends}"


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding with the two people who show it."""
    return {
        "id": finding.id,
        "says": finding.says,
        "open": finding.open,
        "refused": finding.refused,
        "waived": finding.waived,
        "costs_pence": None if finding.costs is None else finding.costs.pence,
        "people": [answers_as_json(person) for person in finding.people],
    }


def answers_as_json(answers: Answers) -> dict[str, Any]:
    """Return the answers of one person."""
    return {name: answer.as_json() for name, answer in answers.items()}


def audit_as_json(pack: Pack, audit: Audit) -> dict[str, Any]:
    """Return all that an audit found. Counts of people are text: they may be larger than a JSON reader's numbers."""
    return {
        "pack": pack.id,
        "version": pack.version,
        "on": audit.on.isoformat(),
        "passes": audit.passes,
        "findings": [finding_as_json(finding) for finding in audit.findings],
        "worsenings_tried": audit.tried,
        "exhaustive": audit.exhaustive,
        "questions": [
            {"question": one.question, "how": one.how, "cases": one.cases, "stand_for": str(one.people)}
            for one in audit.looked
        ],
        "falls": [
            {
                "question": fall.question,
                "before": fall.before.as_json(),
                "after": fall.after.as_json(),
                "at": fall.at,
                "count": str(fall.count),
                "of": str(fall.of),
                "loss_pence": in_money(pack, fall.loss).pence,
                "people": [answers_as_json(person) for person in fall.people],
            }
            for fall in audit.falls
        ],
        "totals": [
            {
                "step": total.step,
                "least": written(total.least),
                "most": written(total.most),
                "count": total.count,
                "all": total.all,
                "values": [written(value) for value in total.values],
            }
            for total in audit.totals
        ],
        "notches": [_notch_as_json(pack, notch) for notch in audit.notches],
        "range": _range_as_json(audit),
    }


def _notch_as_json(pack: Pack, notch: Notch) -> dict[str, Any]:
    return {
        "step": notch.step,
        "edge": written(notch.edge),
        "below": None if notch.below is None else written(notch.below),
        "above": None if notch.above is None else written(notch.above),
        "gains_pence": None if notch.gains is None else [in_money(pack, gain).pence for gain in notch.gains],
        "a_point": None if notch.a_point is None else written(notch.a_point),
    }


def _range_as_json(audit: Audit) -> dict[str, Any] | None:
    told = audit.range
    if told is None:
        return None

    def pence(money: Money | None) -> int | None:
        return None if money is None else money.pence

    return {
        "people": told.tried,
        "without_figure": told.without,
        "least_pence": pence(told.least),
        "mean_pence": pence(told.mean),
        "most_pence": pence(told.most),
        "least_possible_pence": pence(told.least_possible),
        "most_possible_pence": pence(told.most_possible),
    }
