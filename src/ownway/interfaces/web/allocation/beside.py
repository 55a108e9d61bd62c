"""What stands beside a figure: the help that was counted and whose word it is, need before it and after, own money."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.http import HttpRequest
from django.urls import reverse

from ownway.interfaces.web.allocation import answers, asking, explaining
from ownway.registers.money import queries as money
from ownway.rulebook.model import Pack
from ownway.rulebook.model.steps import InformalSupport
from ownway.steps.allocation import queries
from ownway.steps.allocation.queries import CarerSeen, FigureSeen
from ownway.values import Money
from ownway.values.cannot import NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class HelpCounted:
    """Help with one need as it was counted, whose word it is (nobody's where no carer said it), and until when."""

    need: str
    said: str
    share: str
    by: str
    until: date | None
    not_so: str


def help_counted(request: HttpRequest, pack: Pack, seen: FigureSeen) -> list[HelpCounted]:
    """Return the help that was counted in a figure, need by need; none where the rule counts none."""
    asker, now = asking.who_and_when(request)
    pairs = [(need, help) for need, help in pack.allocation.needs_and_help if help in seen.answers]
    if not pairs:
        return []
    easy = asking.easy(request)
    carers = _carers(request, seen)
    may = seen.kind == "estimate" and queries.may_do(asker, deed="not_so", person=seen.person, now=now)
    rows = []
    for need, help in pairs:
        value = seen.answers[help]
        question = pack.question(help)
        points = explaining.points_of(question, value)
        giver = next((one for one in carers if one.holds and one.values.get(help) == value), None)
        rows.append(
            HelpCounted(
                need=answers.words(pack, pack.question(need), "label", easy=easy),
                said=answers.said(pack, question, value, easy=easy),
                share="" if points is None else explaining.number(points * 100),
                by=giver.name if giver else "",
                until=giver.until if giver else None,
                not_so=reverse("allocation:help_not_so", args=[seen.assessment, help]) if may and points != 1 else "",
            )
        )
    return rows


def not_asked(request: HttpRequest, seen: FigureSeen) -> list[str]:
    """Return the names of those who care for the person and have not been asked alone yet."""
    return [one.name for one in _carers(request, seen) if one.said_at is None]


def before_and_after(pack: Pack, seen: FigureSeen) -> tuple[str, str, str] | None:
    """Return the need that help is asked for, what of it counts, and the least that does, in points as the reason tells
    them; nothing where none is taken off."""
    for step in pack.allocation.steps:
        if isinstance(step, InformalSupport):
            facts = seen.worked.step(step.id).reason.facts
            if "before" in facts and seen.worked.step(step.id).value is not None:
                before, value, least = (
                    explaining.number(Fraction(str(facts[name]))) for name in ("before", "value", "least")
                )
                return before, value, least
    return None


def own_money(request: HttpRequest, seen: FigureSeen) -> Money | None:
    """Return what the person and their family have added of their own, spent or not; nothing where they added none."""
    asker, now = asking.who_and_when(request)
    try:
        account = money.account_of(asker, person=seen.person, now=now, newest=0)
    except (NotFound, NotAllowed):
        return None
    return account.own_in if account and account.own_in.pence else None


def _carers(request: HttpRequest, seen: FigureSeen) -> tuple[CarerSeen, ...]:
    asker, now = asking.who_and_when(request)
    if not queries.may_do(asker, deed="see_help", person=seen.person, now=now):
        return ()
    return queries.carers_of(asker, person=seen.person, now=now)
