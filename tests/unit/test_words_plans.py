"""A plan is a document to keep, in the person's own words, on screen, read out and on paper."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ownway.values import Every, Money
from ownway.words.letters import Letter
from ownway.words.letters.pdf import pdf
from ownway.words.plans import Line, Sum, document

CHOIR = Line("Sing again", "Choir", "Fishguard choir", Money(0, "GBP"), Fraction(1), Every.WEEK, Money(0, "GBP"))
HELP = Line(
    "Get up when I want",
    "Help in the morning",
    "Delyth",
    Money(1450, "GBP"),
    Fraction(7, 2),
    Every.WEEK,
    Money(263_900, "GBP"),
)
TICKET = Line(
    "See my team", "Season ticket", "The club", Money(42_000, "GBP"), Fraction(1), Every.YEAR, Money(42_000, "GBP")
)


def plan(language: str = "en", easy: bool = False, budget: int | None = 400_000, **given: object) -> Letter:
    """A plan with three lines."""
    told = {
        "person": "Amara Nwosu",
        "authority": "Fernleigh Council",
        "written_on": date(2026, 3, 2),
        "sections": [("What matters to me", "My sister.\n\nMy garden <b>."), ("How I decide", "")],
        "lines": [HELP, CHOIR, TICKET],
        "total": Sum(Money(305_900, "GBP"), None if budget is None else Money(budget, "GBP")),
    } | given
    return document(language, easy=easy, **told)  # type: ignore[arg-type]


@pytest.mark.req("P10")
def test_a_plan_says_what_was_written_what_it_pays_for_and_what_is_left() -> None:
    read_out = plan().plain
    assert read_out.startswith("Fernleigh Council\nAmara Nwosu\n2 March 2026\n\nThe support plan of Amara Nwosu\n")
    for said in (
        "My sister.",
        "- What: Help in the morning; What for: Get up when I want; Who: Delyth; Price: 3.5 × £14.50 a week; ",
        "a week; In a year: £2,639.00",
        "Price: free",
        "£420.00 a year",
        "The plan comes to £3,059.00 in a year.",
        "The budget is £4,000.00 in a year.",
        "£941.00 is left over.",
    ):
        assert said in read_out
    assert "How I decide" not in read_out


def test_a_plan_that_costs_more_than_the_budget_says_what_is_missing() -> None:
    assert "£59.00 is missing." in plan(budget=300_000).plain
    assert "budget" not in plan(budget=None).plain


def test_a_page_of_the_plan_has_a_table_with_headings_and_escapes_all_text() -> None:
    page = plan().html
    assert '<th scope="col">What for</th>' in page
    assert "<caption>What the plan pays for</caption>" in page
    assert "My garden &lt;b&gt;." in page


@pytest.mark.req("P10")
@pytest.mark.parametrize("language", ["en", "cy", "de"])
@pytest.mark.parametrize("easy", [False, True])
def test_a_plan_prints_tagged_in_ordinary_and_large_print(language: str, easy: bool) -> None:
    for large in (False, True):
        printed = pdf(plan(language, easy), large=large)
        assert b"/StructTreeRoot" in printed
        assert b"<pdfuaid:part>1</pdfuaid:part>" in printed


def test_a_long_plan_prints_over_pages() -> None:
    many = [replace(HELP, what=f"Help {number}") for number in range(200)]
    assert len(pdf(plan(lines=many))) > len(pdf(plan()))
    assert Letter.from_json(plan(lines=many).as_json()) == plan(lines=many)
