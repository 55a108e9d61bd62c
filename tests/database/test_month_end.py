"""Month-end: a closed month takes nothing more, what comes late goes forward, and any past moment can be told."""

from datetime import UTC, date, datetime, timedelta
from threading import Event, Thread
from uuid import UUID

import psycopg
import pytest
from django.db import IntegrityError, connection, connections, transaction

from ownway.registers.money import actions as money
from ownway.registers.money import queries
from ownway.registers.money.models import ClosedMonth, Journal
from ownway.registers.money.queries import prove_ledger
from ownway.registers.money.queries.months import changed_months, first_open_month
from ownway.registers.money.rules.months import BEFORE_ALL, check_month, month_after
from ownway.registers.money.rules.plan import State
from ownway.values import Money, Reason, new_identifier
from ownway.values.cannot import NotAllowed
from tests.ledger.scene import MONDAY, NOW, Scene, stands

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
IN_JUNE = datetime(2026, 6, 3, 9, tzinfo=UTC)
IN_JULY = datetime(2026, 7, 2, 9, tzinfo=UTC)


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


def charged(scene: Scene) -> UUID:
    """A budget with a week's money in May."""
    budget = scene.open_budget()
    scene.charge(budget, MONDAY, date(2026, 5, 11))
    return budget


def spend(scene: Scene, budget: UUID, on: date, pence: int, now: datetime) -> Journal:
    journal = money.record_spend(
        scene.ask(scene.person, now),
        now=now,
        key=scene.key(),
        budget=budget,
        pence=pence,
        on=on,
        purpose="bus",
        out_of="left",
    )
    return Journal.objects.get(pk=journal)


def close(scene: Scene, month: date, now: datetime) -> ClosedMonth:
    return ClosedMonth.objects.get(pk=money.close_month(scene.ask(scene.ann, now), now=now, month=month))


@pytest.mark.parametrize(
    ("month", "first_open", "code"),
    [
        (JUNE, MAY, "money.month_not_over"),
        (MAY, JUNE, "money.month_closed"),
        (JUNE, BEFORE_ALL, "money.month_not_over"),
        (MAY, date(2026, 4, 1), "money.month_before_open"),
    ],
)
def test_months_are_closed_in_order_and_only_when_over(month: date, first_open: date, code: str) -> None:
    with pytest.raises(money.CannotClose) as refused:
        check_month(month, first_open=first_open, today=date(2026, 6, 30))
    assert refused.value.why.code == code
    assert check_month(date(2026, 5, 17), first_open=BEFORE_ALL, today=JUNE) == MAY
    assert month_after(date(2026, 12, 31)) == date(2027, 1, 1)


def test_what_comes_late_goes_to_the_open_month_with_its_true_day(scene: Scene) -> None:
    budget = charged(scene)
    assert spend(scene, budget, date(2026, 5, 6), 1_000, NOW + timedelta(days=3)).month == MAY
    closed = close(scene, MAY, IN_JUNE)
    assert (closed.month, closed.transfers, closed.moved_pence) == (MAY, 2, 15_000)
    late = spend(scene, budget, date(2026, 5, 6), 300, IN_JUNE)
    assert (late.true_on, late.month) == (date(2026, 5, 6), JUNE)
    wrong = money.reverse(
        scene.ask(scene.ann, IN_JUNE),
        now=IN_JUNE,
        key=scene.key(),
        journal=Journal.objects.filter(kind="spend").earliest("id").pk,
        reason=Reason("money.mistake"),
    )
    assert Journal.objects.get(pk=wrong).month == JUNE
    seen = {one.month: one for one in queries.months(scene.ask(scene.ann, IN_JUNE), now=IN_JUNE)}
    assert (seen[MAY].entries, seen[MAY].reversed, seen[MAY].late, seen[MAY].closed_at) == (2, 1, 0, IN_JUNE)
    assert (seen[JUNE].entries, seen[JUNE].late, seen[JUNE].closed_at, seen[JUNE].is_next) == (2, 2, None, False)
    assert not list(changed_months())
    assert close(scene, JUNE, IN_JULY).transfers == 2


def test_the_first_closing_takes_all_before_it_along_and_none_is_closed_twice(scene: Scene) -> None:
    budget = charged(scene)
    spend(scene, budget, MONDAY, 500, NOW)
    assert close(scene, JUNE, IN_JULY).transfers == 2
    assert first_open_month() == JULY
    seen = {one.month: one for one in queries.months(scene.ask(scene.ann, IN_JULY), now=IN_JULY)}
    assert seen[MAY].closed_at == IN_JULY
    for month in (MAY, JUNE):
        with pytest.raises(money.CannotClose) as refused:
            close(scene, month, IN_JULY)
        assert refused.value.why.code == "money.month_closed"


def test_only_finance_closes_and_an_auditor_looks(scene: Scene) -> None:
    charged(scene)
    auditor = scene.ask(scene.somebody("Dorcas Mwangi", "auditor"), IN_JUNE)
    assert queries.month(auditor, month=MAY, now=IN_JUNE)
    for who in (auditor, scene.ask(scene.worker, IN_JUNE)):
        with pytest.raises(NotAllowed):
            money.close_month(who, now=IN_JUNE, month=MAY)
    assert not ClosedMonth.objects.exists()


def test_the_database_keeps_a_closed_month_shut(scene: Scene) -> None:
    budget = charged(scene)
    close(scene, MAY, IN_JUNE)
    made = Journal(id=new_identifier(IN_JUNE), key="past", kind="test", fingerprint=b"", budget_id=budget)
    made.answer, made.recorded_at, made.true_on, made.request = made.pk, IN_JUNE, MONDAY, made.pk
    made.open_from = MAY
    with pytest.raises(IntegrityError, match="closed month takes no more"), transaction.atomic():
        made.save()
    for statement in ("delete from money_closedmonth", "update money_closedmonth set month = month"):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    gap = ClosedMonth(id=new_identifier(IN_JULY), month=JULY, at=IN_JULY, by=scene.ann.party, sha256="0" * 64)
    gap.transfers = gap.moved_pence = 0
    with pytest.raises(IntegrityError, match="one after the other"), transaction.atomic():
        gap.save()


def test_how_a_budget_stood_is_told_by_both_clocks(scene: Scene) -> None:
    budget = charged(scene)
    spend(scene, budget, date(2026, 5, 6), 1_000, NOW + timedelta(days=3))
    spend(scene, budget, date(2026, 5, 5), 300, IN_JUNE)
    asker = scene.ask(scene.ann, IN_JULY)

    def spent(day: date, known_at: datetime | None = None) -> int:
        seen = queries.standing_at(asker, budget=budget, day=day, now=IN_JULY, known_at=known_at)
        return seen.get(State.SPENT, Money(0, "GBP")).pence

    assert [spent(date(2026, 5, day)) for day in (4, 5, 6)] == [0, 300, 1_300]
    assert [spent(date(2026, 5, 6), moment) for moment in (NOW, NOW + timedelta(days=3), IN_JUNE)] == [0, 1_000, 1_300]
    whole = queries.ledger_at(asker, on=date(2026, 5, 6), known_at=NOW + timedelta(days=4), now=IN_JULY)
    assert {row.state: row.money.pence for row in whole} == {"granted": -14_000, "left": 13_000, "spent": 1_000}
    now = queries.ledger_at(asker, on=JULY, now=IN_JULY)
    assert {row.state: row.money.pence for row in now} == stands(budget)


def test_a_month_tells_what_moved_in_it_and_what_is_pending(scene: Scene) -> None:
    budget = charged(scene)
    spend(scene, budget, MONDAY, 1_000, NOW)
    money.hold(scene.ask(scene.person), now=NOW, key=scene.key(), budget=budget, pence=700, purpose="art")
    whole = queries.month(scene.ask(scene.ann, IN_JUNE), month=date(2026, 5, 20), now=IN_JUNE)
    assert whole is not None and whole.seen.is_next
    assert {row.state: row.money.pence for row in whole.sums} == stands(budget)
    assert [sum(row.pence for row in each) for each in (whole.promised, whole.on_their_way)] == [700, 0]
    assert queries.month(scene.ask(scene.ann, IN_JUNE), month=date(2020, 1, 1), now=IN_JUNE) is None


def test_a_month_stays_open_while_anything_is_astray_and_what_is_astray_is_said(owner_url: str) -> None:
    scene = Scene()
    budget = charged(scene)
    spend(scene, budget, MONDAY, 1_000, NOW)
    with psycopg.connect(owner_url, autocommit=True) as owner:
        left = owner.execute("select id from money_account where state = 'left'").fetchone()[0]
        owner.execute("update money_balance set pence = pence + 7 where account_id = %s", [left])
        with pytest.raises(money.CannotClose) as refused:
            close(scene, MAY, IN_JUNE)
        facts = dict(refused.value.why.facts)
        assert refused.value.why.code == "money.out_of_balance"
        assert (facts["code"], facts["thing"], facts["pence"]) == ("money.balance_astray", str(left), 7)
        owner.execute("update money_balance set pence = pence - 7 where account_id = %s", [left])
        assert close(scene, MAY, IN_JUNE).transfers == 2
        # Two transfers that change places balance still; the mark of the closed month knows.
        owner.execute("alter table money_journal disable trigger user")
        owner.execute("update money_journal set true_on = true_on + 1 where kind = 'spend'")
        assert prove_ledger(scene.ask(scene.ann), now=NOW).holds
        assert [fault.code for fault in changed_months()] == ["money.closed_month_changed"]
        with pytest.raises(money.CannotClose, match="out_of_balance"):
            close(scene, JUNE, IN_JULY)


def test_closing_waits_for_entries_on_their_way_and_later_ones_go_forward(own_database: str) -> None:
    scene = Scene()
    budget = charged(scene)
    begun, go_on, closed = Event(), Event(), []

    def enter() -> None:
        try:
            with transaction.atomic():
                spend(scene, budget, date(2026, 5, 6), 900, IN_JUNE)
                begun.set()
                go_on.wait(30)
        finally:
            connections.close_all()

    def shut() -> None:
        try:
            closed.append(close(scene, MAY, IN_JUNE))
        finally:
            connections.close_all()

    entering, shutting = Thread(target=enter), Thread(target=shut)
    entering.start()
    assert begun.wait(30)
    shutting.start()
    shutting.join(0.5)
    assert shutting.is_alive()
    go_on.set()
    for thread in (entering, shutting):
        thread.join(30)
    assert closed[0].transfers == 2
    assert spend(scene, budget, date(2026, 5, 7), 100, IN_JUNE).month == JUNE
    assert not list(changed_months())
