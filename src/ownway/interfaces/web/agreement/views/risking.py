"""The open talk about the risks of a plan, and how the person wishes to be heard where one was taken to the panel."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import Choice, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.planning import saying
from ownway.steps.agreement import actions, queries
from ownway.steps.agreement.queries import RisksSeen
from ownway.values.cannot import NotFound

LONGEST = 4000


@page("agreement.talk_of_risk")
def risks(request: HttpRequest, version: UUID) -> Shown:
    """Show what was said of a plan's risks by both sides, and the panel where one was asked."""
    seen = risks_of(request, version)
    pack = seen.plan.pack
    return show(
        "agreement/risks.html",
        about=seen.plan.person,
        title=_("What could go wrong, and what is gained"),
        seen=seen,
        own=request.asker.party == seen.plan.person,
        likely=_likely(),
        ways=_ways(),
        reason=saying.words(request, pack, f"risk.{seen.panel.reason}") if seen.panel else "",
        at_risk=seen.risk(seen.panel.risk) if seen.panel else None,
        back=reverse("planning:plan", args=[seen.plan.person]),
    )


@page("agreement.talk_of_risk")
def add(request: HttpRequest, version: UUID) -> Shown | HttpResponse:
    """Begin the talk about one risk."""
    asker, now = saying.who_and_when(request)
    seen = risks_of(request, version)
    if not seen.may_talk:
        raise NotFound("planning.no_such_plan")
    fields = {
        "happens": LongWords(_("What could go wrong?"), longest=LONGEST, rows=3),
        "likely": OneOf(_("How likely is it?"), choices=[Choice(name, said) for name, said in _likely().items()]),
        "gained": LongWords(
            _("What is gained by taking the risk?"), hint=_("A life without any risk is a small life."),
            longest=LONGEST, rows=3,
        ),
        "helps": LongWords(_("What would help?"), required=False, longest=LONGEST, rows=3),
        "carried": LongWords(
            _("Who carries what?"), hint=_("Who does what, and who answers for it if it goes wrong."), required=False,
            longest=LONGEST, rows=3,
        ),
    }  # fmt: skip
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.open_risk(asker, now=now, version=version, given=actions.RiskGiven(**given))
    ):
        return go("agreement:risks", version)
    return asked(seen, _("Talk about a risk"), form)


@page("agreement.talk_of_risk")
def answer(request: HttpRequest, version: UUID, risk: UUID) -> Shown | HttpResponse:
    """Say something to a risk."""
    asker, now = saying.who_and_when(request)
    seen = risks_of(request, version)
    found = seen.risk(risk)
    if found is None or not seen.may_talk:
        raise NotFound("agreement.no_such_risk")
    form = Form(request, fields={"words": LongWords(_("What do you say to it?"), longest=LONGEST, rows=5)})
    if form.carries_out(lambda given: actions.answer_risk(asker, now=now, risk=risk, version=version, **given)):
        return go("agreement:risks", version)
    return asked(seen, _("Answer"), form, lead=found.happens)


@page("agreement.wish_to_be_heard")
def wish(request: HttpRequest, version: UUID) -> Shown | HttpResponse:
    """Say how the person wishes to be heard by the panel."""
    asker, now = saying.who_and_when(request)
    seen = risks_of(request, version)
    if not seen.may_wish:
        raise NotFound("planning.no_such_plan")
    own = asker.party == seen.plan.person
    fields = {
        "way": OneOf(
            _("How do you wish to be heard?") if own else _("How does the person wish to be heard?"),
            choices=[Choice(name, said, apart=name == "not") for name, said in _ways().items()],
        ),
        "words": LongWords(
            _("Anything we should know"), hint=_("Who comes with you, what you need there, what you want said."),
            required=False, longest=LONGEST, rows=4,
        ),
    }  # fmt: skip
    before = seen.panel.wish if seen.panel else None
    form = Form(request, fields=fields, initial={"way": before.way, "words": before.words} if before else {})
    if form.carries_out(lambda given: actions.wish_to_be_heard(asker, now=now, version=version, **given)):
        return go("agreement:risks", version)
    return asked(seen, _("Being heard by the panel"), form)


def risks_of(request: HttpRequest, version: UUID) -> RisksSeen:
    """Return what was said of the risks of a plan, to be shown."""
    asker, now = saying.who_and_when(request)
    seen = queries.risks(asker, version=version, now=now)
    disclosure.heed(asker, seen.plan.pack, person=seen.plan.person)
    return seen


def asked(seen: RisksSeen, title: str, form: Form, lead: str = "") -> Shown:
    """Show a form of the talk, with the way back to it."""
    filled: dict[str, Any] = {"lead": lead} if lead else {}
    return show(
        "pages/question.html",
        about=seen.plan.person,
        title=title,
        caption=seen.plan.person_name,
        form=form,
        back=reverse("agreement:risks", args=[seen.plan.version]),
        **filled,
    )


def _likely() -> dict[str, str]:
    return {"hardly": _("Hardly"), "perhaps": _("Perhaps"), "likely": _("Likely")}


def _ways() -> dict[str, str]:
    return {
        "there": _("Be there"),
        "by_call": _("By telephone or video"),
        "in_writing": _("In writing"),
        "through_somebody": _("Through somebody they choose"),
        "not": _("Not be heard"),
    }
