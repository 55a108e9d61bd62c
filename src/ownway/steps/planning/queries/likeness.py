"""Who of all that have planned could have told a story: their kinds of support, their sum and their programme."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from ownway.registers.programmes import queries as programmes
from ownway.registers.stories.actions import CouldTell
from ownway.rulebook.model import Pack
from ownway.steps.allocation.models import Figure
from ownway.steps.planning.models import LineWritten, PlanStage
from ownway.steps.planning.rules.lines import budget_in_a_year
from ownway.steps.planning.rules.states import PlanState
from ownway.values import Every, Money


def could_tell() -> tuple[CouldTell, ...]:
    """Return everybody who handed in a plan, with what is in it by kind; for use inside this app.

    Their aims are their own words, by which nobody is counted; so any aim could be theirs.
    """
    handed_in = PlanStage.objects.filter(state=PlanState.HANDED_IN.value).values_list(
        "version", "version__person", "version__plan__pack_version"
    )
    people = {version: person for version, person, _pack in handed_in}
    packs = {person: pack for _version, person, pack in handed_in}
    kinds: dict[UUID, set[str]] = defaultdict(set)
    last: dict[tuple[UUID, UUID], tuple[str, bool]] = {}
    lines = LineWritten.objects.filter(version__in=people).order_by("at", "id")
    for version, line, kind, dropped in lines.values_list("version", "line", "kind", "dropped"):
        last[version, line] = (kind, dropped)
    for (version, _line), (kind, dropped) in last.items():
        if not dropped:
            kinds[people[version]].add(kind)
    years = _years(packs)
    return tuple(
        CouldTell(person, frozenset(found), year=years.get(person), group=programmes.pack(packs[person]).id)
        for person, found in kinds.items()
    )


def ks(now: datetime) -> dict[str, int]:
    """Return by programme how many people must fit a story; for use inside this app."""
    known = programmes.programmes(on=timezone.localdate(now))
    return {one.id: programmes.pack(one.version).planning.stories_k for one in known}


def year_of(money: Money, every: Every, pack: Pack) -> Money:
    """Return a budget as a sum for a year; for use inside this app."""
    return budget_in_a_year(money, every, pack.planning.times_per_year)


def _years(packs: dict[UUID, str]) -> dict[UUID, Money]:
    rows = Figure.objects.filter(person__in=packs, pence__isnull=False).order_by("told_at", "id")
    found: dict[UUID, Money] = {}
    for person, pence, currency, every in rows.values_list("person", "pence", "currency", "every"):
        found[person] = year_of(Money(pence, currency), Every(every), programmes.pack(packs[person]))
    return found
