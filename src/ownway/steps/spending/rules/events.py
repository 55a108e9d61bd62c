"""What follows from something that happened in a life: from when nothing is paid, and what assistants are owed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ownway.rulebook.model import LifeEvent
from ownway.rulebook.model.employing import Employing
from ownway.steps.spending.rules.cannot import CannotRecordEvent
from ownway.steps.spending.rules.ending import Employed, Owed, kept_on, owed_at_end


@dataclass(frozen=True, slots=True)
class WhatFollows:
    """From which day nothing is paid, what each assistant is owed, and together in pence."""

    rests_from: date
    owed: tuple[Owed, ...]

    @property
    def owed_pence(self) -> int:
        """What all assistants together are owed."""
        return sum(one.pence for one in self.owed)


def check_day_of_event(on: date, *, today: date, agreed_from: date) -> None:
    """Refuse a day that has not come or on which there was no budget yet.

    :raises CannotRecordEvent: ``events.not_yet`` or ``events.before_budget``.
    """
    if on > today:
        raise CannotRecordEvent("events.not_yet", field="on")
    if on < agreed_from:
        raise CannotRecordEvent("events.before_budget", field="on", since=agreed_from.isoformat())


def what_follows(
    event: LifeEvent, on: date, employing: Employing | None, assistants: Iterable[Employed], currency: str
) -> WhatFollows:
    """Return what follows from *event* on a day. The day itself is still paid."""
    rests_from = on + timedelta(days=1 + event.goes_on_days)
    owed: list[Owed] = []
    for one in assistants:
        if event.ends:
            owed += owed_at_end(employing, one, rests_from, event.pays, currency) if employing else ()
        else:
            owed += kept_on(one, event.retainer_weeks, event.retainer_share, currency)
    return WhatFollows(rests_from, tuple(owed))


@dataclass(frozen=True, slots=True)
class LastAccount:
    """The last account of a budget in pence: what was paid out and came of it, and what is to come back.

    *agreed* = *left* + *held* + *with_holder* + *spent* + *returned* + *lapsed*, as in the ledger. *overpaid* was paid
    for days that count no more. *owed* is owed to assistants, *kept* stays for last bills; what of the money with the
    holder is for neither goes back, and what is short the authority adds.
    """

    agreed: int
    left: int
    held: int
    with_holder: int
    spent: int
    returned: int
    lapsed: int
    overpaid: int
    owed: int
    kept: int

    @property
    def to_return(self) -> int:
        """What is to come back."""
        return max(0, self.with_holder - self.owed - self.kept)

    @property
    def short(self) -> int:
        """What is lacking for what is owed to assistants."""
        return max(0, self.owed - self.with_holder)
