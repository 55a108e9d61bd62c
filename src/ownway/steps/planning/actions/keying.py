"""Prints the plan's questions as a form with a number, and keys in what came back of it on paper."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.trail import actions as trail
from ownway.steps.allocation import queries as figures
from ownway.steps.allocation.actions.keying import came_back, give_out
from ownway.steps.allocation.rules.paper import in_groups
from ownway.steps.planning import policies
from ownway.steps.planning.actions.rows import standing
from ownway.steps.planning.actions.spoken import write_on_word
from ownway.steps.planning.actions.starting import start_plan
from ownway.steps.planning.actions.writing import add_aim, write_section
from ownway.steps.planning.models import AimWritten, Plan
from ownway.steps.planning.queries.plans import found
from ownway.steps.planning.rules.cannot import CannotPlan
from ownway.values import Asker


def print_plan_form(asker: Asker, *, now: datetime, person: UUID) -> UUID:
    """Give out a number for the plan's questions on paper; return the form's identifier (H6).

    The questions are those of the plan that was begun, else of the rules under which the sum was told. The number
    opens nothing.

    :raises NotFound: when the asker may not know the person.
    :raises CannotPlan: while no figure has been told.
    """
    policies.check_may(asker, "print_form", person=person, now=now)
    begun = Plan.objects.filter(person_id=person).order_by("started_at", "id").last()
    if begun is not None:
        programme, version = begun.programme, begun.pack_version
    else:
        figure = figures.figure_of(asker, person=person, now=now)
        if figure is None:
            raise CannotPlan("planning.no_figure_yet")
        programme, version = figure.programme, figure.version
    with transaction.atomic():
        kept = give_out(asker, now=now, person=person, kind="plan", programme=programme, version=version)
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="planning.print_form",
            thing="paper_form",
            thing_id=kept.id,
            after={"number": kept.number, "version": version},
        )
    return kept.id


def key_in_plan(
    asker: Asker, *, now: datetime, person: UUID, number: str, sections: Mapping[str, str], wishes: Sequence[str] = ()
) -> UUID:
    """Key in what the person wrote on the form of that *number*; return the plan, begun where there was none (H6).

    The paper lets its keeper write: that is decided and shown like any writing on the person's word, and they can end
    it. What stands in a section stays beside what is keyed in, until one text follows both; an empty section and a
    wish that stands already add nothing.

    :raises CannotKeyIn: when no plan form of that number was printed for the person.
    :raises CannotWrite: when the plan is not being written, or its rules have no such question.
    """
    policies.check_may(asker, "write_on_word", person=person, now=now)
    with transaction.atomic():
        plan = start_plan(asker, now=now, person=person)
        read = came_back(asker, now=now, person=person, kind="plan", number=number, thing_id=plan)
        row, version = found(plan)
        if not policies.let_in(asker, plan=row, how="write", section=None, now=now):
            write_on_word(asker, now=now, plan=plan, channel="paper", words=in_groups(read))
        written = {question: text for question, text in sections.items() if text.strip()}
        for question, text in written.items():
            write_section(asker, now=now, plan=plan, question=question, text=text)
        there = {one.text for one in standing(AimWritten, version=version)}
        for wish in dict.fromkeys(one.strip() for one in wishes):
            if wish and wish not in there:
                add_aim(asker, now=now, plan=plan, text=wish)
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="planning.key_in",
            thing="plan_version",
            thing_id=version.id,
            after={"number": read, "questions": sorted(written), "wishes": len(wishes)},
        )
    return plan
