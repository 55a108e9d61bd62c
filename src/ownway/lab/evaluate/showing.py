"""Shows a trial's results as a report: sentences first, each picture with its table, everything that is unsure said."""

from ownway.lab.evaluate.checklist import checklist
from ownway.lab.evaluate.evaluating import ArmResult, Evaluation, GroupResult, OutcomeResult
from ownway.lab.evaluate.protocol import KINDS
from ownway.lab.evaluate.telling import (
    assumed_in_words,
    cost_in_words,
    group_in_words,
    indirect_in_words,
    lock_in_words,
    method_in_words,
    number,
    outcome_in_words,
    people_in_words,
    pounds,
    tipping_in_words,
    tried_in_words,
)
from ownway.lab.reports.page import Section, Table, page
from ownway.lab.reports.pictures import Axes, Dots, Line, Picture, chart

BAD_SHOWN = 200


def summary(found: Evaluation) -> list[str]:
    """Return the results in a few sentences: of each arm its cost, its outcomes and the groups."""
    usual = found.protocol.arms[0].name
    told = [*lock_in_words(found)[:1]]
    for arm in found.arms:
        told.append(cost_in_words(arm, usual))
        told += [" ".join(outcome_in_words(one, arm.cost)[:2]) for one in arm.outcomes]
    return told


def text_of(found: Evaluation) -> list[str]:
    """Return the whole report as lines of text for a terminal."""
    usual = found.protocol.arms[0].name
    told = [found.protocol.title, "", *lock_in_words(found), "", *people_in_words(found), *method_in_words(found)]
    told += ["", "What has to hold:", *assumed_in_words(found)]
    told += [f"Tried: {what}, {which}: {size}." for what, which, size in tried_in_words(found)]
    for arm in found.arms:
        told += ["", cost_in_words(arm, usual), indirect_in_words(arm)]
        for one in arm.outcomes:
            told += ["", *outcome_in_words(one, arm.cost), *tipping_in_words(one)]
        told += ["", "Each group beside the others:", *_each_group(arm, found)]
    told += ["", *(f"Note: {limit}" for limit in found.protocol.limits)]
    if found.bad:
        told += ["", *(str(one) for one in found.bad[:BAD_SHOWN])]
    if len(found.bad) > BAD_SHOWN:
        told.append(f"… and {len(found.bad) - BAD_SHOWN:,} more, in the JSON.")
    return told


def html_of(found: Evaluation) -> str:
    """Return the whole report as one HTML page that needs nothing beside it."""
    sections = [
        Section("In short", summary(found)),
        Section("How it was set up", lock_in_words(found), warnings=found.protocol.limits),
        Section("Who took part", people_in_words(found), tables=[_flow(found)]),
        Section("How it was worked out", method_in_words(found), tables=_balance(found)),
        Section("What has to hold", assumed_in_words(found), tables=_tried(found)),
        Section("What it cost", _cost_sentences(found), tables=[_costs(found)]),
    ]
    for arm in found.arms:
        for at, one in enumerate(arm.outcomes):
            pictures = [plane(one), curves(found, at)]
            sections.append(
                Section(
                    f"{arm.name}: {one.measure.name}",
                    outcome_in_words(one, arm.cost),
                    pictures,
                    warnings=tipping_in_words(one),
                )
            )
        sections.append(Section(f"{arm.name}: each group", _each_group(arm, found), tables=[_groups(arm, found)]))
    if found.plans:
        sections.append(Section("What the plans were for", tables=[_plans(found)]))
    if found.bad:
        sections.append(Section("Rows and cells that could not be used", tables=[_bad(found)]))
    sections.append(Section("The CHEERS 2022 checklist", tables=[_checklist(found)]))
    return page(found.protocol.title, found.protocol.question, sections)


def plane(one: OutcomeResult) -> Picture:
    """Return the cost-effectiveness plane: each draw a dot, gain across and extra cost of a year up."""
    shares = one.ratio.shares
    named = {
        "more_better": "costs more, does more", "less_better": "costs less, does more",
        "more_worse": "costs more, does less", "less_worse": "costs less, does less",
    }  # fmt: skip
    told = ", ".join(f"{shares[id] * 100:.0f} % {name}" for id, name in named.items())
    return chart(
        f"{one.measure.name}: gain and extra cost, drawn again and again",
        f"A cloud of draws. {told}.",
        Axes("Gain (more to the right is better)", "Extra cost a year"),
        dots=[Dots("draws", one.plane), Dots("found", [(one.gain.estimate, _cost_of(one))])],
        headings=("where the draws lie", "share"),
        rows=[(name, f"{shares[id] * 100:.1f} %") for id, name in named.items()],
    )


def curves(found: Evaluation, at: int) -> Picture:
    """Return the acceptability curve of each arm, and the frontier, over the worths of one unit of an outcome."""
    measure, rows = found.protocol.outcomes[at], found.choices[at]
    names = [arm.name for arm in found.protocol.arms]
    lines = [Line(name, [(one.worth_pounds, one.likely[arm]) for one in rows]) for arm, name in enumerate(names)]
    frontier = Line("best on average (frontier)", [(one.worth_pounds, one.frontier) for one in rows], dashed=True)
    return chart(
        f"{measure.name}: how likely each is the better choice",
        f"For each worth of one {measure.unit} a year, the likelihood that an arm is worth most.",
        Axes(f"Worth of one {measure.unit}", "Likelihood", "£", ""),
        lines=[*lines, frontier],
        headings=("worth of one", *names, "best on average", "worth of knowing for sure, a person and year"),
        rows=[
            (
                f"£{one.worth_pounds:,}",
                *(f"{share:.3f}" for share in one.likely),
                names[one.best],
                f"£{one.certainty_pence / 100:,.2f}",
            )
            for one in rows
        ],
    )


def _cost_of(one: OutcomeResult) -> float:
    """Return the extra cost of a year, from the net benefit at any worth."""
    benefit = one.benefits[0]
    return benefit.worth_pounds * one.gain.estimate - benefit.net.estimate


def _each_group(arm: ArmResult, found: Evaluation) -> list[str]:
    return [told for group in arm.groups for told in group_in_words(group, found)]


def _cost_sentences(found: Evaluation) -> list[str]:
    usual = found.protocol.arms[0].name
    return [told for arm in found.arms for told in (cost_in_words(arm, usual), indirect_in_words(arm))]


def _flow(found: Evaluation) -> Table:
    measures = [measure.name for measure in found.protocol.outcomes]
    counted = "people" if found.protocol.design != "stepped" else "answers"
    headings = ("arm", counted, "took it up", "withdrew", "cost known", *(f"{name} known" for name in measures))
    rows = [
        (
            one.name,
            *(f"{count:,}" for count in (one.people, one.took_up, one.withdrew, one.with_cost, *one.with_outcome)),
        )
        for one in found.flow
    ]
    return Table("What became of the people of each arm", headings, rows)


def _tried(found: Evaluation) -> list[Table]:
    rows = tried_in_words(found)
    return [Table("How far what has to hold was tried", ("", "what was looked at", "found"), rows)] if rows else []


def _balance(found: Evaluation) -> list[Table]:
    if found.matched is None:
        return []
    low, high = found.matched.common_support
    rows = [
        (
            one.name,
            *(
                f"{value:.2f}".replace("-", "−")
                for value in (one.before, one.after, one.spread_before, one.spread_after)
            ),
        )
        for one in found.matched.balance
    ]
    headings = ("", "difference before", "difference after", "ratio of spreads before", "ratio of spreads after")
    caption = (
        f"How alike the two are, in standard deviations. Chances of an offer from {low:.2f} to {high:.2f} occur in "
        f"both; {found.matched.outside:,} of those offered lie outside."
    )
    return [Table(caption, headings, rows)]


def _costs(found: Evaluation) -> Table:
    arms = found.protocol.arms
    counted = "people" if found.protocol.design != "stepped" else "answers"
    headings = ("", "counts as", *(arm.name for arm in arms), *(f"difference: {arm.name}" for arm in arms[1:]))
    rows = [
        (
            row.name,
            KINDS[row.kind],  # type: ignore[index]
            *(f"{_pence(mean)} ({people:,} {counted})" for mean, people in zip(row.means, row.answered, strict=True)),
            *(f"{_pence(gap)} ({_pence(low)} to {_pence(high)})" for gap, low, high in row.differences),
        )
        for row in found.costs
    ]
    return Table("Costs a week as they stand in the file, not adjusted, nothing filled in", headings, rows)


def _groups(arm: ArmResult, found: Evaluation) -> Table:
    headings = ["group", "people", "extra cost a year"]
    for measure in found.protocol.outcomes:
        headings += [f"gain: {measure.name}", f"worth it at £{found.protocol.declared(measure):,}?"]
    return Table("Each group, beside the others", tuple(headings), [_group(group, found) for group in arm.groups])


def _group(group: GroupResult, found: Evaluation) -> tuple[str, ...]:
    empty = ("too few",) * (1 + 2 * len(found.protocol.outcomes))
    if group.cost is None:
        return (group.name, f"{group.people:,}", *empty)
    cost = group.cost.beside
    cells = [group.name, f"{group.people:,}", f"{pounds(cost.estimate)} ({pounds(cost.low)} to {pounds(cost.high)})"]
    for measure, gain, net in zip(found.protocol.outcomes, group.gains, group.nets, strict=True):
        ends = [number(value, measure.highest) for value in (gain.beside.estimate, gain.beside.low, gain.beside.high)]
        cells += [f"{ends[0]} ({ends[1]} to {ends[2]})", f"{net.likely * 100:.0f} % likely"]
    return tuple(cells)


def _plans(found: Evaluation) -> Table:
    headings = ("kind of support", *(arm.name for arm in found.protocol.arms))
    rows = [
        (row.name, *("fewer than 5" if count is None else f"{count:,}" for count in row.plans)) for row in found.plans
    ]
    return Table("In how many plans each kind of support is", headings, rows)


def _bad(found: Evaluation) -> Table:
    rows = [
        (f"row {one.row}", one.column, one.rule, "row left out" if one.left_out else "cell counts as missing")
        for one in found.bad[:BAD_SHOWN]
    ]
    return Table(
        f"{len(found.bad):,} in all; the first {len(rows):,}", ("where", "column", "why", "what was done"), rows
    )


def _checklist(found: Evaluation) -> Table:
    rows = [(f"{one.number}. {one.name}", one.said) for one in checklist(found)]
    return Table("What a report of an economic evaluation must say", ("item", "what is said here"), rows)


def _pence(pence: int) -> str:
    return f"{'−' if pence < 0 else ''}£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"
