"""Keeps what is being typed, and what a form sent when its session or its token had ended, to be shown again.

Only a form that we showed to that very person at that address is kept: it carries our signature over both. So nobody
else's page can have something kept, and nobody sees what another typed on the same machine.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import once
from ownway.registers.people import actions as people
from ownway.steps.allocation import actions as begun
from ownway.steps.allocation import queries as allocation
from ownway.values import Asker
from ownway.values.cannot import NotFound

SHOWN_TO = "_shown_to"
KEPT = "_kept"
QUERY = "_query"
BRING_BACK = "bring-back"
MANY_DAYS = 7 * 24 * 60 * 60
LONGEST = 200_000
LONGEST_QUERY = 2_000
SALT = "ownway.form"


def shown_to(request: HttpRequest, path: str = "", code: str = "") -> str:
    """Return the mark of a form: for whom and for which address (this page's own) we showed it, under our signature.

    Whom a *code* lets in is nobody here; their form carries the code, hidden, so that it can be kept under it.
    """
    asker: Asker = request.asker
    whose = "" if code else str(asker.party or "")
    under = [allocation.hidden_code(asker, code=code, now=request.now)] if code else []
    return signing.dumps([whose, path or request.path, *under], salt=SALT)


def asked_for(request: HttpRequest) -> str:
    """Return what stands behind the question mark of a page's address; it is kept with what is typed there."""
    asked = request.GET.copy()
    asked.pop(BRING_BACK, None)
    return asked.urlencode()[:LONGEST_QUERY]


def page_of(path: str, typed: Mapping[str, Sequence[str]], *, draft: UUID | None = None) -> str:
    """Return the address of the page at *path* on which this was *typed*; that brings back a *draft*, where it is one.

    It is asked for in the words it was asked for then: a page may need them to know what is being said, and how.
    """
    asked = QueryDict("".join(typed.get(QUERY, [])[:1])[:LONGEST_QUERY], mutable=True)
    if draft is not None:
        asked[BRING_BACK] = str(draft)
    return f"{path}?{asked.urlencode()}" if asked else path


def keep_while_typing(request: HttpRequest) -> bool:
    """Keep what stands in a form that is being typed; return whether it is a form we showed to this very person."""
    asker: Asker = request.asker
    owner, path = _marked(request)
    if owner is None or asker.party != owner:
        return False
    key = request.POST.get(once.KEY, "")[:64]
    if key:
        people.keep_while_typing(asker, now=request.now, path=path, form=key, typed=typed_in(request))
    return bool(key)


def belongs_to(request: HttpRequest) -> UUID | None:
    """Return to whom the form that was sent belongs, or nothing where we did not show it at this address."""
    owner, path = _marked(request)
    return owner if path == request.path else None


def keep_under_code(request: HttpRequest) -> bool:
    """Keep what stands in a form that we showed to the holder of a code, under that code; return whether it is one."""
    path, code = code_marked(request)
    key = request.POST.get(once.KEY, "")[:64]
    if not code or not key:
        return False
    try:
        begun.keep_typed_by_code(
            request.asker, now=request.now, code=code, path=path, form=key, typed=typed_in(request)
        )
    except (NotFound, begun.CannotKeepTyping):
        return False
    return True


def code_marked(request: HttpRequest) -> tuple[str, str]:
    """Return the address and the code of a form that we showed to the holder of a code; nothing where we did not."""
    try:
        _whose, path, hidden = signing.loads(request.POST.get(SHOWN_TO, ""), salt=SALT, max_age=MANY_DAYS)
        return path, allocation.code_hidden_in(request.asker, hidden=hidden, now=request.now)
    except (signing.BadSignature, ValueError, TypeError, NotFound):
        return "", ""


def keep(request: HttpRequest) -> bool:
    """Keep what was typed for the one it belongs to; return whether there was anything that could be kept."""
    owner = belongs_to(request)
    asker: Asker = request.asker
    if owner is None or asker.party not in (None, owner):
        return False
    typed = typed_in(request)
    if sum(len(value) for values in typed.values() for value in values) > LONGEST:
        return False
    now = request.now
    people.keep_typed(asker, now=now, belongs_to=owner, path=request.path, typed=typed)
    return True


def typed_before_it_closed(request: HttpRequest) -> list[str]:
    """Return the words of a form that we showed to this very person at this address, and that was sent too late.

    Nothing where we never showed it to them: who knows of no page learns of none by sending to it.
    """
    asker: Asker = request.asker
    if request.method != "POST" or asker.party is None or belongs_to(request) != asker.party:
        return []
    fields = typed_in(request).items()
    return [value for name, values in fields if not name.startswith("_") for value in values if value.strip()]


def forget_what_was_sent(request: HttpRequest) -> None:
    """Take away what was kept, once it was sent after all and carried out."""
    try:
        which = UUID(request.POST.get(KEPT, ""))
        people.forget_typed(request.asker, now=request.now, kept=which)
    except (ValueError, NotFound):
        return


def keep_and_sign_in(request: HttpRequest) -> HttpResponse:
    """Keep what was typed and lead to the sign-in page, and from there to what was kept."""
    if keep(request):
        return redirect_to_login(reverse("file:kept"))
    return redirect_to_login(request.get_full_path())


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or old: keep what was typed, or say in plain words what to do."""
    if hasattr(request, "asker") and keep_under_code(request):
        # The page itself shows what was typed; where the browser has lost the code, it asks for it.
        return HttpResponseRedirect(code_marked(request)[0])
    if hasattr(request, "asker") and keep(request):
        address = reverse("file:kept")
        return HttpResponseRedirect(address) if request.user.is_authenticated else redirect_to_login(address)
    told = {
        "title": _("This page was open for too long"),
        "said": _("We could not be sure that you sent this form, so nothing has been changed."),
        "help": _("Go back, open the page again and send the form once more."),
    }
    return render(request, "pages/message.html", told, status=403)


def typed_in(request: HttpRequest) -> dict[str, list[str]]:
    """Return what stands in the form that was sent, less its token, its mark and any password."""
    return {
        name: [str(value) for value in values]
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", SHOWN_TO, KEPT) and "password" not in name
    }


def _marked(request: HttpRequest) -> tuple[UUID | None, str]:
    """Return for whom and for which address we showed the form that was sent; nobody where we never did."""
    try:
        party, path, *_code = signing.loads(request.POST.get(SHOWN_TO, ""), salt=SALT, max_age=MANY_DAYS)
        return UUID(party) if party else None, path
    except (signing.BadSignature, ValueError, TypeError):
        return None, ""
