"""The certificate of a split is kept as what changed, comes back whole, and still convinces the checker."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.registers.money.rules.split import Pot, Spent, faults, split, why_whole
from ownway.registers.money.rules.split.kept import Told, because_of, changed, parted, proof_of, together, told_of
from ownway.registers.money.rules.split.price import counts_of

APRIL = date(2026, 4, 6)
KINDS = ("housing_support", "leisure", "learning")


def four_weeks(number: int) -> date:
    return APRIL + timedelta(days=28 * number)


def pots_until(number: int) -> list[Pot]:
    """The pots of three streams so far: a fenced one and an open one by four weeks, and one that never lapses."""
    pots = [Pot("council", "council", 9_000, APRIL, None, place=2)]
    for each in range(number + 1):
        start, end = four_weeks(each), four_weeks(each + 1)
        fenced = frozenset({"housing_support"})
        pots.append(Pot(f"housing {start}", "housing", 900, start, end, kinds=fenced))
        pots.append(Pot(f"grant {start}", "grant", 1_500, start, end, order=2, place=1))
    return pots


def told_by(spends: list[Spent], pots: list[Pot]) -> Told:
    found = split(spends, pots)
    return told_of(found.proof, counts_of(spends, pots), why_whole(spends, pots, found), pots)


@pytest.mark.req("F4")
def test_what_changed_makes_the_whole_certificate_again_and_it_convinces_the_checker() -> None:
    for seed in range(40):
        chance, spends, changes, told = random.Random(seed), list[Spent](), list[Told](), Told()
        for number in range(12):
            on = four_weeks(number // 3) + timedelta(days=chance.randrange(28))
            spends.append(Spent(f"spend {number}", chance.choice(KINDS), on, chance.randint(1, 900)))
            if chance.random() < 0.15:
                spends.pop(chance.randrange(len(spends)))
            pots = pots_until(number // 3)
            whole = told_by(spends, pots)
            changes.append(changed(told, whole))
            told = together(changes)
            found = split(spends, pots)
            assert told == whole, seed
            assert proof_of(told) == found.proof, seed
            assert because_of(told) == why_whole(spends, pots, found).because, seed
            assert faults(spends, pots, replace(found, proof=proof_of(told))) == (), seed


@pytest.mark.req("F4")
def test_a_quiet_year_keeps_the_certificate_of_each_spend_about_once() -> None:
    spends, changes, told = list[Spent](), list[Told](), Told()
    for number in range(120):
        kind = KINDS[number % 2]
        spends.append(Spent(f"spend {number:03}", kind, four_weeks(number // 10) + timedelta(days=number % 10), 40))
        whole = told_by(spends, pots_until(number // 10))
        changes.append(changed(told, whole))
        told = together(changes)
    kept = sum(len(change["spends"]) for change in changes)
    # Whole certificates would have been 120 × 121 ÷ 2 = 7,260 lines.
    assert len(told["spends"]) == 120 and kept < 2 * 120
    assert sum(len(change["because"]) for change in changes) < 3 * 120


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(2, 50), min_size=1, max_size=5))
def test_a_number_told_apart_comes_back(number: int, bases: list[int]) -> None:
    counts = [1]
    for base in bases:
        counts.insert(0, counts[0] * base)
    told: Told = {"counts": counts, "spends": {"one": parted(number, counts)}, "pots": {}, "because": {}}
    assert proof_of(told).spends == {"one": number}


def test_a_certificate_from_before_there_were_changes_is_whole_and_is_gone_on_from() -> None:
    spends, pots = [Spent("one", "leisure", APRIL, 100)], pots_until(0)
    found = split(spends, pots)
    old: Told = {"spends": dict(found.proof.spends), "pots": dict(found.proof.pots)}
    assert proof_of(together([old])) == found.proof
    more = [*spends, Spent("two", "housing_support", APRIL, 700)]
    whole = told_by(more, pots)
    assert together([old, changed(together([old]), whole)]) == whole
