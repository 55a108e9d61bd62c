"""Who may do what in planning: the policy table, and beside it whom the person has let into the plan."""

from datetime import datetime
from uuid import UUID

from django.db.models import prefetch_related_objects

from ownway.registers.people import policies as people
from ownway.registers.people import queries as people_queries
from ownway.steps.planning.models import Plan, PlanHelper
from ownway.steps.planning.rules.cannot import CannotComment, CannotWrite
from ownway.steps.planning.rules.states import PlanState
from ownway.values import Asker, Cannot
from ownway.values.cannot import NotFound

OWN = frozenset({"self", "represents"})
"""Relations whose holders are in the plan without being let in."""

REACHES = {"view": {"view"}, "comment": {"view", "comment"}, "write": {"view", "comment", "write"}, "none": set[str]()}


def check_may(asker: Asker, deed: str, *, person: UUID, now: datetime) -> None:
    """Check the policy table for a ``planning`` deed about *person*."""
    people.check_may(asker, f"planning.{deed}", about=person, now=now)


def may(asker: Asker, deed: str, *, person: UUID, now: datetime) -> bool:
    """Whether :func:`check_may` would let it pass."""
    return people.may(asker, f"planning.{deed}", about=person, now=now)


def is_own(asker: Asker, *, person: UUID, now: datetime) -> bool:
    """Whether the plan is the asker's own, or they represent the person whose it is."""
    return bool(OWN & people_queries.relations_of_asker(asker, to=person, now=now))


def helpers_of(plan: Plan, *, now: datetime) -> dict[UUID, PlanHelper]:
    """Return what was last said of each helper of a plan; the plan's row asks the database for them once."""
    prefetch_related_objects([plan], "helpers")
    rows = sorted((row for row in plan.helpers.all() if row.at <= now), key=lambda row: (row.at, row.id))
    return {row.helper_id: row for row in rows}


def let_in(asker: Asker, *, plan: Plan, how: str, section: str | None, now: datetime) -> bool:
    """Whether the person has let the asker into this plan to *how* (view, comment, write): a section, or the whole."""
    if is_own(asker, person=plan.person_id, now=now):
        return True
    last = _help_of(asker, plan, now=now)
    if last is None or how not in REACHES[last.access]:
        return False
    if not last.sections:
        return True
    # Lines and aims belong to the whole plan: who was let into parts of it reads them and does not write them.
    return how == "view" if section is None else section in last.sections


def _help_of(asker: Asker, plan: Plan, *, now: datetime) -> PlanHelper | None:
    """Return what was last said of the asker, else of a body they belong to: a broker may be an office."""
    if asker.party is None:
        return None
    helpers = helpers_of(plan, now=now)
    bodies = sorted(people.memberships(asker.party, now=now)) if helpers else []
    return next((helpers[party] for party in (asker.party, *bodies) if party in helpers), None)


def check_may_read(asker: Asker, *, plan: Plan, state: PlanState, now: datetime) -> None:
    """Check that the asker may read a version in *state*: the person and those let in always, the authority once it
    was handed in.

    :raises NotFound: for everyone else; a draft does not exist for them.
    """
    person = plan.person_id
    if may(asker, "see", person=person, now=now) and let_in(asker, plan=plan, how="view", section=None, now=now):
        return
    if state is not PlanState.DRAFT and may(asker, "see_handed_in", person=person, now=now):
        return
    raise NotFound("planning.no_such_plan")


def may_read(asker: Asker, *, plan: Plan, state: PlanState, now: datetime) -> bool:
    """Whether :func:`check_may_read` would let it pass."""
    try:
        check_may_read(asker, plan=plan, state=state, now=now)
    except Cannot:
        return False
    return True


def check_may_write(asker: Asker, *, plan: Plan, state: PlanState, section: str | None, now: datetime) -> None:
    """Check that the asker may write in a version in *state*; lines and aims belong to no *section*.

    :raises CannotWrite: when it was handed in, or the person has not let them write there.
    """
    check_may(asker, "write", person=plan.person_id, now=now)
    if not let_in(asker, plan=plan, how="view", section=None, now=now):
        raise NotFound("planning.no_such_plan")
    if not let_in(asker, plan=plan, how="write", section=section, now=now):
        raise CannotWrite("planning.not_let_in")
    if state is not PlanState.DRAFT:
        raise CannotWrite("planning.not_a_draft", help="planning.begin_the_next_version")


def check_may_comment(asker: Asker, *, plan: Plan, section: str, now: datetime) -> None:
    """Check that the asker may say something beside a section.

    :raises NotFound: when they are not in the plan at all.
    :raises CannotComment: when they were let in to read only, or elsewhere.
    """
    check_may(asker, "comment", person=plan.person_id, now=now)
    if not let_in(asker, plan=plan, how="view", section=None, now=now):
        raise NotFound("planning.no_such_plan")
    if not let_in(asker, plan=plan, how="comment", section=section, now=now):
        raise CannotComment("planning.not_let_in_to_comment")


def may_comment(asker: Asker, *, plan: Plan, section: str, now: datetime) -> bool:
    """Whether :func:`check_may_comment` would let it pass."""
    try:
        check_may_comment(asker, plan=plan, section=section, now=now)
    except Cannot:
        return False
    return True


def may_write(asker: Asker, *, plan: Plan, state: PlanState, section: str | None, now: datetime) -> bool:
    """Whether :func:`check_may_write` would let it pass."""
    try:
        check_may_write(asker, plan=plan, state=state, section=section, now=now)
    except Cannot:
        return False
    return True
