"""The first page of step 1 for one person: begin, go on, or see what was told."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ownway.interfaces.web.allocation import asking
from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import Choice, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.steps.allocation import actions, queries
from ownway.steps.planning import queries as plans


@page("allocation.see")
def overview(request: HttpRequest, person: UUID) -> Shown:
    """Show where the person's allocation stands: their figure, what is open, and what came before."""
    asker, now = asking.who_and_when(request)
    told = queries.figures_of(asker, person=person, now=now)
    for one in told:
        disclosure.heed(asker, asking.pack_of(one.version), person=person)
    lines = queries.my_assessments(asker, person=person, now=now)
    going = next((line for line in lines if line.state in ("open", "handed_in")), None)
    return show(
        "allocation/overview.html",
        about=person,
        title=_("Know your budget"),
        person=people.person(asker, person=person, now=now),
        own=asking.is_own(request, person),
        figure=queries.figure_of(asker, person=person, now=now),
        told=told,
        eligibility=queries.eligibility_of(asker, person=person, now=now),
        instead=queries.offered_instead(asker, person=person, now=now),
        going=going,
        moving=queries.moving_over(asker, person=person, now=now),
        staff=queries.may_do(asker, deed="check", person=person, now=now),
        on_word=plans.may_do(asker, deed="write_on_word", person=person, now=now),
        may_print=queries.may_do(asker, deed="print_form", person=person, now=now),
        carer=queries.may_do(asker, deed="give_word", person=person, now=now),
        facts=queries.facts_of(asker, assessment=going.id, now=now) if going and going.state == "handed_in" else None,
        may_start=queries.may_do(asker, deed="start", person=person, now=now),
        pack=asking.pack_of,
    )


@page("allocation.start")
def start(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Begin a self-assessment: which programme, how the answers will be given, and why again where there was one."""
    asker, now = asking.who_and_when(request)
    seen = people.person(asker, person=person, now=now)
    asking.only_who_may(request, "start", person)
    before = queries.figure_of(asker, person=person, now=now)
    own = asking.is_own(request, person)
    instead = _instead(request, person)
    fields = _fields(request, own=own, again=before is not None)
    form = Form(request, fields=fields, initial={"channel": "phone", "programme": instead or settings.OWNWAY_PROGRAMME})
    if form.carries_out(
        lambda given: actions.start_assessment(
            asker,
            now=now,
            person=person,
            programme=given.get("programme") or instead or settings.OWNWAY_PROGRAMME,
            channel=given.get("channel") or "self",
            why_again=given.get("why_again", ""),
        )
    ):
        return go("allocation:tasks", form.result)
    return show(
        "allocation/start.html",
        about=person,
        title=_("Tell us about your life") if own else _("Write down a self-assessment"),
        person=seen,
        own=own,
        again=before,
        form=form,
    )


def _instead(request: HttpRequest, person: UUID) -> str:
    """Return the programme the address names: one offered in place of another, or for a carer the one for carers."""
    asker, now = asking.who_and_when(request)
    named = request.GET.get("programme", "")
    if named == settings.OWNWAY_CARERS_PROGRAMME and asking.is_own(request, person):
        return named
    return named if named in {one.id for one in queries.offered_instead(asker, person=person, now=now)} else ""


def _fields(request: HttpRequest, *, own: bool, again: bool) -> dict[str, OneOf | LongWords]:
    _asker, now = asking.who_and_when(request)
    fields: dict[str, OneOf | LongWords] = {}
    known = programmes.programmes(on=here(now))
    if len(known) > 1 and not own:
        # The programme of the house comes first, then all others as a reader looks for them.
        ordered = sorted(known, key=lambda one: (one.id != settings.OWNWAY_PROGRAMME, one.name.casefold()))
        choices = [Choice(one.id, one.name) for one in ordered]
        fields["programme"] = OneOf(_("Which programme is it for?"), choices=choices)
    if not own:
        fields["channel"] = OneOf(_("How will the person answer?"), choices=asking.spoken_choices())
    if again:
        fields["why_again"] = LongWords(_("What has changed?"), longest=2000, required=False, rows=3)
    return fields
