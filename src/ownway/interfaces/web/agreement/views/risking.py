"""The open talk about the risks of a plan, and the panel that a serious one is taken to."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import AnyOf, Choice, Chooser, Day, LongWords, OneOf
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
    seen = _seen(request, version)
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
    seen = _seen(request, version)
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
    return _asked(seen, _("Talk about a risk"), form)


@page("agreement.talk_of_risk")
def answer(request: HttpRequest, version: UUID, risk: UUID) -> Shown | HttpResponse:
    """Say something to a risk."""
    asker, now = saying.who_and_when(request)
    seen = _seen(request, version)
    found = seen.risk(risk)
    if found is None or not seen.may_talk:
        raise NotFound("agreement.no_such_risk")
    form = Form(request, fields={"words": LongWords(_("What do you say to it?"), longest=LONGEST, rows=5)})
    if form.carries_out(lambda given: actions.answer_risk(asker, now=now, risk=risk, version=version, **given)):
        return go("agreement:risks", version)
    return _asked(seen, _("Answer"), form, lead=found.happens)


@page("agreement.take_to_panel")
def take_to_panel(request: HttpRequest, version: UUID) -> Shown | HttpResponse:
    """Take a serious risk, named in words, to the panel."""
    asker, now = saying.who_and_when(request)
    seen = _seen(request, version)
    rule = seen.plan.pack.agreement.panel
    if rule is None or not (seen.may_take_to_panel or seen.panel):
        raise NotFound("planning.no_such_plan")
    fields = {
        "risk": Chooser(_("Which risk?"), choices=[Choice(str(one.id), one.happens[:120]) for one in seen.risks]),
        "reason": OneOf(
            _("Why is it serious?"),
            choices=[
                Choice(reason, saying.words(request, seen.plan.pack, f"risk.{reason}")) for reason in rule.reasons
            ],
        ),
        "words": LongWords(_("Say it in words"), hint=_("The person reads this."), longest=LONGEST, rows=4),
    }
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.take_to_panel(
            asker, now=now, version=version, risk=UUID(given["risk"]), reason=given["reason"], words=given["words"]
        )
    ):
        return go("agreement:risks", version)
    lead = _("You can agree most plans yourself, of any size. Only a serious risk goes to the panel. "
             "A large sum is no risk: finance approves it.")  # fmt: skip
    return _asked(seen, _("Take it to the panel"), form, lead=lead)


@page("agreement.wish_to_be_heard")
def wish(request: HttpRequest, version: UUID) -> Shown | HttpResponse:
    """Say how the person wishes to be heard by the panel."""
    asker, now = saying.who_and_when(request)
    seen = _seen(request, version)
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
    return _asked(seen, _("Being heard by the panel"), form)


@page("agreement.sit_on_panel")
def interest(request: HttpRequest, version: UUID) -> Shown | HttpResponse:
    """Declare whether one has an interest of one's own; who has one does not decide."""
    asker, now = saying.who_and_when(request)
    seen = _sitting(request, version)
    fields = {
        "interest": OneOf(
            _("Do you have an interest of your own in this?"),
            hint=_("You know the person or somebody paid by the plan, or you would gain or lose by it."),
            choices=[Choice("no", _("No")), Choice("yes", _("Yes, so I do not decide"))],
        ),
        "words": LongWords(_("What is it?"), hint=_("Only where you have one."), required=False, longest=LONGEST,
                           rows=3),
    }  # fmt: skip
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.declare_interest(
            asker, now=now, version=version, has_interest=given["interest"] == "yes", words=given["words"]
        )
    ):
        return go("agreement:risks", version)
    return _asked(seen, _("Declare an interest, or none"), form)


@page("agreement.sit_on_panel")
def call(request: HttpRequest, version: UUID) -> Shown | HttpResponse:
    """Set day, place and agenda of the panel's talk; the person is told by letter."""
    asker, now = saying.who_and_when(request)
    seen = _sitting(request, version)
    fields = {
        "day": Day(_("On which day?")),
        "place": LongWords(_("At what time, and where?"), hint=_("Say how one joins by telephone or video, too."),
                           longest=LONGEST, rows=3),
        "agenda": LongWords(_("What do you talk about?"), longest=LONGEST, rows=4),
    }  # fmt: skip
    form = Form(request, fields=fields)
    if form.carries_out(lambda given: actions.call_panel(asker, now=now, version=version, **given)):
        return go("agreement:risks", version)
    return _asked(seen, _("Call the panel"), form, lead=_("The person gets a letter and can come."))


@page("agreement.sit_on_panel")
def decide(request: HttpRequest, version: UUID) -> Shown | HttpResponse:
    """Decide for the panel, with the minutes and what would pass."""
    asker, now = saying.who_and_when(request)
    seen = _sitting(request, version)
    form = Form(request, fields=_deciding(seen))
    if form.carries_out(
        lambda given: actions.decide_in_panel(
            asker, now=now, version=version, **(given | {"members": [UUID(one) for one in given["members"]]})
        )
    ):
        return go("agreement:risks", version)
    return _asked(seen, _("What the panel decides"), form)


def _deciding(seen: RisksSeen) -> dict[str, forms.Field]:
    panel = seen.panel
    sitting = [one for one in panel.interests if not one.has_interest] if panel else []
    return {
        "members": AnyOf(
            _("Who sat on the panel?"),
            hint=_("Only those who declared that they have no interest. You are one of them."),
            choices=[Choice(str(one.member), one.name) for one in sitting],
        ),
        "heard": LongWords(_("How was the person heard?"), required=False, longest=LONGEST, rows=3),
        "minutes": LongWords(_("What was said (the minutes)"), longest=20_000, rows=8),
        "outcome": OneOf(
            _("What does the panel decide?"),
            choices=[
                Choice("goes_ahead", _("The plan can go ahead")),
                Choice("not_yet", _("Not yet"), _("Say below what would pass.")),
            ],
        ),
        "words": LongWords(_("Why, and what would pass?"), hint=_("The person reads this in the letter."),
                           longest=LONGEST, rows=5),
    }  # fmt: skip


def _seen(request: HttpRequest, version: UUID) -> RisksSeen:
    asker, now = saying.who_and_when(request)
    seen = queries.risks(asker, version=version, now=now)
    disclosure.heed(asker, seen.plan.pack, person=seen.plan.person)
    return seen


def _sitting(request: HttpRequest, version: UUID) -> RisksSeen:
    seen = _seen(request, version)
    if not seen.may_sit:
        raise NotFound("planning.no_such_plan")
    return seen


def _asked(seen: RisksSeen, title: str, form: Form, lead: str = "") -> Shown:
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
