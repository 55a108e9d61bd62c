"""A calibration as a page: the verdict first, the table and its curve, challengers, limits, bias, both sources."""

from collections.abc import Sequence

from ownway.lab.calibrate.calibrating import MONTHS_VALID, Calibration
from ownway.lab.calibrate.limits import pounds
from ownway.lab.calibrate.prices import BothCurves
from ownway.lab.calibrate.sums import Sums
from ownway.lab.calibrate.validating import FEW, Bias
from ownway.lab.calibrate.weights import Weights
from ownway.lab.reports.page import Section, Table, page
from ownway.lab.reports.pictures import Axes, Dots, Line, Picture, chart

DOTS_MOST = 101


def curve(found: Calibration, both: BothCurves | None = None) -> Picture:
    """Return the table as a line in its band, over the mean cost at each score, and local prices where told."""
    at = [float(knot) for knot in found.curve.knots]
    line = Line("the table", list(zip(at, (float(v) / 100 for v in found.curve.values), strict=True)),
                [float(v) / 100 for v in found.band_low], [float(v) / 100 for v in found.band_high])  # fmt: skip
    lines = [line]
    if both is not None:
        local = [(float(k), float(v) / 100) for k, v in zip(both.local.knots, both.local.values, strict=True)]
        lines.append(Line("at local prices, same pot", local, dashed=True))
    sums = found.sums
    every = max(1, len(sums.scores) // DOTS_MOST)
    shown = mean_costs(sums)
    rows: list[tuple[str, ...]] = [
        (f"{k:g}", pounds(float(v)), pounds(float(low)), pounds(float(high)))
        for k, v, low, high in zip(at, found.curve.values, found.band_low, found.band_high, strict=True)
    ]
    headings: tuple[str, ...] = ("points", "money a year", "band from", "band to")
    if both is not None:
        headings = (*headings, "at local prices")
        rows = [(*row, pounds(float(value))) for row, value in zip(rows, both.local.values, strict=True)]
    return chart(
        "From points to money a year",
        f"A line that rises from {rows[0][1]} at {rows[0][0]} points to {rows[-1][1]} at {rows[-1][0]} points, with a "
        "band in which it would lie for nineteen of twenty other samples. Points show the mean cost at a score where "
        "at least five people have it.",
        Axes("Points", "Pounds a year"),
        lines=lines,
        dots=[Dots("mean cost at a score", shown[::every])] if shown else [],
        headings=headings,
        rows=rows,
    )


def mean_costs(sums: Sums) -> list[tuple[float, float]]:
    """Return the mean cost at each score that enough people have, in points and pounds."""
    at_each = zip(sums.points, sums.means, sums.people, strict=True)
    return [(float(at), float(mean) / 100) for at, mean, people in at_each if people >= FEW]


def html(
    found: Calibration, both: BothCurves | None = None, weights: Weights | None = None, left_out: Sequence[str] = ()
) -> str:
    """Return the validation report as one page."""
    sections = [
        Section("What to know first", found.in_words[1:], [curve(found, both)], [_table(found)],
                [both.words] if both else []),
        Section("Ways compared on people they never saw", [
            "All ways learned from the same people and were tried on the same others.",
        ], tables=[_ways(found)]),
        Section("What each limit costs", [price.words for price in found.prices] or ["No limit was set."]),
        Section("Who is told too much or too little", [
            "Money told minus cost, a year, on people the table never saw. An interval that holds zero may be chance.",
        ], tables=[_bias("By group", found.groups), _bias("By tenth of the figure, lowest first", found.tenths)]),
    ]  # fmt: skip
    if weights is not None:
        rows = [(one.question, f"{one.designed:.1f}", f"{one.fitted:.1f}", f"{one.loses:.2%}", one.words)
                for one in weights.questions]  # fmt: skip
        headings = ("question", "points as designed", "points as fitted", "lost without it", "in words")
        sections.append(Section("What each question buys", [
            "Past costs may be past unfairness: look at this, do not follow it blindly.",
        ], tables=[Table("Weights of questions, of 100", headings, rows)]))  # fmt: skip
    if left_out:
        sections.append(Section("Rows left out", left_out))
    sections.append(Section("How to make it again", [
        (f"Seed {found.order.seed}, data {found.data_hash}, table {found.table.hash}. Fit it anew within "
        f"{MONTHS_VALID} months. Equity must pass on this very table before it is used."),
    ]))  # fmt: skip
    return page("A table from points to money", found.in_words[0], sections)


def _table(found: Calibration) -> Table:
    steep = {low: steep for low, _, steep in found.table.steps()}
    rows = [
        (f"{at / found.table.units:g}", f"£{pence / 100:,.2f}", pounds(pence * found.table.times),
         f"£{float(steep[at]) / 100:,.2f}" if at in steep else "")
        for at, pence in found.table.knots
    ]  # fmt: skip
    words = "week" if found.table.times == 52 else "month" if found.table.times == 12 else "period"
    return Table("The table to print", ("points", f"a {words}", "a year", f"each further point, a {words}"), rows)


def _ways(found: Calibration) -> Table:
    rows = [
        (one.words, f"{one.r_squared:.3f}", f"± {one.r_squared_error:.3f}", pounds(one.mean_error),
         f"{one.within_20:.0%}", f"{one.below_80:.0%}", f"{one.pot_ratio:.2f}", f"{one.optimism:+.3f}")
        for one in found.scores.values()
    ]  # fmt: skip
    headings = ("way", "explained", "error of that", "mean miss", "within 20 %", "under 80 % of cost", "of the pot",
                "looks better by")  # fmt: skip
    return Table("Out of sample", headings, rows)


def _bias(caption: str, rows: Sequence[Bias]) -> Table:
    told = [
        (one.name, f"{one.people:,}", pounds(one.mean) if one.mean is not None else "kept back",
         f"{pounds(one.low)} to {pounds(one.high)}" if one.low is not None and one.high is not None else "")
        for one in rows
    ]  # fmt: skip
    return Table(caption, ("who", "people", "on average", "95 % interval"), told)
