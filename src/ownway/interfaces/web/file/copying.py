"""The file as the person's own: what is kept about them, and a copy of all of it to take along (H4)."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.pages import Shown, note, page, show
from ownway.interfaces.web.design.saying import here
from ownway.registers.people import queries as people
from ownway.steps.review import queries


@page("review.copy_file")
def what_is_kept(request: HttpRequest, person: UUID) -> Shown:
    """Show every part of the file with how much is in it, where to read it, and the button for a copy."""
    asker, now = request.asker, request.now
    own = asker.party == person
    named = _parts()
    called = people.person(asker, person=person, now=now).called
    rows = [
        (named[kept.part], str(kept.many) if kept.many else _("nothing yet"), _where(kept.part, person), _("Read"))
        for kept in queries.kept_of(asker, person=person, now=now)
    ]
    return show(
        "file/what_is_kept.html",
        about=person,
        title=_("What is kept about me") if own else _("What is kept about %(name)s") % {"name": called},
        person=person,
        own=own,
        rows=rows,
        back=reverse("file:of_person", args=[person]),
    )


@page("review.copy_file")
def copy(request: HttpRequest, person: UUID) -> HttpResponse:
    """Give the whole file as one document in JSON."""
    whole = queries.whole_file(request.asker, person=person, now=request.now)
    note(request, "review.copy_file", about=(person,))
    response = HttpResponse(json.dumps(whole, ensure_ascii=False, indent=1), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="my-file-{here(request.now):%Y-%m-%d}.json"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _parts() -> dict[str, str]:
    return {
        "about_you": _("Name, language and how to tell things"),
        "contact": _("Address, phone and email"),
        "circle": _("Who stands beside, and who works with them"),
        "consents": _("What others were allowed"),
        "self_assessments": _("Self-assessments, with every answer"),
        "figures": _("Sums that were told, with the reasons"),
        "plans": _("Versions of the plan"),
        "agreements": _("Agreements"),
        "control": _("How the money is held"),
        "account": _("The account"),
        "outcomes": _("How life is going"),
        "reviews": _("Reviews"),
        "decisions": _("Decisions"),
        "awaited": _("What is awaited"),
        "letters": _("Letters"),
        "looks": _("Looks and changes"),
    }


def _where(part: str, person: UUID) -> str:
    routes = {
        "self_assessments": "allocation:overview",
        "figures": "allocation:overview",
        "plans": "planning:plan",
        "agreements": "agreement:overview",
        "control": "control:overview",
        "account": "spending:account",
        "outcomes": "outcomes:overview",
        "reviews": "review:overview",
        "decisions": "file:of_person",
        "awaited": "file:of_person",
        "letters": "file:of_person",
        "looks": "file:looks_at",
    }
    return reverse(routes[part], args=[person]) if part in routes else ""
