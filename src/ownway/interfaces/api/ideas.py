"""Ideas through the API: stories found by anyone, told with the person's yes, checked, taken back, taken up."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from ownway.interfaces.api import asking
from ownway.interfaces.api.shapes import Made, MoneyOut, Words, made
from ownway.registers.stories import actions as stories
from ownway.registers.stories import queries
from ownway.registers.stories.queries import StorySeen
from ownway.steps.planning.actions import ideas as actions
from ownway.values import Every, Money
from ownway.values.cannot import NotFound

router = Router()

Short = Annotated[str, Field(max_length=200)]
Sought = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
"""What an address may ask for: any words but NUL, which no address of ours holds."""


class LineTold(Schema):
    """One thing that was bought or given: *pence* for one, *times* in every *every*."""

    what: Words
    pence: Annotated[int, Field(ge=-(2**53), le=2**53)] = 0
    every: Every = Every.WEEK
    times: Annotated[int, Field(ge=-(2**31), le=2**31 - 1)] = 1
    who: Words = ""


class StoryIn(Schema):
    """A story as its person tells it; *says_yes* once they have seen it as others will."""

    title: Words
    text: Words
    aim: Short
    kind: Short
    wanted: Words = ""
    lines: Annotated[list[LineTold], Field(max_length=100)] = []
    helped: Words = ""
    came_of_it: Words = ""
    easy: Words = ""
    area: Short = ""
    currency: Annotated[str, Field(pattern="^([A-Z]{3})?$")] = ""
    says_yes: bool = False


class StoryOut(Schema):
    """A story as anyone reads it. What is left open, because too few share it, is empty."""

    id: UUID
    title: str
    text: str
    wanted: str
    lines: list[LineTold]
    helped: str
    came_of_it: str
    easy: str
    currency: str
    aims: list[str]
    kinds: list[str]
    least: MoneyOut | None
    most: MoneyOut | None
    place: str
    group: str

    @classmethod
    def of(cls, seen: StorySeen) -> "StoryOut":
        """Return the shape of a story."""
        words = seen.words
        lines = [
            LineTold(what=line.what, pence=line.pence, every=line.every, times=line.times, who=line.who)
            for line in words.lines
        ]
        return cls(
            id=seen.id,
            title=words.title,
            text=words.text,
            wanted=words.aim,
            lines=lines,
            helped=words.helped,
            came_of_it=words.came_of_it,
            easy=words.easy,
            currency=words.currency,
            aims=list(seen.aims),
            kinds=list(seen.kinds),
            least=MoneyOut.of(seen.least),
            most=MoneyOut.of(seen.most),
            place=seen.place,
            group=seen.group,
        )


class OwnStoryOut(Schema):
    """One's own story: how others read it, or would, and how it stands."""

    standing: str
    sent_back_words: str
    story: StoryOut


class SoughtIn(Schema):
    """What is looked for; *near* a sum a year in pence of *currency*."""

    words: Sought = ""
    aim: Sought = ""
    kind: Sought = ""
    place: Sought = ""
    group: Sought = ""
    near: Annotated[int | None, Field(ge=0, le=2**53)] = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "GBP"


class TakeUpIn(Schema):
    """Which story is taken into the plan, and which of its lines."""

    story: UUID
    line: Annotated[int, Field(ge=0, le=100)] = 0


class WhyIn(Schema):
    """What would help, for whoever told the story."""

    words: Words


class ShownOut(Schema):
    """Whether the story is shown now, or waits until more people could have told it."""

    shown: bool


@router.get("/stories", response=list[StoryOut], auth=None)
def find_stories(request: HttpRequest, sought: Query[SoughtIn]) -> list[StoryOut]:
    """Find stories of what others did with their money; open to anyone."""
    asker, now = asking.who_and_when(request)
    given = {name: value.replace("\x00", "") for name, value in sought.dict(include=set(_TEXTS)).items()}
    near = None if sought.near is None else Money(sought.near, sought.currency)
    return [StoryOut.of(one) for one in queries.find(asker, now=now, near=near, **given)]


@router.get("/stories/{uuid:story}", response=StoryOut, auth=None)
def story(request: HttpRequest, story: UUID) -> StoryOut:
    """Tell one story that is shown; open to anyone."""
    asker, now = asking.who_and_when(request)
    return StoryOut.of(queries.story(asker, story=story, now=now))


@router.get("/stories-to-check", response=list[StoryOut])
def stories_to_check(request: HttpRequest) -> list[StoryOut]:
    """Tell the stories that wait for a second person to read them."""
    asker, now = asking.who_and_when(request)
    return [StoryOut.of(one) for one in queries.to_check(asker, now=now)]


@router.get("/people/{uuid:person}/stories", response=list[OwnStoryOut])
def stories_of(request: HttpRequest, person: UUID) -> list[OwnStoryOut]:
    """Tell the stories of a person and how each stands, to them and who speaks for them."""
    asker, now = asking.who_and_when(request)
    found = queries.mine(asker, person=person, now=now)
    asking.looked(request, "stories.see_own", person)
    return [
        OwnStoryOut(standing=own.standing, sent_back_words=own.sent_back_words, story=StoryOut.of(own.seen))
        for own in found
    ]


@router.post("/people/{uuid:person}/stories", response={201: Made})
def tell_story(request: HttpRequest, person: UUID, body: StoryIn) -> Status:
    """Tell what a person did with their money; it is read by a second person before anyone else reads it."""
    asker, now = asking.who_and_when(request)
    lines = tuple(actions.LineTold(one.what, one.pence, one.every, one.times, one.who) for one in body.lines)
    words = actions.Words(
        title=body.title,
        text=body.text,
        aim=body.wanted,
        lines=lines,
        helped=body.helped,
        came_of_it=body.came_of_it,
        easy=body.easy,
        currency=body.currency,
    )
    given = actions.StoryGiven(words, aim=body.aim, kind=body.kind, area=body.area)
    return made(actions.share_story(asker, now=now, person=person, given=given, says_yes=body.says_yes))


@router.post("/people/{uuid:person}/stories/{uuid:story}/agree", response={200: Made})
def agree_to_story(request: HttpRequest, person: UUID, story: UUID) -> Status:
    """Say yes to a story as others will read it."""
    asker, now = asking.who_and_when(request)
    _check_own(request, person, story)
    stories.agree(asker, now=now, story=story)
    return Status(200, {"id": story})


@router.post("/people/{uuid:person}/stories/{uuid:story}/take-back", response={200: Made})
def take_back_story(request: HttpRequest, person: UUID, story: UUID) -> Status:
    """Take a story back; it is shown no more from this moment on."""
    asker, now = asking.who_and_when(request)
    _check_own(request, person, story)
    stories.take_back(asker, now=now, story=story)
    return Status(200, {"id": story})


@router.post("/stories/{uuid:story}/show", response={200: ShownOut})
def show_story(request: HttpRequest, story: UUID) -> Status:
    """Let a story be shown, having found nobody in it; it waits where too few people could have told it."""
    asker, now = asking.who_and_when(request)
    return Status(200, {"shown": actions.show_story(asker, now=now, story=story)})


@router.post("/stories/{uuid:story}/send-back", response={200: Made})
def send_back_story(request: HttpRequest, story: UUID, body: WhyIn) -> Status:
    """Keep a story from being shown, and say what would help."""
    asker, now = asking.who_and_when(request)
    stories.send_back(asker, now=now, story=story, words=body.words)
    return Status(200, {"id": story})


@router.post("/plans/{uuid:plan}/ideas", response={201: Made})
def take_up_story(request: HttpRequest, plan: UUID, body: TakeUpIn) -> Status:
    """Take an idea into a plan that is being written, as an aim and a draft line; gives the line."""
    asker, now = asking.who_and_when(request)
    return made(actions.take_up(asker, now=now, plan=plan, story=body.story, line=body.line))


_TEXTS = ("words", "aim", "kind", "place", "group")


def _check_own(request: HttpRequest, person: UUID, story: UUID) -> None:
    asker, now = asking.who_and_when(request)
    if story not in {own.seen.id for own in queries.mine(asker, person=person, now=now)}:
        raise NotFound("stories.unknown")
