"""What can be done after an event: let the budget go on, undo a mistake, pay last wages, make the last account."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import Choice, Day, LongWords, OneOf, Sum
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.interfaces.web.spending.views.events import kinds
from ownway.registers.people import queries as people
from ownway.steps.spending import actions, queries
from ownway.steps.spending.queries import EventSeen
from ownway.values.cannot import NotAllowed


@page("spending.record_event")
def resume(request: HttpRequest, event: UUID) -> Shown | HttpResponse:
    """Let the budget go on."""
    asker, now, seen = request.asker, request.now, _seen(request, event, "may_change")
    fields = {
        "on": Day(_("From which day is the money needed again?"), latest=here(now)),
        "words": LongWords(_("A note for the person"), required=False, longest=2000, rows=2),
    }
    form = Form(request, fields=fields, initial={"on": here(now)})
    return _deed(
        seen,
        form,
        lambda given: actions.resume_after_event(asker, now=now, event=event, **given),
        title=_("Let the budget go on?"),
        lead=_(
            "Payments begin again by themselves. What is missing until the next regular payment comes once, in the "
            "next run."
        ),
        send_words=_("Let it go on"),
    )


@page("spending.record_event")
def undo(request: HttpRequest, event: UUID) -> Shown | HttpResponse:
    """Undo an event that was a mistake."""
    asker, now, seen = request.asker, request.now, _seen(request, event, "may_change")
    form = Form(request, fields={"words": LongWords(_("How did the mistake come about?"), longest=2000, rows=3)})
    return _deed(
        seen,
        form,
        lambda given: actions.undo_event(asker, now=now, event=event, **given),
        title=_("Undo this?"),
        lead=_("Every day counts as if nothing had been written down. A letter says sorry. Both stay on record."),
        send_words=_("Undo it"),
    )


@page("spending.record_event")
def pay_short(request: HttpRequest, event: UUID) -> Shown | HttpResponse:
    """Pay what is lacking for what assistants are owed."""
    asker, now, seen = request.asker, request.now, _seen(request, event, "may_change")
    circle = people.circle_of(asker, person=seen.person, now=now)
    choices = [Choice(str(seen.person), seen.person_name)]
    choices += [Choice(str(one.id), one.name) for one in circle if one.relation in actions.MAY_PAY_ON]
    form = Form(request, fields={"payee": OneOf(_("To whom is it paid, to pass it on?"), choices=choices)})
    return _deed(
        seen,
        form,
        lambda given: actions.pay_what_is_short(asker, now=now, event=event, payee=UUID(given["payee"])),
        title=_("Pay what is lacking for the assistants?"),
        rows=[(_("Owed to assistants"), seen.money(seen.account.owed)), (_("Lacking"), seen.money(seen.account.short))],
        lead=_("It goes out once, with the next payment run, to the bank account confirmed for whoever you choose."),
        send_words=_("Pay it"),
    )


@page("spending.settle")
def settle(request: HttpRequest, event: UUID) -> Shown | HttpResponse:
    """Make the last account."""
    asker, now, seen = request.asker, request.now, _seen(request, event, "may_settle")
    fields = {
        "kept_pence": Sum(_("How much stays for bills still to come?"), currency=seen.currency),
        "words": LongWords(_("What should the family know?"), longest=2000, rows=3),
    }
    form = Form(request, fields=fields, initial={"kept_pence": "0"})
    return _deed(
        seen,
        form,
        lambda given: actions.settle_event(asker, now=now, event=event, **given),
        title=_("Make the last account?"),
        rows=[
            (_("Still with whoever holds the money"), seen.money(seen.account.with_holder)),
            (_("Owed to assistants"), seen.money(seen.account.owed)),
            (_("Bills are waited for until"), seen.bills_until or seen.on),
        ],
        lead=_("A letter shows every sum and how what is left over came to be. It asks for nothing by a day."),
        send_words=_("Make it"),
    )


@page("spending.settle")
def returned(request: HttpRequest, event: UUID) -> Shown | HttpResponse:
    """Record what came back of a budget that ended."""
    asker, now, seen = request.asker, request.now, _seen(request, event, "may_return")
    fields = {
        "pence": Sum(_("How much came back?"), currency=seen.currency, least=1),
        "on": Day(_("On which day?"), latest=here(now)),
    }
    form = Form(request, fields=fields, initial={"on": here(now)})
    return _deed(
        seen,
        form,
        lambda given: actions.record_return(asker, now=now, key=form.key, event=event, **given),
        title=_("What came back"),
        rows=[(_("To come back by the last account"), seen.money(seen.account.to_return))],
        send_words=_("Record it"),
    )


def _seen(request: HttpRequest, event: UUID, may: str) -> EventSeen:
    seen = queries.event(request.asker, event=event, now=request.now)
    if not getattr(seen, may):
        raise NotAllowed(
            "people.not_granted", deed="spending.settle" if may != "may_change" else "spending.record_event"
        )
    disclosure.heed(request.asker, seen.pack, person=seen.person)
    return seen


def _deed(
    seen: EventSeen, form: Form, deed: Callable[[dict[str, Any]], Any], *, title: str, **told: Any
) -> Shown | HttpResponse:
    if form.carries_out(deed):
        return go("spending:event", seen.id)
    return show(
        "spending/deed.html",
        about=seen.person,
        title=title,
        caption=f"{kinds()[seen.kind.value]}: {seen.person_name}",
        form=form,
        back=reverse("spending:event", args=[seen.id]),
        **told,
    )
