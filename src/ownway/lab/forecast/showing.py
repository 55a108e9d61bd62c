"""Shows a forecast as one page: sentences first, each picture with its table, bad rows named."""

from ownway.lab.forecast.accounts import Account, CashForecast, in_pounds
from ownway.lab.forecast.demand import Demand
from ownway.lab.forecast.report import ONLY_TRIED, Forecast
from ownway.lab.reports.page import Section, Table, page
from ownway.lab.reports.pictures import Axes, Line, Picture, chart


def paid_out(account: Account) -> Picture:
    """Return what goes out of an account week by week: agreed, and expected with where eighty of a hundred lie."""
    places = range(1, len(account.weeks) + 1)
    expected = [(float(at), one.expected / 100) for at, one in zip(places, account.weeks, strict=True)]
    agreed = [(float(at), one.agreed / 100) for at, one in zip(places, account.weeks, strict=True)]
    return chart(
        f"{account.name}: what goes out each week",
        f"From {in_pounds(account.weeks[0].expected)} in the first week to {in_pounds(account.weeks[-1].expected)} in "
        "the last. The band is where eighty of a hundred such weeks lie.",
        Axes(f"Weeks from {account.weeks[0].monday.isoformat()}", "A week"),
        lines=[
            Line(
                "expected",
                expected,
                [one.low / 100 for one in account.weeks],
                [one.high / 100 for one in account.weeks],
            ),
            Line("agreed already", agreed, dashed=True),
        ],
        headings=("week of", "agreed", "expected", "eighty of a hundred lie between", "comes in", "left"),
        rows=[
            (
                one.monday.isoformat(),
                in_pounds(one.agreed),
                in_pounds(one.expected),
                f"{in_pounds(one.low)} and {in_pounds(one.high)}",
                in_pounds(one.coming),
                "not known" if one.left is None else in_pounds(one.left),
            )
            for one in account.weeks
        ],
    )


def left_over(account: Account) -> Picture | None:
    """Return what is left in an account week by week; nothing where nobody said what it holds."""
    if account.holds is None:
        return None
    pairs = [(one.left or 0, one.left_if_dear or 0) for one in account.weeks]
    places = [0.0, *(float(at) for at in range(1, len(pairs) + 1))]
    usual = [account.holds / 100, *(left / 100 for left, _ in pairs)]
    dear = [account.holds / 100, *(left / 100 for _, left in pairs)]
    return chart(
        f"{account.name}: what is left",
        f"{in_pounds(account.holds)} now, {in_pounds(pairs[-1][0])} at the end; {in_pounds(pairs[-1][1])} if every "
        "week is dear.",
        Axes(f"Weeks from {account.weeks[0].monday.isoformat()}", "Left in the account"),
        lines=[
            Line("as expected", list(zip(places, usual, strict=True))),
            Line("if every week is dear", list(zip(places, dear, strict=True)), dashed=True),
        ],
    )


def cash_html(found: CashForecast) -> str:
    """Return the cash of all accounts as one page that needs nothing beside it."""
    sections = []
    for account in found.accounts:
        pictures = [picture for picture in (paid_out(account), left_over(account)) if picture is not None]
        sections.append(Section(account.name, account.sentences, pictures, _tried(account)))
    if found.bad:
        rows = [(f"{one.file}, row {one.row}", one.column, one.given[:40], one.rule) for one in found.bad[:200]]
        caption = f"{len(found.bad):,} in all; the first {len(rows):,}"
        sections.append(Section("Rows left out", tables=[Table(caption, ("where", "column", "given", "rule"), rows)]))
    lead = ONLY_TRIED if found.generated else "What must be paid, from which account, and from when it is short."
    return page("Cash week by week", lead, sections)


def _tried(account: Account) -> list[Table]:
    if account.test is None:
        return []
    rows = [(f"{lead}", f"{off:.1f} %") for lead, off in enumerate(account.test.by_lead, 1)]
    caption = f"How far “{account.test.best}” was off on the past"
    return [Table(caption, ("weeks ahead", "off on average"), rows, stacked=False)]


def demand_picture(one: Demand) -> Picture:
    """Return the demand for one kind of support in the months to come, with where eighty of a hundred lie."""
    places = range(1, len(one.months) + 1)
    points = [(float(at), float(value)) for at, value in zip(places, one.expected, strict=True)]
    return chart(
        f"{one.kind}: what is asked for each month",
        f"{one.expected[0]:,.0f} in {one.months[0]}, {one.expected[-1]:,.0f} in {one.months[-1]}. The band is where "
        "eighty of a hundred lie.",
        Axes(f"Months from {one.months[0]}", "A month", "", ""),
        lines=[Line("expected", points, [float(value) for value in one.low], [float(value) for value in one.high])],
        headings=("month", "expected", "low", "high"),
        rows=[
            (row["month"], f"{row['expected']:,.0f}", f"{row['low']:,.0f}", f"{row['high']:,.0f}") for row in one.rows()
        ],
    )


def demand_html(found: Forecast) -> str:
    """Return the demand by kind as one page that needs nothing beside it."""
    sections = [Section(one.kind.capitalize(), [one.test.words], [demand_picture(one)]) for one in found.demands]
    lead = ONLY_TRIED if found.generated else "What will be asked for, by kind of support, and how sure that is."
    return page("Demand month by month", lead, sections)
