"""What can be asked of stories: those shown, those that wait to be read, one's own, and the places they name."""

from ownway.registers.stories.queries.finding import (
    OwnStory,
    Standing,
    StorySeen,
    areas,
    find,
    may_tell,
    mine,
    story,
    to_check,
)
from ownway.registers.stories.rules.telling import LineTold, Words

__all__ = [
    "LineTold",
    "OwnStory",
    "Standing",
    "StorySeen",
    "Words",
    "areas",
    "find",
    "may_tell",
    "mine",
    "story",
    "to_check",
]
