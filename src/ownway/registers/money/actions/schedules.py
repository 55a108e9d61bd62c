"""Says who is paid how much and how often, who may approve up to what sum, and which account pays."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.money.actions.posting import check_purpose, open_journal
from ownway.registers.money.models import ApprovalLimit, Budget, PayingAccount, Schedule
from ownway.registers.money.policies import check_may_with_budget
from ownway.registers.money.rules import movements
from ownway.registers.money.rules.bank import LEADS, bank_account, kinds_for
from ownway.registers.money.rules.dates import WhenShut, calendar_of
from ownway.registers.money.rules.plan import State
from ownway.registers.money.rules.refusals import CannotExport, CannotSchedule, CannotSetLimit
from ownway.registers.people.models import Party
from ownway.registers.people.policies import check_may
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Every, Money, new_identifier
from ownway.values.text import clean_text


def set_schedule(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    budget: UUID,
    holder: UUID,
    pence: int | None,
    every: Every,
    starts: date,
    degree: str = "",
    purpose: str = "",
    lands: str = State.WITH_HOLDER,
    in_advance: bool = True,
) -> UUID:
    """Pay a holder *pence* out of a budget every so often from a day on, and return the schedule; None ends it.

    *lands* is ``with_holder`` where the holder goes on to spend it, and ``spent`` where what is paid for is the support
    itself. What falls due is paid by payment runs.

    :raises CannotSchedule: ``money.no_such_holder``, ``money.schedule_there`` or ``money.nothing_to_end``.
    """
    found = check_may_with_budget(asker, "money.set_schedule", budget, now=now)
    if pence is not None:
        movements.check_pence(pence)
    if lands not in (State.WITH_HOLDER, State.SPENT):
        raise CannotSchedule("money.no_such_purse", field="lands", given=str(lands))
    purpose = check_purpose(purpose)
    given = {"pence": pence, "every": every.value, "starts": starts.isoformat(), "degree": degree}
    given |= {"holder": str(holder), "purpose": purpose, "lands": str(lands), "in_advance": in_advance}
    with transaction.atomic():
        schedule = new_identifier(now)
        entry = open_journal(asker, now=now, key=key, kind="set_schedule", content=given, budget=found, answer=schedule)
        if not entry.is_first:
            return entry.answer
        _check_can_start(found, holder, purpose, starts, ends=pence is None)
        Schedule.objects.create(
            id=schedule,
            budget=found,
            holder_id=holder,
            purpose=purpose,
            starts=starts,
            pence=pence,
            every=every.value,
            in_advance=in_advance,
            degree=clean_text(degree, longest=100, field="degree"),
            lands=str(lands),
            journal_id=entry.journal,
        )
        note_change(
            asker,
            now=now,
            about=found.person_id,
            deed="money.set_schedule",
            thing="schedule",
            thing_id=schedule,
            after=given,
        )
        return schedule


def _check_can_start(budget: Budget, holder: UUID, purpose: str, starts: date, *, ends: bool) -> None:
    if not Party.objects.filter(pk=holder).exists():
        raise CannotSchedule("money.no_such_holder", field="holder")
    same = Schedule.objects.filter(budget=budget, holder=holder, purpose=purpose)
    if same.filter(starts=starts).exists():
        raise CannotSchedule("money.schedule_there", field="starts", starts=starts.isoformat())
    if ends and not same.filter(starts__lt=starts).exists():
        raise CannotSchedule("money.nothing_to_end", field="starts")


def set_approval_limit(
    asker: Asker, *, now: datetime, party: UUID, limit: Money | None, currency: str, starts: date
) -> UUID:
    """Let someone approve payment runs up to *limit* from a day on, and return the row; None ends it.

    :raises CannotSetLimit: ``money.own_limit``, for nobody sets their own; ``money.limit_there``.
    """
    check_may(asker, "money.set_approval_limit", about=None, now=now)
    if asker.party == party:
        raise CannotSetLimit("money.own_limit")
    if limit is not None and (limit.currency != currency or limit.pence < 0):
        raise CannotSetLimit("money.other_currency", field="limit", given=limit.currency, currency=currency)
    with transaction.atomic():
        if ApprovalLimit.objects.filter(party=party, currency=currency, starts=starts).exists():
            raise CannotSetLimit("money.limit_there", field="starts", starts=starts.isoformat())
        row = ApprovalLimit.objects.create(
            id=new_identifier(now),
            party_id=party,
            currency=currency,
            starts=starts,
            pence=None if limit is None else limit.pence,
            by=asker.party,
            at=now,
        )
        note_change(
            asker,
            now=now,
            about=None,
            deed="money.set_approval_limit",
            thing="approval_limit",
            thing_id=row.pk,
            after={"party": str(party), "currency": currency, "pence": row.pence, "starts": starts.isoformat()},
        )
        return row.pk


def keep_paying_account(
    asker: Asker, *, now: datetime, name: str, details: Mapping[str, str], currency: str, starts: date
) -> UUID:
    """Write down the bank account from which the authority pays in a currency from a day on, and return the row.

    *details* takes ``sort_code`` and ``account_number``, or ``iban`` and ``bic``; and how it pays, where that is not
    the usual way: ``file_kind``, ``calendar`` (of bank holidays), ``when_shut`` (``before`` or ``after``) and the
    ``service_user`` number of Bacs.

    :raises CannotExport: ``money.not_an_account`` when they describe none, ``money.paying_account_there`` when another
        starts on that day, ``money.no_such_calendar``,
        ``money.no_such_file_kind`` or ``money.no_service_user``.
    """
    check_may(asker, "money.keep_paying_account", about=None, now=now)
    account = bank_account(details, name=clean_text(name, longest=70, field="name", required=True))
    kept = {"name": account.name, "sort_code": account.sort_code, "account_number": account.number}
    kept |= {"iban": account.iban, "bic": account.bic} | _ways(details, currency)
    with transaction.atomic():
        if PayingAccount.objects.filter(currency=currency, starts=starts).exists():
            raise CannotExport("money.paying_account_there", field="starts", starts=starts.isoformat())
        row = PayingAccount.objects.create(
            id=new_identifier(now), currency=currency, starts=starts, details=kept, by=asker.party, at=now
        )
        note_change(
            asker,
            now=now,
            about=None,
            deed="money.keep_paying_account",
            thing="paying_account",
            thing_id=row.pk,
            after={"currency": currency, "starts": starts.isoformat(), **kept},
        )
        return row.pk


def _ways(given: Mapping[str, str], currency: str) -> dict[str, str]:
    ways = {
        name: str(given[name]) for name in ("calendar", "when_shut", "file_kind", "service_user") if given.get(name)
    }
    calendar_of(ways.get("calendar", ""), currency)
    if ways.get("when_shut", WhenShut.BEFORE) not in set(WhenShut):
        raise CannotExport("money.no_such_calendar", field="when_shut", calendars=", ".join(WhenShut))
    kind = ways.get("file_kind", "pain.001.001.09")
    if kind not in kinds_for(currency):
        raise CannotExport("money.no_such_file_kind", field="file_kind", kinds=", ".join(kinds_for(currency)))
    if kind in LEADS and not re.fullmatch(r"[0-9]{6}", ways.get("service_user", "")):
        raise CannotExport("money.no_service_user", field="service_user")
    return ways
