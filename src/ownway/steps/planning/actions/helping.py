"""Lets somebody into the person's plan, and ends it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.steps.planning import policies
from ownway.steps.planning.actions.rows import keep_helper, one_at_a_time
from ownway.steps.planning.queries.plans import found
from ownway.steps.planning.rules.cannot import CannotLetIn
from ownway.values import Asker


def let_in(asker: Asker, *, now: datetime, plan: UUID, helper: UUID, access: str, sections: Iterable[str] = ()) -> UUID:
    """Let *helper* into a plan to view, comment or write; no *sections* named means all.

    :raises CannotLetIn: when the helper has no tie to the person, or the access or a section is unknown.
    """
    row, _ = found(plan)
    policies.check_may(asker, "let_in", person=row.person_id, now=now)
    if access not in ("view", "comment", "write", "none"):
        raise CannotLetIn("planning.no_such_access", field="access")
    chosen = sorted(set(sections))
    questions = {question.id for question in programmes.pack(row.pack_version).planning.questions}
    if not questions.issuperset(chosen):
        raise CannotLetIn("planning.no_such_question", field="sections")
    if access != "none" and not people.relations_of(helper, to=row.person_id, now=now):
        raise CannotLetIn("planning.no_tie_to_the_person", field="helper")
    with transaction.atomic():
        one_at_a_time(plan)
        kept = keep_helper(asker, now=now, plan=row, helper=helper, access=access, sections=chosen)
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="planning.let_in",
            thing="plan_helper",
            thing_id=kept,
            after={"helper": str(helper), "access": access, "sections": chosen},
        )
    return kept


def end_help(asker: Asker, *, now: datetime, plan: UUID, helper: UUID) -> UUID:
    """End a helper's way into the plan, at once; what they wrote stays."""
    return let_in(asker, now=now, plan=plan, helper=helper, access="none")
