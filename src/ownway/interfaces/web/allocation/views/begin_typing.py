"""What is being typed under a code: kept while it is typed, and taken away when its writer needs it no more."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from ownway.interfaces.web.allocation import asking
from ownway.interfaces.web.design.kept import code_marked, keep_under_code
from ownway.interfaces.web.design.pages import go, own_address, page
from ownway.steps.allocation import actions
from ownway.values.cannot import NotFound


@require_POST
@page("allocation.keep_typed_by_code")
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed; says 204, or 422 where we did not show the form to the holder of a code."""
    return HttpResponse(status=204 if keep_under_code(request) else 422)


@require_POST
@page("allocation.keep_typed_by_code")
def forget(request: HttpRequest) -> HttpResponse:
    """Take away one of the texts that were kept, and go back to its page; 422 where no form of ours was sent.

    :raises NotFound: when it is none under the code of this form.
    """
    asker, now = asking.who_and_when(request)
    _path, code = code_marked(request)
    if not code:
        return HttpResponse(status=422)
    try:
        which = UUID(request.POST.get("kept", ""))
    except ValueError:
        raise NotFound("people.not_found") from None
    if not actions.forget_typed_by_code(asker, now=now, code=code, typed=which):
        raise NotFound("people.not_found")
    return go(own_address(request, request.POST.get("next", "")) or "allocation:begin_parts")
