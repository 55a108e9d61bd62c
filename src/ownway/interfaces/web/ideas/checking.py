"""Checks stories: a second person reads each, and shows it or says what would help."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.ideas import saying
from ownway.registers.stories import actions as stories
from ownway.registers.stories import queries
from ownway.steps.planning.actions import ideas as actions
from ownway.values.cannot import NotFound


@page("stories.show")
def waiting(request: HttpRequest) -> Shown:
    """Show the stories that wait to be read."""
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    return show("ideas/to_check.html", title=_("Stories to read"), found=queries.to_check(asker, now=now))


@page("stories.show")
def check(request: HttpRequest, story: UUID) -> Shown | HttpResponse:
    """Read one story, and show it or send it back."""
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    seen = next((one for one in queries.to_check(asker, now=now) if one.id == story), None)
    if seen is None:
        raise NotFound("stories.unknown")
    fields = {
        "answer": OneOf(
            _("Could anybody be recognised in it?"),
            choices=[
                Choice("show", _("No. Others may read it.")),
                Choice("send_back", _("Yes, or perhaps. I say below what would help.")),
            ],
        ),
        "words": LongWords(
            _("What would help?"), hint=_("The person reads this."), required=False, longest=2000, rows=3
        ),
    }
    form = Form(request, fields=fields)

    def answer(given: dict[str, str]) -> None:
        if given["answer"] == "show":
            actions.show_story(asker, now=now, story=story)
        else:
            stories.send_back(asker, now=now, story=story, words=given["words"])

    if form.carries_out(answer):
        return go("ideas:to_check")
    return show(
        "ideas/check.html",
        title=seen.title,
        told=saying.told(request, seen),
        form=form,
        back=reverse("ideas:to_check"),
    )
