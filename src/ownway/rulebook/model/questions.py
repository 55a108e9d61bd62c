"""What a pack may ask: questions, their levels and points, and when each one is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from ownway.rulebook.model.conditions import Condition
from ownway.values import Every


class Kind(StrEnum):
    """What an answer to a question is made of."""

    LEVELS = "levels"
    """One of several levels, each in words."""
    YES_NO = "yes_no"
    """Yes or no; the levels are called ``yes`` and ``no``."""
    NUMBER = "number"
    """An exact number, with *every* where it is how often something happens."""
    DAY = "day"
    """A day, such as that of birth; a step makes an age of it."""
    TEXT = "text"
    """The person's own words. Never scored."""
    TABLE = "table"
    """Several rows of the same columns, up to a stated number."""


class State(StrEnum):
    """What is known of an answer. The first seven are answers; the others say why there is none."""

    LEVEL = "level"
    NUMBER = "number"
    DAY = "day"
    TEXT = "text"
    YES = "yes"
    NO = "no"
    TABLE = "table"
    NOT_ASKED = "not_asked"
    """The routing hid the question."""
    NOT_KNOWN = "not_known"
    """The person does not know."""
    DECLINED = "declined"
    """The person would rather not say."""
    LATER = "later"
    """Left for another time; also every question that has not been reached."""


NO_ANSWER = (State.NOT_ASKED, State.NOT_KNOWN, State.DECLINED, State.LATER)
"""The states without an answer, each of which a pack maps to points or to a range."""

RANGE = "range"
"""What a state maps to when it gives no points: the figure stays a range until the question is answered."""


@dataclass(frozen=True, slots=True)
class Level:
    """One way to answer a question. *points* is nothing where the question is not scored."""

    id: str
    points: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table question: levels (with points where a step counts them), or a number within bounds."""

    id: str
    kind: Kind
    levels: tuple[Level, ...] = ()
    least: Fraction | None = None
    most: Fraction | None = None
    whole: bool = False
    places: int = 2
    """How many decimals a number may have."""

    def level(self, id: str) -> Level | None:
        """Return the level of that name, or nothing."""
        return next((level for level in self.levels if level.id == id), None)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a pack. Its words are ``pack.say("question.<id>.label")`` and so on.

    *levels* run from the least need to the most. *states* says what each state without an answer is worth: points, or
    ``"range"``. *may_skip* are the states a person may choose instead of an answer. *groups* are the user groups it
    serves; a question without groups serves all. *asks_about* declares a delicate matter (``age``, ``co_residence``,
    ``sex`` and the like) that the audit watches.
    """

    id: str
    kind: Kind
    section: str
    levels: tuple[Level, ...] = ()
    scored: bool = False
    asked_if: Condition | None = None
    groups: tuple[str, ...] = ()
    states: Mapping[State, Fraction | str] = field(default_factory=dict)
    may_skip: tuple[State, ...] = ()
    every: tuple[Every, ...] = ()
    least: Fraction | None = None
    most: Fraction | None = None
    whole: bool = False
    places: int = 2
    """How many decimals a number may have, so that columns of numbers hold every answer."""
    longest: int = 0
    columns: tuple[Column, ...] = ()
    rows_most: int = 0
    picture: str = ""
    asks_about: tuple[str, ...] = ()
    source: str = ""
    scale: str = ""
    """The scale it shares with other questions, where it does."""

    def level(self, id: str) -> Level | None:
        """Return the level of that name, or nothing."""
        return next((level for level in self.levels if level.id == id), None)

    def worth(self, state: State) -> Fraction | None:
        """Return the points of a state without an answer, or nothing where the figure stays a range."""
        points = self.states.get(state, Fraction(0) if state is State.NOT_ASKED else RANGE)
        return points if isinstance(points, Fraction) else None

    @property
    def waits(self) -> bool:
        """Whether leaving it for later leaves open what rests on it."""
        return self.worth(State.LATER) is None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the assessment; its questions in the order in which they are asked."""

    id: str
    questions: tuple[str, ...]
    source: str = ""
