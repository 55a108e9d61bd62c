"""What was typed when a session had ended: shown again, to be sent or to be forgotten."""

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ownway.interfaces.web.design.forms import nothing_to_fill
from ownway.interfaces.web.design.kept import keep_while_typing, page_of, shown_to
from ownway.interfaces.web.design.pages import Shown, go, own_address, page, show
from ownway.registers.people import actions as people_actions
from ownway.registers.people import queries as people
from ownway.registers.people.queries import TypedSeen
from ownway.values.cannot import NotFound

CHOSEN = re.compile(r"[a-z]+(_[a-z0-9]+)+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What stands for a choice in a form and is nobody's words: ``against_the_law``, an identifier."""


@page("people.see_typed")
def kept(request: HttpRequest) -> Shown:
    """Show what the asker typed when their session had ended, each text with a button that sends it after all."""
    found = people.typed(request.asker, now=request.now)
    shown = [
        {
            "id": each.id,
            "page": page_of(each.path, each.typed),
            "kept_at": each.kept_at,
            "words": words_of(each),
            "hidden": [(name, value) for name, values in each.typed.items() for value in values],
            "shown_to": shown_to(request, each.path),
        }
        for each in found
    ]
    return show(
        "file/kept.html",
        title=_("What you typed is kept"),
        kept=shown,
        drafts=[
            (each, words_of(each), page_of(each.path, each.typed, draft=each.id))
            for each in people.drafts(request.asker, now=request.now)
        ],
        form=nothing_to_fill(request),
    )


def words_of(typed: TypedSeen) -> list[str]:
    """Return what was typed, each text once, without what the form sends beside it and what stands for a choice."""
    fields = typed.typed.items()
    said = [value for name, values in fields if not name.startswith("_") for value in values if value.strip()]
    return [value for value in dict.fromkeys(said) if not CHOSEN.fullmatch(value)]


@require_POST
@page("people.forget_typed")
def forget(request: HttpRequest) -> HttpResponse:
    """Take away one of the texts that were kept.

    :raises NotFound: when it is none of the asker's.
    """
    try:
        which = UUID(request.POST.get("kept", ""))
    except ValueError:
        raise NotFound("people.not_found") from None
    people_actions.forget_typed(request.asker, now=request.now, kept=which)
    return go(own_address(request, request.POST.get("next", "")) or "home:front")


@require_POST
@page("people.keep_typed")
def while_typing(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed; says 204, or 403 where the form was not shown to whoever is signed in now."""
    return HttpResponse(status=204 if keep_while_typing(request) else 403)
