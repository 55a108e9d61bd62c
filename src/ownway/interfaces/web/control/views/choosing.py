"""Who holds the money: how it is now, choose for all of it, choose single parts, let it go on, take it over."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.control import options
from ownway.interfaces.web.control.views.paying import holders_seen
from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import Choice, Chooser, Day, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.pictures import Bar
from ownway.interfaces.web.design.saying import language
from ownway.registers.people import queries as people
from ownway.steps.control import actions, queries
from ownway.steps.control.queries import ChoiceSeen, ControlSeen
from ownway.steps.review import queries as review
from ownway.steps.review.queries import ReviewLine
from ownway.values.cannot import NotAllowed, NotFound


@page("control.see")
def overview(request: HttpRequest, person: UUID) -> Shown:
    """Show how far the money is held now, what comes next and what was before."""
    asker, now = request.asker, request.now
    seen = queries.degrees_of(asker, person=person, now=now)
    disclosure.heed(asker, seen.pack if seen else None, person=person)
    own = asker.party == person
    if seen is None:
        return show("control/not_yet.html", about=person, title=_("Choose how the money is held"), person=person)
    latest = seen.latest
    return show(
        "control/overview.html",
        about=person,
        title=_("How the money is held"),
        seen=seen,
        own=own,
        picture=_picture(latest) if latest else (),
        name_of=options.name_of,
        holders=holders_seen(request, seen),
        cause=_cause(request, seen),
        may_write_down=people.may_do(asker, deed="people.keep_payment_details", about=person, now=now),
        back=reverse("home:person", args=[person]),
    )


def _cause(request: HttpRequest, seen: ControlSeen) -> ReviewLine | None:
    """Return the review that asked for the latest choice, where there is one the asker may know of."""
    try:
        return review.asked_for_choice(
            request.asker, person=seen.person, before=seen.latest.at if seen.latest else request.now, now=request.now
        )
    except (NotFound, NotAllowed):
        return None


@page("control.choose")
def choose(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Choose how all of the money is held, but for single parts."""
    seen = _to_choose(request, person)
    easy = request.showing.easy_read
    holders = queries.possible_holders(request.asker, person=person, now=request.now)
    fields = {
        "rest": OneOf(_("How do you want your money to be held?"), choices=options.choices(seen, holders, easy=easy))
    }
    form = Form(request, fields=fields, initial=options.begun_with(seen.latest))
    if form.carries_out(lambda given: given["rest"]):
        return go(f"{reverse('control:parts', args=[person])}?rest={form.result}")
    return show(
        "control/choose.html",
        about=person,
        form=form,
        title=_("How do you want your money to be held?"),
        seen=seen,
        impossible=options.impossible(seen, holders, easy=easy),
        back=reverse("control:overview", args=[person]),
    )


@page("control.choose")
def parts(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Choose single parts of the plan, and from which day on; then it is put in place."""
    asker, now = request.asker, request.now
    seen = _to_choose(request, person)
    easy = request.showing.easy_read
    holders = queries.possible_holders(asker, person=person, now=now)
    possible = options.choices(seen, holders, easy=easy)
    rest = next((choice for choice in possible if choice.value == request.GET.get("rest", "")), None)
    if rest is None:
        return go("control:choose", person)
    form = Form(request, fields=_fields(seen, possible), initial=_begun_with(seen))

    def deed(given: dict[str, object]) -> UUID:
        lines = {part.line: options.read(str(given.get(str(part.line)) or "")) for part in seen.parts}
        chosen = options.read(rest.value)
        assert chosen is not None  # it is one of the choices
        return actions.choose_degrees(
            asker,
            now=now,
            agreement=seen.agreement,
            rest=chosen,
            lines={line: choice for line, choice in lines.items() if choice is not None},
            starts=given["starts"],  # type: ignore[arg-type]
            words=str(given["words"]),
        )

    if form.carries_out(deed):
        return go("control:overview", person)
    return show(
        "control/parts.html",
        about=person,
        form=form,
        title=_("Is any part to be held in another way?") if seen.parts else _("From which day?"),
        rest=rest,
        seen=seen,
        back=reverse("control:choose", args=[person]),
    )


@page("control.choose")
def carry_on(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Let the choice go on for a new plan."""
    asker, now = request.asker, request.now
    seen = _to_choose(request, person)
    form = nothing_to_fill(request)
    if form.carries_out(lambda given: actions.carry_on(asker, now=now, person=person)):
        return go("control:overview", person)
    return show(
        "control/carry_on.html",
        about=person,
        form=form,
        title=_("Go on in the same way"),
        seen=seen,
        name_of=options.name_of,
        back=reverse("control:overview", args=[person]),
    )


@page("control.lower")
def lower(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Take the money into the authority's keeping, with a reason, after notice, open to challenge."""
    asker, now = request.asker, request.now
    seen = queries.degrees_of(asker, person=person, now=now)
    if seen is None or not seen.may_lower:
        raise NotFound("control.nothing_to_lower")
    easy = request.showing.easy_read
    kept = [degree for degree in seen.pack.control.degrees if options.is_kept_by_us(degree)]
    fields = {
        "degree": OneOf(
            _("How will the money be held?"),
            choices=[Choice(degree.id, options.said(seen.pack, degree.id, easy=easy)) for degree in kept],
        ),
        "words": LongWords(_("Your reason, as the person will read it"), longest=4000),
        "starts": Day(_("From which day?"), hint=_("Leave it empty for the first day after notice."), required=False),
    }
    form = Form(request, fields=fields)
    if form.carries_out(lambda given: actions.lower_degree(asker, now=now, person=person, **given)):
        return go("file:decision", form.result)
    return show(
        "control/lower.html",
        about=person,
        form=form,
        title=_("Take the money into our keeping"),
        seen=seen,
        back=reverse("control:overview", args=[person]),
    )


def _to_choose(request: HttpRequest, person: UUID) -> ControlSeen:
    seen = queries.degrees_of(request.asker, person=person, now=request.now)
    disclosure.heed(request.asker, seen.pack if seen else None, person=person)
    if seen is None or not seen.may_choose:
        raise NotFound("control.nothing_to_carry_on")
    return seen


def _fields(seen: ControlSeen, possible: list[Choice]) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    like_the_rest = Choice(options.SAME, _("Like the rest"))
    if seen.pack.control.may_mix:
        for part in seen.parts:
            hint = disclosure.say_per(part.a_payment, seen.every, language())
            answers = [like_the_rest, *(Choice(one.value, _in_one_line(one)) for one in possible)]
            fields[str(part.line)] = Chooser(part.what, hint=hint, choices=answers, required=False)
    fields["starts"] = Day(_("From which day?"))
    fields["words"] = LongWords(_("Is there anything you want to say about it?"), longest=2000, rows=3, required=False)
    return fields


def _in_one_line(choice: Choice) -> str:
    return f"{choice.label} {choice.hint}".strip()


def _begun_with(seen: ControlSeen) -> dict[str, object]:
    begun: dict[str, object] = {str(part.line): options.SAME for part in seen.parts}
    wished = {str(part.line): part.wished for part in seen.parts if part.wished}
    # The plan may say already how somebody would like a line to be held; the first choice begins with that.
    if seen.latest is None:
        kept = {degree.id for degree in seen.pack.control.degrees if options.is_kept_by_us(degree)}
        begun |= {line: options.value_of(degree, None) for line, degree in wished.items() if degree in kept}
    return begun | options.begun_with(seen.latest) | {"starts": seen.first_day}


def _picture(latest: ChoiceSeen) -> list[Bar]:
    return [
        Bar(options.name_of(part), part.money.pence, disclosure.say_per(part.money, part.every, language()), tone)
        for tone, part in enumerate(latest.parts, start=1)
    ]
