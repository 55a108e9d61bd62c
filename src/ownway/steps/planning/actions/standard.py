"""Fills a plan with the standard service, for whoever wants their support arranged for them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.steps.allocation import queries as allocation
from ownway.steps.planning.actions.lines import LineGiven, add_line
from ownway.steps.planning.actions.rows import draft
from ownway.steps.planning.actions.writing import add_aim
from ownway.steps.planning.queries.plans import plan_version
from ownway.steps.planning.rules.cannot import CannotWrite
from ownway.values import Asker, Every

KIND = "standard_service"


def choose_standard_service(asker: Asker, *, now: datetime, plan: UUID, aim: str, what: str) -> UUID:
    """Let what is left of the budget be a service that the authority arranges (P6, A11); return the new line.

    *aim* and *what* are the words the page offers, which the person may change afterwards like any other. The line is
    held by the authority where the pack has such a degree of control.

    :raises CannotWrite: when the pack has no standard service, no sum was told, or nothing of it is left.
    """
    with transaction.atomic():
        row, version = draft(asker, plan=plan, section=None, now=now)
        pack = programmes.pack(row.pack_version)
        if KIND not in pack.planning.kinds_of_support:
            raise CannotWrite("planning.no_standard_service")
        seen = plan_version(asker, version=version.id, now=now)
        figure = allocation.figure_of(asker, person=row.person_id, now=now)
        if seen.standing is None or figure is None or figure.money is None:
            raise CannotWrite("planning.no_figure_yet")
        if seen.standing.left.pence <= 0:
            raise CannotWrite("planning.nothing_left")
        whole = not seen.lines and not seen.kept_back.pence
        aims = [one.id for one in seen.aims if one.text == aim]
        arranged = [one.id for one in pack.control.degrees if one.holder == "authority"]
        pence, every = (figure.money.pence, figure.per) if whole else (seen.standing.left.pence, Every.YEAR)
        given = LineGiven(
            what=what,
            aim=aims[0] if aims else add_aim(asker, now=now, plan=plan, text=aim),
            kind=KIND,
            pence=pence,
            every=every,
            degree=arranged[0] if arranged else "",
        )
        line = add_line(asker, now=now, plan=plan, given=given)
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="planning.choose_standard_service",
            thing="line",
            thing_id=line,
        )
    return line
