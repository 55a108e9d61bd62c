"""The database itself keeps the ledger: what code may have got wrong is refused there too."""

from datetime import date
from uuid import UUID

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from ownway.registers.money import actions as money
from ownway.registers.money.models import (
    Account,
    Approval,
    Charge,
    Journal,
    Line,
    LineOutcome,
    Stage,
    Transfer,
)
from ownway.registers.money.queries import prove_ledger
from ownway.registers.money.rules.plan import CIRCLE_OF, SOURCES
from ownway.values import Every, new_identifier
from tests.ledger.scene import MONDAY, NOW, Scene

GROWING = [
    "money_statement",
    "money_statementaccount",
    "money_statemententry",
    "money_entrymatch",
    "money_entryundone",
    "money_account",
    "money_approval",
    "money_approvallimit",
    "money_budget",
    "money_charge",
    "money_closedmonth",
    "money_cut",
    "money_funder",
    "money_hold",
    "money_holdrelease",
    "money_journal",
    "money_leftout",
    "money_line",
    "money_lineoutcome",
    "money_payingaccount",
    "money_rate",
    "money_reported",
    "money_run",
    "money_runfile",
    "money_runfilepart",
    "money_schedule",
    "money_share",
    "money_split",
    "money_stage",
    "money_streamreport",
    "money_transfer",
    "money_bill",
    "money_funderundone",
    "money_latereturn",
    "money_ownshare",
    "money_sharekept",
    "money_suspension",
    "money_suspensionend",
    "money_unitcost",
]


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


def refused(statement: str, *given: object) -> str:
    """What the database says to a statement that it must not carry out."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, given)
    return str(error.value)


def account(budget: UUID, state: str, purpose: str = "") -> Account:
    return Account.objects.get(budget=budget, state=state, purpose=purpose, currency="GBP")


def journal(budget: UUID | None) -> Journal:
    made = Journal(id=new_identifier(NOW), key=str(new_identifier(NOW)), kind="test", fingerprint=b"", budget_id=budget)
    made.answer, made.recorded_at, made.true_on, made.request = made.pk, NOW, MONDAY, made.pk
    made.save()
    return made


def transfer(made: Journal, debit: Account, credit: Account, pence: int = 1) -> None:
    with transaction.atomic():
        Transfer(id=new_identifier(NOW), journal=made, debit=debit, credit=credit, pence=pence).save()


@pytest.mark.django_db
@pytest.mark.parametrize("table", GROWING)
def test_the_application_can_neither_change_nor_remove_what_was_recorded(table: str) -> None:
    assert "permission denied" in refused(f"update {table} set id = id")
    assert "permission denied" in refused(f"delete from {table}")
    assert "permission denied" in refused(f"truncate {table} cascade")


def test_the_list_of_growing_tables_is_whole() -> None:
    from django.apps import apps

    tables = {model._meta.db_table for model in apps.get_app_config("money").get_models()}
    assert tables == {*GROWING, "money_balance"}


def test_the_application_cannot_write_a_balance(scene: Scene) -> None:
    budget = scene.open_budget()
    scene.charge(budget, MONDAY, date(2026, 5, 11))
    assert "permission denied" in refused("update money_balance set pence = pence + 1")
    assert "permission denied" in refused("delete from money_balance")
    left = account(budget, "left").pk
    assert "money_balance_pkey" in refused("insert into money_balance (account_id, pence) values (%s, 5)", left)


def test_even_the_owner_of_the_tables_cannot_change_a_transfer(owner_url: str) -> None:
    scene = Scene()
    scene.charge(scene.open_budget(), MONDAY, date(2026, 5, 11))
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for statement in (
            "update money_transfer set pence = 1",
            "delete from money_transfer",
            "truncate money_transfer",
        ):
            with pytest.raises(psycopg.errors.RestrictViolation):
                owner.execute(statement)


def test_floors_and_circles_are_those_of_the_rules(scene: Scene) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select prosrc from pg_proc where proname = 'money_open_balances'")
        source = cursor.fetchone()[0]
    assert all((f"'{state}'" in source) == (state in SOURCES) for state in CIRCLE_OF)
    budget = scene.open_budget()
    scene.charge(budget, MONDAY, date(2026, 5, 11))
    assert (account(budget, "granted").circle, account(budget, "granted").balance.floor) == ("funder", None)
    assert (account(budget, "left").circle, account(budget, "left").balance.floor) == ("funder", 0)


def test_a_transfer_stays_inside_one_circle_budget_and_currency(scene: Scene) -> None:
    one, other = scene.open_budget(), scene.open_budget(stream="access-to-work")
    for budget in (one, other):
        scene.charge(budget, MONDAY, date(2026, 5, 11))
    own = Account(id=new_identifier(NOW), budget_id=one, state="own_left", currency="GBP")
    euro = Account(id=new_identifier(NOW), budget_id=one, state="left", currency="EUR")
    own.save()
    euro.save()
    for debit, credit in (
        (account(one, "granted"), account(other, "left")),
        (account(one, "left"), own),
        (account(one, "granted"), euro),
    ):
        with pytest.raises(IntegrityError, match="inside one circle"):
            transfer(journal(None), debit, credit)
    with pytest.raises(IntegrityError, match="inside one circle"):
        transfer(journal(other), account(one, "granted"), account(one, "left"))
    with pytest.raises(IntegrityError, match="inside one circle"):
        transfer(journal(one), account(one, "granted"), Account(id=new_identifier(NOW), budget_id=one, state="held"))


def test_a_transfer_moves_something_from_one_account_to_another(scene: Scene) -> None:
    budget = scene.open_budget()
    scene.charge(budget, MONDAY, date(2026, 5, 11))
    left, granted = account(budget, "left"), account(budget, "granted")
    for pence in (0, -5):
        with pytest.raises(IntegrityError, match="money_transfer_above_nothing"):
            transfer(journal(budget), granted, left, pence)
    with pytest.raises(IntegrityError, match="money_transfer_two_accounts"):
        transfer(journal(budget), left, left)


def test_a_balance_never_falls_below_its_floor(scene: Scene) -> None:
    budget = scene.open_budget()
    scene.charge(budget, MONDAY, date(2026, 5, 11))
    with pytest.raises(IntegrityError, match="money_balance_floor"):
        transfer(journal(budget), account(budget, "left"), account(budget, "granted"), 14_001)
    transfer(journal(budget), account(budget, "left"), account(budget, "granted"), 14_000)
    assert account(budget, "left").balance.pence == 0


def test_a_journal_is_posted_whole_and_never_added_to(own_database: str) -> None:
    scene = Scene()
    budget = scene.open_budget()
    posted = Journal.objects.get(pk=scene.charge(budget, MONDAY, date(2026, 5, 11)))
    with pytest.raises(IntegrityError, match="posted with its journal"):
        transfer(posted, account(budget, "granted"), account(budget, "left"))


def test_no_day_is_charged_twice_whatever_code_says(scene: Scene) -> None:
    budget = scene.open_budget()
    scene.charge(budget, MONDAY, date(2026, 5, 11))
    again = Charge(id=new_identifier(NOW), budget_id=budget, start=date(2026, 5, 10), end=date(2026, 5, 12), pence=1)
    again.journal = journal(budget)
    with pytest.raises(IntegrityError, match="charged once"), transaction.atomic():
        again.save()


class Built:
    """A run of one line, built by Ann."""

    def __init__(self, scene: Scene) -> None:
        scene.ready_to_pay()
        scene.bank_details(scene.person)
        self.budget = scene.open_budget()
        money.set_schedule(
            scene.ask(scene.worker),
            now=NOW,
            key=scene.key(),
            budget=self.budget,
            holder=scene.person.party,
            pence=14_000,
            every=Every.WEEK,
            starts=MONDAY,
        )
        self.run = money.build_run(scene.ask(scene.ann), now=NOW, pay_on=MONDAY, key=scene.key())

    def approval(self, by: UUID, **told: object) -> Approval:
        """An approval written past the actions, saying what it likes about who built the run."""
        given = {"number": 1, "built_by": new_identifier(NOW), "total_pence": 1, "limit_pence": 10**9} | told
        return Approval(id=new_identifier(NOW), run_id=self.run, by=by, at=NOW, **given)


def test_the_database_refuses_self_approval_and_approval_above_the_limit(scene: Scene) -> None:
    built = Built(scene)
    with pytest.raises(IntegrityError, match="money_approval_second_person"), transaction.atomic():
        built.approval(scene.ann.party).save()
    with pytest.raises(IntegrityError, match="money_approval_limit"), transaction.atomic():
        built.approval(scene.ben.party, limit_pence=13_999).save()
    with pytest.raises(IntegrityError, match="money_approval_number"), transaction.atomic():
        built.approval(scene.ben.party, number=2).save()
    built.approval(scene.ben.party).save()
    kept = Approval.objects.get(run=built.run)
    assert (kept.built_by, kept.total_pence) == (scene.ann.party, 14_000)
    with pytest.raises(IntegrityError, match="money_approval_once"), transaction.atomic():
        built.approval(scene.worker.party).save()


def test_the_database_keeps_approving_and_releasing_apart(scene: Scene) -> None:
    built = Built(scene)
    money.approve_run(scene.ask(scene.ben), now=NOW, run=built.run)
    with pytest.raises(IntegrityError, match="does not release"), transaction.atomic():
        Stage(id=new_identifier(NOW), run_id=built.run, stage="exported", by=scene.ben.party, at=NOW).save()


def test_the_database_refuses_a_second_payment_of_what_is_under_way_or_paid(scene: Scene) -> None:
    built = Built(scene)
    line = Line.objects.get(run=built.run)

    def again(attempt: int) -> Line:
        second = Line(id=new_identifier(NOW), run_id=built.run, schedule_id=line.schedule_id, due_on=line.due_on)
        second.budget_id, second.payee_id, second.lands = line.budget_id, line.payee_id, line.lands
        second.attempt, second.pence, second.asked_pence, second.details = attempt, 5, 5, {}
        return second

    with pytest.raises(IntegrityError, match="money_line_attempt"), transaction.atomic():
        again(1).save()
    with pytest.raises(IntegrityError, match="paid once"), transaction.atomic():
        again(2).save()
    end = LineOutcome(id=new_identifier(NOW), line=line, end="rejected", on=MONDAY, at=NOW, journal=journal(None))
    end.save()
    again(2).save()
    assert Line.objects.filter(schedule=line.schedule_id, due_on=line.due_on).count() == 2


def test_the_proof_finds_what_was_tampered_with(owner_url: str) -> None:
    scene = Scene()
    budget = scene.open_budget()
    scene.charge(budget, MONDAY, date(2026, 5, 11))
    spent = money.contribute(scene.ask(scene.person), now=NOW, key="c", budget=budget, pence=500, on=MONDAY)
    ann = scene.ask(scene.ann)
    assert prove_ledger(ann, now=NOW).holds
    left = account(budget, "left").pk
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("update money_balance set pence = pence + 7 where account_id = %s", [left])
        faults = {(fault.code, fault.thing, fault.pence) for fault in prove_ledger(ann, now=NOW).faults}
        assert faults == {("money.balance_astray", left, 7)}
        owner.execute("update money_balance set pence = pence - 7 where account_id = %s", [left])
        owner.execute("alter table money_transfer disable trigger user")
        owner.execute("update money_transfer set debit_id = %s where journal_id = %s", [left, spent])
        codes = {fault.code for fault in prove_ledger(ann, now=NOW).faults}
        assert {"money.crossed", "money.circle_open", "money.balance_astray"} <= codes
        owner.execute("delete from money_transfer where journal_id = %s", [spent])
        assert {fault.code for fault in prove_ledger(ann, now=NOW).faults} == {"money.balance_astray"}
