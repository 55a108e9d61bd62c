"""Where the money comes from: one sum, its parts and streams; and another funder, looked at, confirmed, taken back."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import Choice, Day, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import language, told
from ownway.interfaces.web.spending import saying
from ownway.rulebook.model import Pack, Stream
from ownway.steps.allocation.queries import StreamFor
from ownway.steps.spending import actions, queries
from ownway.steps.spending.queries import SourcesSeen
from ownway.values import Every
from ownway.values.cannot import NotFound


@page("spending.see")
def sources(request: HttpRequest, person: UUID) -> Shown:
    """Show one sum, what it is made of, and for each stream whether it is for the person, why, and what it may buy."""
    asker, now = request.asker, request.now
    seen = queries.sources_of(asker, person=person, now=now)
    disclosure.heed(asker, seen.pack if seen else None, person=person)
    if seen is None:
        back = reverse("home:person", args=[person])
        return show("spending/not_yet.html", about=person, title=_("Where the money comes from"), back=back)
    own = asker.party == person
    title = _("Where your money comes from") if own else _("Where the money of %(name)s comes from")
    groups = [
        (_("These are for you") if own else _("For this person"), True),
        (_("Not known yet"), None),
        (_("Not for you now") if own else _("Not for this person now"), False),
    ]
    return show(
        "spending/sources.html",
        about=person,
        title=title if own else title % {"name": seen.person_name},
        seen=seen,
        own=own,
        parts=[(part, _named(seen.pack, part.paid_by, request)) for part in seen.parts],
        groups=[
            (name, _first_who_pays([_stream(request, seen, one) for one in seen.eligible if one.is_eligible is wanted]))
            for name, wanted in groups
        ],
        next_name=_named(seen.pack, seen.next_change.stream, request) if seen.next_change else "",
        back=reverse("spending:account", args=[person]),
    )


@page("spending.move_to_funder")
def funder(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Ask which funder takes over and from which day."""
    seen = _to_change(request, person)
    choices = [
        Choice(stream.id, _named(seen.pack, stream.id, request), _hint(seen, stream))
        for stream in seen.pack.spending.streams
        if stream.id != seen.now_paying
    ]
    fields = {
        "stream": OneOf(_("Which funder takes over?"), choices=choices),
        "starts": Day(_("From which day?"), hint=_("A day to come is best, so that everybody is told before.")),
    }
    given = {"stream": request.GET.get("stream", ""), "starts": _day(request.GET.get("starts", ""))}
    form = Form(request, fields=fields, initial=given)

    def look(given: dict[str, object]) -> None:
        starts = given["starts"]
        assert isinstance(starts, date)  # the field asks for it
        queries.funder_change(request.asker, person=person, stream=str(given["stream"]), starts=starts, now=request.now)

    if form.carries_out(look):
        told = {"stream": form.cleaned_data["stream"], "starts": form.cleaned_data["starts"].isoformat()}
        return go(f"{reverse('spending:funder_look', args=[person])}?{urlencode(told)}")
    return show(
        "spending/funder.html",
        about=person,
        title=_("Another funder takes over"),
        form=form,
        seen=seen,
        now_name=_named(seen.pack, seen.now_paying, request),
        back=reverse("spending:sources", args=[person]),
    )


@page("spending.move_to_funder")
def funder_look(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Show what changes and what stays, and confirm it with a reason that the person reads."""
    _to_change(request, person)
    stream, starts = request.GET.get("stream", ""), _day(request.GET.get("starts", ""))
    if not stream or starts is None:
        return go("spending:funder", person)
    asker, now = request.asker, request.now
    seen = queries.funder_change(asker, person=person, stream=stream, starts=starts, now=now)
    fields = {"words": LongWords(_("Your reason, as the person will read it"), longest=4000)}
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.move_to_funder(
            asker, now=now, person=person, stream=stream, starts=starts, words=given["words"]
        )
    ):
        return go("file:decision", form.result)
    easy = request.showing.easy_read
    chosen = urlencode({"stream": stream, "starts": starts.isoformat()})
    return show(
        "spending/funder_look.html",
        about=person,
        title=_("What changes, and what stays"),
        form=form,
        seen=seen,
        new_name=_named(seen.pack, seen.stream.id, request),
        before_name=_named(seen.pack, seen.before, request),
        not_by_new=[(line.what, saying.kind_of(seen.pack, line.kind, easy=easy)) for line in seen.not_by_new],
        not_by_old=[(line.what, saying.kind_of(seen.pack, line.kind, easy=easy)) for line in seen.not_by_old],
        eligible=told(seen.eligible.why(seen.pack, language()), easy=easy) if seen.eligible else None,
        is_eligible=seen.eligible.is_eligible if seen.eligible else True,
        report_every=_every(seen.stream.report_every),
        back=f"{reverse('spending:funder', args=[person])}?{chosen}",
    )


@page("spending.move_to_funder")
def keep_funder(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Take a change of funder back before its day."""
    asker, now = request.asker, request.now
    seen = _to_change(request, person)
    if seen.next_change is None:
        raise NotFound("streams.no_such_change")
    fields = {"words": LongWords(_("Your reason, as the person will read it"), longest=4000)}
    form = Form(request, fields=fields)
    if form.carries_out(lambda given: actions.undo_move_to_funder(asker, now=now, person=person, words=given["words"])):
        return go("file:decision", form.result)
    return show(
        "spending/keep_funder.html",
        about=person,
        title=_("Take the change of funder back"),
        form=form,
        seen=seen,
        now_name=_named(seen.pack, seen.now_paying, request),
        next_name=_named(seen.pack, seen.next_change.stream, request),
        back=reverse("spending:sources", args=[person]),
    )


def _to_change(request: HttpRequest, person: UUID) -> SourcesSeen:
    seen = queries.sources_of(request.asker, person=person, now=request.now)
    disclosure.heed(request.asker, seen.pack if seen else None, person=person)
    if seen is None or not seen.may_change:
        raise NotFound("spending.nothing_agreed")
    return seen


def _named(pack: Pack, stream: str, request: HttpRequest) -> str:
    try:
        return pack.say(f"stream.{stream}", language(), request.showing.easy_read)
    except KeyError:
        return stream


def _hint(seen: SourcesSeen, stream: Stream) -> str:
    found = next((one for one in seen.eligible if one.stream == stream.id), None)
    if found is None or not found.rests_on:
        return ""
    if found.is_eligible is None:
        return _("The answers do not say yet whether it is for this person.")
    if found.is_eligible:
        return _("Going by the answers, it is for this person.")
    return _("Going by the answers, it is not for this person.")


def _stream(request: HttpRequest, seen: SourcesSeen, one: StreamFor) -> dict[str, object]:
    """Return what a page says of a stream: its name, whether it pays now, why it is for the person, what it may buy."""
    easy = request.showing.easy_read
    stream = seen.pack.spending.stream(one.stream)
    assert stream is not None  # the query goes by the pack
    return {
        "name": _named(seen.pack, one.stream, request),
        "pays_now": one.stream in {part.paid_by for part in seen.parts},
        "why": told(one.why(seen.pack, language()), easy=easy),
        "buys": [saying.kind_of(seen.pack, kind, easy=easy) for kind in stream.allowed_kinds],
        "not": [saying.kind_of(seen.pack, kind, easy=easy) for kind in stream.forbidden],
        "report_every": _every(stream.report_every),
        "law": next((source.title for source in seen.pack.sources if source.id == stream.source), ""),
    }


def _first_who_pays(streams: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(streams, key=lambda one: not one["pays_now"])


def _every(every: Every) -> str:
    return {
        Every.MONTH: _("every month"),
        Every.QUARTER: _("every three months"),
        Every.YEAR: _("every year"),
    }.get(every, _("from time to time"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
