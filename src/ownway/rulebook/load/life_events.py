"""Reads saving, surplus, life events and what is owed when an assistant's work ends."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

from ownway.rulebook.load.allocation import DAYS_MOST
from ownway.rulebook.load.errors import Place
from ownway.rulebook.load.fields import Fields, one_of
from ownway.rulebook.model.life_events import (
    AtTheEnd,
    Ending,
    Happened,
    LifeEvent,
    Saving,
    ToTell,
    WeekMost,
    WeeksByAge,
)

WEEKS_MOST = 520
PENCE_MOST = 10**9


def read_saving(spending: Fields) -> Saving | None:
    """Return how a surplus is met, or nothing where the programme does not say: then nothing is ever taken back."""
    if not spending.has("saving"):
        return None
    fields = spending.fields("saving", "how a surplus is met")
    saving = Saving(
        tell_days=fields.whole("tell_days", 1, DAYS_MOST),
        carries_over=fields.yes_no("carries_over"),
        looked_at_every_days=fields.whole("looked_at_every_days", 1, DAYS_MOST),
        source=fields.id("source"),
    )
    fields.done()
    return saving


def read_life_events(spending: Fields) -> tuple[LifeEvent, ...]:
    """Return what follows from each thing that can happen in a life; each is told of once."""
    found: dict[Happened, LifeEvent] = {}
    for row in spending.rows("life_events", "a life event", required=False):
        event = _event(row)
        if event.kind in found:
            row.faults.add(
                Place(row.file, row.line_of("kind")), "table.order", f"{event.kind} again", "each kind of event once"
            )
        if (event.ends and event.retainer_weeks) or (event.pays and not event.ends):
            row.faults.add(
                Place(row.file, row.line_of("ends")),
                "table.order",
                f"ends: {'yes' if event.ends else 'no'}",
                "a retainer only where the budget rests, and what is owed only where it ends",
            )
        found[event.kind] = event
    return tuple(found.values())


def _event(row: Fields) -> LifeEvent:
    event = LifeEvent(
        kind=row.one_of("kind", Happened),
        ends=row.yes_no("ends"),
        goes_on_days=row.whole("goes_on_days", 0, DAYS_MOST),
        look_again_days=row.whole("look_again_days", 1, DAYS_MOST),
        tells=tuple(one_of(node, ToTell, row.faults) for node in row.items("tells", least=1)),
        source=row.id("source"),
        pays=tuple(one_of(node, AtTheEnd, row.faults) for node in row.items("pays", required=False)),
        retainer_weeks=row.whole("retainer_weeks", 0, WEEKS_MOST, default=0),
        retainer_share=row.number("retainer_share", Fraction(0)),
        bills_days=row.whole("bills_days", 0, DAYS_MOST, default=0),
    )
    row.done()
    return event


def read_ending(employing: Fields) -> Ending | None:
    """Return what is owed when an assistant's work ends, or nothing where the programme does not say."""
    if not employing.has("ending"):
        return None
    fields = employing.fields("ending", "what is owed when an assistant's work ends")
    by_age = []
    for row in fields.rows("by_age", "weeks of pay by age", least=1):
        by_age.append(WeeksByAge(row.whole("from_age", 0, 200), row.number("weeks")))
        row.done()
    week_most = []
    for row in fields.rows("week_most", "the most that a week counts, from a day on", least=1):
        row.node("from", "the day from which it holds")
        starts = row.day("from") or date(1, 1, 1)
        week_most.append(WeekMost(starts, row.whole("pence", 1, PENCE_MOST), row.id("source")))
        row.done()
    ending = Ending(
        notice_from_days=fields.whole("notice_from_days", 0, DAYS_MOST),
        notice_weeks_least=fields.whole("notice_weeks_least", 0, WEEKS_MOST),
        notice_week_a_year=fields.number("notice_week_a_year"),
        notice_weeks_most=fields.whole("notice_weeks_most", 0, WEEKS_MOST),
        notice_source=fields.id("notice_source"),
        years_least=fields.whole("years_least", 0, 99),
        years_most=fields.whole("years_most", 1, 99),
        by_age=tuple(by_age),
        week_most=tuple(week_most),
        redundancy_source=fields.id("redundancy_source"),
    )
    fields.done()
    for key, told in (
        ("by_age", [one.from_age for one in by_age]),
        ("week_most", [one.starts.toordinal() for one in week_most]),
    ):
        if any(later <= earlier for earlier, later in pairwise(told)):
            place = Place(fields.file, fields.line_of(key))
            fields.faults.add(place, "table.order", "out of order", "the lowest first, each once")
    if by_age and by_age[0].from_age:
        fields.faults.add(Place(fields.file, fields.line_of("by_age")), "table.order", "no youngest", "from_age: 0")
    return ending
