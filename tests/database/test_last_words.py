"""The end of a deed is one word with the database: written and committed whole, or refused whole."""

from uuid import UUID

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from ownway.registers.money import actions as money
from ownway.registers.money.actions.posting import Book, floors_told, open_journal
from ownway.registers.money.models import Account, Budget, Journal, Transfer
from ownway.registers.money.rules.plan import Leg, Place, State
from ownway.registers.money.rules.refusals import CannotPost
from ownway.registers.trail.models import Line, last_words
from tests.ledger.scene import MONDAY, NOW, Scene, stands

LEFT, GRANTED, HELD = Place(State.LEFT), Place(State.GRANTED), Place(State.HELD, "care")


@pytest.fixture
def scene(own_database: str) -> Scene:
    return Scene()


def seen_by_others(url: str, key: str) -> int:
    with psycopg.connect(url) as other:
        row = other.execute("SELECT count(*) FROM money_journal WHERE key = %s", [key]).fetchone()
        assert row is not None
        return int(row[0])


def post(scene: Scene, budget: UUID, leg: Leg, key: str) -> None:
    row = Budget.objects.get(pk=budget)
    entry = open_journal(scene.ask(scene.ann), now=NOW, key=key, kind="test", content={}, budget=row)
    book = Book([row])
    book.move(entry.journal, budget, [leg])
    with floors_told(), last_words():
        book.post(NOW)


def test_what_a_deed_wrote_is_committed_with_its_last_word(scene: Scene, own_database: str) -> None:
    budget = scene.open_budget()
    with transaction.atomic():
        post(scene, budget, Leg(GRANTED, LEFT, 500), "one")
        assert seen_by_others(own_database, "one") == 1
    assert stands(budget) == {"granted": -500, "left": 500}


def test_inside_another_deed_only_that_one_commits(scene: Scene, own_database: str) -> None:
    budget = scene.open_budget()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        with transaction.atomic():
            post(scene, budget, Leg(GRANTED, LEFT, 500), "one")
        assert seen_by_others(own_database, "one") == 0
        raise ZeroDivisionError
    assert stands(budget) == {}


def test_a_floor_crossed_in_the_last_word_keeps_nothing_of_the_deed(scene: Scene) -> None:
    budget = scene.open_budget()
    with transaction.atomic():
        post(scene, budget, Leg(GRANTED, LEFT, 500), "one")
    with pytest.raises(CannotPost) as refused, transaction.atomic():
        post(scene, budget, Leg(LEFT, HELD, 501), "two")
    assert refused.value.why.code == "money.below_floor"
    assert not Journal.objects.filter(key="two").exists()
    assert not Account.objects.filter(budget=budget, state="held").exists()
    assert Transfer.objects.filter(journal__key="one").count() == 1


def test_a_deed_inside_another_may_be_refused_and_the_other_go_on(scene: Scene) -> None:
    budget = scene.open_budget()
    with transaction.atomic():
        with transaction.atomic():
            post(scene, budget, Leg(GRANTED, LEFT, 500), "one")
        with pytest.raises(CannotPost), transaction.atomic():
            post(scene, budget, Leg(LEFT, HELD, 501), "two")
        with transaction.atomic():
            post(scene, budget, Leg(LEFT, HELD, 499), "three")
    assert stands(budget) == {"granted": -500, "left": 1, "held": 499}
    assert not Journal.objects.filter(key="two").exists()


def test_what_comes_after_a_refused_word_is_passed_over(scene: Scene) -> None:
    told = "INSERT INTO money_closedmonth (id, month, at, by, transfers, moved_pence, sha256)"
    sound = f"{told} VALUES (gen_random_uuid(), '2026-01-01', now(), gen_random_uuid(), 0, 0, '{'0' * 64}')"
    with pytest.raises(IntegrityError), transaction.atomic(), last_words(), connection.cursor() as cursor:
        cursor.execute(sound.replace("2026-01-01", "2026-01-02"))
        cursor.execute(sound)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM money_closedmonth")
        assert cursor.fetchone() == (0,)


def test_a_mistake_inside_the_last_words_commits_nothing(scene: Scene) -> None:
    budget = scene.open_budget()
    row = Budget.objects.get(pk=budget)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        open_journal(scene.ask(scene.ann), now=NOW, key="one", kind="test", content={}, budget=row)
        with last_words():
            raise ZeroDivisionError
    assert not Journal.objects.filter(key="one").exists()


def test_a_spend_its_line_on_the_trail_and_its_commit_are_one_word(scene: Scene, own_database: str) -> None:
    budget = scene.open_budget()
    ann = scene.ask(scene.ann)
    spent = money.record_spend(ann, now=NOW, key="one", budget=budget, pence=5, on=MONDAY, purpose="help")
    assert seen_by_others(own_database, "one") == 1
    assert Line.objects.filter(thing_id=spent, deed="money.record_spend").count() == 1
    again = money.record_spend(ann, now=NOW, key="one", budget=budget, pence=5, on=MONDAY, purpose="help")
    assert again == spent
    assert Line.objects.filter(thing_id=spent).count() == 1
