"""The file of a person: what was decided and why, what was written to them, which times run, and who looked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.pages import Shown, go, note, page, show
from ownway.interfaces.web.design.saying import sentence
from ownway.interfaces.web.file.looked import what_of
from ownway.registers.decisions import queries as decisions
from ownway.registers.letters import queries as letters
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.steps.review import queries as review
from ownway.values import Reason
from ownway.values.cannot import NotAllowed, NotFound

LINES_ON_A_PAGE = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: when, what, and where to read it whole."""

    at: datetime
    title: str
    told: str
    address_of: str
    thing: UUID


@page("decisions.see")
def mine(request: HttpRequest) -> HttpResponse:
    """Lead to the file of the one who asks."""
    return go("file:of_person", person=request.asker.party)


@page("decisions.see")
def of_person(request: HttpRequest, person: UUID) -> Shown:
    """Show all that was decided about one person, written to them, and what is awaited by when."""
    asker, now = request.asker, request.now
    seen = people.person(asker, person=person, now=now)
    own = asker.party == person
    decided = decisions.decisions_about(asker, person=person, now=now)
    return show(
        "file/of_person.html",
        about=person,
        title=_("My file") if own else _("The file of %(name)s") % {"name": seen.known_as or seen.name},
        own=own,
        person=person,
        clocks=decisions.clocks_about(asker, person=person, now=now),
        decided=decided,
        letters=letters_seen(request, person),
        kept=people.typed(asker, now=now) if own else (),
        may_reach=people.may_do(asker, deed="people.set_contact", about=person, now=now),
        may_copy=review.may_copy(asker, person=person, now=now),
        back=None if own else f"/people/{person}/",
    )


def letters_seen(request: HttpRequest, person: UUID) -> tuple[letters.LetterSeen, ...]:
    """Return the letters of a person that the asker may read; none where letters are not for them at all."""
    try:
        return letters.letters_to(request.asker, person=person, now=request.now)
    except NotAllowed:
        return ()


@page("decisions.see")
def decision(request: HttpRequest, decision: UUID) -> Shown:
    """Show one decision whole: by whom, why, what was said to it, until when it can be challenged, what came of it."""
    seen = decisions.decision(request.asker, decision=decision, now=request.now)
    return show(
        "file/decision.html",
        about=seen.about,
        title=sentence(Reason(seen.title_code)),
        seen=seen,
        pack=pack_of(seen.rule_version),
        own=request.asker.party == seen.about,
        may=may_answer(request, seen),
        may_take_back=decisions.may_withdraw(request.asker, seen=seen, now=request.now),
        back=f"/people/{seen.about}/file/",
    )


def may_answer(request: HttpRequest, seen: decisions.DecisionSeen) -> frozenset[str]:
    """Return which of ``challenge`` and ``reply`` whoever looks may do with a decision."""
    deeds = ("challenge", "reply")
    return frozenset(
        deed
        for deed in deeds
        if people.may_do(request.asker, deed=f"decisions.{deed}", about=seen.about, now=request.now)
    )


def pack_of(version: str) -> Pack | None:
    """Return the programme in whose words reasons of that version are told; none where a decision rests on no rule."""
    try:
        return programmes.pack(version) if version else None
    except NotFound:
        return None


@page("letters.see")
def letter(request: HttpRequest, letter: UUID) -> Shown:
    """Show one letter as it was sent."""
    seen = letters.letter(request.asker, letter=letter, now=request.now)
    return show(
        "file/letter.html",
        about=seen.about,
        title=seen.title or _("This letter was erased"),
        seen=seen,
        back=f"/people/{seen.about}/file/",
    )


@page("letters.see")
def printed(request: HttpRequest, letter: UUID) -> HttpResponse:
    """Give one letter as a PDF to print, in large print where that is how pages are shown."""
    seen = letters.letter(request.asker, letter=letter, now=request.now)
    large = request.showing.large_print
    made = letters.printed(request.asker, letter=letter, now=request.now, large=large)
    note(request, "letters.see", about=(seen.about,))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="letter-{seen.written_at:%Y-%m-%d}.pdf"'
    return response


@page("people.looks_at")
def my_looks(request: HttpRequest) -> HttpResponse:
    """Lead to who looked at the asker's own file."""
    return go("file:looks_at", person=request.asker.party)


@page("people.looks_at")
def looks_at(request: HttpRequest, person: UUID) -> Shown:
    """Show who looked at a person's file and who changed it, when and what for; refused tries too (X5)."""
    asker, now = request.asker, request.now
    seen = people.person(asker, person=person, now=now)
    own = asker.party == person
    called = seen.known_as or seen.name
    before = moment_in(request.GET.get("before", ""))
    lines = people.looks_at(asker, person=person, now=now, before=before, most=LINES_ON_A_PAGE)
    # What happened in the same moment as the last line is shown again rather than lost between two pages.
    earlier = (lines[-1].at + timedelta(microseconds=1)).isoformat() if len(lines) == LINES_ON_A_PAGE else ""
    return show(
        "file/looks.html",
        about=person,
        title=_("Who looked at my file") if own else _("Who looked at the file of %(name)s") % {"name": called},
        person=person,
        own=own,
        lines=lines,
        what_of=what_of,
        earlier=earlier,
        back=f"/people/{person}/file/",
    )


def moment_in(asked: str) -> datetime | None:
    """Return the moment that an address asks for; nothing where it names none."""
    try:
        found = parse_datetime(asked)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
