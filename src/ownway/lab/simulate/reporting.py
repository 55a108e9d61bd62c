"""A trial, or two programmes held against each other, as one page that stands alone; no small number stands in it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from ownway.lab.reports.bars import readable
from ownway.lab.reports.page import Section, Table, page
from ownway.lab.reports.pictures import Picture
from ownway.lab.simulate.comparing import Compared
from ownway.lab.simulate.impact import suppressed
from ownway.lab.simulate.recipe import Ran
from ownway.lab.simulate.showing import by_part, change_sizes, named, protection
from ownway.rulebook.model import Pack
from ownway.values import Money
from ownway.words.money import say
from ownway.words.periods import each

Row = Mapping[str, Any]

DIMENSIONS = {
    "group": "user group",
    "place": "place",
    "age": "age",
    "setting": "where people live",
    "size": "size of today’s sum",
}
"""Ways of dividing people that get a picture of their own, in their order."""
TABLED = {
    "band": "need",
    "need": "tenth of need",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "deprivation": "deprivation of the place",
}
"""Ways of dividing people that get a table besides."""
BANDS = ("low", "moderate", "substantial", "critical")
FEW = "too few to tell"
MADE_UP = "These people are made up; nothing here is about anybody."
ROWS_MOST = 200


def pictures_of(found: Row, *, public: bool = False, names: Mapping[str, str] = DIMENSIONS) -> list[Picture]:
    """Return the pictures of a trial: by each way of dividing people in *names*, and by the size of the change.

    For the *public* no picture rests on fewer than five people.
    """
    rows = found["tables"]["winners_and_losers"]
    if public:
        parts: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            parts.setdefault(row["dimension"], []).append(row)
        rows = [row for here in parts.values() for row in suppressed(here)]
    made = [by_part(rows, name, f"Who gets more and who gets less, by {words}") for name, words in names.items()]
    made.append(change_sizes(found["impact"], "How large the changes are"))
    return [one for one in made if one is not None]


def html_of(ran: Ran) -> str:
    """Return a trial as a page: in short, who gains and loses, protection and its price, stress, how firm it is."""
    found, new = ran.shown.to_json(public=True), ran.shown.trial.new.pack
    against = found["against"]
    beside = against if isinstance(against, str) else f"“{against['id']}” {against['version']}"
    lead = f"Version {new.version} tried on {found['people']:,} people, beside {beside}."
    tables, sums = found["tables"], _Sums(new)
    names = DIMENSIONS if isinstance(against, str) else _beside(beside)
    cautions = [*(["The sums of this pack are an illustration."] if new.illustrative else []), *_made_up(ran)]
    totals = [(row["what"], sums(row["pence"])) for row in tables["total"]]
    sections = [
        Section("In short", found["sentences"], tables=[Table("The money of a year", ("What", "Sum"), totals)],
                warnings=cautions),
        Section("Who gets more and who gets less", pictures=pictures_of(found, names=names),
                tables=_parts(tables, sums, names)),
        _examples(tables["examples"], ("Today" if isinstance(against, str) else beside, "By the new rule"), sums),
        _protected(tables["protection"], sums),
        _stressed(tables["stress"], sums),
        _firm(tables["robust"]),
        _overlapping(tables["hertfordshire"]),
        *_put_aside(ran),
    ]  # fmt: skip
    return page(f"“{new.id}” tried on everyone", lead, [one for one in sections if _says_something(one)])


def compared_html(compared: Compared) -> str:
    """Return two programmes on the same people as a page: what each gives, and who gains and loses between them."""
    found, ran = compared.to_json(public=True), compared.ran
    first, second = (f"“{name}”" for name in compared.names)
    tables, sums, names = found["tables"], _Sums(ran.shown.trial.new.pack), _beside(second)
    lead = f"Who gets more by {first} and who by {second}, on the same {found['people']:,} people."
    shares = [(row["need"], _shown(row["people"]), _shown(row["share_now_per_cent"], " %"),
               _shown(row["share_was_per_cent"], " %")) for row in tables["by_need"]]  # fmt: skip
    share_heads = ("Tenth of need", "People", f"Share by {first}", f"Share by {second}")
    sections = [
        Section("In short", found["sentences"], warnings=_made_up(ran)),
        Section(
            f"More and less by {first}", pictures=pictures_of(found, names=names), tables=_parts(tables, sums, names)
        ),
        Section("What each tenth of need gets of all money", tables=_if_any("Shares", share_heads, shares)),
        _examples(tables["examples"], (f"By {second}", f"By {first}"), sums),
        *_put_aside(ran),
    ]
    return page(f"{first} and {second} on the same people", lead, [one for one in sections if _says_something(one)])


class _Sums:
    """Says pence as a sum in the currency of a pack; what was kept back is said to be. *often* is a week or a year."""

    def __init__(self, pack: Pack) -> None:
        self.currency = pack.currency
        self.often = each(pack.allocation.per, "en")

    def __call__(self, pence: int | None) -> str:
        return FEW if pence is None else say(Money(pence, self.currency), "en")


def _beside(other: str) -> dict[str, str]:
    """Return the ways of dividing people where a sum before is that of the *other* programme, and not today's."""
    return DIMENSIONS | {"size": f"size of the sum by {other}", "today": DIMENSIONS["size"]}


def _parts(tables: Row, sums: _Sums, names: Mapping[str, str]) -> list[Table]:
    """Return a table for each way of dividing people."""
    names = {**names, **TABLED}
    headings = ("Part", "People", "Get more", "Get less", "Lose more than a fifth", "Gained", "Lost", "In all")
    found = []
    for dimension, rows in groupby(tables["winners_and_losers"], key=lambda row: row["dimension"]):
        if dimension not in names:
            continue
        told = [
            (
                named(str(row["part"]), dimension) or "not said",
                *(_shown(row[name]) for name in ("people", "more", "less", "less_by_over_fifth")),
                sums(row["gained_pence"]),
                sums(row["lost_pence"]),
                _signed(row["per_cent"], row["people"]),
            )
            for row in (sorted(rows, key=_by_need) if dimension == "band" else rows)
        ]
        found.append(Table(f"By {names[dimension]}; sums {sums.often}", headings, told))
    return found


def _by_need(row: Row) -> int:
    return BANDS.index(row["part"]) if row["part"] in BANDS else len(BANDS)


def _examples(rows: Sequence[Row], names: tuple[str, str], sums: _Sums) -> Section:
    told = [
        (f"{row['name']} ({readable(str(row['stands_for']))})", _shown(row["people"]), sums(row["was_pence"]),
         sums(row["now_pence"])) for row in rows
    ]  # fmt: skip
    words = [f"Each is the mean of many, and nobody. Sums are {sums.often}."] if told else []
    return Section("Example people", words, tables=_if_any("Example people", ("Who", "Stands for", *names), told))


def _protected(rows: Sequence[Row], sums: _Sums) -> Section:
    drawn = protection([row for row in rows if row["costs_pence"] is not None], "What each way costs, year by year")
    told = [
        (f"{row['protection']}, year {row['year']}", row["means"], sums(row["costs_pence"]),
         _shown(row["people_above"]), _shown(row["people_below"])) for row in rows
    ]  # fmt: skip
    headings = ("Way and year", "What it means", f"Costs {sums.often}", "People above the new sum", "People below it")
    pictures = [] if drawn is None else [drawn]
    return Section("Ways of moving over, and what they cost", pictures=pictures, tables=_if_any("Ways", headings, told))


def _stressed(rows: Sequence[Row], sums: _Sums) -> Section:
    told = [
        (
            f"{row['what']}: {row['price_per_cent']:+d} % and {row['demand_per_cent']:+d} %"
            if row["what"] == "prices and demand"
            else row["what"],
            sums(row["pence"]),
            "" if row["left_of_pot_pence"] is None else sums(row["left_of_pot_pence"]),
        )
        for row in rows
    ]
    return Section("If things come otherwise", tables=_if_any("A year", ("If", "Comes to", "Left of the pot"), told))


def _firm(rows: Sequence[Row]) -> Section:
    told = [
        (f"{row['what']}{': ' if row['question'] else ''}{readable(row['question'])}", _shown(row["changed"]),
         _shown(row["changed_by_over_tenth"]), _shown(row["people"]), _signed(row["per_cent"], row["people"]))
        for row in rows
    ]  # fmt: skip
    headings = ("If an answer moves", "Sums that change", "By more than a tenth", "Of so many people", "The total")
    return Section("How firm the figures are", tables=_if_any("Answers moved, one thing at a time", headings, told))


def _overlapping(rows: Sequence[Row]) -> Section:
    told = [
        (f"{row['when']}: {readable(str(row['band']))}", readable(str(row["like"])), _shown(row["people"]),
         _shown(row["paid_like"]), _shown(row["per_cent"], " %"))
        for row in rows
    ]  # fmt: skip
    words = (
        ["How many with less need get at least what the lower quarter of those with more need gets."] if told else []
    )
    headings = ("Rule and need", "Paid like", "People", "So many of them", "In a hundred")
    return Section("Hertfordshire’s test", words, tables=_if_any("Less need, paid like more", headings, told))


def _put_aside(ran: Ran) -> list[Section]:
    """Return how an authority's file was read, and which rows were put aside by which rule; no cell is repeated."""
    if ran.read is None:
        return []
    rows = [(f"{one.row:,}", one.column, one.rule.value) for one in ran.read.named[:ROWS_MOST]]
    caption = f"Rows put aside: {ran.read.bad:,} in all"
    return [Section("The file", [ran.read.told()], tables=_if_any(caption, ("Row", "Column", "Rule"), rows))]


def _made_up(ran: Ran) -> list[str]:
    return [MADE_UP] if ran.read is None else []


def _if_any(caption: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[Table]:
    return [Table(caption, headings, rows)] if rows else []


def _says_something(one: Section) -> Iterable[Any]:
    return one.sentences or one.pictures or one.tables


def _shown(value: float | None, unit: str = "") -> str:
    return FEW if value is None else f"{value:,}{unit}"


def _signed(value: float | None, people: int | None) -> str:
    if value is None:
        return FEW if people is None else ""
    return f"{value:+.1f} %".replace("-", "−")
