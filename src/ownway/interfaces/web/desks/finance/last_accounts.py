"""Last accounts that are still to be made, and payments that the bank sent back after it had told them as paid."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, Chooser, Day
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.interfaces.web.desks.finance.runs import returns_in_words
from ownway.registers.money import actions, queries
from ownway.steps.spending import queries as spending
from ownway.values import Reason
from ownway.values.cannot import NotAllowed, NotFound


@page("spending.see_open_accounts")
def last_accounts(request: HttpRequest) -> Shown:
    """Show the budgets that ended and whose last account is still to be made, the one whose bills are due first."""
    found = spending.open_accounts(request.asker, now=request.now)
    return show(
        "finance/last_accounts.html",
        about=tuple(dict.fromkeys(one.person for one in found)),
        title=_("Last accounts still to be made"),
        found=found,
        today=here(request.now),
        back=reverse("finance:payments"),
    )


@page("money.see_runs")
def late_returns(request: HttpRequest) -> Shown:
    """Show the payments that came back after they were told as paid."""
    found = queries.late_returns(request.asker, now=request.now)
    return show(
        "finance/late_returns.html",
        about=tuple(dict.fromkeys(one.person for one in found)),
        title=_("Payments that came back late"),
        found=found,
        why={one.code: Reason(one.code) for one in found},
        back=reverse("finance:payments"),
    )


@page("money.confirm_run")
def late_return(request: HttpRequest, run: UUID, line: UUID) -> Shown | HttpResponse:
    """Record that a payment came back after it was told as paid."""
    asker, now = request.asker, request.now
    seen = queries.run(asker, run=run, now=now)
    found = next((one for one in seen.lines if one.id == line and one.end == "paid"), None)
    if found is None:
        raise NotFound("money.no_line")
    if not asker.has("finance"):
        # Those who only look, such as auditors, have no deeds here.
        raise NotAllowed("people.not_granted", deed="money.confirm_run")
    choices = [Choice(code, said) for code, said in returns_in_words().items()]
    fields = {
        "why": Chooser(_("What does the bank say?"), choices=choices),
        "on": Day(_("On which day did it come back?"), latest=here(now)),
    }
    form = Form(request, fields=fields, initial={"on": here(now)})
    if form.carries_out(lambda given: actions.record_late_return(asker, now=now, run=run, line=line, **given)):
        return go("finance:late_returns")
    return show(
        "spending/deed.html",
        about=found.person,
        title=_("This payment came back?"),
        rows=[(_("Paid to"), found.payee_name), (_("Due"), found.due_on), (_("Sum"), found.money)],
        lead=_(
            "The money goes back to the budget and the person gets a letter. Once the account is mended, it is paid "
            "again."
        ),
        form=form,
        send_words=_("Record it"),
        back=reverse("finance:run", args=[run]),
    )
