"""Tells one's own story for others: written, seen as others will, said yes to, and taken back at any time."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, Chooser, LongWords, Number, Sum, Ticked, Words
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.ideas import saying
from ownway.interfaces.web.ideas.reading import one_of
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.registers.stories import actions as stories
from ownway.registers.stories import queries
from ownway.registers.stories.queries import Standing
from ownway.rulebook.model import Pack
from ownway.steps.allocation import queries as allocation
from ownway.steps.planning import queries as plans
from ownway.steps.planning.actions import ideas as actions
from ownway.values import Every
from ownway.values.cannot import NotAllowed, NotFound

LINES = range(1, 6)
"""So many lines stand on the page; a story is no ledger."""
MOST_PENCE = 100_000_000


def standings() -> dict[Standing, str]:
    """Return how a story stands, in the words of the page."""
    return {
        Standing.WAITS_FOR_YES: _("It waits for your yes. Nobody else can read it."),
        Standing.WAITS_FOR_READER: _("It waits for somebody to read it. Others cannot read it yet."),
        Standing.SENT_BACK: _("It was not shown. You see why below."),
        Standing.WAITS_FOR_PEOPLE: _("It was read. It is shown as soon as enough people could have told it."),
        Standing.SHOWN: _("Others can read it."),
        Standing.TAKEN_BACK: _("You took it back. Nobody else can read it."),
    }


@page("stories.see_own")
def mine(request: HttpRequest, person: UUID) -> Shown:
    """Show the stories told of a person, and how each stands."""
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    own = queries.mine(asker, person=person, now=now)
    return show(
        "ideas/mine.html",
        about=person,
        title=_("My stories") if asker.party == person else _("Their stories"),
        person=person,
        own=own,
        standings=standings(),
        back=reverse("home:person", args=[person]),
    )


@page("stories.tell")
def tell(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Write a story down; it begins with what stands in the plan, less names.

    :raises NotFound: for those who may tell none of this person.
    """
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    seen = people.person(asker, person=person, now=now)
    if not queries.may_tell(asker, person=person, now=now):
        raise NotFound("stories.unknown")
    pack = _pack_of(request, person)
    known = [pack] if pack else saying.packs(now)
    form = Form(request, fields=_fields(request, known), initial=_begun(request, person))
    if form.carries_out(
        lambda given: actions.share_story(asker, now=now, person=person, given=story_from(given, known[0].currency))
    ):
        own = asker.party == person or "represents" in people.relations_of_asker(asker, to=person, now=now)
        return go("ideas:own", person, form.result) if own else go("home:person", person)
    return show(
        "ideas/tell.html",
        about=person,
        title=_("Tell what you did") if asker.party == person else _("Tell what they did"),
        named="" if asker.party == person else seen.name,
        form=form,
        lines=LINES,
        back=reverse("ideas:mine", args=[person]) if asker.party == person else reverse("home:person", args=[person]),
    )


@page("stories.see_own")
def own(request: HttpRequest, person: UUID, story: UUID) -> Shown | HttpResponse:
    """Show one's story as others will read it, how it stands, and say yes to it."""
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    found = one_of(queries.mine(asker, person=person, now=now), story)
    yes = Ticked(
        _("Yes, others may read this"),
        hint=_("You can take it back whenever you like. Then nobody can read it any more."),
        missing=_("Tick the box if others may read it. If not, you need do nothing."),
    )
    form = Form(request, fields={"yes": yes})
    if form.carries_out(lambda _given: stories.agree(asker, now=now, story=story)):
        return go("ideas:own", person, story)
    return show(
        "ideas/own.html",
        about=person,
        title=found.seen.title,
        person=person,
        told=saying.told(request, found.seen),
        found=found,
        said=standings()[found.standing],
        form=form,
        back=reverse("ideas:mine", args=[person]),
    )


@page("stories.take_back")
def take_back(request: HttpRequest, person: UUID, story: UUID) -> Shown | HttpResponse:
    """Take one's story back."""
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    found = one_of(queries.mine(asker, person=person, now=now), story)
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: stories.take_back(asker, now=now, story=story)):
        return go("ideas:mine", person)
    return show(
        "ideas/take_back.html",
        about=person,
        title=_("Take your story back?"),
        found=found,
        form=form,
        back=reverse("ideas:own", args=[person, story]),
    )


def story_from(given: Mapping[str, Any], currency: str) -> actions.StoryGiven:
    """Return what the fields gave as a story; a line without words is none."""
    lines = tuple(
        actions.LineTold(
            given[f"what_{number}"],
            given[f"pence_{number}"] or 0,
            Every(given[f"every_{number}"] or Every.WEEK.value),
            int(given[f"times_{number}"] or 1),
            given[f"who_{number}"],
        )
        for number in LINES
        if given[f"what_{number}"]
    )
    words = actions.Words(
        title=given["title"],
        text=given["text"],
        aim=given["wanted"],
        lines=lines,
        helped=given["helped"],
        came_of_it=given["came_of_it"],
        easy=given["easy"],
        currency=currency,
    )
    return actions.StoryGiven(words, aim=given["aim"], kind=given["kind"], area=given.get("area", ""))


def _pack_of(request: HttpRequest, person: UUID) -> Pack | None:
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    try:
        figure = allocation.figure_of(asker, person=person, now=now)
    except NotAllowed:
        return None
    return programmes.pack(figure.version) if figure else None


def _fields(request: HttpRequest, known: list[Pack]) -> dict[str, forms.Field]:
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    aims = {aspect.id for pack in known for aspect in pack.outcomes.aspects}
    kinds = {kind for pack in known for kind in pack.planning.kinds_of_support}
    fields: dict[str, forms.Field] = {
        "title": Words(_("What would you call it?"), hint=_("For example: Saturdays at the ground."), longest=120),
        "wanted": Words(_("What did you want?"), hint=_("In a sentence, as in a plan."), longest=300),
        "aim": Chooser(_("Which part of life was it for?"), choices=_choices(request, known, "aspect", aims)),
        "text": LongWords(
            _("What did you do?"),
            hint=_("No names, please, and nothing else by which somebody could be known. Say “a friend”, “my town”."),
            longest=8000,
            rows=6,
        ),
        "kind": Chooser(_("What kind of support was the main part?"), choices=_choices(request, known, "kind", kinds)),
    }
    rhythms = [Choice(every.value, said) for every, said in saying.rhythms().items()]
    for number in LINES:
        fields[f"what_{number}"] = Words(_("What was bought or given?"), required=False, longest=300)
        fields[f"who_{number}"] = Words(
            _("Who by?"), hint=_("A friend, an assistant, a shop."), required=False, longest=300
        )
        fields[f"pence_{number}"] = Sum(
            _("What did one cost?"), currency=known[0].currency, most=MOST_PENCE, required=False
        )
        fields[f"times_{number}"] = Number(_("How many times?"), whole=True, required=False)
        fields[f"every_{number}"] = Chooser(_("In what time?"), choices=rhythms, required=False)
    fields |= {
        "helped": LongWords(_("Who helped you plan it?"), required=False, longest=2000, rows=2),
        "came_of_it": LongWords(_("What came of it?"), required=False, longest=4000, rows=4),
        "easy": LongWords(
            _("The same in a few short sentences"), hint=_("One on each line, for Easy Read."), required=False, rows=4
        ),
    }
    if areas := queries.areas(asker, now=now):
        fields["area"] = Chooser(
            _("Where was it?"),
            choices=[Choice(name, f"{name}, {region}") for name, region in areas],
            hint=_("It is told only as exactly as many people live there."),
            required=False,
        )
    return fields


def _choices(request: HttpRequest, known: list[Pack], prefix: str, ids: set[str]) -> list[Choice]:
    found = [Choice(id, saying.label(request, known, f"{prefix}.{id}")) for id in ids]
    return sorted(found, key=lambda choice: choice.label.casefold())


def _begun(request: HttpRequest, person: UUID) -> dict[str, Any]:
    """Return what the page begins with: the lines of the plan, where the asker may read it, without who gives them."""
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    seen = plans.plan_of(asker, person=person, now=now)
    begun: dict[str, Any] = {}
    if seen is None or request.GET.get("from") != "plan":
        return begun
    for number, line in zip(LINES, seen.lines, strict=False):
        whole = line.quantity.denominator == 1
        begun |= {
            f"what_{number}": line.what,
            f"pence_{number}": line.price.pence,
            f"times_{number}": str(line.times * (line.quantity.numerator if whole else 1)),
            f"every_{number}": line.every.value,
        }
    if seen.aims:
        begun["wanted"] = seen.aims[0].text[:300]
    if seen.lines:
        begun["kind"] = seen.lines[0].kind
    return begun
