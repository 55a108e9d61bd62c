"""Chooses how far the person holds each part of their money from a day on, and lets the payments follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.letters import actions as letters
from ownway.registers.money import actions as money
from ownway.registers.money import queries as money_queries
from ownway.registers.people import queries as people
from ownway.registers.trail import actions as trail
from ownway.rulebook.model import Degree
from ownway.steps.agreement import queries as agreement
from ownway.steps.control import policies
from ownway.steps.control.actions.promising import lock, promise_to_parts
from ownway.steps.control.models import ControlChosen, DegreeChosen
from ownway.steps.control.queries.degrees import degrees_of
from ownway.steps.control.queries.seen import ControlSeen
from ownway.steps.control.rules.cannot import CannotChooseDegree
from ownway.steps.control.rules.portions import a_payment, payment_of, rest_per_year
from ownway.values import Asker, Every, Money, Reason, new_identifier
from ownway.values.text import clean_text


@dataclass(frozen=True, slots=True)
class Choice:
    """A degree for one part of the budget, and who holds it; nobody where the degree pays no cash."""

    degree: str
    holder: UUID | None = None


def choose_degrees(
    asker: Asker,
    *,
    now: datetime,
    agreement: UUID,
    rest: Choice,
    lines: Mapping[UUID, Choice] | None = None,
    starts: date | None = None,
    words: str = "",
) -> UUID:
    """Choose how far each part of an agreed budget is held from *starts* on (today, unless said); return the choice.

    *lines* gives single lines of the plan a degree of their own; *rest* is for everything else. Payments follow: what
    was paid before ends on the day, what is chosen begins on it, and no penny is lost. The same choice for the same
    day twice is one choice.

    :raises CannotChooseDegree: with the field that does not fit.
    """
    seen = _seen(asker, agreement, now=now)
    policies.check_may(asker, "choose", person=seen.person, now=now)
    return put_in_place(asker, now=now, seen=seen, rest=rest, lines=lines or {}, starts=starts, words=words)


def put_in_place(
    asker: Asker,
    *,
    now: datetime,
    seen: ControlSeen,
    rest: Choice,
    lines: Mapping[UUID, Choice],
    starts: date | None,
    words: str,
    decision: UUID | None = None,
) -> UUID:
    """Keep a choice and let payments and letter follow, once the asker may make it; for use inside this app."""
    said = clean_text(words, longest=4000, field="words")
    today = timezone.localdate(now)
    begins = starts or seen.first_day
    with transaction.atomic():
        lock(seen.person)
        same = ControlChosen.objects.filter(agreement_id=seen.agreement, starts=begins).first()
        if same is not None and _is_same(same, rest, lines):
            return same.id
        fresh = degrees_of(asker, person=seen.person, now=now)
        assert fresh is not None  # an agreement does not go away
        policies.check_may_start(starts=begins, today=today, agreed_from=fresh.starts, last=fresh.last_starts)
        parts = _parts(fresh, rest, lines, now=now)
        kept = ControlChosen.objects.create(
            id=new_identifier(now),
            person_id=fresh.person,
            agreement_id=fresh.agreement,
            starts=begins,
            words=said,
            decision_id=decision,
            by_id=asker.party,
            at=now,
        )
        _keep_parts(kept, parts, every=fresh.every, now=now)
        _pay(asker, now=now, seen=fresh, choice=kept, parts=parts)
        promise_to_parts(asker, now=now, person=fresh.person)
        _tell(asker, now=now, seen=fresh, parts=parts, choice=kept)
        trail.note_change(
            asker,
            now=now,
            about=fresh.person,
            deed="control.choose" if decision is None else "control.lower",
            thing="control_choice",
            thing_id=kept.id,
            after={
                "starts": begins.isoformat(),
                "parts": {str(line or "rest"): choice.degree for line, (choice, _) in parts.items()},
            },
        )
    return kept.id


Parts = Mapping[UUID | None, tuple[Choice, Money]]


def _keep_parts(kept: ControlChosen, parts: Parts, *, every: Every, now: datetime) -> None:
    for line, (choice, payment) in parts.items():
        DegreeChosen.objects.create(
            id=new_identifier(now),
            choice=kept,
            line=line,
            degree=choice.degree,
            holder_id=choice.holder,
            pence=payment.pence,
            currency=payment.currency,
            every=every.value,
        )


def carry_on(asker: Asker, *, now: datetime, person: UUID, words: str = "") -> UUID:
    """Let the choice that holds go on for a newly agreed plan: the same degrees and holders, paying the new sums.

    Lines that are no longer in the plan come under the rest. Carrying on twice is carrying on once.

    :raises CannotChooseDegree: ``control.nothing_to_carry_on``, or when a holder may no longer hold the money.
    """
    policies.check_may(asker, "choose", person=person, now=now)
    seen = degrees_of(asker, person=person, now=now)
    if seen is None or (latest := seen.latest) is None:
        raise CannotChooseDegree("control.nothing_to_carry_on")
    if not seen.is_out_of_date:
        return latest.id
    known = {part.line for part in seen.parts}
    apart = [(part.line, Choice(part.degree, part.holder)) for part in latest.parts]
    return put_in_place(
        asker,
        now=now,
        seen=seen,
        rest=Choice(latest.rest.degree, latest.rest.holder),
        lines={line: choice for line, choice in apart if line in known and line is not None},
        starts=None,
        words=words,
    )


def _seen(asker: Asker, agreed: UUID, *, now: datetime) -> ControlSeen:
    held = agreement.agreement(asker, agreement=agreed, now=now)
    seen = degrees_of(asker, person=held.person, now=now)
    if seen is None or seen.agreement != agreed:
        raise CannotChooseDegree("control.not_the_agreement_in_force")
    return seen


def _is_same(row: ControlChosen, rest: Choice, lines: Mapping[UUID, Choice]) -> bool:
    there = {part.line: (part.degree, part.holder_id) for part in row.parts.all()}
    wanted = {line: (choice.degree, choice.holder) for line, choice in {None: rest, **lines}.items()}
    return there == wanted


def _parts(seen: ControlSeen, rest: Choice, lines: Mapping[UUID, Choice], *, now: datetime) -> Parts:
    """Return every part with its choice and what one payment of it comes to, checked against pack and plan."""
    year = seen.pack.planning.times_per_year
    known = {part.line: part.per_year for part in seen.parts}
    if not known.keys() >= lines.keys():
        raise CannotChooseDegree("control.no_such_line")
    for choice in (rest, *lines.values()):
        policies.check_may_hold(person=seen.person, degree=_degree(seen, choice), holder=choice.holder, now=now)
    if not seen.pack.control.may_mix and len({choice.degree for choice in (rest, *lines.values())}) > 1:
        raise CannotChooseDegree("control.may_not_mix")
    parts: dict[UUID | None, tuple[Choice, Money]] = {
        line: (choice, a_payment(known[line], seen.every, year)) for line, choice in lines.items()
    }
    left = rest_per_year(seen.per_year, known, lines)
    parts[None] = (rest, a_payment(left, seen.every, year))
    return parts


def _degree(seen: ControlSeen, choice: Choice) -> Degree:
    degree = seen.pack.control.degree(choice.degree)
    if degree is None:
        raise CannotChooseDegree("control.no_such_degree", field="degree")
    return degree


def _pay(asker: Asker, *, now: datetime, seen: ControlSeen, choice: ControlChosen, parts: Parts) -> None:
    """End the payments of the choice before from this day on, and begin those of this one."""
    wanted: dict[tuple[UUID, str], tuple[Money, str]] = {}
    for line, (chosen, payment) in parts.items():
        if chosen.holder is not None and _degree(seen, chosen).pays_cash and payment:
            wanted[chosen.holder, payment_of(line)] = (payment, chosen.degree)
    running = {
        (schedule.holder, schedule.purpose): schedule
        for schedule in money_queries.schedules_of(asker, person=seen.person, now=now)
        if schedule.budget == seen.budget and schedule.money is not None
    }
    for (holder, purpose), schedule in running.items():
        if (holder, purpose) not in wanted:
            money.set_schedule(
                asker,
                now=now,
                key=f"control:{choice.id}:end:{schedule.id}",
                budget=seen.budget,
                holder=holder,
                pence=None,
                every=schedule.every,
                starts=choice.starts,
                purpose=purpose,
            )
    for (holder, purpose), (payment, degree) in wanted.items():
        there = running.get((holder, purpose))
        if there is not None and there.money == payment and there.degree == degree:
            continue
        money.set_schedule(
            asker,
            now=now,
            key=f"control:{choice.id}:{purpose}:{holder}",
            budget=seen.budget,
            holder=holder,
            pence=payment.pence,
            every=seen.every,
            starts=choice.starts,
            degree=degree,
            purpose=purpose,
            in_advance=seen.pack.spending.payment.in_advance,
        )


def _tell(asker: Asker, *, now: datetime, seen: ControlSeen, parts: Parts, choice: ControlChosen) -> None:
    """Write one letter: how the money is held, which parts are held in another way, and who holds them."""
    rest, _ = parts[None]
    names = {part.line: part.what for part in seen.parts}
    others = [
        Reason(
            "control.part",
            {"part": names[line]},
            because=(Reason(f"pack:word:degree.{chosen.degree}"), *_held_by(chosen)),
        )
        for line, (chosen, _) in parts.items()
        if line is not None
    ]
    decision: dict[str, str | int | None] = {}
    if choice.decision_id:
        agreement = seen.pack.agreement
        decision["challenge_within_days"] = agreement.challenge_within_days
        decision["answer_within_days"] = agreement.answer_within_days
    letters.write(
        asker,
        now=now,
        to=seen.person,
        about=seen.person,
        kind="degree_changed",
        facts={
            "degree_code": f"pack:word:degree.{rest.degree}",
            "holder": people.name_of(rest.holder) if rest.holder and rest.holder != seen.person else "",
            "starts": choice.starts.isoformat(),
            "words": choice.words,
            "parts": "yes" if others else "",
            **decision,
        },
        reasons=others,
        pack=seen.pack,
        thing="control_choice",
        thing_id=choice.id,
    )


def _held_by(chosen: Choice) -> tuple[Reason, ...]:
    return (Reason("control.held_by", {"name": people.name_of(chosen.holder)}),) if chosen.holder else ()
