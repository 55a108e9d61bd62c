"""The account: what came in, went out, is promised and is left, beside the plan, with what is asked and why."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import Choice, OneOf, Sum
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.interfaces.web.spending import saying
from ownway.registers.money import queries as money_queries
from ownway.steps.control import queries as control
from ownway.steps.control.queries import AssistantSeen
from ownway.steps.spending import actions, queries
from ownway.values.cannot import NotAllowed, NotFound

LINES_ON_A_PAGE = 100
REST = "rest"


@page("spending.see")
def account(request: HttpRequest, person: UUID) -> Shown:
    """Show the account of one person."""
    asker, now = request.asker, request.now
    seen = queries.account_of(asker, person=person, now=now)
    disclosure.heed(asker, seen.pack if seen else None, person=person)
    own = asker.party == person
    back = reverse("home:person", args=[person])
    if seen is None:
        return show("spending/not_yet.html", about=person, title=_("Use the money"), back=back)
    schedules = money_queries.schedules_of(asker, person=person, now=now)
    return show(
        "spending/account.html",
        about=person,
        title=_("Your money") if own else _("The money of %(name)s") % {"name": seen.person_name},
        seen=seen,
        own=own,
        where=() if disclosure.kept_back() or disclosure.tools_only() else saying.where_picture(seen),
        year=saying.year_picture(seen),
        pace=saying.pace_in_words(seen),
        entries=seen.entries[:LINES_ON_A_PAGE],
        what=saying.what,
        sum_of=saying.sum_of,
        effect=saying.effect,
        coming=sorted(
            (one for one in schedules if one.money is not None and one.next_due),
            key=lambda one: one.next_due or one.starts,
        ),
        asked=saying.asked(seen, easy=request.showing.easy_read),
        assistants=_assistants(request, person),
        back=back,
    )


def _assistants(request: HttpRequest, person: UUID) -> tuple[AssistantSeen, ...]:
    """Return who works for the person today; nobody to one who may not see it."""
    try:
        return control.assistants_of(request.asker, person=person, on=here(request.now), now=request.now)
    except NotAllowed:
        return ()


@page("spending.move")
def move(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Move money that is promised to one part of the plan to another."""
    asker, now = request.asker, request.now
    seen = queries.account_of(asker, person=person, now=now)
    disclosure.heed(asker, seen.pack if seen else None, person=person)
    if seen is None or not seen.may_move:
        raise NotFound("spending.nothing_agreed")
    promised = [row for row in seen.compared if row.promised]
    everything_else = _("What stands under no line of the plan")
    sources = [
        Choice(
            str(row.line or REST),
            f"{row.what or everything_else}: {disclosure.say(row.promised, language())}",
        )
        for row in promised
    ]
    goals = [Choice(str(row.line or REST), row.what or everything_else) for row in seen.compared if row.line]
    fields = {
        "pence": Sum(_("How much?"), currency=seen.account.currency, least=1),
        "line": OneOf(_("From where?"), choices=sources),
        "to_line": OneOf(_("To where?"), choices=[*goals, Choice(REST, everything_else)]),
    }
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.move_between_lines(
            asker,
            now=now,
            key=form.key,
            person=person,
            pence=given["pence"],
            line=_line(given["line"]),
            to_line=_line(given["to_line"]),
        )
    ):
        return go("spending:account", person)
    return show(
        "spending/move.html",
        about=person,
        title=_("Move money between parts of the plan"),
        form=form,
        promised=promised,
        back=reverse("spending:account", args=[person]),
    )


def _line(given: str) -> UUID | None:
    return None if given == REST else UUID(given)
