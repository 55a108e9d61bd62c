"""The panel that a serious risk is taken to: asking it, sitting on it without an interest of one's own, deciding."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ownway.interfaces.web.agreement.views.risking import LONGEST, asked, risks_of
from ownway.interfaces.web.design.fields import AnyOf, Choice, Chooser, Day, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page
from ownway.interfaces.web.planning import saying
from ownway.steps.agreement import actions
from ownway.steps.agreement.queries import RisksSeen
from ownway.values.cannot import NotFound


@page("agreement.take_to_panel")
def take_to_panel(request: HttpRequest, version: UUID) -> Shown | HttpResponse:
    """Take a serious risk, named in words, to the panel."""
    asker, now = saying.who_and_when(request)
    seen = risks_of(request, version)
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
    return asked(seen, _("Take it to the panel"), form, lead=lead)


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
    return asked(seen, _("Declare an interest, or none"), form)


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
    return asked(seen, _("Call the panel"), form, lead=_("The person gets a letter and can come."))


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
    return asked(seen, _("What the panel decides"), form)


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


def _sitting(request: HttpRequest, version: UUID) -> RisksSeen:
    seen = risks_of(request, version)
    if not seen.may_sit:
        raise NotFound("planning.no_such_plan")
    return seen
