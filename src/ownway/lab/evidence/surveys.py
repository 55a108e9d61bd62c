"""The surveys and the sums: shares of the outcomes survey and the poll, and printed figures that follow from others."""

from collections.abc import Iterator
from fractions import Fraction

from ownway.lab.evidence.checks import AveragingRule as Rule
from ownway.lab.evidence.checks import Check, Outcome, Part, saving, shown
from ownway.lab.evidence.rows import Pilots

HALF = Fraction(1, 2)
SURVEY = Part("Outcomes survey")
SUMS = Part("Figures that follow from others")
ROUNDED_BY = 1
"""Three rounded shares may add to 99 or 101."""


def surveys(pilots: Pilots) -> Iterator[Check]:
    """Yield the checks of the survey of 196 people and of the poll of 2006."""
    facts, aspects = pilots.facts, pilots.aspects
    yield SURVEY.figure(
        "survey.aspects", "Aspects of life", printed=facts["F137"].number, rows=len(aspects), rule=Rule.COUNT
    )
    for aspect in aspects:
        yield SURVEY.figure(
            f"survey.{aspect.name.replace(' ', '_')}",
            f"{aspect.name}: shares add to 100 but for rounding",
            printed=100,
            rows=aspect.total,
            rule=Rule.PRINTED,
            slack=ROUNDED_BY,
            remark="No share for worse is printed." if aspect.worse is None else "",
        )
    worst = max(aspect.worse or 0 for aspect in aspects)
    yield SURVEY.figure(
        "survey.worst_share",
        "Share that got worse, largest of one aspect, per cent (about)",
        printed=facts["F139"].number,
        rows=worst,
        rule=Rule.PRINTED,
    )
    yield Check(
        "survey.worse_in_any",
        SURVEY.name,
        "Share whose life got worse in any respect, per cent (about)",
        facts["F139"].value,
        f"between {worst} and {sum(aspect.worse or 0 for aspect in aspects)}",
        Outcome.NOT_TO_BE_HAD,
        Rule.PRINTED,
        "The table has one share an aspect; how they overlap is not printed.",
    )
    better = sum(aspect.better > 50 for aspect in aspects)
    yield SURVEY.note(
        "survey.majorities", "Aspects in which more than half improved", f"{better} of {len(aspects)}", Rule.COUNT
    )
    health = aspects[0]
    yield SURVEY.claim(
        "survey.most_healthier",
        "Most people enjoy better health",
        printed="most, so more than 50",
        rows=str(health.better),
        holds=health.better > 50,
        rule=Rule.PRINTED,
    )
    yield SURVEY.note(
        "survey.groups",
        "The three named groups together, per cent",
        shown(sum(facts[id].number for id in ("F134", "F135", "F136"))),
        Rule.PRINTED,
    )
    yield from poll(pilots)


def poll(pilots: Pilots) -> Iterator[Check]:
    """Yield the checks of the poll of 2006."""
    yield SURVEY.figure(
        "poll.changes", "Wished-for changes in the poll of 2006", printed=4, rows=len(pilots.poll), rule=Rule.COUNT
    )
    reached = sorted(share for _, share in pilots.poll)
    yield SURVEY.note(
        "poll.reached",
        "Share who made a wished-for change, lowest and highest, per cent",
        f"{reached[0]} to {reached[-1]}",
        Rule.PRINTED,
        "Nobody without a budget was asked.",
    )


def sums(pilots: Pilots) -> Iterator[Check]:
    """Yield printed figures that other printed figures give."""
    n = {id: fact.number for id, fact in pilots.facts.items() if fact.value.replace(".", "").isdigit()}
    yield SUMS.figure(
        "sums.identifiers",
        "Facts with an identifier of their own",
        printed=243,
        rows=len(pilots.facts),
        rule=Rule.COUNT,
        remark="243 is our count.",
    )
    yield SUMS.figure(
        "sums.people",
        "Less, more and the same add up",
        printed=n["F102"],
        rows=n["F106"] + n["F107"] + n["F108"],
        rule=Rule.PRINTED,
    )
    yield SUMS.figure(
        "sums.western_australia",
        "Western Australia: cost per client below the national one, per cent",
        printed=n["F242"],
        rows=saving(n["F241"], n["F240"]),
        rule=Rule.PRINTED,
        slack=HALF,
    )
    people = round(n["F200"] * n["F199"] / 100)
    yield SUMS.figure(
        "sums.connexions",
        f"Connexions: {people} whole people of {n['F199']}, per cent",
        printed=n["F200"],
        rows=100 * Fraction(people) / n["F199"],
        rule=Rule.PRINTED,
        slack=HALF,
    )
    for id, words, number in (
        (
            "west_sussex",
            "West Sussex: self-funders of all, per cent (70 of older people is printed)",
            100 * n["F178"] / (n["F177"] + n["F178"]),
        ),
        ("grant", "Western Australia: recurrent grant a person, dollars", n["F237"] / n["F238"]),
        ("dollars", "Oregon: dollars to the pound behind the printed pair", n["F226"] / n["F227"]),
        (
            "growth",
            "Growth of adult care spending in cash, 2001/02 to 2003/04, per cent (real 13.4 is printed)",
            -saving(n["F069"], n["F070"]),
        ),
        (
            "direct_payments",
            "Direct payments: share of those eligible, per cent (fewer than)",
            100 * n["F052"] / n["F053"],
        ),
    ):
        yield SUMS.note(f"sums.{id}", words, shown(number, 3), Rule.PRINTED)
