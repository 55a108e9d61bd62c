"""Shares what somebody did with their money as a story, lets it be shown, and takes an idea into a plan."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from ownway.registers.programmes import queries as programmes
from ownway.registers.stories import actions as stories
from ownway.registers.stories import queries as told_stories
from ownway.registers.stories.actions import CannotAgree, CannotShow, CannotTakeBack, CannotTell, LineTold, Words
from ownway.rulebook.model import Pack
from ownway.steps.allocation import queries as allocation
from ownway.steps.planning import policies
from ownway.steps.planning.actions.lines import LineGiven, add_line
from ownway.steps.planning.actions.rows import draft, standing
from ownway.steps.planning.actions.writing import add_aim
from ownway.steps.planning.models import AimWritten
from ownway.steps.planning.queries.likeness import could_tell, ks, year_of
from ownway.values import Asker, Every
from ownway.values.cannot import NotAllowed, NotFound

__all__ = [
    "CannotAgree",
    "CannotShow",
    "CannotTakeBack",
    "CannotTell",
    "LineTold",
    "StoryGiven",
    "Words",
    "look_at_stories_again",
    "share_story",
    "show_story",
    "take_up",
]

SOMETHING_ELSE = "other"


@dataclass(frozen=True, slots=True)
class StoryGiven:
    """A story as it is told: its *words*, the aspect of life it was for, the kind of support, and the wide place."""

    words: Words
    aim: str
    kind: str
    area: str = ""


def share_story(asker: Asker, *, now: datetime, person: UUID, given: StoryGiven, says_yes: bool = False) -> UUID:
    """Tell what *person* did with their money, within the programme of their budget; return the story's identifier.

    Nobody else reads it before the person has said yes to it as others will read it (*says_yes* says so at once).
    Others are told of the sum as a range, and of all else only as much as many people could have told.

    :raises CannotTell: when consent is missing, the aim or kind is none of the programme's, or somebody is named.
    """
    try:
        figure = allocation.figure_of(asker, person=person, now=now)
    except NotAllowed:
        figure = None
    pack = programmes.pack(figure.version) if figure else None
    if pack is not None and given.aim not in {aspect.id for aspect in pack.outcomes.aspects}:
        raise CannotTell("stories.nothing_told", field="aim")
    if pack is not None and given.kind not in pack.planning.kinds_of_support:
        raise CannotTell("stories.nothing_told", field="kind")
    return stories.tell(
        asker,
        now=now,
        person=person,
        words=given.words,
        aims=[given.aim],
        kinds=[given.kind],
        year=year_of(figure.money, figure.per, pack) if figure and figure.money and pack else None,
        group=pack.id if pack else "",
        area=given.area,
        says_yes=says_yes,
    )


def show_story(asker: Asker, *, now: datetime, story: UUID) -> bool:
    """Let a story be shown, having found nobody in it; return whether it is, or waits until more people fit.

    :raises CannotShow: when the one who told it asks, nobody agreed to it, or it is shown or taken back already.
    """
    return stories.show(asker, now=now, story=story, people=could_tell(), ks=ks(now))


def look_at_stories_again(asker: Asker, *, now: datetime) -> int:
    """See of each story whether enough people still could have told it; return how many tell less or more than before.

    :raises NotAllowed: for anyone but the job of the night.
    """
    return stories.look_again(asker, now=now, people=could_tell(), ks=ks(now))


def take_up(asker: Asker, *, now: datetime, plan: UUID, story: UUID, line: int = 0) -> UUID:
    """Take an idea into a plan that is being written: its aim, where the plan has none like it, and one of its lines.

    The line is a draft to be changed: whoever gives it is left open, and only the first line of a story knows its kind
    of support. Return the line's identifier.

    :raises NotFound: when the story is not shown, or has no such line.
    :raises CannotWrite: when the plan cannot be written in.
    """
    idea = told_stories.story(asker, story=story, now=now)
    if not 0 <= line < max(1, len(idea.words.lines)):
        raise NotFound("stories.not_in_this_plan")
    chosen = idea.words.lines[line] if idea.words.lines else LineTold(idea.words.title)
    with transaction.atomic():
        row, version = draft(asker, plan=plan, section=None, now=now)
        pack = programmes.pack(row.pack_version)
        wanted = idea.words.aim or idea.words.title
        aims = standing(AimWritten, version=version)
        known = next((aim.aim for aim in aims if str(aim.text).casefold() == wanted.casefold()), None)
        aim = known or add_aim(asker, now=now, plan=plan, text=wanted)
        every = chosen.every if chosen.every in pack.planning.times_per_year else Every.ONCE
        given = LineGiven(
            what=chosen.what,
            aim=aim,
            kind=_kind(pack, idea.kinds[:1] if line == 0 else ()),
            pence=chosen.pence if idea.words.currency == pack.currency else 0,
            every=every,
            quantity=Decimal(1),
            times=chosen.times,
        )
        return add_line(asker, now=now, plan=row.id, given=given)


def _kind(pack: Pack, wanted: tuple[str, ...]) -> str:
    """Return the first of the kinds *wanted* that the programme knows, else its last: the one for all else."""
    known = pack.planning.kinds_of_support
    return next((kind for kind in (*wanted, SOMETHING_ELSE) if kind in known), known[-1])


def may_take_up(asker: Asker, *, person: UUID, now: datetime) -> bool:
    """Whether the asker may write in plans of *person* at all; which plan, and where, the deed itself asks."""
    return policies.may(asker, "write", person=person, now=now)
