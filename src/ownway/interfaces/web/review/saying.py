"""Says in the words of the page what a review asks and what it changed, each change with where it leads."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.saying import language
from ownway.rulebook.model import Pack
from ownway.steps.planning.queries import PlanState
from ownway.steps.review.queries import ChangeKind, ChangeSeen, ReviewSeen
from ownway.words import days


@dataclass(frozen=True, slots=True)
class Changed:
    """One change as the page tells it: what, why, what became of it line by line, and links to it."""

    what: str
    why: str
    became: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


def kinds_in_words() -> dict[ChangeKind, str]:
    """Return what a review can change, in words."""
    return {
        ChangeKind.PLAN: _("The plan"),
        ChangeKind.NEEDS: _("The support that is needed, and with it the budget"),
        ChangeKind.DEGREE: _("How the money is held"),
        ChangeKind.NOTHING: _("Nothing: all stays as it is"),
    }


def states_in_words() -> dict[PlanState, str]:
    """Return where a version of the plan stands."""
    return {
        PlanState.DRAFT: _("it is being written"),
        PlanState.HANDED_IN: _("it was handed in"),
        PlanState.TAKEN_BACK: _("it was taken back"),
        PlanState.AGREED: _("it is agreed"),
        PlanState.RETURNED: _("it is not agreed yet"),
        PlanState.REPLACED: _("it was agreed, and a later one has replaced it"),
    }


def changed(seen: ReviewSeen, change: ChangeSeen, *, easy: bool) -> Changed:
    """Return one change with what became of it."""
    became, links = [], []
    if change.kind is ChangeKind.PLAN:
        if change.plan_number is not None and change.plan_state is not None and change.thing_id is not None:
            told = {"number": change.plan_number, "state": states_in_words()[change.plan_state]}
            became.append(_("Version %(number)s of the plan was begun: %(state)s.") % told)
            links.append(
                (_("Version %(number)s of the plan") % told, reverse("planning:version", args=[change.thing_id]))
            )
        else:
            became.append(_("A next version of the plan was begun. It is shown once it is handed in."))
    if change.kind is ChangeKind.NEEDS and change.thing_id is not None:
        became.append(_needs(change))
        links.append(_needs_link(change))
    if change.kind is ChangeKind.DEGREE:
        became.append(_degree(seen.pack, change, easy=easy))
        links.append((_("How the money is held"), reverse("control:overview", args=[seen.line.person])))
    if change.money is not None:
        sums = {
            "before": disclosure.say_per(change.money.before, change.money.every, language()),
            "after": disclosure.say_per(change.money.after, change.money.every, language()),
            "day": days.say(change.money.starts, language()),
        }
        became.append(_("The budget changed from %(before)s to %(after)s, from %(day)s.") % sums)
        links.append((_("The agreement"), reverse("agreement:agreement", args=[change.money.agreement])))
    return Changed(kinds_in_words()[change.kind], change.why, tuple(became), tuple(links))


def _needs(change: ChangeSeen) -> str:
    if change.figure_money is not None and change.figure_per is not None:
        said = {"sum": disclosure.say_per(change.figure_money, change.figure_per, language())}
        if change.assessment_state == "told":
            return _("The new sum was told: %(sum)s. It holds once a plan is agreed on it.") % said
        return _("A new self-assessment was handed in. The estimate is %(sum)s.") % said
    return _("A new self-assessment was begun. Until it is checked and agreed, the money goes on as before.")


def _needs_link(change: ChangeSeen) -> tuple[str, str]:
    if change.figure is not None:
        return _("The new sum and its reasons"), reverse("allocation:figure", args=[change.figure])
    return _("The new self-assessment"), reverse("allocation:tasks", args=[change.thing_id])


def _degree(pack: Pack, change: ChangeSeen, *, easy: bool) -> str:
    if change.degree is None:
        return _("No new choice has been made yet. Until then all is held as before.")

    def named(degrees: tuple[str, ...]) -> str:
        return ", ".join(pack.say(f"degree.{one}", language(), easy) for one in degrees) or _("not chosen yet")

    told = {
        "before": named(change.degree.before),
        "after": named(change.degree.after),
        "day": days.say(change.degree.starts, language()),
    }
    return _("Before: %(before)s. From %(day)s: %(after)s.") % told
