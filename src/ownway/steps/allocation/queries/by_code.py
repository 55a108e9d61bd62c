"""Asks for self-assessments by the code that opens them; without the code there is nothing to read."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from ownway.registers.people.policies import check_may
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail.models import own_secret
from ownway.registers.trail.rules import cipher
from ownway.rulebook.engines.one import work_out
from ownway.rulebook.model import WorkedOut
from ownway.steps.allocation.models import AnswerByCode, BegunByCode
from ownway.steps.allocation.queries.assessments import counting, sections_seen
from ownway.steps.allocation.queries.seen import BegunSeen
from ownway.steps.allocation.rules import codes, routing, voices
from ownway.steps.allocation.rules.voices import Given, Side
from ownway.values import Asker
from ownway.values.cannot import NotFound


def begun_by_code(asker: Asker, *, code: str, now: datetime) -> BegunSeen:
    """Return what was answered under *code*.

    :raises NotFound: when the code opens nothing, or what it opened has ended.
    """
    check_may(asker, "allocation.see_by_code", about=None, now=now)
    row = behind(code, now=now)
    pack = programmes.pack(row.pack_version)
    given = given_under(row, code)
    sides = sides_of(given)
    shown = {one.id for one in routing.questions_for(pack, routing.answers_of(pack, counting(sides)))}
    return BegunSeen(
        id=row.id,
        code=codes.in_groups(codes.plain(code)),
        programme=row.programme,
        version=row.pack_version,
        started_at=row.started_at,
        ends_at=codes.ends(last_kept(row)),
        sections=sections_seen(pack, sides, shown, {}),
    )


def estimate_by_code(asker: Asker, *, code: str, now: datetime) -> WorkedOut:
    """Return what the answers under *code* come to today: a sum, or a range while some are missing. Nothing is kept.

    :raises NotFound: when the code opens nothing.
    """
    check_may(asker, "allocation.see_by_code", about=None, now=now)
    row = behind(code, now=now)
    pack = programmes.pack(row.pack_version)
    values = counting(sides_of(given_under(row, code)))
    return work_out(pack, routing.to_work_out(pack, values), timezone.localdate(now))


def behind(code: str, *, now: datetime) -> BegunByCode:
    """Return the row that *code* opens, for use inside this app.

    :raises NotFound: when it opens none, or the time has run out.
    """
    plain = codes.plain(code)
    row = BegunByCode.objects.filter(found_by=hashed(plain)).first() if plain else None
    if row is None or codes.ends(last_kept(row)) < now:
        raise NotFound("allocation.no_such_code")
    return row


def last_kept(row: BegunByCode) -> datetime:
    """Return when something was last kept under it."""
    last = AnswerByCode.objects.filter(begun=row).order_by("-at").values_list("at", flat=True).first()
    return max(row.started_at, last) if last else row.started_at


def hashed(plain: str) -> str:
    """Return the keyed hash by which a code is found; the code itself is kept nowhere."""
    return cipher.keyed_hash(own_secret("codes of self-assessments"), plain)


def key_under(code: str) -> cipher.Key:
    """Return the key that only *code* and this installation's own secret give together."""
    secret = cipher.derived(own_secret("answers under a code"), codes.plain(code))
    return cipher.Key(cipher.fingerprint(secret), secret)


def place_of(answer: UUID, begun: UUID) -> cipher.Place:
    """Return where a sealed answer belongs, so that one moved elsewhere does not open."""
    return cipher.Place("allocation_answer_by_code.sealed", str(answer), begun)


def given_under(row: BegunByCode, code: str) -> list[Given]:
    """Return every answer under *code*, opened."""
    key = key_under(code)
    given = []
    for answer in AnswerByCode.objects.filter(begun=row).order_by("at", "id"):
        said: Mapping[str, Any] = json.loads(
            cipher.unseal(key, bytes(answer.sealed), place_of(answer.id, row.id)).decode()
        )
        given.append(
            Given(
                id=answer.id,
                question=said["question"],
                voice="person",
                value=said["value"],
                at=answer.at,
                follows=frozenset(answer.follows),
                channel=answer.channel,
            )
        )
    return given


def sides_of(given: list[Given]) -> dict[str, Side]:
    """Return for each question what was answered; two pages that crossed leave two answers."""
    by_question: dict[str, list[Given]] = defaultdict(list)
    for one in given:
        by_question[one.question].append(one)
    return {question: voices.side_by_side(question, answers) for question, answers in by_question.items()}
