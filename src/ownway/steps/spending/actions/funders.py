"""Moves a person from one funder to another, or takes that back: plan, support and payments go on as they are (F5)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.decisions import actions as decisions
from ownway.registers.letters import actions as letters
from ownway.registers.money import actions as money
from ownway.registers.money import queries as money_queries
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.rulebook.model import Pack, Stream
from ownway.steps.agreement.models import Agreement
from ownway.steps.spending import policies
from ownway.steps.spending.actions.splitting import split_spending
from ownway.steps.spending.queries.recording import agreed_for, lines_of
from ownway.steps.spending.rules.cannot import CannotMoveToFunder
from ownway.values import Asker, Reason
from ownway.values.text import clean_text


def move_to_funder(asker: Asker, *, now: datetime, person: UUID, stream: str, starts: date, words: str) -> UUID:
    """Let another stream pay for *person*'s agreed budget from *starts* on, and return the decision (F5).

    Nothing else changes: the agreement, the degrees of control, the schedules and what is saved stay. The letter names
    each part of the plan that the new funder may not pay for, so that it can be talked about before.

    :raises CannotMoveToFunder: ``spending.nothing_agreed``, ``streams.no_such_stream``, or without *words*.
    :raises CannotChangeFunder: for a day on which it cannot begin.
    """
    policies.check_may(asker, "move_to_funder", person=person, now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    agreed = agreed_for(person, now=now)
    if agreed is None:
        raise CannotMoveToFunder("spending.nothing_agreed")
    pack = programmes.pack(agreed.rule_version)
    new = pack.spending.stream(stream)
    if new is None:
        raise CannotMoveToFunder("streams.no_such_stream", field="stream")
    why = _why(asker, agreed, pack, new, now=now)
    with transaction.atomic():
        decision = decisions.decide(
            asker,
            now=now,
            about=person,
            kind="funder_changed",
            outcome=stream,
            reasons=why,
            words=said,
            rule_version=pack.version,
            thing="agreement",
            thing_id=agreed.id,
            challenge_within_days=pack.agreement.challenge_within_days,
            answer_within_days=pack.agreement.answer_within_days,
        )
        money.change_funder(
            asker, now=now, budget=agreed.budget_id, stream=stream, starts=starts, decision=decision, words=said
        )
        _write(asker, agreed, pack, why, (stream, starts, said), now=now)
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="spending.move_to_funder",
            thing="agreement",
            thing_id=agreed.id,
            after={"stream": stream, "starts": starts.isoformat()},
        )
        split_spending(asker, now=now, people=[person])
    return decision


def undo_move_to_funder(asker: Asker, *, now: datetime, person: UUID, words: str) -> UUID:
    """Take back, before its day, that another stream pays for *person*'s budget, and return the decision (F5).

    :raises CannotMoveToFunder: ``spending.nothing_agreed``, ``streams.no_such_change``, or without *words*.
    :raises CannotChangeFunder: ``streams.began_already``.
    """
    policies.check_may(asker, "move_to_funder", person=person, now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    agreed = agreed_for(person, now=now)
    if agreed is None:
        raise CannotMoveToFunder("spending.nothing_agreed")
    with transaction.atomic():
        *others, last = money_queries.funders_of(asker, budget=agreed.budget_id, now=now)
        if last.id is None or last.starts is None:
            raise CannotMoveToFunder("streams.no_such_change")
        pack, before = programmes.pack(agreed.rule_version), others[-1].stream
        language = pack.languages[0]
        why = (
            Reason(
                "streams.change_taken_back",
                {
                    "stream": pack.say(f"stream.{last.stream}", language),
                    "before": pack.say(f"stream.{before}", language),
                },
            ),
        )
        decision = decisions.decide(
            asker,
            now=now,
            about=person,
            kind="funder_change_undone",
            outcome=before,
            reasons=why,
            words=said,
            rule_version=pack.version,
            thing="agreement",
            thing_id=agreed.id,
            challenge_within_days=pack.agreement.challenge_within_days,
            answer_within_days=pack.agreement.answer_within_days,
        )
        money.undo_funder(asker, now=now, funder=last.id, decision=decision, words=said)
        told = (before, last.starts, said)
        _write(asker, agreed, pack, why, told, now=now, kind="funder_change_undone")
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="spending.undo_move_to_funder",
            thing="agreement",
            thing_id=agreed.id,
            after={"stream": before, "starts": last.starts.isoformat()},
        )
        split_spending(asker, now=now, people=[person])
    return decision


def _write(
    asker: Asker,
    agreed: Agreement,
    pack: Pack,
    why: tuple[Reason, ...],
    told: tuple[str, date, str],
    *,
    now: datetime,
    kind: str = "funder_changed",
) -> None:
    stream, starts, words = told
    letters.write(
        asker,
        now=now,
        to=agreed.person_id,
        about=agreed.person_id,
        kind=kind,
        facts={
            "starts": starts.isoformat(),
            "stream": pack.say(f"stream.{stream}", pack.languages[0]),
            "challenge_within_days": pack.agreement.challenge_within_days,
            "words": words,
        },
        reasons=why,
        pack=pack,
        thing="agreement",
        thing_id=agreed.id,
    )


def _why(asker: Asker, agreed: Agreement, pack: Pack, new: Stream, *, now: datetime) -> tuple[Reason, ...]:
    """Return that plan and support go on, and each part of the plan that the new funder may not pay for."""
    language = pack.languages[0]
    name = pack.say(f"stream.{new.id}", language)
    barred = [line for line in lines_of(asker, agreed, now=now) if not new.may_buy(line.kind)]
    return (
        Reason("streams.plan_goes_on", {"stream": name}),
        *(Reason("streams.new_funder_may_not", {"stream": name, "what": line.what}) for line in barred),
    )
