"""What happens in the lives of some invented people: somebody employs, falls ill, moves away or dies."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from ownway.interfaces.cli.demo import living
from ownway.interfaces.cli.demo.person import Person, asks
from ownway.rulebook.model import Happened
from ownway.steps.control import actions as control
from ownway.steps.planning import queries as plans
from ownway.steps.spending import actions as spending
from ownway.steps.spending import queries as spent

CONTACT = "Fernleigh money team, 01632 960 145"


def employ(one: Person) -> None:
    """Write down who works for somebody, for which line of the plan."""
    asker, now = one.me(24)
    plan = plans.plan_of(asker, person=one.party, now=now)
    for number, each in enumerate(one.invented.given.get("assistants", ())):
        assert plan is not None
        terms = control.Terms(
            name=each["name"],
            what=each["what"],
            hours_week=Fraction(str(each["hours"])),
            pence_hour=each["pence_hour"],
            line=plan.lines[each["line"]].id,
        )
        control.keep_assistant(
            asker, now=now, key=f"demo:{number}", person=one.party, starts=now.date() + timedelta(days=4), terms=terms
        )


class Happenings:
    """What happens while the runs of payments go on, each thing in its own time."""

    def __init__(self, everyone: Sequence[Person]) -> None:
        self.waiting = [one for one in everyone if "happens" in one.invented.given]
        self.to_settle: list[Person] = []

    def until(self, moment: datetime) -> None:
        """Let all happen that happened before *moment*."""
        for one in [one for one in self.waiting if _told_at(one) < moment]:
            self.waiting.remove(one)
            _happen(one)
            if "settled" in one.invented.given["happens"]:
                self.to_settle.append(one)
        for one in [one for one in self.to_settle if one.on(one.invented.given["happens"]["settled"]) < moment]:
            self.to_settle.remove(one)
            _settle(one)


def _told_at(one: Person) -> datetime:
    given = one.invented.given["happens"]
    return one.on(given["day"] + given["told"])


def _happen(one: Person) -> None:
    """Let the practitioner decide what follows; what was bought before was told before."""
    given, now = one.invented.given["happens"], _told_at(one)
    living.spend(one, until=now)
    spending.record_event(
        asks(one.worker, now),
        now=now,
        person=one.party,
        kind=Happened(given["kind"]),
        on=one.on(given["day"]).date(),
        words=given["words"],
        contact=CONTACT,
    )


def _settle(one: Person) -> None:
    """Let finance make the last account."""
    given = one.invented.given["happens"]
    now = one.on(given["settled"])
    ravi = asks(one.keys["ravi"], now)
    (event,) = spent.events_of(ravi, person=one.party, now=now).events
    spending.settle_event(ravi, now=now, event=event.id, kept_pence=0, words=given["last_words"])
