"""Moves money that is promised to one line of the plan to another; inside the plan that is free (U4)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.money import actions as money
from ownway.registers.trail import actions as trail
from ownway.steps.control.rules.portions import purpose_of
from ownway.steps.spending import policies
from ownway.steps.spending.queries.recording import agreed_for, recording
from ownway.steps.spending.rules.cannot import CannotMoveMoney
from ownway.values import Asker


def move_between_lines(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    person: UUID,
    pence: int,
    line: UUID | None,
    to_line: UUID | None,
) -> UUID:
    """Promise *pence* to another line of the plan instead (nothing means the rest), and return the journal.

    Money that is with whoever holds it needs no moving: each spend says what it was for.

    :raises CannotMoveMoney: for a line the plan does not have.
    :raises CannotPost: ``money.not_enough`` or ``money.same_purpose``.
    """
    policies.check_may(asker, "move", person=person, now=now)
    known = {one.id for one in recording(asker, person=person, now=now).lines} | {None}
    for field, given in (("line", line), ("to_line", to_line)):
        if given not in known:
            raise CannotMoveMoney("spending.no_such_line", field=field)
    agreed = agreed_for(person, now=now)
    assert agreed is not None  # recording() found it
    with transaction.atomic():
        journal = money.move(
            asker,
            now=now,
            key=f"move:{person}:{key}",
            budget=agreed.budget_id,
            pence=pence,
            purpose=purpose_of(line),
            to_purpose=purpose_of(to_line),
        )
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="spending.move",
            thing="journal",
            thing_id=journal,
            after={"pence": pence, "from": str(line or "rest"), "to": str(to_line or "rest")},
        )
    return journal
