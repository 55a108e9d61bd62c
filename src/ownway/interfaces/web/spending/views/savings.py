"""What is saved and for what, whether any of it is too much, and a surplus: told first, taken back later or let be."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import Choice, Day, LongWords, OneOf, Sum, Words
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.steps.spending import actions, queries
from ownway.steps.spending.queries import MeantSeen, PartOfSurplus, SavingsSeen, SurplusSeen
from ownway.values import Money
from ownway.values.cannot import NotAllowed, NotFound

SOON = timedelta(days=182)


@page("spending.see_savings")
def savings(request: HttpRequest, person: UUID) -> Shown:
    """Show what is saved, what for, what is owed to assistants by it, and what is left over."""
    asker = request.asker
    seen = queries.savings_of(asker, person=person, now=request.now)
    disclosure.heed(asker, seen.pack if seen else None, person=person)
    own = asker.party == person
    back = reverse("spending:account", args=[person])
    if seen is None:
        return show("spending/not_yet.html", about=person, title=_("What is saved"), back=back)
    return show(
        "spending/savings.html",
        about=person,
        title=_("What you have saved") if own else _("What %(name)s has saved") % {"name": seen.person_name},
        seen=seen,
        own=own,
        rows=[(_named(part), Money(part.pence, seen.currency)) for part in seen.surplus.parts],
        left=Money(seen.surplus.pence, seen.currency),
        kinds=_kinds(),
        back=back,
    )


@page("spending.save")
def save_for(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Say what saved money is meant for."""
    asker, now = request.asker, request.now
    seen = _savings(request, person)
    _check(request, seen.may_save, "spending.save")
    fields = {
        "kind": OneOf(_("What kind of thing?"), choices=[Choice(kind, said) for kind, said in _kinds().items()]),
        "what": Words(_("What for?"), hint=_("In your own words, such as: a week at the sea in June"), longest=300),
        "pence": Sum(_("How much?"), currency=seen.currency, least=1),
        "until": Day(_("Until when, about?"), hint=_("A guess is fine.")),
    }
    form = Form(request, fields=fields, initial={"until": here(now) + SOON})
    if form.carries_out(lambda given: actions.save_for(asker, now=now, person=person, **given)):
        return go("spending:savings", person)
    return show(
        "spending/deed.html",
        about=person,
        title=_("Save for something"),
        lead=_("What is meant for something counts as yours for it, and is never left over."),
        form=form,
        send_words=_("Write it down"),
        back=reverse("spending:savings", args=[person]),
    )


@page("spending.save")
def save_no_longer(request: HttpRequest, person: UUID, meant: UUID) -> Shown | HttpResponse:
    """Say that money is not meant for something any more."""
    asker, now = request.asker, request.now
    seen = _savings(request, person)
    _check(request, seen.may_save, "spending.save")
    found = _meant(seen, meant)
    form = Form(request)
    if form.carries_out(lambda _given: actions.save_no_longer(asker, now=now, meant=meant)):
        return go("spending:savings", person)
    return show(
        "spending/deed.html",
        about=person,
        title=_("Not saved for this any more?"),
        rows=[(_("What for"), found.what), (_("How much"), found.money), (_("Until"), found.until)],
        lead=_("It was bought, or there is another plan. The money stays where it is."),
        form=form,
        send_words=_("Take it off the list"),
        back=reverse("spending:savings", args=[person]),
    )


@page("spending.tell_surplus")
def tell_surplus(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Tell a person that something is left over, before anything is taken back."""
    asker, now = request.asker, request.now
    seen = _savings(request, person)
    _check(request, seen.may_tell, "spending.tell_surplus")
    form = Form(request, fields={"words": LongWords(_("Why do you think it is too much?"), longest=2000, rows=4)})
    if form.carries_out(lambda given: actions.tell_surplus(asker, now=now, person=person, words=given["words"])):
        return go("spending:savings", person)
    days = seen.rule.tell_days if seen.rule else 0
    return show(
        "spending/deed.html",
        about=person,
        title=_("Tell that something is left over?"),
        rows=[
            (_("Left over"), Money(seen.surplus.pence, seen.currency)),
            (_("Not before"), seen.today + timedelta(days)),
        ],
        inset=_(
            "Talk to the person first: often nobody could be found to help, or it is saved for something. This is a "
            "decision in your own name. They get a letter with every part of it, and nothing is taken while they "
            "challenge it."
        ),
        form=form,
        send_words=_("Tell it"),
        back=reverse("spending:savings", args=[person]),
    )


@page("spending.take_surplus")
def take_surplus(request: HttpRequest, person: UUID, surplus: UUID) -> Shown | HttpResponse:
    """Record that a surplus came back."""
    asker, now = request.asker, request.now
    seen = _savings(request, person)
    _check(request, seen.may_take, "spending.take_surplus")
    found = _surplus(seen, surplus)
    fields = {
        "pence": Sum(_("How much came back?"), currency=seen.currency, least=1),
        "on": Day(_("On which day?"), latest=here(now)),
    }
    form = Form(request, fields=fields, initial={"on": here(now)})
    if form.carries_out(lambda given: actions.take_back_surplus(asker, now=now, surplus=surplus, **given)):
        return go("spending:savings", person)
    return show(
        "spending/deed.html",
        about=person,
        title=_("What came back of what was left over"),
        rows=[(_("Told"), found.money), (_("Left over now"), Money(seen.surplus.pence, seen.currency))],
        reason=found.why_not_yet,
        form=None if found.why_not_yet else form,
        send_words=_("Record it"),
        back=reverse("spending:savings", args=[person]),
    )


@page("spending.tell_surplus")
def let_surplus_be(request: HttpRequest, person: UUID, surplus: UUID) -> Shown | HttpResponse:
    """Decide that what is left over stays with the person."""
    asker, now = request.asker, request.now
    seen = _savings(request, person)
    _check(request, seen.may_tell, "spending.tell_surplus")
    found = _surplus(seen, surplus)
    form = Form(request, fields={"words": LongWords(_("Why does it stay?"), longest=2000, rows=3)})
    if form.carries_out(lambda given: actions.let_surplus_be(asker, now=now, surplus=surplus, words=given["words"])):
        return go("spending:savings", person)
    return show(
        "spending/deed.html",
        about=person,
        title=_("Let it be?"),
        rows=[(_("Told"), found.money)],
        form=form,
        send_words=_("Let it be"),
        back=reverse("spending:savings", args=[person]),
    )


def _named(part: PartOfSurplus) -> str:
    """Return what a part is called beside its sum; what the person named stands in their own words."""
    names = {
        "with_holder": _("In the account, paid out and not yet spent"),
        "held": _("Promised to things in the plan and not yet paid"),
        "reserve": _("What everyone may keep for harder times"),
        "assistants": _("Notice and holiday pay that assistants have earned"),
        "owed": _("Spent above what was there"),
    }
    return names.get(part.id) or f"{_kinds()[part.id]}: {part.reason.facts.get('what', '')}"


def _check(request: HttpRequest, may: bool, deed: str) -> None:
    """Show no form to who may not send it."""
    if not may:
        raise NotAllowed("people.not_granted", deed=deed)


def _kinds() -> dict[str, str]:
    return {
        "saving": _("Something planned"),
        "tax": _("Tax that falls due"),
        "bill": _("A bill that is still to come"),
    }


def _savings(request: HttpRequest, person: UUID) -> SavingsSeen:
    seen = queries.savings_of(request.asker, person=person, now=request.now)
    disclosure.heed(request.asker, seen.pack if seen else None, person=person)
    if seen is None:
        raise NotFound("savings.nothing_agreed")
    return seen


def _meant(seen: SavingsSeen, meant: UUID) -> MeantSeen:
    found: Any = next((one for one in seen.meant if one.id == meant), None)
    if found is None:
        raise NotFound("savings.unknown")
    return found


def _surplus(seen: SavingsSeen, surplus: UUID) -> SurplusSeen:
    found: Any = next((one for one in seen.told if one.id == surplus and one.ended_at is None), None)
    if found is None:
        raise NotFound("surplus.unknown")
    return found
