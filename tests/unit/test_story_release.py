"""No story that is shown could have been told by fewer than k people, whatever part of it one looks at."""

from dataclasses import replace
from itertools import combinations, pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.registers.stories.rules.release import CouldTell, Told, fits, released, told_of, wider
from ownway.values import Money

AIMS, KINDS, GROUPS = ("people", "work", "health"), ("leisure", "transport", "learning"), ("adults", "children")
PLACES = (("Fernleigh", "North"), ("Marsh End", "North"), ("Oldbridge", "South"), ("", ""))
PARTS = ("aims", "kinds", "sum", "place", "group")

sums = st.none() | st.integers(0, 6_000_000).map(lambda pence: Money(pence, "GBP"))


@st.composite
def people(draw: st.DrawFn) -> list[CouldTell]:
    """A register of up to sixty people, some of whom are there twice, and whose aims may not be known."""
    found = []
    for _ in range(draw(st.integers(0, 60))):
        area, region = draw(st.sampled_from(PLACES))
        found.append(
            CouldTell(
                person=UUID(int=draw(st.integers(0, 40))),
                kinds=frozenset(draw(st.sets(st.sampled_from(KINDS)))),
                year=draw(sums),
                area=area,
                region=region,
                group=draw(st.sampled_from(GROUPS)),
                aims=draw(st.none() | st.frozensets(st.sampled_from(AIMS))),
            )
        )
    return found


@st.composite
def stories(draw: st.DrawFn) -> Told:
    """What somebody told, in full."""
    area, region = draw(st.sampled_from(PLACES))
    return told_of(
        aims=[draw(st.sampled_from(AIMS))],
        kinds=[draw(st.sampled_from(KINDS))],
        year=draw(sums),
        area=area,
        region=region,
        group=draw(st.sampled_from(("", *GROUPS))),
    )


def seen_by(told: Told, parts: tuple[str, ...]) -> Told:
    """What is left of a story for one who looks at these parts of it only."""
    if "aims" not in parts:
        told = replace(told, aims=frozenset())
    if "kinds" not in parts:
        told = replace(told, kinds=frozenset())
    if "sum" not in parts:
        told = replace(told, least=None, most=None, currency="")
    if "place" not in parts:
        told = replace(told, area="", region="")
    return told if "group" in parts else replace(told, group="")


def smallest_crowd(told: Told, register: list[CouldTell]) -> int:
    """The fewest people who fit any combination of what is shown."""
    every = [parts for length in range(len(PARTS) + 1) for parts in combinations(PARTS, length)]
    return min(len({one.person for one in register if fits(seen_by(told, parts), one)}) for parts in every)


@pytest.mark.req("P4", "R3")
@given(register=people(), told=st.lists(stories(), max_size=8), k=st.integers(2, 7), data=st.data())
def test_no_story_shown_is_below_k_in_any_combination_of_its_parts_after_people_leave_too(
    register: list[CouldTell], told: list[Told], k: int, data: st.DataObject
) -> None:
    shown = {number: released(story, register, k) for number, story in enumerate(told)}
    for _night in range(3):
        for number, seen in shown.items():
            assert seen is None or smallest_crowd(seen, register) >= k, (told[number], seen)
        leaving = data.draw(st.sets(st.integers(0, 40), max_size=20))
        register = [one for one in register if one.person.int not in leaving]
        for number in data.draw(st.sets(st.sampled_from(sorted(shown)), max_size=3)) if shown else ():
            del shown[number]
        shown = {number: released(told[number], register, k, last=seen) for number, seen in shown.items()}


@given(register=people(), told=stories(), k=st.integers(2, 7))
def test_a_story_waits_only_where_even_its_aim_and_kind_fit_fewer_than_k(
    register: list[CouldTell], told: Told, k: int
) -> None:
    least = seen_by(told, ("aims", "kinds"))
    enough = len({one.person for one in register if fits(least, one)}) >= k
    assert (released(told, register, k) is not None) == enough


@given(register=people(), told=stories())
def test_whoever_fits_a_story_fits_it_told_wider(register: list[CouldTell], told: Told) -> None:
    steps = list(wider(told))
    for narrow, wide in pairwise(steps):
        assert {one.person for one in register if fits(narrow, one)} <= {
            one.person for one in register if fits(wide, one)
        }


@given(register=people(), fewer=people(), told=stories(), k=st.integers(2, 5))
def test_a_story_once_told_wider_is_never_told_narrower(
    register: list[CouldTell], fewer: list[CouldTell], told: Told, k: int
) -> None:
    steps = list(wider(told))
    first = released(told, fewer, k)
    then = released(told, register, k, last=first)
    if first is not None and then is not None:
        assert steps.index(then) >= steps.index(first)


def test_a_story_is_told_wider_place_first_then_sum_then_programme() -> None:
    told = told_of(
        aims=["people"],
        kinds=["leisure"],
        year=Money(734_000, "GBP"),
        area="Fernleigh",
        region="North",
        group="adults",
    )
    told_as = [(one.area, one.region, one.least, one.most, one.group) for one in wider(told)]
    assert told_as == [
        ("Fernleigh", "North", 500_000, 1_000_000, "adults"),
        ("", "North", 500_000, 1_000_000, "adults"),
        ("", "", 500_000, 1_000_000, "adults"),
        ("", "", 250_000, 2_000_000, "adults"),
        ("", "", 250_000, 2_000_000, ""),
        ("", "", None, None, ""),
    ]


def test_one_person_is_no_crowd() -> None:
    with pytest.raises(ValueError, match="no crowd"):
        released(Told(frozenset(), frozenset()), [], 1)
