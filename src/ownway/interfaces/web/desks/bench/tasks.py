"""The seven stages of a run in words, each with where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownway.oversight.bench.queries import RunSeen, Stage


@dataclass(frozen=True, slots=True)
class Task:
    """One stage in the task list: its name, what it is for, its page (none where something else comes first)."""

    name: str
    hint: str
    address: str
    standing: str


def names() -> dict[Stage, tuple[str, str]]:
    """Return each stage in words, with what it is for."""
    return {
        Stage.LOAD: (_("Load people"), _("A file of your own, or people who are made up")),
        Stage.WEIGH: (_("Weigh the questions"), _("What each question counts for, and which buys nothing")),
        Stage.PRICE: (_("Price the points"), _("From points to money, to the pot there is")),
        Stage.CHECK: (_("Check that it is fair"), _("The same money for the same need")),
        Stage.SIMULATE: (_("Try it on everyone"), _("Who gets more, who gets less, and what it costs")),
        Stage.PHASE: (_("Phase it in"), _("Ways to protect people, and their price by year")),
        Stage.PUBLISH: (_("Keep it as a draft"), _("With its report, for others to publish")),
    }


def names_beside() -> dict[Stage, tuple[str, str]]:
    """Return what can be looked at beside the stages, each in words with what it is for."""
    return {
        Stage.COMPARE: (_("Hold it against another programme"), _("Who gains and who loses between the two")),
        Stage.WHO_COMES: (_("Who comes, and what panels move"), _("Take-up against the population; discretion")),
    }


def tasks(run: RunSeen, of: Mapping[Stage, tuple[str, str]] | None = None) -> list[Task]:
    """Return the stages of a run as a task list, or those of *of*."""
    told = []
    for stage, (name, hint) in (names() if of is None else of).items():
        work = run.works.get(stage)
        if work is not None and work.waits:
            standing = "waiting"
        elif stage in run.done:
            standing = "done"
        else:
            standing = "not_started" if stage in run.open else "later"
        address = ""
        # What is still missing for a draft can always be looked up.
        if stage in run.open or stage in run.done or stage is Stage.PUBLISH:
            address = reverse("bench:people" if stage is Stage.LOAD else f"bench:{stage.value}", args=[run.id])
        told.append(Task(name, hint, address, standing))
    return told


def next_of(run: RunSeen) -> Task | None:
    """Return what is to be done next, or nothing where all is done or something is being worked on."""
    if run.waits:
        return None
    return next((task for task in tasks(run) if task.standing == "not_started"), None)


def people_in_words(count: int) -> str:
    """Return how many people: ``1,000 people``."""
    return ngettext("%(n)s person", "%(n)s people", count) % {"n": f"{count:,}"}
