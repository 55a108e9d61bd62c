"""The evidence as a page: figure 2, print beside rows, findings for and against; and an authority's own report."""

from ownway.lab.evidence.findings import SOURCES, Way, by_group
from ownway.lab.evidence.own import OwnReport
from ownway.lab.evidence.report import HEADINGS, EvidenceReport
from ownway.lab.reports.page import Section, Table, page
from ownway.lab.reports.pictures import Axes, Dots, Line, Picture, chart


def figure2(points: tuple[tuple[str, int, int], ...], unit_pounds: int = 1) -> Picture:
    """Return before against after of each person, with the line on which nothing changes.

    Sums are in pounds, or in pence where *unit_pounds* is 100.
    """
    pairs = [(before / unit_pounds, after / unit_pounds) for _, before, after in points]
    most = max((max(pair) for pair in pairs), default=1)
    less = sum(after < before for before, after in pairs)
    more = sum(after > before for before, after in pairs)
    return chart(
        "Cost a year of each person, before and with a personal budget",
        f"{len(pairs)} people as points. {less} lie below the line of no change and get less, {more} lie above it and "
        f"get more, {len(pairs) - less - more} lie on it. The largest cost is £{most:,.0f}.",
        Axes("Traditional services, pounds a year", "Personal budget, pounds a year", "£"),
        lines=[Line("no change", [(0, 0), (most, most)], dashed=True)],
        dots=[Dots("one person", pairs)],
        headings=("authority", "before", "with a budget"),
        rows=[(name, f"£{x:,.0f}", f"£{y:,.0f}") for (name, _, _), (x, y) in zip(points, pairs, strict=True)],
    )


def html(report: EvidenceReport) -> str:
    """Return the report of the pilots as one page."""
    parts = list(dict.fromkeys(check.part for check in report.checks))
    sections = [
        Section(
            "Figure 2, drawn again",
            ["Every person of Appendix 1 for whom both figures are printed."],
            [figure2(report.points)],
            warnings=[
                (
                    "There was no comparison group. The dearest packages fall back by chance alone, and nobody says "
                    "how the people were chosen."
                )
            ],
        ),
        *(
            Section(
                part,
                tables=[
                    Table(
                        f"{part}: print and rows", HEADINGS[1:], [row[1:] for row in report.table() if row[0] == part]
                    )
                ],
            )
            for part in parts
        ),
        for_and_against(),
        Section("The texts", [f"{short}: {title}." for short, title in SOURCES.items()]),
    ]
    return page("What the pilots printed, and what their rows give", report.in_words, sections)


def for_and_against() -> Section:
    """Return the findings for and against, a table a group."""
    words = {Way.FOR: "for", Way.AGAINST: "against", Way.NEITHER: "no difference or no verdict"}
    tables = [
        Table(
            group.capitalize(),
            ("about", "points", "what was found", "how", "limits", "source"),
            [
                (one.about, words[way], one.finding, one.design, one.limits, f"{one.source} {one.year}")
                for way in Way
                for one in ways[way]
            ],
        )
        for group, ways in by_group().items()
    ]
    return Section(
        "For and against",
        [
            "Findings stand side by side, also where they contradict each other.",
            "A randomised trial weighs more than a before and after.",
        ],
        tables=tables,
    )


def figure2_of(report: OwnReport) -> Picture:
    """Return before against after of each of an authority's own people."""
    return figure2(tuple((row.authority, row.before, row.after) for row in report.rows if row.before is not None), 100)


def own_html(report: OwnReport) -> str:
    """Return an authority's own report as one page."""
    lines = [
        (
            line.name,
            str(line.people),
            _pounds(line.before),
            _pounds(line.after),
            "kept back" if line.change is None else f"{float(line.change):+.1f} %",
        )
        for line in report.lines
    ]
    sections = [
        Section("Each person, before and after", pictures=[figure2_of(report)]),
        Section(
            "By averaging rule and group",
            [f"{float(change):+.1f} per cent: {rule.value}." for rule, change in report.changes],
            tables=[Table("People with both figures", ("who", "people", "before", "after", "change"), lines)],
        ),
        Section("Where to take care", warnings=[f"{one.words} {one.shown_by}".strip() for one in report.warnings]),
    ]
    if report.bad:
        rows = [(str(row.line), row.column, row.given, row.rule) for row in report.bad]
        sections.append(
            Section(
                "Rows left out",
                tables=[Table("Each with the rule it breaks", ("line", "column", "given", "rule"), rows)],
            )
        )
    return page("Before and after: your own people", report.in_words, sections)


def _pounds(pence: int | None) -> str:
    return "kept back" if pence is None else f"£{pence / 100:,.0f}"
