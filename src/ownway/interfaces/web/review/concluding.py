"""Concludes a review: both sides' words, what is to change and why; everything it begins is begun with it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import AnyOf, Choice, LongWords
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.review import saying
from ownway.steps.review import actions, queries
from ownway.steps.review.actions import Change, ChangeKind
from ownway.values.cannot import NotAllowed

WITH_WHY = (ChangeKind.PLAN, ChangeKind.NEEDS, ChangeKind.DEGREE)


@page("review.conclude")
def conclude(request: HttpRequest, review: UUID) -> Shown | HttpResponse:
    """Conclude a review by name.

    :raises NotAllowed: for those who may know of it and not conclude it.
    """
    asker, now = request.asker, request.now
    seen = queries.review(asker, review=review, now=now)
    if not seen.is_open:
        return go("review:review", review)
    if not seen.may_conclude:
        raise NotAllowed("people.not_granted", deed="review.conclude")
    form = Form(request, fields=_fields())
    if form.carries_out(
        lambda given: actions.conclude(
            asker,
            now=now,
            review=review,
            words=given["words"],
            person_words=given["person_words"],
            changes=_changes(given),
        )
    ):
        return go("review:review", review)
    easy = bool(request.showing.easy_read)
    return show(
        "review/conclude.html",
        about=seen.line.person,
        title=_("Conclude the review of %(name)s") % {"name": seen.person_name},
        seen=seen,
        questions=[(one, seen.pack.say(one.key, language(), easy)) for one in seen.questions if one.said],
        form=form,
        back=reverse("review:review", args=[review]),
    )


def _fields() -> dict[str, forms.Field]:
    said = saying.kinds_in_words()
    hints = {
        ChangeKind.PLAN: _("A next version begins with all that stands. It is agreed in the usual way."),
        ChangeKind.NEEDS: _("A new self-assessment begins. The money goes on until a new sum is agreed."),
        ChangeKind.DEGREE: _("The person chooses again how far they hold the money."),
    }
    choices = [Choice(kind.value, said[kind], hints.get(kind, "")) for kind in ChangeKind]
    missing = _("Say what changes, or that nothing does")
    fields: dict[str, forms.Field] = {"changes": AnyOf(_("What changes?"), choices=choices, missing=missing)}
    whys = {
        ChangeKind.PLAN: _("Why the plan changes"),
        ChangeKind.NEEDS: _("What has changed in the support that is needed"),
        ChangeKind.DEGREE: _("Why the money should be held another way"),
    }
    for kind in WITH_WHY:
        fields[f"why_{kind.value}"] = LongWords(whys[kind], longest=2000, rows=2, required=False)
    fields["person_words"] = LongWords(
        _("What the person says of it, in their words"), longest=10_000, rows=4, required=False
    )
    fields["words"] = LongWords(
        _("Your words to the person"),
        longest=10_000,
        missing=_("Write to the person what you found, in a sentence or two"),
        hint=_("They get a letter with it: what you found, and why this changes or stays."),
    )
    return fields


def _changes(given: dict[str, Any]) -> list[Change]:
    return [Change(ChangeKind(kind), given.get(f"why_{kind}", "")) for kind in given["changes"]]
