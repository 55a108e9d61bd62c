"""Stories and offers for the invented authority of the matrix of routes: one of each that a route can ask for."""

from datetime import datetime
from uuid import UUID

from ownway.registers.market import actions as market
from ownway.registers.market.actions import Offer
from ownway.registers.people import actions as people
from ownway.registers.stories import actions as stories
from ownway.registers.stories.actions import CouldTell, LineTold, Words
from ownway.values import Money, new_identifier
from tests.factories import Somebody, set_up
from tests.steps import asks

WORDS = Words(
    "Saturdays out", "A lift, and a season ticket.", "To be out.", (LineTold("A ticket", 900),), currency="GBP"
)


def story_of(person: Somebody, now: datetime, *, says_yes: bool) -> UUID:
    """A story told by *person*, which waits for their yes or for somebody to read it."""
    return stories.tell(
        asks(person, now),
        now=now,
        person=person.party,
        words=WORDS,
        aims=["people"],
        kinds=["leisure"],
        says_yes=says_yes,
    )


def shown(story: UUID, reader: Somebody, now: datetime) -> UUID:
    """Let the story be shown: five people could have told it."""
    crowd = [CouldTell(new_identifier(now), frozenset({"leisure"})) for _ in range(5)]
    assert stories.show(asks(reader, now), now=now, story=story, people=crowd)
    return story


def offers(keeper: Somebody, now: datetime) -> dict[str, UUID]:
    """A choir, and a broker's office that can be chosen."""
    asker = asks(keeper, now)
    choir = Offer("Tuesday Choir", ("community",), ("Oldbridge",), price=Money(450, "GBP"), per="week")
    office = people.register_organisation(set_up(now), now=now, name="Plan It")
    broker = Offer(
        "Plan It", ("other",), (), is_broker=True, fee=Money(2_000, "GBP"), interests_words="None of our own."
    )
    return {
        "provider": market.add_provider(asker, now=now, offer=choir),
        "office": market.add_provider(asker, now=now, offer=broker, party=office),
    }
