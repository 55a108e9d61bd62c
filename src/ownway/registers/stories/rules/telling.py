"""The words of a story: what was wanted, what was bought or given, who helped, what came of it, and the same simply."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ownway.values import Cannot, Every
from ownway.values.text import clean_text

LONGEST_TITLE = 120
LONGEST_STORY = 8_000
LONGEST_LINE = 300
MOST_LINES = 30
PENCE_MOST = 100_000_000
TIMES_MOST = 1_000


class CannotTell(Cannot):
    """The story cannot be kept: consent is missing, it is empty, or it says who someone is."""


@dataclass(frozen=True, slots=True)
class LineTold:
    """One thing that was bought or given: *pence* for one, *times* in every *every*; *who* is a role, never a name."""

    what: str
    pence: int = 0
    every: Every = Every.WEEK
    times: int = 1
    who: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A story in words. *aim* is what was wanted, *text* what was done, *easy* the same in short sentences.

    Prices of the *lines* are in *currency*.
    """

    title: str
    text: str
    aim: str = ""
    lines: tuple[LineTold, ...] = ()
    helped: str = ""
    came_of_it: str = ""
    easy: str = ""
    currency: str = ""

    @property
    def all(self) -> str:
        """Everything that is told, in which nobody may be recognised."""
        lines = [f"{line.what} {line.who}" for line in self.lines]
        return "\n".join([self.title, self.text, self.aim, *lines, self.helped, self.came_of_it, self.easy])


def checked(words: Words) -> Words:
    """Return the words cleaned.

    :raises CannotTell: for a line whose price or number is out of all bounds, or more lines than a plan can have.
    :raises CannotKeepText: for text that is missing, too long or none.
    """
    if len(words.lines) > MOST_LINES:
        raise CannotTell("stories.too_many_lines", field="lines", most=MOST_LINES)
    if words.currency and not re.fullmatch("[A-Z]{3}", words.currency):
        raise CannotTell("stories.line_out_of_bounds", field="currency")
    for line in words.lines:
        if not 0 <= line.pence <= PENCE_MOST or not 0 < line.times <= TIMES_MOST:
            raise CannotTell("stories.line_out_of_bounds", field="lines")
    return Words(
        title=clean_text(words.title, longest=LONGEST_TITLE, field="title", required=True),
        text=clean_text(words.text, longest=LONGEST_STORY, field="text", required=True),
        aim=clean_text(words.aim, longest=LONGEST_LINE, field="aim"),
        lines=tuple(
            LineTold(
                clean_text(line.what, longest=LONGEST_LINE, field="lines", required=True),
                line.pence,
                line.every,
                line.times,
                clean_text(line.who, longest=LONGEST_LINE, field="lines"),
            )
            for line in words.lines
        ),
        helped=clean_text(words.helped, longest=LONGEST_STORY, field="helped"),
        came_of_it=clean_text(words.came_of_it, longest=LONGEST_STORY, field="came_of_it"),
        easy=clean_text(words.easy, longest=LONGEST_STORY, field="easy"),
        currency=clean_text(words.currency, longest=3, field="currency"),
    )


def as_kept(words: Words) -> dict[str, Any]:
    """Return the words as they are sealed."""
    lines = [asdict(line) | {"every": line.every.value} for line in words.lines]
    return {
        "title": words.title,
        "text": words.text,
        "aim": words.aim,
        "lines": lines,
        "helped": words.helped,
        "came_of_it": words.came_of_it,
        "easy": words.easy,
        "currency": words.currency,
    }


def from_kept(kept: Mapping[str, Any]) -> Words:
    """Return the words that :func:`as_kept` gave; stories told before had a title and a text alone."""
    lines = tuple(
        LineTold(line["what"], line["pence"], Every(line["every"]), line["times"], line["who"])
        for line in kept.get("lines", ())
    )
    told = {name: str(kept.get(name, "")) for name in ("aim", "helped", "came_of_it", "easy", "currency")}
    return Words(title=kept["title"], text=kept["text"], lines=lines, **told)
