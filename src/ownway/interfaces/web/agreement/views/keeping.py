"""The agreement to keep: what one takes on with it, as a PDF, and the person's yes to it."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import Choice, Day, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, note, page, show
from ownway.interfaces.web.design.saying import here, language, told
from ownway.interfaces.web.planning import saying
from ownway.registers.decisions import queries as decisions
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.steps.agreement import actions, queries
from ownway.steps.agreement.queries import AgreementSeen
from ownway.steps.planning import queries as planning
from ownway.values import Cannot
from ownway.values.cannot import NotAllowed, NotFound
from ownway.words import agreements, periods
from ownway.words.days import say as day_in_words
from ownway.words.letters import Letter
from ownway.words.letters.pdf import CannotPrint, pdf
from ownway.words.reasons import Told


class CannotPrintAgreement(Cannot):
    """The agreement cannot be printed."""


@page("agreement.see")
def printed(request: HttpRequest, agreement: UUID) -> HttpResponse:
    """Give one agreement as a PDF, in large print and in Easy Read where that is how pages are shown."""
    asker, now = saying.who_and_when(request)
    seen = queries.agreement(asker, agreement=agreement, now=now)
    pack = programmes.pack(seen.rule_version)
    disclosure.heed(asker, pack, person=seen.person)
    try:
        made = pdf(_document(request, seen, pack), large=request.showing.large_print)
    except CannotPrint as error:
        raise CannotPrintAgreement("letters.cannot_print") from error
    note(request, "agreement.see", about=(seen.person,))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="agreement-{seen.signed_at:%Y-%m-%d}.pdf"'
    return response


@page("agreement.see")
def assent(request: HttpRequest, agreement: UUID) -> Shown | HttpResponse:
    """Say yes to the agreement; whoever works with the person notes how and when they said it, in their words."""
    asker, now = saying.who_and_when(request)
    seen = queries.agreement(asker, agreement=agreement, now=now)
    pack = programmes.pack(seen.rule_version)
    disclosure.heed(asker, pack, person=seen.person)
    way = queries.may_assent(asker, agreement=agreement, now=now)
    if not way:
        raise NotAllowed("people.not_granted", deed="agreement.assent")
    own = way == "own"
    form = Form(request, fields=_own_fields() if own else _heard_fields(), initial={"said_on": here(now)})
    if form.carries_out(lambda given: actions.assent(asker, now=now, agreement=agreement, **_given(given, own=own))):
        return go("agreement:agreement", agreement)
    return show(
        "agreement/assent.html",
        about=seen.person,
        title=_("Say yes to the agreement") if own else _("Note their yes to the agreement"),
        seen=seen,
        own=own,
        taken_on=taken_on(pack, own=asker.party == seen.person),
        form=form,
        back=reverse("agreement:agreement", args=[agreement]),
    )


def taken_on(pack: Pack, *, own: bool) -> list[str]:
    """Return what the person takes on with an agreement, said to them or about them."""
    said = [
        _("The money is for this plan. Small changes are fine; for a big change, change the plan first."),
        _("Whoever holds the money keeps a note of what is spent, and shows it when asked."),
        _(
            "Money that is left over, or was spent on something the rules forbid, can be asked back. "
            "A decision says so first, and you can challenge it."
        )
        if own
        else _(
            "Money that is left over, or was spent on something the rules forbid, can be asked back. "
            "A decision says so first, and it can be challenged."
        ),
    ]
    if pack.control.employing:
        said.append(
            _(
                "Whoever employs an assistant is their employer: pay, holidays, tax and insurance are theirs "
                "to see to. The budget pays for them."
            )
        )
    return [
        *said,
        _("What we arrange, we answer for. You take on nothing for it.")
        if own
        else _("What the authority arranges, the authority answers for."),
        _("You can give the money back into our hands at any time.")
        if own
        else _("They can give the money back into our hands at any time."),
    ]


def ways_in_words() -> dict[str, str]:
    """Return how a yes was heard, in the words of a sentence."""
    return {"phone": _("by phone"), "paper": _("on paper"), "with_someone": _("face to face")}


def _own_fields() -> dict[str, forms.Field]:
    return {"words": LongWords(_("Do you want to say something to it?"), longest=2000, rows=3, required=False)}


def _heard_fields() -> dict[str, forms.Field]:
    choices = [Choice(way, said[:1].upper() + said[1:]) for way, said in ways_in_words().items()]
    hint = _("Word for word, as far as you can. For a paper: where it is kept. They read this and can challenge it.")
    return {
        "channel": OneOf(_("How did the person say yes?"), choices=choices),
        "said_on": Day(_("On which day?")),
        "words": LongWords(_("In which words?"), hint=hint, longest=2000, rows=4),
    }


def _given(given: dict[str, Any], *, own: bool) -> dict[str, Any]:
    return {"words": given["words"]} if own else given


def _document(request: HttpRequest, seen: AgreementSeen, pack: Pack) -> Letter:
    asker, now = saying.who_and_when(request)
    own, easy = asker.party == seen.person, saying.easy(request)
    try:
        plan = planning.plan_version(asker, version=seen.version, now=now)
    except NotFound:
        plan = None
    ways = ways_in_words()
    return agreements.document(
        language(),
        agreements.Agreed(
            person=seen.person_name,
            authority=settings.OWNWAY_AUTHORITY,
            programme=saying.words(request, pack, "pack.name"),
            figure=f"{disclosure.say(seen.money, language())} {periods.each(seen.every, language())}",
            starts=seen.starts,
            signed_by=seen.signed_by_name,
            signed_on=here(seen.signed_at),
            words=seen.words,
        ),
        reasons=_reasons(request, seen, pack, easy=easy),
        taken_on=taken_on(pack, own=own),
        lines=[
            (line.what, line.aim_text, line.who, saying.price(line), disclosure.say(line.per_year, language()))
            for line in (plan.lines if plan else ())
        ],
        said_yes=[
            f"{one.heard_by_name or seen.person_name}, {ways.get(one.channel, '')} "
            f"{day_in_words(one.said_on, language())}" + (f": {one.words}" if one.words else "")
            for one in seen.assents
        ],
        easy=easy,
    )


def _reasons(request: HttpRequest, seen: AgreementSeen, pack: Pack, *, easy: bool) -> list[Told]:
    asker, now = saying.who_and_when(request)
    try:
        kept = decisions.decision(asker, decision=seen.decision, now=now)
    except (NotFound, NotAllowed):
        return []
    return [told(reason, pack=pack, easy=easy) for reason in kept.reasons]
