"""Who may do what in control, and when: pairs that raise with a reason or answer yes or no."""

from datetime import date, datetime
from uuid import UUID

from ownway.registers.people import policies as people
from ownway.registers.people import queries as people_queries
from ownway.rulebook.model import Degree
from ownway.steps.control.rules.cannot import CannotChooseDegree
from ownway.steps.control.rules.portions import HOLDER_TIES, first_day
from ownway.values import Asker, Cannot


def check_may(asker: Asker, deed: str, *, person: UUID | None, now: datetime) -> None:
    """Check the policy table for a ``control`` deed about *person*."""
    people.check_may(asker, f"control.{deed}", about=person, now=now)


def may(asker: Asker, deed: str, *, person: UUID | None, now: datetime) -> bool:
    """Whether :func:`check_may` would let it pass."""
    return people.may(asker, f"control.{deed}", about=person, now=now)


def check_may_hold(*, person: UUID, degree: Degree, holder: UUID | None, now: datetime) -> None:
    """Check that *holder* is who a degree says holds the money: the person, a representative, a broker, a provider.

    :raises CannotChooseDegree: when nobody is named who must be, or the one named is not that to the person.
    """
    wanted = HOLDER_TIES[degree.holder]
    if not wanted:
        if holder is not None:
            raise CannotChooseDegree("control.nobody_holds_it", field="holder")
        return
    if holder is None:
        raise CannotChooseDegree("control.say_who_holds_it", field="holder")
    ties = people_queries.relations_of(holder, to=person, now=now)
    if not wanted & ties:
        raise CannotChooseDegree("control.not_that_to_the_person", field="holder", kind=degree.holder)


def may_hold(*, person: UUID, degree: Degree, holder: UUID | None, now: datetime) -> bool:
    """Whether :func:`check_may_hold` would let it pass."""
    try:
        check_may_hold(person=person, degree=degree, holder=holder, now=now)
    except Cannot:
        return False
    return True


def check_may_start(*, starts: date, today: date, agreed_from: date, last: date | None) -> None:
    """Check that a choice may start on a day.

    The first reaches back to the day the money was agreed from, for it is the person's from then on. A later one
    starts today or after, and after the choice before it: nothing that was paid is undone.

    :raises CannotChooseDegree: otherwise.
    """
    if last is not None and starts <= last:
        raise CannotChooseDegree("control.chosen_for_that_day", field="starts", last=last.isoformat())
    if starts < (earliest := first_day(today, agreed_from, last)):
        raise CannotChooseDegree("control.starts_in_the_past", field="starts", earliest=earliest.isoformat())


def may_start(*, starts: date, today: date, agreed_from: date, last: date | None) -> bool:
    """Whether :func:`check_may_start` would let it pass."""
    try:
        check_may_start(starts=starts, today=today, agreed_from=agreed_from, last=last)
    except Cannot:
        return False
    return True
