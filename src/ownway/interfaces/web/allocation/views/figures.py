"""The figure as it was told: the sum, every reason, what changed, the clock, and the way to challenge it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.allocation import answers, asking, beside, explaining
from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import LongWords, Sum
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.pictures import Bar
from ownway.interfaces.web.design.saying import language, sentence
from ownway.registers.decisions import queries as decisions
from ownway.registers.people import queries as people
from ownway.rulebook.model import Pack
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.queries import FigureSeen
from ownway.steps.review import queries as review
from ownway.values import Reason
from ownway.values.cannot import NotAllowed, NotFound


@page("allocation.see_figure")
def figure(request: HttpRequest, figure: UUID) -> Shown:
    """Tell one figure with its reasons, question by question."""
    asker, now = asking.who_and_when(request)
    seen = queries.figure(asker, figure=figure, now=now)
    pack = asking.pack_of(seen.version)
    disclosure.heed(asker, pack, person=seen.person)
    own = asking.is_own(request, seen.person)
    decision = _decision(request, seen)
    before = queries.figure(asker, figure=seen.before, now=now) if seen.before else None
    rows = explaining.counted(pack, seen.answers, easy=asking.easy(request))
    return show(
        "allocation/figure.html",
        about=seen.person,
        title=kinds_in_words(pack, own=own)[seen.kind],
        figure=seen,
        pack=pack,
        own=own,
        person=people.person(asker, person=seen.person, now=now),
        counted=rows,
        counted_rows=[(row.asked, row.said, row.counts) for row in rows],
        needs_bars=[Bar(row.asked, row.length, row.counts) for row in rows if row.length],
        what_if=explaining.what_if(pack, seen, easy=asking.easy(request)),
        year=explaining.in_a_year(pack, seen),
        missing=[
            answers.words(pack, pack.question(id), "label", easy=asking.easy(request)) for id in seen.worked.missing
        ],
        before=before,
        changes=_changes(request, pack, seen, before),
        kinds=kinds_in_words(pack, own=own),
        clock=_clock(request, seen),
        decision=decision,
        standing_said=sentence(Reason(decision.standing_code), easy=asking.easy(request)) if decision else "",
        moving=queries.moving_over(asker, person=seen.person, now=now),
        **_beside(request, pack, seen),
        cause=review.cause_of(asker, thing_id=seen.assessment, now=now),
        back=reverse("allocation:overview", args=[seen.person]),
        may_start=queries.may_do(asker, deed="start", person=seen.person, now=now),
        may_move=seen.kind == "indicative" and queries.may_do(asker, deed="move_figure", person=seen.person, now=now),
    )


@page("allocation.challenge")
def challenge(request: HttpRequest, figure: UUID) -> Shown | HttpResponse:
    """Take a challenge of a figure in the person's own words."""
    asker, now = asking.who_and_when(request)
    seen = queries.figure(asker, figure=figure, now=now)
    asking.only_who_may(request, "challenge", seen.person)
    pack = asking.pack_of(seen.version)
    fields = {"words": LongWords(_("What do you think is not right?"), longest=4000, required=False)}
    form = Form(request, fields=fields)
    if form.carries_out(lambda given: actions.challenge_figure(asker, now=now, figure=figure, words=given["words"])):
        return go("allocation:figure", figure)
    return show(
        "allocation/challenge.html",
        about=seen.person,
        title=_("Ask us to look at the sum again"),
        form=form,
        figure=seen,
        pack=pack,
        days=pack.allocation.answer_within_days,
    )


@page("allocation.move_figure")
def move(request: HttpRequest, figure: UUID) -> Shown | HttpResponse:
    """Let a panel move a figure inside the pack's limits, with its reason."""
    asker, now = asking.who_and_when(request)
    seen = queries.figure(asker, figure=figure, now=now)
    asking.only_who_may(request, "move_figure", seen.person)
    pack = asking.pack_of(seen.version)
    fields = {
        "pence": Sum(_("The new figure"), currency=pack.currency),
        "words": LongWords(_("The panel's reason, as the person will read it"), longest=4000),
    }
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.move_figure(asker, now=now, figure=figure, pence=given["pence"], words=given["words"])
    ):
        return go("allocation:overview", seen.person)
    return show(
        "allocation/move.html",
        about=seen.person,
        title=_("Move the figure"),
        form=form,
        figure=seen,
        person=people.person(asker, person=seen.person, now=now),
    )


def kinds_in_words(pack: Pack, *, own: bool) -> dict[str, str]:
    """Return the three labels of a figure in the words of the page: a budget, or what support costs where none is."""
    if pack.allocation.plan_only:
        return {
            "estimate": _("What support like yours costs: first estimate"),
            "indicative": _("What support like yours costs: checked"),
            "agreed": _("What support like yours costs: as in your plan"),
        }
    if not own:
        return {
            "estimate": _("The estimate"),
            "indicative": _("The indicative budget"),
            "agreed": _("The agreed budget"),
        }
    return {
        "estimate": _("Your estimate"),
        "indicative": _("Your indicative budget"),
        "agreed": _("Your agreed budget"),
    }


def _changes(request: HttpRequest, pack: Pack, seen: FigureSeen, before: FigureSeen | None) -> list[dict[str, str]]:
    """Return the answers that changed since the figure before: what was said, what counts, and who settled it why."""
    asker, now = asking.who_and_when(request)
    if before is None or seen.change is None:
        return []
    try:
        assessment = queries.assessment(asker, assessment=seen.assessment, now=now)
    except (NotFound, NotAllowed):
        return []
    told = []
    for reason in seen.change.because:
        asked = assessment.question(str(reason.facts.get("question", "")))
        if asked is None:
            continue
        told.append(
            {
                "asked": answers.words(pack, asked.question, "label", easy=asking.easy(request)),
                "before": answers.said(pack, asked.question, before.answers.get(asked.id), easy=asking.easy(request)),
                "after": answers.said(pack, asked.question, seen.answers.get(asked.id), easy=asking.easy(request)),
                "words": asked.settled.words if asked.settled else "",
                "by": asked.settled.by_name if asked.settled else "",
            }
        )
    return told


def _beside(request: HttpRequest, pack: Pack, seen: FigureSeen) -> dict[str, Any]:
    """Return what stands beside the figure: help and whose word it is, need before and after, costs, own money."""
    asker, now = asking.who_and_when(request)
    costing = None
    if queries.may_do(asker, deed="see", person=seen.person, now=now):
        costing = queries.costing_of(asker, assessment=seen.assessment, now=now)
    easy = asking.easy(request)
    costed = [(cost.question, cost.money) for cost in (costing.costs if costing else ()) if cost.money is not None]
    return {
        "helps": beside.help_counted(request, pack, seen),
        "not_asked": beside.not_asked(request, seen) if pack.allocation.needs_and_help else [],
        "points": beside.before_and_after(pack, seen),
        "own_money": beside.own_money(request, seen),
        "band": None if pack.allocation.error_band is None else int(pack.allocation.error_band * 100),
        "costing": costing,
        "costs": [
            (answers.words(pack, pack.question(id), "label", easy=easy), disclosure.say(money, language()))
            for id, money in costed
        ],
    }


def _clock(request: HttpRequest, seen: FigureSeen) -> Any:
    """Return the clock that runs on checking this estimate, or nothing."""
    asker, now = asking.who_and_when(request)
    if seen.kind != "estimate":
        return None
    clocks = decisions.clocks_about(asker, person=seen.person, now=now)
    return next((clock for clock in clocks if clock.thing_id == seen.assessment), None)


def _decision(request: HttpRequest, seen: FigureSeen) -> Any:
    """Return the decision behind the figure, or nothing where there is none the asker may see."""
    asker, now = asking.who_and_when(request)
    if seen.decision is None:
        return None
    try:
        return decisions.decision(asker, decision=seen.decision, now=now)
    except (NotFound, NotAllowed):
        return None
