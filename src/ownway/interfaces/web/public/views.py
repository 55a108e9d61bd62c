"""Pages for anyone: the seven steps, how pages are shown, accessibility, and what happens to your information."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, own_address, page, show
from ownway.interfaces.web.design.progress import STEPS, names
from ownway.interfaces.web.design.showing import Showing, remember
from ownway.interfaces.web.public.forms import ways_of_showing
from ownway.registers.people import actions as people_actions
from ownway.registers.people import queries as people


@page("public.see_steps")
def seven_steps(request: HttpRequest) -> Shown:
    """Tell what self-directed support is, step by step."""
    told = names()
    steps = [(number, *told[step]) for number, step in enumerate(STEPS, start=1)]
    return show("public/seven_steps.html", title=_("The seven steps"), steps=steps)


@page("public.show_as")
def show_as(request: HttpRequest) -> Shown | HttpResponse:
    """Change how pages are shown, from the form here or from a button at the head of any page."""
    before: Showing = request.showing
    from_the_head = request.method == "POST" and "next" in request.POST and "contrast" not in request.POST
    if from_the_head:
        return shown_anew(request, before.changed_by(request.POST.dict()))
    begun = {
        "language": before.language,
        "easy_read": "yes" if before.easy_read else "no",
        "large_print": "yes" if before.large_print else "no",
        "contrast": before.contrast,
    }
    form = Form(request, fields=ways_of_showing(), initial=begun)
    if form.carries_out(before.changed_by):
        return shown_anew(request, form.result)
    return show("public/show_as.html", title=_("How pages are shown"), form=form)


def shown_anew(request: HttpRequest, showing: Showing) -> HttpResponse:
    """Go back to the page one came from, now shown as chosen; one who signed in finds it so on every machine."""
    response = HttpResponseRedirect(own_address(request, request.POST.get("next", "")) or "/")
    response.status_code = 303
    remember(response, showing)
    asker = request.asker
    if asker.party is not None:
        seen = people.person(asker, person=asker.party, now=request.now)
        people_actions.set_communication(
            asker,
            now=request.now,
            person=asker.party,
            language=showing.language,
            easy_read=showing.easy_read,
            large_print=showing.large_print,
            told_by=seen.told_by,
            needs=seen.needs,
        )
    return response


@page("public.see_accessibility")
def accessibility(request: HttpRequest) -> Shown:
    """State how accessible the pages are, as the regulations of 2018 ask of public bodies."""
    return show("public/accessibility.html", title=_("Accessibility"))


@page("public.see_privacy")
def privacy(request: HttpRequest) -> Shown:
    """Tell in plain words what is kept about a person, who may see it, and how to ask."""
    return show("public/privacy.html", title=_("Your information"))


@require_safe
def well(request: HttpRequest) -> HttpResponse:
    """Tell a watcher that the pages are served."""
    return HttpResponse(
        f"ownway of {settings.OWNWAY_AUTHORITY} is well.\n",
        content_type="text/plain; charset=utf-8",
    )
