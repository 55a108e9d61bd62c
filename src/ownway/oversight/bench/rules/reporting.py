"""A run of the bench as one page to keep or hand on: what was read, fitted, tested and tried, in words and pictures."""

from collections.abc import Mapping, Sequence
from typing import Any

from ownway.lab.calibrate.limits import pounds
from ownway.lab.equity.showing import same_need
from ownway.lab.reports.page import Section, Table, page
from ownway.lab.reports.pictures import Picture
from ownway.lab.simulate.reporting import pictures_of
from ownway.lab.simulate.showing import protection
from ownway.lab.simulate.telling import kept_back
from ownway.oversight.bench.rules.stages import Stage
from ownway.oversight.bench.rules.working import picture_from_json

Found = Mapping[str, Any]


def picture_of_equity(found: Found) -> Picture | None:
    """Return “same need, same money” as a picture, or nothing where no part can be told."""
    return same_need(found.get("gaps", ()))


def picture_of_protection(found: Found) -> Picture | None:
    """Return what each way of protecting people costs by year, or nothing."""
    return protection(found["tables"]["protection"], "What each way of protecting people costs, year by year")


def html(name: str, programme: str, read: Found, done: Mapping[Stage, Found]) -> str:
    """Return the page; what was not done yet is not in it. Of people it tells counts, sums and no small number."""
    put_aside = [f"{len(read['left_out']):,} rows were put aside, each with its rule."] if read["left_out"] else []
    sections = [
        Section("The people", [f"{read['people']:,} people; they cost {pounds(read['cost'])} a year.", *put_aside])
    ]
    made = {
        Stage.WEIGH: _weighed,
        Stage.PRICE: _priced,
        Stage.CHECK: _checked,
        Stage.SIMULATE: _tried,
        Stage.PHASE: _phased,
    }
    sections += [made[stage](found) for stage, found in done.items() if stage in made]
    lead = "A rule fitted, tested and tried on everyone before it holds for anyone."
    return page(f"{programme}: {name}", lead, sections)


def _weighed(found: Found) -> Section:
    weights, panel = found["weights"], found.get("panel")
    points = {} if panel is None else panel["points"]
    rows = [
        (one["question"], f"{one['designed']:.1f}", _one_place(points.get(one["question"])), f"{one['fitted']:.1f}",
         f"{one['loses']:.1%}") for one in (weights or {"questions": ()})["questions"]
    ]  # fmt: skip
    said = [] if weights is None else [
        f"“{one['question']}” buys nothing." for one in weights["questions"] if one["buys_nothing"]
    ]  # fmt: skip
    said += [] if panel is None else [panel["words"]]
    headings = ("Question", "As designed", "By the panel", "By past costs", "Lost without it")
    return Section("What each question counts for, of 100", said, tables=[Table("Weights", headings, rows)])


def _one_place(given: float | None) -> str:
    return "" if given is None else f"{given:.1f}"


def _priced(found: Found) -> Section:
    local = [found["local"]["words"]] if found.get("local") else []
    prices = [one["words"] for one in found["prices_of_limits"]]
    ways = [(one["words"], f"{one['r_squared']:.0%}", f"{one['within_20']:.0%}", f"{one['pot_ratio']:.0%}")
            for one in found["scores"]]  # fmt: skip
    tables = [Table("Ways compared on people they never saw", ("Way", "Explained", "Within a fifth", "Of the pot"),
                    ways)] if ways else []  # fmt: skip
    again = f"Seed {found['seed']}, table {found['table']['hash']}, data {found['data_hash']}."
    words = [*found["in_words"], *local, *prices, again]
    return Section("From points to money", words, [picture_from_json(found["picture"])], tables)


def _checked(found: Found) -> Section:
    picture = picture_of_equity(found)
    words = ["It passes." if found["passes"] else "It does not pass.", found["words"], *found["findings"]]
    return Section("The same money for the same need", words, [] if picture is None else [picture])


def _tried(found: Found) -> Section:
    totals = [(one["what"], pounds(one["pence"])) for one in found["tables"]["total"]]
    costs = picture_of_protection(found)
    pictures = [*pictures_of(found, public=True), *([] if costs is None else [costs])]
    tables = [Table("What it costs a year", ("What", "Sum"), totals)]
    return Section("Tried on everyone", found["sentences"], pictures, tables)


def _phased(found: Found) -> Section:
    days: Sequence[str] = ["before", *found["days"]]
    rows = [(f"{one['name']} ({one['stands_for']})", *(f"£{pence / 100:,.2f}" for pence in one["sums"]))
            for one in found["people"]] if found["days"] else []  # fmt: skip
    costs = [
        (str(one["year"]), pounds(one["costs_pence"]), f"{one['people_above']:,}")
        for one in map(kept_back, found["rows"])
        if one["people_above"] is not None
    ]
    tables = [Table("What it costs, a period", ("Year", "Costs", "People above the new sum"), costs)]
    if rows:
        tables.append(Table("What example people are told", ("Who", *days), rows))
    return Section("How people move over", [found["told"][:1].upper() + found["told"][1:] + "."], tables=tables)
