"""Deciding whether a programme is open to a person, as a decision of its own."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.allocation import asking
from ownway.interfaces.web.design.fields import LongWords, YesNo
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.rulebook.model import Pack
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.queries import Proposed


@page("allocation.decide_eligibility")
def eligibility(request: HttpRequest, assessment: UUID) -> Shown | HttpResponse:
    """Take the decision beside what the rule proposes, with the reason, and what is offered where it is not open."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    asking.only_who_may(request, "decide_eligibility", seen.person)
    pack = asking.pack_of(seen.version)
    proposal = queries.proposed_eligibility(asker, assessment=assessment, now=now)
    fields = {
        "eligible": YesNo(_("Is this programme open to the person?")),
        "words": LongWords(_("Your reason, as the person will read it"), longest=4000),
        "offer": LongWords(
            _("If it is not: what do you offer instead?"),
            hint=_("Advice, a local group, equipment, a person to ask. Nobody is sent away with nothing."),
            required=False,
            longest=4000,
        ),
    }
    form = Form(request, fields=fields, initial=_as_proposed(pack, proposal))
    if form.carries_out(
        lambda given: actions.decide_eligibility(
            asker,
            now=now,
            assessment=assessment,
            eligible=given["eligible"],
            words=given["words"],
            offer=given["offer"],
        )
    ):
        return go("allocation:checking", assessment)
    return show(
        "allocation/eligibility.html",
        about=seen.person,
        title=_("Decide whether this programme is open"),
        seen=seen,
        pack=pack,
        proposal=proposal,
        form=form,
        back=reverse("allocation:checking", args=[assessment]),
    )


def _as_proposed(pack: Pack, proposal: Proposed | None) -> dict[str, str]:
    """Return what the form begins with: the rule's offer where it is not open. The decision is never filled in."""
    if proposal is None or proposal.eligible is not False:
        return {}
    return {"offer": pack.say(f"eligibility.{proposal.label}", pack.languages[0])}
