"""Asks how a plan stands to its tests, and for the agreements that were signed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from ownway.registers.decisions import queries as decisions
from ownway.registers.people import queries as people
from ownway.steps.agreement import policies
from ownway.steps.agreement.models import Agreement, Returned, TestTried
from ownway.steps.agreement.queries.seen import AgreementSeen, AssentSeen, JudgingSeen, TestSeen
from ownway.steps.agreement.rules.tests import Tried, latest, not_passed
from ownway.steps.planning import queries as planning
from ownway.values import Asker, Every, Money
from ownway.values.cannot import NotFound
from ownway.values.look import once_a_look


def judging(asker: Asker, *, version: UUID, now: datetime) -> JudgingSeen:
    """Return a version of a plan beside the pack's tests and what was found.

    :raises NotFound: when the asker may not read that version.
    """
    plan = planning.plan_version(asker, version=version, now=now)
    tried = tried_on(version)
    found, tests = latest(tried), plan.tests
    names = people.names_of({one.by for one in found.values()}) if found else {}
    signed = Agreement.objects.filter(version_id=version).first()
    returned = Returned.objects.filter(version_id=version).first()
    ended = signed or returned
    clocks = decisions.clocks_about(asker, person=plan.person, now=now)
    return JudgingSeen(
        plan=plan,
        tests=tuple(
            TestSeen(
                id=test.id,
                needs=test.needs,
                passed=found[test.id].passed if test.id in found else None,
                words=found[test.id].words if test.id in found else "",
                by_name=names.get(found[test.id].by, "") if test.id in found else "",
                at=found[test.id].at if test.id in found else None,
            )
            for test in tests
        ),
        clock=next((clock for clock in clocks if clock.thing_id == version), None),
        waits_for_finance=policies.waits_for_finance(plan),
        waits_for_panel=policies.waits_for_panel(version),
        panel_said_not_yet=policies.panel_said_not_yet(version),
        may_test=policies.may_judge(asker, "try_test", plan=plan, now=now),
        may_sign=policies.may_sign(asker, plan=plan, not_passed=not_passed(tests, tried), now=now),
        may_refuse=policies.may_judge(asker, "refuse", plan=plan, now=now),
        may_approve_sum=policies.may(asker, "approve_sum", person=plan.person, now=now),
        decision=ended.decision_id if ended else None,
        agreement=signed.id if signed else None,
        can_start=free_start(plan.person, now=now),
    )


def agreement_of(asker: Asker, *, person: UUID, now: datetime) -> AgreementSeen | None:
    """Return the agreement that holds for *person* now, or nothing.

    :raises NotFound: when the asker may not know the person.
    """
    return next(iter(agreements_of(asker, person=person, now=now)), None)


@once_a_look
def agreements_of(asker: Asker, *, person: UUID, now: datetime) -> tuple[AgreementSeen, ...]:
    """Return every agreement signed for *person*, the newest first.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see", person=person, now=now)
    found = Agreement.objects.filter(person_id=person, signed_at__lte=now).prefetch_related("assents")
    rows = list(found.order_by("-signed_at", "-id"))
    names = people.names_of(_named(rows)) if rows else {}
    return tuple(_seen(row, names) for row in rows)


def free_start(person: UUID, *, now: datetime) -> date:
    """Return the first day from which a new agreement's money can start: today, or the next day none starts on yet."""
    taken = set(Agreement.objects.filter(person_id=person).values_list("starts", flat=True))
    day = timezone.localdate(now)
    while day in taken:
        day += timedelta(days=1)
    return day


def agreement(asker: Asker, *, agreement: UUID, now: datetime) -> AgreementSeen:
    """Return one agreement.

    :raises NotFound: when there is none of that name for the asker.
    """
    row = Agreement.objects.filter(pk=agreement).first()
    if row is None:
        raise NotFound("agreement.no_such_agreement")
    policies.check_may(asker, "see", person=row.person_id, now=now)
    return _seen(row, people.names_of(_named([row])))


def tried_on(version: UUID) -> tuple[Tried, ...]:
    """Return every test tried on a version, for use inside this app."""
    rows = TestTried.objects.filter(version_id=version).order_by("at", "id")
    return tuple(Tried(row.test, row.passed, row.words, row.by_id, row.at) for row in rows)


def may_assent(asker: Asker, *, agreement: UUID, now: datetime) -> str:
    """Return how the asker may keep the person's yes to an agreement: ``own``, ``heard``, or (nothing) not at all."""
    row = Agreement.objects.filter(pk=agreement).first()
    if row is None:
        return ""
    ways = {"assent": "own", "note_assent": "heard"}
    may = (said for deed, said in ways.items() if policies.may(asker, deed, person=row.person_id, now=now))
    return next(may, "")


def _named(rows: list[Agreement]) -> set[UUID]:
    heard = {one.by_id for row in rows for one in row.assents.all()}
    return {*heard, *(row.person_id for row in rows), *(row.signed_by_id for row in rows)}


def _seen(row: Agreement, names: Mapping[UUID, str]) -> AgreementSeen:
    return AgreementSeen(
        id=row.id,
        person=row.person_id,
        person_name=names.get(row.person_id, ""),
        version=row.version_id,
        figure=row.figure_id,
        decision=row.decision_id,
        budget=row.budget_id,
        money=Money(row.pence, row.currency),
        every=Every(row.every),
        plan_per_year=Money(row.plan_pence_year, row.currency),
        starts=row.starts,
        rule_version=row.rule_version,
        words=row.words,
        signed_by=row.signed_by_id,
        signed_by_name=names.get(row.signed_by_id, ""),
        signed_at=row.signed_at,
        assents=tuple(
            AssentSeen(
                channel=one.channel,
                words=one.words,
                said_on=one.said_on,
                heard_by_name="" if one.channel == "self" else names.get(one.by_id, ""),
                decision=one.decision_id,
            )
            for one in sorted(row.assents.all(), key=lambda one: (one.at, one.id))
        ),
    )
