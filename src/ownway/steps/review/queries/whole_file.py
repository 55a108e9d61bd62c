"""Gathers the whole file of a person, step by step, as the one who asks may see it: to be shown, and to be taken along.

It lives in the last step because it has to know all of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ownway.registers.decisions import queries as decisions
from ownway.registers.letters import queries as letters
from ownway.registers.money import queries as money
from ownway.registers.people import queries as people
from ownway.steps.agreement import queries as agreement
from ownway.steps.allocation import queries as allocation
from ownway.steps.control import queries as control
from ownway.steps.outcomes import queries as outcomes
from ownway.steps.planning import queries as planning
from ownway.steps.review import policies
from ownway.steps.review.queries.reviews import review, reviews_of
from ownway.steps.review.rules.plain import as_plain
from ownway.values import Asker
from ownway.values.cannot import NotAllowed, NotFound

FORM = "ownway-file-1"
"""What the copy calls its own form, for programs that read it."""

MOST_LOOKS = 100_000


@dataclass(frozen=True, slots=True)
class KeptSeen:
    """One part of a file, and how many things it holds."""

    part: str
    many: int


def whole_file(asker: Asker, *, person: UUID, now: datetime) -> dict[str, Any]:
    """Return the whole file of *person* as plain data (``json.dumps`` takes it), for the person to keep.

    A part that the asker may not see (a representative whose ground does not reach it) is named under ``left_out``.

    :raises NotAllowed: for those who may know the person and not take the file.
    :raises NotFound: for those who may not know the person.
    """
    policies.check_may(asker, "copy_file", person=person, now=now)
    parts, left_out = _gathered(asker, person=person, now=now)
    return {
        "form": FORM,
        "person": str(person),
        "made_at": now.isoformat(),
        "left_out": left_out,
        **{part: as_plain(found) for part, found in parts.items()},
    }


def may_copy(asker: Asker, *, person: UUID, now: datetime) -> bool:
    """Whether the asker may take the file of *person*."""
    return policies.may(asker, "copy_file", person=person, now=now)


def kept_of(asker: Asker, *, person: UUID, now: datetime) -> tuple[KeptSeen, ...]:
    """Return which parts the file of *person* has and how much is in each.

    :raises NotAllowed: for those who may know the person and not take the file.
    :raises NotFound: for those who may not know the person.
    """
    policies.check_may(asker, "copy_file", person=person, now=now)
    parts, _ = _gathered(asker, person=person, now=now)
    return tuple(KeptSeen(part, _many(found)) for part, found in parts.items())


def _many(found: Any) -> int:
    if found is None:
        return 0
    return len(found) if isinstance(found, tuple | list) else 1


def _gathered(asker: Asker, *, person: UUID, now: datetime) -> tuple[dict[str, Any], list[str]]:
    asked: Mapping[str, Callable[[], Any]] = {
        "about_you": lambda: people.person(asker, person=person, now=now),
        "contact": lambda: people.contact_of(asker, party=person, now=now),
        "circle": lambda: people.circle_of(asker, person=person, now=now),
        "consents": lambda: people.consents_of(asker, person=person, now=now),
        "self_assessments": lambda: _assessments(asker, person, now),
        "figures": lambda: allocation.figures_of(asker, person=person, now=now),
        "plans": lambda: _plans(asker, person, now),
        "agreements": lambda: agreement.agreements_of(asker, person=person, now=now),
        "control": lambda: control.degrees_of(asker, person=person, now=now),
        "account": lambda: money.account_of(asker, person=person, now=now),
        "outcomes": lambda: outcomes.outcomes_of(asker, person=person, now=now),
        "reviews": lambda: [
            review(asker, review=line.id, now=now) for line in reviews_of(asker, person=person, now=now)
        ],
        "decisions": lambda: decisions.decisions_about(asker, person=person, now=now),
        "awaited": lambda: decisions.clocks_about(asker, person=person, now=now),
        "letters": lambda: letters.letters_to(asker, person=person, now=now),
        "looks": lambda: people.looks_at(asker, person=person, now=now, most=MOST_LOOKS),
    }
    parts: dict[str, Any] = {}
    left_out: list[str] = []
    for part, ask in asked.items():
        try:
            parts[part] = ask()
        except (NotAllowed, NotFound):
            left_out.append(part)
    return parts, left_out


def _assessments(asker: Asker, person: UUID, now: datetime) -> list[allocation.AssessmentSeen]:
    lines = allocation.my_assessments(asker, person=person, now=now)
    return [allocation.assessment(asker, assessment=line.id, now=now) for line in lines]


def _plans(asker: Asker, person: UUID, now: datetime) -> list[planning.PlanSeen]:
    newest = planning.plan_of(asker, person=person, now=now)
    versions = newest.versions if newest else ()
    return [planning.plan_version(asker, version=line.id, now=now) for line in versions]
