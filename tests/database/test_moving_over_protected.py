"""Who moves over under a pack that protects is told the protected sum, why, and what each year brings."""

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from ownway.lab.calibrate.into_pack import Note, with_protection
from ownway.lab.simulate.protection import Protection
from ownway.registers.letters import queries as letters
from ownway.registers.programmes import actions as programmes
from ownway.rulebook.load import files_of
from ownway.steps.allocation import actions, queries
from ownway.values import Every, Money
from tests.browsing import browser, text_of
from tests.factories import Somebody, set_up, somebody, works_with
from tests.steps import PACKS, asks, estimated

pytestmark = pytest.mark.django_db

NOW = timezone.now() - timedelta(days=2)
WAY = Protection("at most a tenth", years=2, loss_most=Fraction(1, 10), gain_most=Fraction(1, 10))


@pytest.fixture(autouse=True)
def programme(tmp_path: Path) -> None:
    """The programme with protection in it, in force."""
    starts = NOW.date() - timedelta(days=10)
    note = Note("moving", "How people move over", "minute 12", starts)
    written = with_protection(files_of(PACKS / "in-control"), WAY.into_pack(starts, note.id), note, sample=20)
    for name, text in written.files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    programmes.install(set_up(NOW), now=NOW - timedelta(days=2), folder=tmp_path)


@pytest.fixture
def rosa() -> Somebody:
    """A person who had support before."""
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


def moved(rosa: Somebody, idris: Somebody, before: int) -> queries.FigureSeen:
    """Let her move over from so many pence a week; gives the figure that holds then."""
    old, since = Money(before, "GBP"), date(2024, 5, 1)
    actions.note_package(asks(idris, NOW), now=NOW, person=rosa.party, money=old, every=Every.WEEK, since=since)
    assessment = estimated(rosa, now=NOW)
    actions.agree_rest(asks(idris, NOW), now=NOW, assessment=assessment)
    actions.note_told_in_person(asks(idris, NOW), now=NOW, assessment=assessment, on=NOW.date(), words="At her table.")
    assert browser(idris).get(reverse("allocation:tell", args=[assessment])).status_code == 200
    actions.tell_budget(asks(idris, NOW), now=NOW, assessment=assessment, words="")
    held = queries.figure_of(asks(rosa, NOW), person=rosa.party, now=NOW)
    assert held is not None
    return held


@pytest.mark.req("A12", "L2")
def test_who_would_get_less_is_told_the_protected_sum_and_reads_every_year(rosa: Somebody, idris: Somebody) -> None:
    held = moved(rosa, idris, 200_005)
    assert held.formula is not None
    assert held.money == Money(180_005, "GBP")  # nine tenths of £2,000.05 are £1,800.045, a half penny up
    assert held.protected is not None
    assert not held.is_moved
    seen = queries.moving_over(asks(rosa, NOW), person=rosa.party, now=NOW)
    assert seen is not None
    assert [money.pence for _, money in seen.by_year] == [180_005, 162_004, held.formula.pence]
    page = text_of(browser(rosa).get(reverse("allocation:figure", args=[held.id])))
    assert "The rule alone gives" in page
    assert "£1,620.04" in page
    assert "The panel moved" not in page
    told = [
        one.letter
        for one in letters.letters_to(asks(rosa, NOW), person=rosa.party, now=NOW)
        if one.kind == "budget_told"
    ]
    assert "goes over to the new one by and by" in repr(told[0])


@pytest.mark.req("A12")
def test_who_would_gain_is_held_back_where_the_pack_says_so(rosa: Somebody, idris: Somebody) -> None:
    held = moved(rosa, idris, 1_001)
    assert held.money == Money(1_101, "GBP")
    assert held.protected is not None
    assert held.protected.code == "allocation.held_while_moving"


@pytest.mark.req("A12")
def test_who_had_nothing_before_has_the_new_sum_at_once(rosa: Somebody, idris: Somebody) -> None:
    held = moved(rosa, idris, 0)
    assert held.money == held.formula
    assert held.protected is None


def test_the_public_rules_say_how_people_are_protected(rosa: Somebody, idris: Somebody) -> None:
    held = moved(rosa, idris, 100_000)
    page = text_of(browser(rosa).get(reverse("rules:version", args=[held.programme, held.version])))
    assert "nobody falls below 90% of what they had before" in page
    assert "everyone has the new sum" in page
