"""How life goes: own wishes over time with a picture each, aspects of life, changes wanted, and who answered."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.pages import Shown, page, show
from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.outcomes import drawing, saying
from ownway.registers.people import queries as people
from ownway.steps.outcomes import queries
from ownway.steps.outcomes.queries import AimSeen, OutcomesSeen
from ownway.words import days


@page("outcomes.see")
def overview(request: HttpRequest, person: UUID) -> Shown:
    """Show how a person's life goes since their plan was agreed."""
    asker, now = request.asker, request.now
    seen = queries.outcomes_of(asker, person=person, now=now)
    easy = bool(request.showing.easy_read)
    own = asker.party == person
    called = people.person(asker, person=person, now=now).called
    told: dict[str, Any] = {}
    if seen is not None:
        sources = {one.aspect.benchmark.source for one in seen.aspects if one.aspect.benchmark}
        told = {
            "aims": [(aim, _picture(seen, aim), _rows(aim)) for aim in seen.aims],
            "aspects": _aspects(seen, easy=easy),
            "changes": _changes(seen, easy=easy),
            "source": saying.source_of(seen.pack, sources | {one.change.source for one in seen.changes}),
        }
    return show(
        "outcomes/overview.html",
        about=person,
        title=_("How your life is going") if own else _("How life is going for %(name)s") % {"name": called},
        person=person,
        own=own,
        seen=seen,
        back=reverse("home:person", args=[person]),
        **told,
    )


def _picture(seen: OutcomesSeen, aim: AimSeen) -> str:
    if not aim.scores:
        return ""
    scale = seen.pack.outcomes.own_scale
    dots = [drawing.Dot(one.at, one.score or 0, days.say(one.on, language())) for one in aim.scores]
    named = _("%(wish)s: scores from %(least)s to %(most)s over time") % {
        "wish": aim.text,
        "least": scale.least,
        "most": scale.most,
    }
    return drawing.line(named, dots, least=scale.least, most=scale.most)


def _rows(aim: AimSeen) -> list[tuple[str, str, str, str]]:
    return [
        (days.say(one.on, language()), str(one.score), one.words or "–", saying.who_answered(one))
        for one in reversed(aim.scores)
    ]


def _aspects(seen: OutcomesSeen, *, easy: bool) -> list[dict[str, Any]]:
    rows = []
    for one in seen.aspects:
        mark = one.aspect.benchmark
        rows.append(
            {
                "name": seen.pack.say(f"aspect.{one.aspect.id}", language(), easy),
                "now": saying.answer_in_words(seen.pack, one.last.answer, easy=easy) if one.last else "",
                "last": one.last,
                "who": saying.who_answered(one.last) if one.last else "",
                "before": [
                    (answer.on, saying.answer_in_words(seen.pack, answer.answer, easy=easy), answer)
                    for answer in reversed(one.answers[:-1])
                ],
                "others": _("%(better)s%% better, %(same)s%% the same, %(worse)s%% worse")
                % {"better": mark.better, "same": mark.same, "worse": mark.worse}
                if mark
                else "",
            }
        )
    return rows


def _changes(seen: OutcomesSeen, *, easy: bool) -> list[dict[str, Any]]:
    became = saying.became_in_words()
    return [
        {
            "name": seen.pack.say(f"change.{one.change.id}", language(), easy),
            "now": became[one.last.answer] if one.last else "",
            "last": one.last,
            "who": saying.who_answered(one.last) if one.last else "",
            "others": _("It came for %(share)s%% of those who wanted it") % {"share": one.change.benchmark}
            if one.change.benchmark is not None
            else "",
        }
        for one in seen.changes
    ]
