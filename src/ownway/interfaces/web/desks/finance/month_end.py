"""Month-end: which months are closed, what moved in one, what is pending, and closing it."""

from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.forms import nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.desks.finance.streams import name_of
from ownway.registers.money import actions, queries
from ownway.registers.money.queries import StateSum
from ownway.values.cannot import NotFound
from ownway.words import days


@page("money.see_months")
def months(request: HttpRequest) -> Shown:
    """Show every month, the newest first, and which can be closed."""
    found = queries.months(request.asker, now=request.now)
    return show(
        "finance/months.html",
        title=_("Month-end"),
        months=[(one, days.month(one.month, language())) for one in found],
        back=reverse("finance:payments"),
    )


@page("money.see_months")
def month(request: HttpRequest, year: int, month: int) -> Shown | HttpResponse:
    """Show one month, with what moved in it; whoever works in finance may close it."""
    asker, now = request.asker, request.now
    try:
        first = date(year, month, 1)
    except ValueError as error:
        raise NotFound("people.not_found") from error
    found = queries.month(asker, month=first, now=now)
    if found is None:
        raise NotFound("people.not_found")
    form = nothing_to_fill(request)
    if form.carries_out(lambda given: actions.close_month(asker, now=now, month=first)):
        return go("finance:month", year, month)
    return show(
        "finance/month.html",
        title=days.month(first, language()),
        whole=found,
        seen=found.seen,
        sums=_by_stream(request, found.sums),
        form=form,
        may_close=asker.has("finance") and found.seen.closed_at is None and (found.seen.is_next or form.is_bound),
        back=reverse("finance:months"),
    )


def _by_stream(request: HttpRequest, sums: tuple[StateSum, ...]) -> list[tuple[str, list[tuple[str, StateSum]]]]:
    words = states_in_words()
    streams = groupby(sums, key=lambda row: (row.programme, row.stream, row.money.currency))
    return [
        (
            name_of(request, programme, "stream", stream) if stream else _("The bank"),
            [(words[row.state.value], row) for row in rows],
        )
        for (programme, stream, _currency), rows in streams
    ]


def states_in_words() -> dict[str, str]:
    """Return where money can stand, in the words of the page."""
    return {
        "granted": _("Agreed by the funder"),
        "left": _("Left"),
        "held": _("Promised"),
        "with_holder": _("With whoever holds the money"),
        "spent": _("Spent"),
        "returned": _("Given back"),
        "lapsed": _("Not used in time"),
        "contributed": _("Own money put in"),
        "own_left": _("Own money left"),
        "own_spent": _("Own money spent"),
        "shortfall": _("Still to be met, in all"),
        "owed": _("Spent above what the holder had"),
        "overdrawn": _("Spent above what was left"),
        "overgranted": _("To come off later"),
        "billed": _("Asked of people themselves, in all"),
        "due": _("Billed and still to be paid"),
        "paid_in": _("Paid in by people"),
        "waived": _("Billed and waived"),
        "kept_back": _("People’s own share, left out of payments"),
        "bank": _("The authority’s bank account"),
        "clearing": _("On its way through the bank"),
        "paid": _("Paid, as the bank says"),
    }
