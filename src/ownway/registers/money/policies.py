"""Who may do what with money, where the policy table alone does not say it: budgets are known by whose they are."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection

from ownway.registers.money.models import ApprovalLimit, Budget, Run
from ownway.registers.money.rules import runs
from ownway.registers.money.rules.refusals import CannotConfirm, CannotExport
from ownway.registers.people.policies import check_may
from ownway.values import Asker
from ownway.values.cannot import NotFound

COLUMNS = tuple(field.attname for field in Budget._meta.concrete_fields)
ONE_BUDGET = (
    f"SELECT {', '.join(COLUMNS)},"
    " CASE WHEN asker IS NOT NULL THEN people_relations(asker, person_id, moment) END"
    f" FROM {Budget._meta.db_table}, (SELECT %s::uuid AS asker, %s::timestamptz AS moment) asked WHERE id = %s"
)
"""Every movement of money asks this first: the budget, and what the asker is to the person whose it is."""


def check_may_with_budget(asker: Asker, deed: str, budget: UUID, *, now: datetime) -> Budget:
    """Return the budget when *asker* may do *deed* for the person whose it is.

    :raises NotFound: when there is none for them.
    """
    with connection.cursor() as cursor:
        cursor.execute(ONE_BUDGET, [asker.party, now, budget])
        row = cursor.fetchone()
    if row is None:
        raise NotFound("money.no_budget")
    *told, relations = row
    found: Budget = Budget.from_db(connection.alias, COLUMNS, told)
    kept = None if relations is None else frozenset(relations)
    check_may(asker, deed, about=found.person_id, now=now, kept=kept)
    return found


def check_may_with_run(asker: Asker, deed: str, run: UUID, *, now: datetime) -> Run:
    """Return the payment run when *asker* may do *deed* with runs.

    :raises NotFound: when there is none.
    """
    check_may(asker, deed, about=None, now=now)
    found: Run | None = Run.objects.filter(pk=run).first()
    if found is None:
        raise NotFound("money.no_run")
    return found


def limit_of(party: UUID, currency: str, *, on: date) -> int | None:
    """Return up to how many pence *party* may approve on a day, or nothing where they may not."""
    row: ApprovalLimit | None = (
        ApprovalLimit.objects.filter(party=party, currency=currency, starts__lte=on).order_by("-starts").first()
    )
    return None if row is None else row.pence


def check_may_approve(approver: UUID, run: Run, *, on: date) -> None:
    """Refuse an approver who built the run, approved it already, or whose limit lies below its total."""
    runs.check_approver(
        approver,
        built_by=run.built_by,
        before=[approval.by for approval in run.approvals.all()],
        total_pence=run.total_pence,
        limit_pence=limit_of(approver, run.currency, on=on),
    )


def check_may_release(asker: Asker, run: Run) -> None:
    """Refuse that whoever approved a run makes or sends its file (standards D6)."""
    if asker.party is not None and run.approvals.filter(by=asker.party).exists():
        raise CannotExport("money.approver_releases")


def check_may_reconcile(asker: Asker, run: Run) -> None:
    """Refuse that whoever sent the file says what came of it (standards D6)."""
    if asker.party is not None and run.stages.filter(stage=runs.RunState.SENT, by=asker.party).exists():
        raise CannotConfirm("money.sender_confirms")
