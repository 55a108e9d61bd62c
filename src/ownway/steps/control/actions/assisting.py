"""Keeps who works for a person and on which terms; a change is a row from a day on, an end says the last day (C3)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.steps.control import policies
from ownway.steps.control.models import Assistant, AssistantNoted, AssistantTerms
from ownway.steps.control.queries.assistants import spans_of
from ownway.steps.control.queries.degrees import degrees_of
from ownway.steps.control.rules.assistants import AT_HOME, Terms, check_day, checked, on_day
from ownway.steps.control.rules.assistants_law import (
    AGREED,
    EXCEPTION,
    NOT_WANTED,
    SEEN,
    WISHED,
    check_relative,
)
from ownway.steps.control.rules.cannot import CannotKeepAssistant
from ownway.values import Asker, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text


def keep_assistant(asker: Asker, *, now: datetime, key: str, person: UUID, starts: date, terms: Terms) -> UUID:
    """Write down who works for *person* from *starts* on, and return the assistant; the same *key* keeps one.

    :raises CannotKeepAssistant: with the field that cannot be.
    """
    policies.check_may(asker, "keep_assistant", person=person, now=now)
    kept = _checked(asker, person, starts, terms, now=now)
    with transaction.atomic():
        take_turn("control.assistants", person)
        before = Assistant.objects.filter(key=f"{person}:{key}").first()
        if before is not None:
            return before.id
        assistant = Assistant.objects.create(
            id=new_identifier(now), person_id=person, key=f"{person}:{key}", by_id=asker.party, at=now
        )
        _write(asker, assistant, starts, kept, now=now)
        _note(asker, assistant, "keep_assistant", starts, now=now)
    return assistant.id


def change_terms(asker: Asker, *, now: datetime, assistant: UUID, starts: date, terms: Terms) -> None:
    """Write down other terms of an assistant from *starts* on: other pay, other hours, another line of the plan.

    Written for a day that has terms already, it puts them right. Written after an end, the work begins again.

    :raises NotFound: when there is no such assistant for the asker.
    :raises CannotKeepAssistant: with the field that cannot be, or for a day before the first.
    """
    found = _of(asker, assistant, now=now)
    kept = _checked(asker, found.person_id, starts, terms, now=now)
    with transaction.atomic():
        take_turn("control.assistants", found.person_id)
        begun = spans_of(found.person_id).get(found.id)
        if begun and starts < begun[0].starts:
            raise CannotKeepAssistant("assistants.before_the_first", field="starts", first=begun[0].starts.isoformat())
        _write(asker, found, starts, kept, now=now)
        _note(asker, found, "change_terms", starts, now=now)


def end_assistant(asker: Asker, *, now: datetime, assistant: UUID, last_day: date) -> None:
    """Write down the last day of an assistant's work; the same day told twice is told once.

    :raises NotFound: when there is no such assistant for the asker.
    :raises CannotKeepAssistant: for a day on which they do not work.
    """
    found = _of(asker, assistant, now=now)
    check_day(last_day, today=timezone.localdate(now), field="last_day")
    with transaction.atomic():
        take_turn("control.assistants", found.person_id)
        begun = spans_of(found.person_id).get(found.id, ())
        at = on_day(begun, last_day)
        if at is None:
            raise CannotKeepAssistant("assistants.not_there_then", field="last_day")
        ends = last_day + timedelta(days=1)
        if at.end == ends and at is begun[-1]:
            return
        _write(asker, found, ends, None, now=now)
        _note(asker, found, "end_assistant", ends, now=now)


def note_check(
    asker: Asker, *, now: datetime, assistant: UUID, check: str, outcome: str, on: date, words: str = ""
) -> UUID:
    """Note on a day that a check is ``wished``, was ``seen`` or is ``not_wanted``, and return the note.

    The register keeps that a check was seen, never what stood in it.

    :raises NotFound: when there is no such assistant for the asker.
    :raises CannotKeepAssistant: for a check the programme does not have, or another outcome.
    """
    found = _of(asker, assistant, now=now)
    control = degrees_of(asker, person=found.person_id, now=now)
    rule = control.pack.control.assistants if control else None
    if rule is None or rule.check(check) is None:
        raise CannotKeepAssistant("assistants.no_such_check", field="check")
    if outcome not in (WISHED, SEEN, NOT_WANTED):
        raise CannotKeepAssistant("assistants.no_such_outcome", field="outcome")
    return _keep_note(asker, found, (check, outcome, on, words), now=now)


def agree_exception(asker: Asker, *, now: datetime, assistant: UUID, words: str) -> UUID:
    """Agree that a relative in the same home is paid, with the reason, and return the note (G3).

    :raises NotFound: when there is no such assistant for the asker.
    :raises CannotKeepAssistant: ``assistants.no_exception_to_agree``, or without *words*.
    """
    found: Assistant | None = Assistant.objects.filter(pk=assistant).first()
    if found is None:
        raise NotFound("assistants.no_such_assistant")
    policies.check_may(asker, "agree_exception", person=found.person_id, now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    begun = spans_of(found.person_id).get(found.id)
    if not begun or begun[-1].terms.relation != AT_HOME:
        raise CannotKeepAssistant("assistants.no_exception_to_agree")
    return _keep_note(asker, found, (EXCEPTION, AGREED, timezone.localdate(now), said), now=now)


def _keep_note(asker: Asker, found: Assistant, told: tuple[str, str, date, str], *, now: datetime) -> UUID:
    check, outcome, on, words = told
    check_day(on, today=timezone.localdate(now), field="on")
    said = clean_text(words, longest=4000, field="words")
    with transaction.atomic():
        take_turn("control.assistants", found.person_id)
        last = found.noted.filter(check_id=check).order_by("-id").first()
        if last is not None and (last.outcome, last.on, last.words) == (outcome, on, said):
            return last.id
        kept = AssistantNoted.objects.create(
            id=new_identifier(now),
            assistant=found,
            person_id=found.person_id,
            check_id=check,
            outcome=outcome,
            on=on,
            words=said,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=found.person_id,
            deed="control.agree_exception" if outcome == AGREED else "control.note_check",
            thing="assistant",
            thing_id=found.id,
            after={"check": check, "outcome": outcome},
        )
    return kept.id


def _checked(asker: Asker, person: UUID, starts: date, terms: Terms, *, now: datetime) -> Terms:
    today = timezone.localdate(now)
    check_day(starts, today=today, field="starts")
    control = degrees_of(asker, person=person, now=now)
    kept = checked(terms, today=today, lines=[part.line for part in control.parts] if control else [])
    rule = control.pack.control.assistants if control else None
    if control is not None and rule is not None:
        check_relative(rule, kept, next(one.title for one in control.pack.sources if one.id == rule.source))
    return kept


def _of(asker: Asker, assistant: UUID, *, now: datetime) -> Assistant:
    found: Assistant | None = Assistant.objects.filter(pk=assistant).first()
    if found is None:
        raise NotFound("assistants.no_such_assistant")
    policies.check_may(asker, "keep_assistant", person=found.person_id, now=now)
    return found


def _write(asker: Asker, assistant: Assistant, starts: date, terms: Terms | None, *, now: datetime) -> None:
    AssistantTerms.objects.create(
        id=new_identifier(now),
        assistant=assistant,
        person_id=assistant.person_id,
        starts=starts,
        is_employed=terms is not None,
        told=terms.as_json() if terms else {},
        by_id=asker.party,
        at=now,
    )


def _note(asker: Asker, assistant: Assistant, deed: str, day: date, *, now: datetime) -> None:
    trail.note_change(
        asker,
        now=now,
        about=assistant.person_id,
        deed=f"control.{deed}",
        thing="assistant",
        thing_id=assistant.id,
        after={"from": day.isoformat()},
    )
