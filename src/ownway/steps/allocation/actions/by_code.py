"""Begins, answers and brings over a self-assessment of somebody who has no account, and takes away what has ended."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.people import actions as people
from ownway.registers.people.policies import check_may
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import own_secret, take_turn
from ownway.registers.trail.rules import cipher
from ownway.rulebook.model import Answer, CannotAnswer
from ownway.steps.allocation import policies
from ownway.steps.allocation.actions.answering import fitting, take_down
from ownway.steps.allocation.actions.rows import one_at_a_time
from ownway.steps.allocation.actions.starting import begin_or_go_on
from ownway.steps.allocation.models import AnswerByCode, BegunByCode, WrongCode
from ownway.steps.allocation.queries import assessments
from ownway.steps.allocation.queries import by_code as kept
from ownway.steps.allocation.queries.typed_by_code import typed_under
from ownway.steps.allocation.rules import codes, states, voices
from ownway.steps.allocation.rules.cannot import CannotAnswerNow, CannotOpen, CannotTakeOver
from ownway.values import Asker, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text

PageOf = Callable[[UUID, str], str]


def begin_by_code(asker: Asker, *, now: datetime, programme: str) -> str:
    """Begin a self-assessment of somebody who need not say who they are; return the code that opens it again.

    :raises NotFound: when nothing of that name is in force.
    """
    check_may(asker, "allocation.begin_by_code", about=None, now=now)
    version = programmes.in_force(programme, on=timezone.localdate(now))
    code = codes.new_code()
    with transaction.atomic():
        row = BegunByCode.objects.create(
            id=new_identifier(now),
            found_by=kept.hashed(code),
            programme=programme,
            pack_version=version,
            started_at=now,
        )
        _note(asker, row.id, "begin_by_code", now=now, after={"programme": programme})
    return code


def open_by_code(asker: Asker, *, now: datetime, code: str, address: str) -> UUID:
    """Open what *code* keeps, for one who asks from *address*; return its identifier.

    Wrong codes are counted, by address and altogether, and those who tried too many wait. The right code from an
    address that has tried too many is not opened either, or the limit would tell which one was right.

    :raises CannotOpen: when the code opens nothing, or after too many wrong ones.
    """
    check_may(asker, "allocation.open_by_code", about=None, now=now)
    found: BegunByCode | None = None
    with transaction.atomic():
        wrong = _may_try(address, now=now)
        if wrong is None:
            found = _found(code, now=now)
            if found is None:
                WrongCode.objects.create(id=new_identifier(now), came_from=_hidden(address), at=now)
        _note(asker, found.id if found else None, "open_by_code", now=now, after={"opened": found is not None})
    # Refused only now: a wrong code that was counted and taken back would not have been counted.
    if wrong is not None:
        raise wrong
    if found is None:
        raise CannotOpen("allocation.code_opens_nothing", field="code", help="allocation.code_can_end")
    return found.id


def answer_by_code(
    asker: Asker,
    *,
    now: datetime,
    code: str,
    question: str,
    value: Mapping[str, Any],
    base: Iterable[UUID] = (),
) -> UUID:
    """Keep what the holder of *code* answers, sealed under it; return the answer's identifier.

    As with :func:`answer`, nothing is overwritten: two devices that did not see each other's answer leave two.

    :raises NotFound: when the code opens nothing.
    :raises CannotAnswerNow: when the programme has no such question.
    :raises CannotAnswer: when the value does not fit the question.
    """
    check_may(asker, "allocation.answer_by_code", about=None, now=now)
    with transaction.atomic():
        row = kept.behind(code, now=now)
        take_turn("allocation.code", row.id)
        pack = programmes.pack(row.pack_version)
        try:
            asked = pack.question(question)
        except KeyError:
            raise CannotAnswerNow("allocation.no_such_question") from None
        fitted = Answer.from_json(asked, value).as_json()
        given = [one for one in kept.given_under(row, code) if one.question == question]
        now_said = voices.heads(given)
        if len(now_said) == 1 and now_said[0].value == fitted:
            return now_said[0].id
        id = new_identifier(now)
        plain = json.dumps({"question": question, "value": fitted}, ensure_ascii=False).encode()
        AnswerByCode.objects.create(
            id=id,
            begun=row,
            sealed=cipher.seal(kept.key_under(code), plain, kept.place_of(id, row.id)),
            follows=sorted({one.id for one in given}.intersection(base)),
            channel="self",
            at=now,
        )
        _note(asker, row.id, "answer_by_code", now=now)
    return id


def forget_by_code(asker: Asker, *, now: datetime, code: str) -> None:
    """Take away all that *code* opens, at once and for ever.

    :raises NotFound: when it opens nothing.
    """
    check_may(asker, "allocation.forget_by_code", about=None, now=now)
    with transaction.atomic():
        row = kept.behind(code, now=now)
        _note(asker, row.id, "forget_by_code", now=now)
        row.delete()


def forget_old_codes(asker: Asker, *, now: datetime) -> int:
    """Take away what nobody has come back to for 90 days, and the wrong codes that no limit counts; return how many."""
    check_may(asker, "allocation.forget_old_codes", about=None, now=now)
    with transaction.atomic():
        old = BegunByCode.objects.filter(started_at__lt=now - codes.KEPT_FOR)
        ended = [row.id for row in old if codes.ends(kept.last_kept(row)) < now]
        BegunByCode.objects.filter(id__in=ended).delete()
        WrongCode.objects.filter(at__lt=now - codes.OVERALL_WITHIN).delete()
        _note(asker, None, "forget_old_codes", now=now, after={"how_many": len(ended)})
    return len(ended)


def take_over(
    asker: Asker,
    *,
    now: datetime,
    person: UUID,
    code: str,
    address: str,
    words: str = "",
    page_of: PageOf | None = None,
) -> UUID:
    """Bring what was begun under *code* into the file of *person*; return their self-assessment. The code ends.

    The person does it themselves, or whoever works with them with the person's yes, told in *words*. Where they have
    a self-assessment open, the answers stand beside those there are, and the person chooses. Answers to questions
    that the programme has changed since are left out. What was typed and not sent waits for the person at the pages
    that *page_of* names: of a self-assessment, the page in place of one that needed the code.

    :raises CannotOpen: when the code opens nothing, or after too many wrong ones.
    :raises CannotTakeOver: when staff do not say how the person agreed, or the answers are being checked already.
    """
    policies.check_may(asker, "take_over", person=person, now=now)
    said = clean_text(words, longest=2000, field="words")
    own = asker.party == person
    if not own and not said:
        raise CannotTakeOver("allocation.say_how_they_agreed", field="words")
    open_by_code(asker, now=now, code=code, address=address)
    with transaction.atomic():
        one_at_a_time(person)
        begun = kept.behind(code, now=now)
        id = begin_or_go_on(
            asker, now=now, person=person, programme=begun.programme, channel="self" if own else "with_someone"
        )
        row = assessments.found(asker, assessment=id, deed="take_over", now=now)
        if assessments.state(row) not in states.CAN_BE_ANSWERED:
            raise CannotTakeOver("allocation.being_checked", field="code")
        for given in (one for side in kept.sides_of(kept.given_under(begun, code)).values() for one in side.heads):
            _bring(asker, row, given, now=now)
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="allocation.take_over",
            thing="assessment",
            thing_id=row.id,
            after={"begun_at": begun.started_at.isoformat(), "words": said},
        )
        for typed in () if page_of is None else typed_under(begun, code):
            people.bring_typed(
                asker,
                now=now,
                belongs_to=person,
                path=page_of(row.id, typed.path),
                form=typed.form,
                typed=typed.typed,
            )
        begun.delete()
    return row.id


def _bring(asker: Asker, row: Any, given: voices.Given, *, now: datetime) -> None:
    try:
        value = fitting(row, given.question, given.value)
    except (CannotAnswer, CannotAnswerNow):
        return
    before = assessments.given_by(row.id, question=given.question, voice="person")
    take_down(
        asker,
        now=now,
        row=row,
        question=given.question,
        value=value,
        own=voices.heads(before),
        follows=(),
        voice="person",
        channel="self",
    )


def _found(code: str, *, now: datetime) -> BegunByCode | None:
    try:
        return kept.behind(code, now=now)
    except NotFound:
        return None


def _may_try(address: str, *, now: datetime) -> CannotOpen | None:
    """Return why nobody may try from *address* now, or nothing; tries from one address follow each other."""
    hidden = _hidden(address)
    take_turn("allocation.wrong_code", hidden)
    lately = WrongCode.objects.filter(at__gt=now - codes.PER_ADDRESS_WITHIN, came_from=hidden).count()
    if lately >= codes.PER_ADDRESS:
        return CannotOpen("allocation.too_many_codes", field="code", minutes=codes.PER_ADDRESS_MINUTES)
    if WrongCode.objects.filter(at__gt=now - codes.OVERALL_WITHIN).count() >= codes.OVERALL:
        return CannotOpen("allocation.too_many_codes", field="code", minutes=codes.OVERALL_MINUTES)
    return None


def _hidden(address: str) -> str:
    return cipher.keyed_hash(own_secret("addresses that tried codes"), address)


def _note(
    asker: Asker, begun: UUID | None, deed: str, *, now: datetime, after: Mapping[str, Any] | None = None
) -> None:
    trail.note_change(
        asker, now=now, about=None, deed=f"allocation.{deed}", thing="begun_by_code", thing_id=begun, after=after
    )
