"""Statements of the authority's bank: taken in once and in order, matched to payments, a person's word the last."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from ownway.registers.money import actions as money
from ownway.registers.money import queries
from ownway.registers.money.models import EntryMatch, Line, Statement, StatementEntry
from ownway.registers.money.queries import prove_ledger
from ownway.values import Every
from ownway.values.cannot import NotAllowed, NotFound
from tests.ledger.scene import MONDAY, NOW, Scene, stands
from tests.statements import Moved, camt, lloyds

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
LATER = NOW + timedelta(days=3)


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    made.ready_to_pay()
    made.bank_details(made.person)
    return made


def sent(scene: Scene, payments: int = 1) -> tuple[UUID, list[Line]]:
    """A run with the bank, of so many payments of 560 pounds and more."""
    for number in range(payments):
        budget = scene.open_budget(rate=140 + number, stream=f"stream-{number}")
        money.set_schedule(
            scene.ask(scene.worker),
            now=NOW,
            key=scene.key(),
            budget=budget,
            holder=scene.person.party,
            starts=MONDAY,
            pence=56_000 + 100 * number,
            every=Every.FOUR_WEEKS,
        )
    run = money.build_run(scene.ask(scene.ann), now=NOW, pay_on=MONDAY, key=scene.key())
    money.approve_run(scene.ask(scene.ben), now=NOW, run=run)
    money.export_run(scene.ask(scene.ann), now=NOW, run=run)
    money.mark_sent(scene.ask(scene.ann), now=NOW, run=run)
    return run, list(Line.objects.filter(run=run).order_by("pence"))


def taken(scene: Scene, content: bytes, **given: object) -> money.TakenIn:
    return money.import_statement(scene.ask(scene.ben), now=LATER, content=content, **given)  # type: ignore[arg-type]


def waiting(scene: Scene) -> tuple[queries.EntrySeen, ...]:
    return queries.entries_waiting(scene.ask(scene.ben), now=LATER)


@pytest.mark.req("U1")
def test_a_run_is_confirmed_line_by_line_by_the_statement(scene: Scene) -> None:
    run, (first, second) = sent(scene, 2)
    moved = [
        Moved(TUESDAY, -first.pence, payment=first.pk.hex),
        Moved(TUESDAY, second.pence, payment=second.pk.hex, returned="AC04"),
        Moved(TUESDAY, -second.pence, payment=second.pk.hex),
        Moved(TUESDAY, -500, words="BANK CHARGE"),
    ]
    assert taken(scene, camt(moved)).entries == 4
    assert money.match_sure(scene.ask(scene.ben), now=LATER).matched == 3
    seen = queries.run(scene.ask(scene.ben), run=run, now=LATER)
    assert [(line.end, line.ended_on, line.why) for line in sorted(seen.lines, key=lambda line: line.money.pence)] == [
        ("paid", TUESDAY, ""),
        ("rejected", TUESDAY, "money.returned.account_closed"),
    ]
    assert seen.state.value == "confirmed"
    (left,) = waiting(scene)
    assert (left.words, left.candidates) == ("BANK CHARGE", ())
    assert money.match_sure(scene.ask(scene.ben), now=LATER).matched == 0
    assert prove_ledger(scene.ask(scene.ann), now=LATER).holds


def test_the_same_statement_taken_in_again_changes_nothing(scene: Scene) -> None:
    content = camt([Moved(TUESDAY, -100, words="CHARGE")])
    assert not taken(scene, content).is_again
    before = list(StatementEntry.objects.values_list("id", flat=True))
    again = taken(scene, content)
    assert (again.is_again, again.entries, again.known) == (True, 0, 1)
    assert list(StatementEntry.objects.values_list("id", flat=True)) == before
    assert Statement.objects.count() == 1
    with pytest.raises(money.CannotReadStatement, match=r"statements\.changed"):
        taken(scene, camt([Moved(TUESDAY, -101, words="CHARGE")]))


def test_overlapping_tables_give_each_entry_once(scene: Scene) -> None:
    moved = [Moved(MONDAY + timedelta(days=number), -100 - number, words="CHARGE") for number in range(6)]
    assert taken(scene, lloyds(moved[:4])).entries == 4
    second = taken(scene, lloyds(moved[2:], opening=100_000 - 201))
    assert (second.entries, second.known) == (2, 2)
    assert taken(scene, lloyds(moved)).is_again
    assert sum(StatementEntry.objects.values_list("pence", flat=True)) == sum(one.pence for one in moved)


@pytest.mark.parametrize(
    ("opening", "sequence", "day", "code"),
    [
        (99_899, 2, TUESDAY, "statements.gap"),
        (99_900, 3, TUESDAY, "statements.out_of_sequence"),
        (99_900, 2, MONDAY, "statements.earlier"),
    ],
)
def test_a_gap_is_refused_and_nothing_of_the_file_is_kept(
    scene: Scene, opening: int, sequence: int, day: date, code: str
) -> None:
    taken(scene, camt([Moved(TUESDAY, -100)]))
    with pytest.raises(money.CannotReadStatement) as told:
        taken(scene, camt([Moved(day, -5)], opening=opening, sequence=sequence, number="2026-2"))
    assert told.value.why.code == code
    assert StatementEntry.objects.count() == 1
    taken(scene, camt([Moved(TUESDAY, -5)], opening=99_900, sequence=2, number="2026-2"))


def test_a_table_without_balances_needs_both_from_whoever_takes_it_in(scene: Scene) -> None:
    table = b"Number,Date,Account,Amount,Subcategory,Memo\n,05/05/2026,20-00-00 12345678,-1.00,P,CHARGE\n"
    with pytest.raises(money.CannotReadStatement, match=r"statements\.no_balances"):
        taken(scene, table)
    assert taken(scene, table, opening=500, closing=400).entries == 1


def test_what_is_only_likely_waits_for_a_persons_word(scene: Scene) -> None:
    run, (line,) = sent(scene)
    taken(scene, camt([Moved(TUESDAY, -line.pence, name="M OKAFOR")]))
    assert money.match_sure(scene.ask(scene.ben), now=LATER).matched == 0
    (entry,) = waiting(scene)
    likely = [one for one in entry.candidates if one.line == line.pk]
    assert [reason.code for reason in likely[0].reasons][:2] == ["statements.same_sum", "statements.same_name"]
    money.match_entry(scene.ask(scene.ben), now=LATER, entry=entry.id, run=run, line=line.pk)
    assert stands(line.budget_id)["with_holder"] == line.pence
    (matched,) = queries.entries_matched(scene.ask(scene.ben), now=LATER)
    assert (matched.became, matched.by_name) == ("paid", "Ben Achterberg")
    with pytest.raises(money.CannotMatch, match=r"statements\.booked"):
        money.undo_match(scene.ask(scene.ben), now=LATER, entry=entry.id)


def test_a_run_that_the_bank_books_as_one_sum_is_paid_but_for_what_came_back(scene: Scene) -> None:
    run, (first, second) = sent(scene, 2)
    whole = first.pence + second.pence
    moved = [Moved(TUESDAY, -whole, batch=run.hex), Moved(TUESDAY, first.pence, payment=first.pk.hex, returned="AC01")]
    taken(scene, camt(moved, version="08"))
    assert money.match_sure(scene.ask(scene.ben), now=LATER).matched == 2
    ends = dict(Line.objects.filter(run=run).values_list("id", "outcome__end"))
    assert ends == {first.pk: "rejected", second.pk: "paid"}
    assert waiting(scene) == ()
    assert prove_ledger(scene.ask(scene.ann), now=LATER).holds


def test_a_run_told_by_hand_is_matched_by_its_statement_afterwards(scene: Scene) -> None:
    run, (line,) = sent(scene)
    money.confirm_run(scene.ask(scene.ben), now=LATER, run=run)
    before = stands(line.budget_id)
    taken(scene, camt([Moved(TUESDAY, -line.pence, payment=line.pk.hex)]))
    assert money.match_sure(scene.ask(scene.ben), now=LATER).matched == 1
    assert stands(line.budget_id) == before


def test_two_entries_are_never_the_same_payment(scene: Scene) -> None:
    run, (line,) = sent(scene)
    twice = [Moved(TUESDAY, -line.pence, payment=line.pk.hex), Moved(TUESDAY, -line.pence, payment=line.pk.hex)]
    taken(scene, camt(twice))
    assert money.match_sure(scene.ask(scene.ben), now=LATER).matched == 1
    (left,) = waiting(scene)
    with pytest.raises(money.CannotMatch, match=r"statements\.not_sent"):
        money.match_entry(scene.ask(scene.ben), now=LATER, entry=left.id, run=run, line=line.pk)


def test_a_match_fits_in_sum_and_side_or_is_refused(scene: Scene) -> None:
    run, (line,) = sent(scene)
    taken(scene, camt([Moved(TUESDAY, -1), Moved(TUESDAY, line.pence)]))
    small, back = waiting(scene)
    for entry, to, code in (
        (small, line.pk, "does_not_fit"),
        (back, None, "wrong_side"),
        (small, UUID(int=1), "not_sent"),
    ):
        with pytest.raises(money.CannotMatch, match=rf"statements\.{code}"):
            money.match_entry(scene.ask(scene.ben), now=LATER, entry=entry.id, run=run, line=to)


def test_an_entry_can_be_set_aside_with_a_word_and_taken_up_again(scene: Scene) -> None:
    taken(scene, camt([Moved(TUESDAY, -500, words="CHARGE")]))
    (entry,) = waiting(scene)
    money.set_aside(scene.ask(scene.ben), now=LATER, entry=entry.id, words="The bank's own charge.")
    assert waiting(scene) == ()
    with pytest.raises(money.CannotMatch, match=r"statements\.matched_already"):
        money.set_aside(scene.ask(scene.ben), now=LATER, entry=entry.id, words="Again.")
    money.undo_match(scene.ask(scene.ben), now=LATER, entry=entry.id)
    assert [one.id for one in waiting(scene)] == [entry.id]
    money.set_aside(scene.ask(scene.ben), now=LATER, entry=entry.id, words="It is a charge.")
    assert [match.attempt for match in EntryMatch.objects.order_by("attempt")] == [1, 2]


def test_only_finance_says_what_an_entry_is_and_whoever_sent_the_file_does_not(scene: Scene) -> None:
    _, (line,) = sent(scene)
    content = camt([Moved(TUESDAY, -line.pence, payment=line.pk.hex)])
    for somebody in (scene.person, scene.worker):
        with pytest.raises((NotAllowed, NotFound)):
            money.import_statement(scene.ask(somebody), now=LATER, content=content)
    assert money.import_statement(scene.job(), now=LATER, content=content).entries == 1
    with pytest.raises((NotAllowed, NotFound)):
        money.match_sure(scene.job(), now=LATER)
    refused = money.match_sure(scene.ask(scene.ann), now=LATER)
    assert (refused.matched, [why.code for _entry, why in refused.left]) == (0, ["money.sender_confirms"])
    assert money.match_sure(scene.ask(scene.ben), now=LATER).matched == 1


def test_names_and_words_of_a_statement_are_kept_sealed(scene: Scene) -> None:
    taken(scene, camt([Moved(TUESDAY, -500, name="Inland Taxis", words="CHARGE 77")]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT details, mark FROM money_statemententry")
        ((details, mark),) = cursor.fetchall()
        cursor.execute("SELECT number, mark FROM money_statementaccount")
        ((number, account),) = cursor.fetchall()
    assert b"Inland" not in bytes(details) and b"CHARGE" not in bytes(details)
    assert b"12345698765432" not in bytes(number)
    assert "12345698765432" not in account + mark


def test_the_database_itself_refuses_a_statement_that_does_not_add_up(scene: Scene) -> None:
    taken(scene, camt([Moved(TUESDAY, -500)]))
    kept = Statement.objects.get()
    copied = {field.attname: getattr(kept, field.attname) for field in Statement._meta.concrete_fields}
    with pytest.raises(DatabaseError, match="adds_up"), transaction.atomic():
        Statement(**copied | {"id": UUID(int=7), "number": "other", "closing_pence": 1}).save(force_insert=True)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE money_statemententry SET pence = 1")
