"""What people pay themselves, at the finance desk: who waits, who owes, deciding a charge, bills, payments, waivers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import Choice, Day, LongWords, OneOf, Sum, Words
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.interfaces.web.spending.views.means import chain, not_telling, now_and_next
from ownway.registers.money import actions as money
from ownway.registers.money import queries as ledger
from ownway.rulebook.model import Way
from ownway.steps.spending import actions, queries
from ownway.steps.spending.queries import MeansSeen
from ownway.values import Money
from ownway.values.cannot import NotAllowed


@page("money.bill")
def charges(request: HttpRequest) -> Shown | HttpResponse:
    """Show whose charge waits to be decided, who asks not to pay, and how everyone stands; send the bills."""
    asker, now = request.asker, request.now
    form = Form(
        request, fields={"until": Day(_("Bill the days before"), latest=here(now))}, initial={"until": here(now)}
    )
    if form.carries_out(
        lambda given: money.bill_own_shares(asker, now=now, key=f"bill:{form.key}", until=given["until"])
    ):
        return go("finance:charges")
    rows, waiting = ledger.own_shares(asker, now=now), queries.means_waiting(asker, now=now)
    return show(
        "finance/charges.html",
        about=tuple(dict.fromkeys([one.person for one in waiting] + [one.person for one in rows])),
        title=_("What people pay themselves"),
        form=form,
        rows=rows,
        waiting=waiting,
        back=reverse("finance:payments"),
    )


@page("spending.decide_charge")
def charge(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Show what one person told and what the rule makes of it, and decide from which day it holds."""
    asker, now = request.asker, request.now
    seen = queries.means_of(asker, person=person, now=now)
    if not seen.may_decide:
        raise NotAllowed("people.not_granted", deed="spending.decide_charge")
    ways = [
        Choice(Way.GROSS.value, _("By bill"), hint=_("The whole budget is paid, and we send a bill.")),
        Choice(Way.NET.value, _("From the payment"), hint=_("The payment is less by it. There is no bill.")),
    ]
    fields = {
        "starts": Day(_("From which day?")),
        "way": OneOf(_("How is it paid?"), choices=ways),
        "words": LongWords(_("A word to the person"), longest=4000, rows=3, required=False),
    }
    form = Form(request, fields=fields, initial={"starts": here(now), "way": seen.means.way.value})
    if form.carries_out(
        lambda given: actions.decide_charge(
            asker, now=now, person=person, starts=given["starts"], way=given["way"], words=given["words"]
        )
    ):
        return go("finance:charge", person)
    easy = request.showing.easy_read
    current, coming = now_and_next(seen, request)
    return show(
        "finance/charge.html",
        about=person,
        title=_("What %(name)s pays") % {"name": seen.person_name},
        form=form,
        seen=seen,
        pack=seen.pack,
        charge=current,
        coming=coming,
        chain=chain(seen, seen.estimate, easy=easy) if seen.estimate else [],
        not_telling=seen.pack.say("means.not_telling", language(), easy) if not_telling(seen) else "",
        waits=_wish(seen),
        back=reverse("finance:charges"),
    )


@page("money.record_share_paid")
def paid(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Write down what a person paid of their bills."""
    asker, now = request.asker, request.now
    seen = queries.means_of(asker, person=person, now=now)
    if not seen.may_decide:
        raise NotAllowed("people.not_granted", deed="money.record_share_paid")
    if seen.share is None:
        raise actions.CannotDecideCharge("means.nothing_told")
    budget = seen.share.budget
    fields = {
        "pence": Sum(_("How much was paid?"), currency=seen.share.due.currency, least=1),
        "on": Day(_("On which day?"), latest=here(now)),
        "words": Words(_("A note"), hint=_("Like the reference on the bank statement"), required=False),
    }
    form = Form(request, fields=fields, initial={"on": here(now)})
    if form.carries_out(
        lambda given: money.record_share_paid(asker, now=now, key=f"paid:{form.key}", budget=budget, **given)
    ):
        return go("finance:charge", person)
    return _one_form(request, seen, form, _("Write down a payment"), _("Write it down"))


@page("spending.waive")
def waive(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Waive some of what was billed, for a reason, or say why not."""
    asker, now = request.asker, request.now
    seen = queries.means_of(asker, person=person, now=now)
    if not seen.may_waive:
        raise NotAllowed("people.not_granted", deed="spending.waive")
    wish = _wish(seen)
    hint = _("Write 0 to answer no. Open now: %(sum)s") % {
        "sum": disclosure.say(seen.share.due if seen.share else Money.nothing(seen.budget.currency), language())
    }
    fields = {
        "pence": Sum(_("How much need not be paid?"), hint=hint, currency=seen.budget.currency),
        "words": LongWords(_("Why?"), hint=_("The person reads this in their letter."), longest=4000),
    }
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.decide_waiver(asker, now=now, person=person, asked=wish.id if wish else None, **given)
    ):
        return go("spending:pay", person)
    return _one_form(request, seen, form, _("Decide about the bills"), _("Decide it"))


def _wish(seen: MeansSeen) -> queries.WaiverSeen | None:
    return next((one for one in seen.waivers if one.decision is None), None)


def _one_form(request: HttpRequest, seen: MeansSeen, form: Form, title: str, send: str) -> Shown:
    return show(
        "finance/charge_form.html",
        about=seen.person,
        title=title,
        form=form,
        seen=seen,
        pack=seen.pack,
        send_words=send,
        waits=_wish(seen),
        back=reverse("finance:charge" if seen.may_decide else "spending:pay", args=[seen.person]),
    )
