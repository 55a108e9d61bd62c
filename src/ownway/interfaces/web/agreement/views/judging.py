"""The authority's side: the plan beside the tests, one test a page, then agree it or return it with what would pass."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.agreement.views.standing import tests_said
from ownway.interfaces.web.design.fields import Choice, Day, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.interfaces.web.planning import saying
from ownway.steps.agreement import actions, queries
from ownway.values.cannot import NotFound


@page("agreement.see")
def judge(request: HttpRequest, version: UUID) -> Shown | HttpResponse:
    """Show the plan beside the tests and what was found, the clock, and what is still to do before it is signed."""
    asker, now = saying.who_and_when(request)
    judged = queries.judging(asker, version=version, now=now)
    if not (judged.may_test or judged.may_approve_sum or judged.decision):
        return go("agreement:overview", judged.plan.person)
    return show(
        "agreement/judge.html",
        about=judged.plan.person,
        title=_("The plan of %(name)s") % {"name": judged.plan.person_name},
        judged=judged,
        seen=judged.plan,
        pack=judged.plan.pack,
        tests=tests_said(request, judged),
        lines=[(line, saying.price(line)) for line in judged.plan.lines],
        picture=saying.picture(judged.plan),
        orders=saying.orders_in_words(),
        parts={part.question: saying.words(request, judged.plan.pack, f"plan.{part.question}")
               for part in judged.plan.sections},
        back=reverse("home:person", args=[judged.plan.person]),
    )  # fmt: skip


@page("agreement.try_test")
def test(request: HttpRequest, version: UUID, test: str) -> Shown | HttpResponse:
    """Record what was found in one test, beside the parts of the plan it looks at."""
    asker, now = saying.who_and_when(request)
    judged = queries.judging(asker, version=version, now=now)
    said = next((one for one in tests_said(request, judged) if one["test"].id == test), None)
    if said is None or not judged.may_test:
        raise NotFound("agreement.no_such_test")
    form = Form(request, fields=_test_fields(said["would_pass"]), initial=_found(said["test"]))
    if form.carries_out(
        lambda given: actions.record_test(
            asker, now=now, version=version, test=test, passed=given["passed"] == "yes", words=given["words"]
        )
    ):
        waiting = next((one.id for one in judged.tests if one.passed is None and one.id != test), None)
        return go("agreement:test", version, waiting) if waiting else go("agreement:judge", version)
    plan = judged.plan
    needs = said["test"].needs
    names = [one.id for one in judged.tests]
    return show(
        "agreement/test.html",
        about=plan.person,
        title=said["name"],
        form=form,
        seen=plan,
        pack=plan.pack,
        place=_("Test %(number)s of %(of)s") % {"number": names.index(test) + 1, "of": len(names)},
        parts=[
            (saying.words(request, plan.pack, f"plan.{part.question}"), part)
            for part in plan.sections
            if part.question in needs and part.is_written
        ],
        lines=[(line, saying.price(line)) for line in plan.lines] if {"lines", "total"} & set(needs) else [],
        shows_total="total" in needs,
        picture=saying.picture(plan),
        back=reverse("agreement:judge", args=[version]),
    )


@page("agreement.sign")
def sign(request: HttpRequest, version: UUID) -> Shown | HttpResponse:
    """Agree the plan by name and commit its money."""
    asker, now = saying.who_and_when(request)
    judged = queries.judging(asker, version=version, now=now)
    if not judged.may_test and judged.agreement is None:
        raise NotFound("planning.no_such_plan")
    fields = {
        "starts": Day(_("From when does the money come?"), earliest=here(now)),
        "words": LongWords(
            _("A note to the person"), hint=_("They read it in the letter, beside the reasons."),
            required=False, longest=4000, rows=4,
        ),
    }  # fmt: skip
    form = Form(request, fields=fields, initial={"starts": judged.can_start})
    if form.carries_out(
        lambda given: actions.sign(asker, now=now, version=version, words=given["words"], starts=given["starts"])
    ):
        return go("agreement:agreement", form.result)
    return show(
        "agreement/sign.html",
        about=judged.plan.person,
        title=_("Agree the plan of %(name)s") % {"name": judged.plan.person_name},
        form=form,
        judged=judged,
        seen=judged.plan,
        tests=tests_said(request, judged),
        picture=saying.picture(judged.plan),
        back=reverse("agreement:judge", args=[version]),
    )


@page("agreement.refuse")
def refuse(request: HttpRequest, version: UUID) -> Shown | HttpResponse:
    """Return the plan with the tests that are not passed and what would pass."""
    asker, now = saying.who_and_when(request)
    judged = queries.judging(asker, version=version, now=now)
    if not judged.may_refuse and judged.decision is None:
        raise NotFound("planning.no_such_plan")
    words = LongWords(
        _("What do you say to the person?"),
        hint=_("Begin with what is good. Say what you can do to help. They read it in the letter."),
        longest=4000,
    )
    form = Form(request, fields={"words": words})
    if form.carries_out(lambda given: actions.refuse(asker, now=now, version=version, words=given["words"])):
        return go("agreement:judge", version)
    return show(
        "agreement/refuse.html",
        about=judged.plan.person,
        title=_("Return the plan to %(name)s") % {"name": judged.plan.person_name},
        form=form,
        judged=judged,
        failed=[one for one in tests_said(request, judged) if one["test"].passed is False],
        back=reverse("agreement:judge", args=[version]),
    )


@page("agreement.approve_sum")
def approve_sum(request: HttpRequest, version: UUID) -> Shown | HttpResponse:
    """Approve a large yearly sum for finance; a large sum alone is never called a risk."""
    asker, now = saying.who_and_when(request)
    judged = queries.judging(asker, version=version, now=now)
    if not judged.may_approve_sum:
        raise NotFound("planning.no_such_plan")
    form = Form(request, fields={"words": LongWords(_("A note, if you like"), required=False, longest=4000, rows=3)})
    if form.carries_out(lambda given: actions.approve_sum(asker, now=now, version=version, words=given["words"])):
        return go("agreement:judge", version)
    return show(
        "agreement/approve_sum.html",
        about=judged.plan.person,
        title=_("Approve the sum of this plan"),
        form=form,
        seen=judged.plan,
        back=reverse("agreement:judge", args=[version]),
    )


def _test_fields(would_pass: str) -> dict[str, forms.Field]:
    return {
        "passed": OneOf(
            _("What do you find?"),
            choices=[Choice("yes", _("Passed")), Choice("no", _("Not yet"), would_pass)],
        ),
        "words": LongWords(
            _("In your words"),
            hint=_("Needed where it is not passed: say what is missing. The person reads it."),
            required=False,
            longest=4000,
            rows=4,
        ),
    }


def _found(test: queries.TestSeen) -> dict[str, str]:
    if test.passed is None:
        return {}
    return {"passed": "yes" if test.passed else "no", "words": test.words}
