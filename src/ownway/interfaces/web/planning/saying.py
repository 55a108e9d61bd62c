"""Says the parts of a plan in the words of the page and of the person's programme."""

from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from markupsafe import Markup

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.pictures import Bar, bars
from ownway.interfaces.web.design.saying import language
from ownway.rulebook.model import Pack
from ownway.steps.planning import queries
from ownway.steps.planning.queries import LineSeen, PlanSeen, PlanState
from ownway.values import Asker
from ownway.values.cannot import NotFound
from ownway.words import periods
from ownway.words.filling import number


def who_and_when(request: HttpRequest) -> tuple[Asker, datetime]:
    """Return who asks, and the moment of the request."""
    return request.asker, request.now


def easy(request: HttpRequest) -> bool:
    """Return whether the page is shown in Easy Read."""
    return bool(request.showing.easy_read)


def plan_of(request: HttpRequest, person: UUID) -> PlanSeen:
    """Return the newest version of the person's plan that the asker may read.

    :raises NotFound: when there is none for them.
    """
    asker, now = who_and_when(request)
    seen = queries.plan_of(asker, person=person, now=now)
    if seen is None:
        raise NotFound("planning.no_such_plan")
    disclosure.heed(asker, seen.pack, person=person)
    return seen


def own_plan(request: HttpRequest) -> PlanSeen | None:
    """Return the asker's own plan, or nothing where they have none: a page of many readers offers it only then."""
    asker, now = who_and_when(request)
    if asker.party is None or not asker.has("person"):
        return None
    return queries.plan_of(asker, person=asker.party, now=now)


def own_plan_to_write(request: HttpRequest) -> UUID | None:
    """Return whose plan the asker can put something into, where it is their own and is being written."""
    seen = own_plan(request)
    return seen.person if seen is not None and seen.may_write else None


def words(request: HttpRequest, pack: Pack, key: str) -> str:
    """Return what the programme says for *key*; the key's own last part where it says nothing."""
    try:
        return pack.say(key, language(), easy(request))
    except KeyError:
        return key.rpartition(".")[2].replace("_", " ")


def price(line: LineSeen) -> str:
    """Return a line's price as people say it: ``3 × £14.50 a week``, or that it is free."""
    if line.is_free:
        return _("free")
    if disclosure.kept_back():
        return _("not told")
    each = periods.each(line.every, language())
    often = line.quantity * line.times
    if often == 1:
        return f"{disclosure.say(line.price, language())} {each}"
    return f"{number(Fraction(often), language())} × {disclosure.say(line.price, language())} {each}"


def picture(seen: PlanSeen) -> Markup:
    """Return the budget and the plan as two bars, for whoever would rather look than read; nothing without a budget."""
    if seen.standing is None:
        return Markup("")
    budget = _("Your budget") if seen.is_own else _("The budget")
    sums = (
        (_("What support costs") if disclosure.tools_only() else budget, seen.standing.budget, 1),
        (_("Your plan so far") if seen.is_own else _("The plan"), seen.standing.cost, 2 if seen.standing.fits else 4),
    )
    rows = [Bar(name, total.pence, disclosure.say(total, language()), tone) for name, total, tone in sums]
    return bars(_("The plan beside the budget, for a year"), rows)


def states_in_words() -> dict[PlanState, str]:
    """Return where a version stands, in the words of the page."""
    return {
        PlanState.DRAFT: _("Being written"),
        PlanState.HANDED_IN: _("Handed in"),
        PlanState.TAKEN_BACK: _("Taken back"),
        PlanState.AGREED: _("Agreed"),
        PlanState.RETURNED: _("Not agreed yet"),
        PlanState.REPLACED: _("Replaced by a later one"),
    }


def access_in_words() -> dict[str, str]:
    """Return how far a helper is let in, in the words of the page."""
    return {
        "view": _("may read"),
        "comment": _("may read and comment"),
        "write": _("may read and write"),
    }


def orders_in_words() -> dict[str, str]:
    """Return the kinds of order in the words of the page."""
    return {
        "court": _("An order of a court"),
        "child_protection": _("A child protection plan"),
        "mental_health": _("A section of mental health law"),
        "probation": _("A condition of probation"),
    }


def contingencies_in_words() -> dict[str, str]:
    """Return what may go wrong, in the words of the page."""
    return {
        "bad_spell": _("A bad spell"),
        "falls_through": _("Something falls through"),
    }
