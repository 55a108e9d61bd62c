"""Answers to decisions: a word in reply, a challenge, and what came of it; in both directions (H3)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import sentence
from ownway.interfaces.web.file.views import pack_of
from ownway.registers.decisions import actions
from ownway.registers.decisions import queries as decisions
from ownway.registers.people import queries as people
from ownway.values import Reason
from ownway.values.cannot import NotFound


@page("decisions.challenge")
def challenge(request: HttpRequest, decision: UUID) -> Shown | HttpResponse:
    """Ask for a decision to be looked at again by somebody else."""
    seen = decisions.decision(request.asker, decision=decision, now=request.now)
    people.check_may_do(request.asker, deed="decisions.challenge", about=seen.about, now=request.now)
    words = LongWords(
        _("What do you not agree with?"),
        hint=_("In your own words. You do not have to give a reason."),
        required=False,
    )
    form = Form(request, fields={"words": words})
    if form.carries_out(
        lambda given: actions.challenge(request.asker, now=request.now, decision=decision, words=given["words"])
    ):
        return go("file:decision", decision=decision)
    return show(
        "file/challenge.html",
        about=seen.about,
        title=_("I do not agree"),
        seen=seen,
        named=sentence(Reason(seen.title_code)),
        form=form,
        back=f"/decisions/{decision}/",
    )


@page("decisions.withdraw_challenge")
def take_back(request: HttpRequest, decision: UUID, challenge: UUID) -> Shown | HttpResponse:
    """Take a challenge back before it is answered; the decision stands as before."""
    seen = decisions.decision(request.asker, decision=decision, now=request.now)
    made = next((one for one in seen.challenges if one.id == challenge and one.answer is None), None)
    if made is None:
        raise NotFound("decisions.unknown")
    decisions.check_may_withdraw(request.asker, challenge=challenge, now=request.now)
    words = LongWords(_("Do you want to say why?"), required=False)
    form = Form(request, fields={"words": words})
    if form.carries_out(
        lambda given: actions.withdraw_challenge(
            request.asker, now=request.now, challenge=challenge, words=given["words"]
        )
    ):
        return go("file:decision", decision=decision)
    return show(
        "pages/question.html",
        about=seen.about,
        title=_("Take the challenge back?"),
        caption=sentence(Reason(seen.title_code)),
        lead=_("Nobody answers it then. The decision stands as it was made."),
        form=form,
        send_words=_("Take it back"),
        back=f"/decisions/{decision}/",
    )


@page("decisions.reply")
def reply(request: HttpRequest, decision: UUID) -> Shown | HttpResponse:
    """Say one's own reasons to a decision without asking for it to be looked at again."""
    seen = decisions.decision(request.asker, decision=decision, now=request.now)
    people.check_may_do(request.asker, deed="decisions.reply", about=seen.about, now=request.now)
    form = Form(request, fields={"words": LongWords(_("What do you want to say?"))})
    if form.carries_out(
        lambda given: actions.reply(request.asker, now=request.now, decision=decision, words=given["words"])
    ):
        return go("file:decision", decision=decision)
    return show(
        "pages/question.html",
        about=seen.about,
        title=_("Say something to this decision"),
        caption=sentence(Reason(seen.title_code)),
        lead=_("It is kept beside the decision. Everyone who sees the decision sees it."),
        form=form,
        back=f"/decisions/{decision}/",
    )


@page("decisions.answer_challenge")
def answer(request: HttpRequest, challenge: UUID) -> Shown | HttpResponse:
    """Answer a challenge, with reasons; never by the one who made the decision."""
    seen = next((row for row in decisions.desk(request.asker, now=request.now) if row.thing_id == challenge), None)
    if seen is None:
        raise NotFound("decisions.unknown")
    on = decision_of(request, seen.about, challenge)
    fields = {
        "upheld": OneOf(
            _("What do you find?"),
            choices=[
                Choice("yes", _("They are right"), _("The decision falls and a new one is made.")),
                Choice("no", _("The decision stands")),
            ],
        ),
        "words": LongWords(_("Why?"), hint=_("Write it so that the person can follow it. They get a letter with it.")),
    }
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.answer_challenge(
            request.asker,
            now=request.now,
            challenge=challenge,
            upheld=given["upheld"] == "yes",
            words=given["words"],
        )
    ):
        return go("file:decision", decision=on.id)
    return show(
        "file/answer.html",
        about=seen.about,
        title=_("Answer a challenge"),
        seen=on,
        challenge=next(row for row in on.challenges if row.id == challenge),
        pack=pack_of(on.rule_version),
        form=form,
        back="/desk/",
    )


def decision_of(request: HttpRequest, person: UUID, challenge: UUID) -> decisions.DecisionSeen:
    """Return the decision that a challenge is made to.

    :raises NotFound: when there is none that the asker may know of.
    """
    for seen in decisions.decisions_about(request.asker, person=person, now=request.now):
        if any(row.id == challenge for row in seen.challenges):
            return seen
    raise NotFound("decisions.unknown")
