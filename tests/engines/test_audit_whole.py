"""The audit's shorter ways lead where trying everybody leads: its arithmetic, its cases, its proofs."""

import os
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import islice, product

import pytest

from ownway.rulebook.audit import Audit, Effort, audit
from ownway.rulebook.audit.combinations import Change, Combinations, TooMany, Work
from ownway.rulebook.audit.findings import Answers
from ownway.rulebook.audit.net import Net
from ownway.rulebook.audit.people import days, needs, someone, tried, worth_trying
from ownway.rulebook.audit.person import Teller
from ownway.rulebook.audit.rising import Rising
from ownway.rulebook.audit.worsening import next_worse, worse_steps
from ownway.rulebook.engines.one import CannotWorkOut, work_out
from ownway.rulebook.model import Pack
from ownway.values import Money
from tests.engines.random_packs import pack_at_random, people_at_random
from tests.programmes import PACKS

AGGIR = PACKS["fr-apa-aggir"]
every_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())
FEW = 600
SMALL = [pack for pack in PACKS.values() if len(tried(pack)) <= 8]


def everyone(net: Net, day: date) -> Iterator[Answers]:
    """Every combination of the answers worth trying to the questions of a net."""
    given = [worth_trying(net.pack, net.pack.question(name), day) for name in net.questions]
    for chosen in product(*given):
        yield dict(zip(net.questions, chosen, strict=True))


def count(net: Net, day: date) -> int:
    """How many that are."""
    total = 1
    for name in net.questions:
        total *= max(len(worth_trying(net.pack, net.pack.question(name), day)), 1)
    return total


@every_pack
def test_the_audits_own_arithmetic_gives_what_people_are_told(pack: Pack) -> None:
    """Two readings of every operator, step by step, for people drawn at random."""
    chance = random.Random(7)
    day = days(pack)[-1]
    teller = Teller(pack, day, tuple(step.id for step in pack.allocation.steps))
    told = 0
    for number in range(30):
        person = someone(tried(pack), chance, little=number % 2 == 0)
        try:
            worked = work_out(pack, person, day)
        except CannotWorkOut:
            continue
        results = teller.results(person)
        for step in worked.steps:
            value = step.value
            if isinstance(value, Money):
                value = Fraction(value.pence, value.coins_per_unit)
            assert results[step.id] == value, f"{step.id} of {pack.id}"
            told += 1
    assert told > 0 or pack.incomplete


@pytest.mark.parametrize("pack", SMALL, ids=[pack.id for pack in SMALL])
def test_the_cases_of_a_rule_are_those_of_all_its_people(pack: Pack) -> None:
    """Everybody is tried one by one, and the figures with their counts come out as the cases say."""
    day = days(pack)[-1]
    net = Net(pack, pack.allocation.figure_step)
    teller = Teller(pack, day, (net.outcome,))
    found = Counter(teller.results(person)[net.outcome] for person in islice(everyone(net, day), FEW))
    cases = {value: shown.count for (value, _), shown in Combinations(net, day, Work(10**7)).cases().items()}
    assert found.keys() <= cases.keys()
    if count(net, day) <= FEW:
        assert found.keys() == cases.keys()


def test_how_many_answer_so_is_counted_as_often_as_there_are_people() -> None:
    """The grid of AGGIR: 6,561 profiles fall into thirteen ranks."""
    net = Net(AGGIR, "rank")
    cases = Combinations(net, days(AGGIR)[-1], Work(10**7)).cases()
    teller = Teller(AGGIR, days(AGGIR)[-1], ("rank",))
    people = Counter(teller.results(person)["rank"] for person in everyone(net, days(AGGIR)[-1]))
    assert {value: shown.count for (value, _), shown in cases.items()} == people
    assert sum(people.values()) == 6_561
    assert len(people) == 13


@pytest.mark.parametrize("pack", SMALL, ids=[pack.id for pack in SMALL])
def test_a_change_of_one_answer_does_to_the_cases_what_it_does_to_people(pack: Pack) -> None:
    """Before and after, for every single step to more need."""
    day = days(pack)[-1]
    net = Net(pack, pack.allocation.figure_step)
    if count(net, day) > FEW:
        return
    teller = Teller(pack, day, (net.outcome,))
    whole = Combinations(net, day, Work(10**7))
    people = list(everyone(net, day))
    for question in sorted(needs(pack) & set(net.questions)):
        for before, after in worse_steps(pack, question, day):
            expected = {
                tuple(teller.results({**person, question: answer})[net.outcome] for answer in (before, after))
                for person in people
                if pack.asked(question, person)
            }
            found = set(whole.cases(Change(question, before, after)))
            # Those whom the change does not reach are no case of it; they may be told beside.
            assert expected <= found
            assert {pair for pair in found if pair[0] != pair[1]} <= expected


@pytest.mark.parametrize("pack", SMALL, ids=[pack.id for pack in SMALL])
def test_what_is_proven_is_so_for_everybody(pack: Pack) -> None:
    """A question proven never to give less for more need gives nobody less."""
    day = days(pack)[-1]
    net = Net(pack, pack.allocation.figure_step)
    rising = Rising(net)
    whole = Combinations(net, day, Work(10**7))
    for question in sorted(needs(pack) & set(net.questions)):
        if rising.is_proven(question):
            for before, after in worse_steps(pack, question, day):
                pairs = whole.cases(Change(question, before, after))
                assert all(more >= less for less, more in pairs if isinstance(less, Fraction))  # type: ignore[operator]


def test_the_total_of_the_german_grade_has_79_results() -> None:
    """In steps of 1.25 with gaps; just under the grades lie 11.25, 26.25, 46.25, 68.75 and 88.75."""
    pack = PACKS["de-sgb-xi"]
    cases = Combinations(Net(pack, "total"), days(pack)[-1], Work(10**7)).cases()
    values = sorted(value for value, _ in cases if isinstance(value, Fraction))
    assert len(values) == 79
    assert values[-1] == 100
    below = [max(value for value in values if value < edge) for edge in (Fraction(25, 2), 27, Fraction(95, 2), 70, 90)]
    assert below == [Fraction(45, 4), Fraction(105, 4), Fraction(185, 4), Fraction(275, 4), Fraction(355, 4)]


@pytest.fixture(scope="module")
def grid() -> Audit:
    """The audit of the French grid, whole."""
    return audit(AGGIR, 5, Effort(5_000_000, 100_000))


def test_every_worsening_of_the_french_grid_is_tried_and_those_that_fall_are_listed(grid: Audit) -> None:
    """34,992 single steps to more need among 6,561 profiles; 30 of them lead to a lower group, 26 to less money."""
    found = grid
    assert found.exhaustive
    assert {one.how for one in found.looked} == {"all"}
    assert sum(one.people for one in found.looked) == 34_992
    groups = Counter({fall.question: fall.count for fall in found.falls if fall.at == "gir"})
    money = Counter({fall.question: fall.count for fall in found.falls if fall.at == "allowance"})
    assert groups == {"transfers": 16, "moving_indoors": 14}
    assert money == {"transfers": 12, "moving_indoors": 14}
    for finding in found.findings:
        if finding.id.startswith("monotone."):
            assert finding.waived
            assert len(finding.people) == 2


def test_the_two_people_of_a_fall_are_told_what_the_audit_says(grid: Audit) -> None:
    """Whoever doubts it works both figures out."""
    day = days(AGGIR)[-1]
    for fall in grid.falls:
        if fall.at == "allowance":
            less, more = (work_out(AGGIR, person, day).figure for person in fall.people)
            assert less is not None
            assert more is not None
            assert Fraction(less.pence - more.pence, 100) == fall.loss


@pytest.mark.parametrize("seed", range(60 if not os.environ.get("OWNWAY_EVIDENCE") else 3_000))
def test_random_rules_come_to_the_same_in_the_audit_and_in_the_engine(seed: int) -> None:
    """Packs over all operators, made by lot; answers with every state, some of them missing."""
    pack = pack_at_random(seed)
    day = days(pack)[-1]
    teller = Teller(pack, day, tuple(step.id for step in pack.allocation.steps))
    for person in people_at_random(pack, seed, 4):
        try:
            worked = work_out(pack, person, day)
        except CannotWorkOut:
            continue
        results = teller.results(person)
        for step in worked.steps:
            value = step.value
            if isinstance(value, Money):
                value = Fraction(value.pence, value.coins_per_unit)
            assert results[step.id] == value, f"{step.id} ({step.operator}) of seed {seed}"


@pytest.mark.parametrize("seed", range(40 if not os.environ.get("OWNWAY_EVIDENCE") else 2_000))
def test_random_rules_have_the_cases_of_their_people(seed: int) -> None:
    """Whatever somebody comes to is a case; whoever is proven never to lose never does."""
    pack = pack_at_random(seed)
    day = days(pack)[-1]
    net = Net(pack, pack.allocation.figure_step)
    try:
        whole = Combinations(net, day, Work(30_000), most=2_000)
        values = {value for value, _ in whole.cases()}
    except TooMany:
        return
    teller = Teller(pack, day, (net.outcome,))
    rising = Rising(net)
    chance = random.Random(seed)
    for _ in range(20):
        given = {name: worth_trying(pack, pack.question(name), day) for name in net.questions}
        person = {name: chance.choice(answers) for name, answers in given.items() if answers}
        found = teller.results(person)[net.outcome]
        assert found in values
        for question in sorted(needs(pack) & given.keys()):
            worse = next_worse(pack.question(question), person[question], given[question])
            if worse is None or not rising.is_proven(question) or not pack.asked(question, person):
                continue
            more = teller.results({**person, question: worse})[net.outcome]
            if isinstance(found, Fraction) and isinstance(more, Fraction):
                assert more >= found, f"{question} of seed {seed} is not proven"
