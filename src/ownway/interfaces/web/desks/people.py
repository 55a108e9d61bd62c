"""The practitioner's pages about one person: visits, handing over, deciding for oneself, and who speaks for them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import AnyOf, Choice, Chooser, Day, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.registers.decisions import actions as decisions
from ownway.registers.decisions import queries as clocks
from ownway.registers.people import actions
from ownway.registers.people import queries as people
from ownway.values import new_identifier

LONGEST = 4000


@page("people.see_visits")
def visits(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Show the notes of visits, to the person too, and keep one; without a signal the browser keeps it and sends it."""
    asker, now = request.asker, request.now
    noted = people.visits_to(asker, person=person, now=now)
    may_note = people.may_do(asker, deed="people.note_visit", about=person, now=now)
    fields = {
        "day": Day(_("Day of the visit")),
        "words": LongWords(
            _("What came of it?"), hint=_("Write it as you would say it to the person. They read it too."),
            longest=10_000, rows=8,
        ),
    }  # fmt: skip
    form = Form(request, base=str(new_identifier(now)), fields=fields, initial={"day": here(now)})
    note = next(iter(form.base_identifiers), None)
    if form.carries_out(lambda given: actions.note_visit(asker, now=now, person=person, note=note, **given)):
        return go("desks:visits", person)
    return show(
        "desks/visits.html",
        about=person,
        title=_("Visits"),
        person=people.person(asker, person=person, now=now),
        own=asker.party == person,
        noted=noted,
        may_note=may_note,
        form=form,
        back=reverse("home:person", args=[person]),
    )


@page("people.work_with")
def intake(request: HttpRequest) -> Shown | HttpResponse:
    """Show those with whom nobody works yet and what they wait for, and take one of them on."""
    asker, now = request.asker, request.now
    waiting = clocks.intake(asker, now=now)
    names = {one.about: one.about_name for one in waiting}
    form = Form(
        request,
        fields={
            "person": Chooser(_("Whom do you take on?"), choices=[Choice(str(id), name) for id, name in names.items()])
        },
    )
    if form.carries_out(
        lambda given: actions.relate(asker, now=now, who=asker.party, relation="works_with", to=UUID(given["person"]))
    ):
        return go("desks:desk")
    return show(
        "desks/intake.html",
        about=tuple(names),
        title=_("Nobody works with them yet"),
        waiting=waiting,
        form=form,
        back=reverse("desks:desk"),
    )


@page("decisions.hand_over")
def hand_over(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Hand a person over to another practitioner, with the day and why; the person is told by letter."""
    asker, now = request.asker, request.now
    people.check_may_do(asker, deed="decisions.hand_over", about=person, now=now)
    others = [(id, name) for id, name in people.practitioners(asker, now=now) if id not in (asker.party, person)]
    fields = {
        "to": Chooser(_("Who works with them from then on?"), choices=[Choice(str(id), name) for id, name in others]),
        "day": Day(_("From which day?")),
        "words": LongWords(_("Why?"), hint=_("The person reads it in the letter."), longest=LONGEST, rows=4),
    }
    form = Form(request, fields=fields, initial={"day": here(now)})
    if form.carries_out(
        lambda given: decisions.hand_over(
            asker, now=now, person=person, to=UUID(given["to"]), day=given["day"], words=given["words"]
        )
    ):
        return go("desks:desk")
    lead = _("The person gets a letter that says who works with them, from when, and why. What waits on you for them "
             "goes over too, by the same days.")  # fmt: skip
    return _asked(request, person, _("Hand over to somebody else"), form, lead=lead)


@page("people.record_capacity")
def capacity(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Record for one decision whether the person could make it, and the help to decide that was tried first."""
    asker, now = request.asker, request.now
    people.check_may_do(asker, deed="people.record_capacity", about=person, now=now)
    fields = {
        "decision": LongWords(_("Which decision is it about?"), hint=_("One decision, not all of life."),
                              longest=LONGEST, rows=3),
        "day": Day(_("On which day did you look at it together?")),
        "help_tried": LongWords(
            _("What help to decide was tried first?"),
            hint=_("Time, pictures, a quiet place, somebody they trust, their own language."), longest=LONGEST, rows=4,
        ),
        "could": OneOf(
            _("Could they make this decision?"),
            hint=_("Everybody can, unless it is shown that they cannot. An unwise choice does not show it."),
            choices=[Choice("yes", _("Yes, with or without help")), Choice("no", _("Not this one, on this day"))],
        ),
        "wishes": LongWords(_("What do they want themselves?"), hint=_("Always ask. Needed where they could not."),
                            required=False, longest=LONGEST, rows=4),
        "best_interest": LongWords(
            _("What is in their best interest, and how were their wishes followed?"),
            hint=_("Needed where they could not decide."), required=False, longest=LONGEST, rows=4,
        ),
    }  # fmt: skip
    form = Form(request, fields=fields, initial={"day": here(now)})
    if form.carries_out(
        lambda given: actions.record_capacity(
            asker, now=now, person=person, has_capacity=given.pop("could") == "yes", **given
        )
    ):
        return go("desks:capacity", person)
    return show(
        "desks/capacity.html",
        about=person,
        title=_("Deciding for oneself"),
        person=people.person(asker, person=person, now=now),
        records=people.capacity_records(asker, person=person, now=now),
        speaks=[one for one in people.circle_of(asker, person=person, now=now) if one.relation == "represents"],
        bases=_bases(),
        form=form,
        back=reverse("home:person", args=[person]),
    )


@page("people.represent")
def represent(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Record the legal ground on which somebody speaks for the person, its reach, its end and the evidence."""
    asker, now = request.asker, request.now
    people.check_may_do(asker, deed="people.represent", about=person, now=now)
    circle = people.circle_of(asker, person=person, now=now)
    beside = sorted({(one.id, one.name) for one in circle if one.relation != "works_with"}, key=lambda one: one[1])
    form = Form(request, fields=_representing(beside))
    if form.carries_out(
        lambda given: actions.represent(
            asker, now=now, person=person, representative=UUID(given.pop("representative")), **given
        )
    ):
        return go("desks:capacity", person)
    lead = _("They speak for the person only as far as the ground reaches, and only until its end.")
    return _asked(request, person, _("Who speaks for the person"), form, lead=lead)


def _representing(beside: list[tuple[UUID, str]]) -> dict[str, Any]:
    reaches = {"care": _("Care and the plan"), "money": _("Money"), "health": _("Health")}
    return {
        "representative": Chooser(
            _("Who?"), hint=_("Somebody noted as standing beside the person."),
            choices=[Choice(str(id), name) for id, name in beside],
        ),
        "basis": OneOf(_("On what ground?"), choices=[Choice(name, said) for name, said in _bases().items()]),
        "scope": AnyOf(_("What does it reach?"), choices=[Choice(name, said) for name, said in reaches.items()]),
        "evidence": LongWords(_("Which paper did you see?"), hint=_("Its kind, its day, and who gave it."),
                              required=False, longest=LONGEST, rows=3),
        "wishes": LongWords(_("What does the person want of it?"), required=False, longest=LONGEST, rows=3),
        "until": Day(_("Until which day?"), hint=_("Leave this empty where it has no end."), required=False),
    }  # fmt: skip


def _bases() -> dict[str, str]:
    return {
        "nominated": _("The person named them"),
        "advocate": _("Independent advocate"),
        "parent": _("Parent of a child"),
        "power_of_attorney": _("Lasting power of attorney"),
        "deputy": _("Deputy appointed by a court"),
        "suitable_person": _("Suitable person for direct payments"),
        "court_order": _("Another order of a court"),
    }


def _asked(request: HttpRequest, person: UUID, title: str, form: Form, *, lead: str) -> Shown:
    return show(
        "pages/question.html",
        about=person,
        title=title,
        caption=people.person(request.asker, person=person, now=request.now).name,
        lead=lead,
        form=form,
        back=reverse("home:person", args=[person]),
    )
