"""A page: a view that gives what to show, wrapped so that every look is noted and every error told in plain words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure, kept, once
from ownway.interfaces.web.design.forms import Form
from ownway.registers.trail import actions as trail
from ownway.rulebook.model import Pack
from ownway.values import Cannot
from ownway.values.cannot import NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class Shown:
    """What a view wants shown: a template, whom it is about, and what fills it."""

    template: str
    about: tuple[UUID, ...] = ()
    status: int = 200
    filled: dict[str, Any] = field(default_factory=dict)


def show(
    template: str,
    *,
    about: UUID | Sequence[UUID] = (),
    status: int = 200,
    **filled: Any,
) -> Shown:
    """Return what to show. *about* is the person (or all persons) the page tells something of; none for a public page.

    A form with errors makes the answer 422, one whose page had grown old 409, so that programs can tell.
    """
    persons = (about,) if isinstance(about, UUID) else tuple(about)
    form = filled.get("form")
    if isinstance(form, Form) and form.is_bound and form.errors and status == 200:
        status = 409 if form.stale else 422
    return Shown(template, persons, status, filled)


def go(to: str, *given: Any, **named: Any) -> HttpResponseRedirect:
    """Return the answer after a deed: look at *to* next (303, so that going back or reloading sends nothing twice)."""
    response = HttpResponseRedirect(resolve_url(to, *given, **named))
    response.status_code = 303
    return response


def own_address(request: HttpRequest, address: str) -> str:
    """Return *address* where it is one of ours; nothing where it leads elsewhere."""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe and "\x00" not in address else ""


View = Callable[..., Shown | HttpResponse]


def page(deed: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """Make a page of a view. *deed* is what a look at it is called on the trail: ``"allocation.see_figure"``.

    The view asks ``queries`` and returns :func:`show`, or after a deed :func:`go`. The look is noted in a commit of its
    own before anything is shown, refusals too; a page about nobody is not noted. What one may not know of is 404.
    """

    def make(view: View) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
            disclosure.begin()
            try:
                with once.at_a_time(request) as before:
                    if before is not None:
                        return before
                    shown = view(request, *given, **named)
                    once.remember(request, shown)
            except NotFound as error:
                note(request, deed, about=persons_in(named), refused=True)
                if typed := kept.typed_before_it_closed(request):
                    return no_longer(request, typed)
                raise Http404(str(error)) from error
            except NotAllowed as error:
                note(request, deed, about=persons_in(named), refused=True)
                if typed := kept.typed_before_it_closed(request):
                    return no_longer(request, typed)
                return refused(request, error)
            except Cannot as error:
                return could_not(request, error)
            if not isinstance(shown, Shown):
                if request.method == "POST" and kept.KEPT in request.POST:
                    kept.forget_what_was_sent(request)
                return shown
            if shown.about:
                note(request, deed, about=shown.about)
                heed_programmes(request, shown)
            return render(request, shown.template, shown.filled, status=shown.status)

        answer.deed = deed
        return answer

    return make


def heed_programmes(request: HttpRequest, shown: Shown) -> None:
    """Keep sums back on a personal page where a programme it tells of does so."""
    for filling in shown.filled.values():
        pack = filling if isinstance(filling, Pack) else getattr(filling, "pack", None)
        if isinstance(pack, Pack):
            disclosure.heed(request.asker, pack, person=shown.about[0])


def persons_in(named: dict[str, Any]) -> tuple[UUID, ...]:
    """Return the person an address names, when it names one."""
    person = named.get("person")
    return (person,) if isinstance(person, UUID) else ()


def note(request: HttpRequest, deed: str, *, about: Sequence[UUID], refused: bool = False) -> None:
    """Write the look on the trail."""
    asker = request.asker
    now = request.now
    trail.note_look(asker, now=now, deed=deed, about=about, page=request.path, refused=refused)


def refused(request: HttpRequest, error: Cannot) -> HttpResponse:
    """Tell one who may know of the thing that this deed is not theirs, why, and what would help."""
    told = {"title": _("You may not do this"), "reason": error.why, "help": error.help}
    return render(request, "pages/message.html", told, status=403)


def no_longer(request: HttpRequest, typed: list[str]) -> HttpResponse:
    """Tell one to whom a page was open, and is not any more, and give them back what they typed: they can copy it."""
    told = {"title": _("This page is no longer open to you"), "typed": typed}
    return render(request, "pages/no_longer.html", told, status=403)


def could_not(request: HttpRequest, error: Cannot) -> HttpResponse:
    """Tell why something could not be done where no form on the page can say it."""
    told = {
        "title": _("This could not be done"),
        "reason": error.why,
        "help": error.help,
    }
    return render(request, "pages/message.html", told, status=409)
