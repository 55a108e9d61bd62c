"""Ideas and the directory in the demonstration: places, two hundred services, brokers, and stories that were told."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from ownway.interfaces.cli.demo.person import Person, asks
from ownway.interfaces.cli.demo.reading import stories
from ownway.interfaces.cli.demo.services import areas, services
from ownway.registers.market import actions as market
from ownway.registers.stories import actions as register
from ownway.rulebook import exact_json
from ownway.steps.planning.actions import ideas
from ownway.values import Asker, Basis, Every, Money, new_identifier

BROKERS: tuple[tuple[str, market.Offer], ...] = (
    (
        "clearway",
        market.Offer(
            "Clearway Brokers",
            ("managing_money",),
            ("Fernleigh", "Oldbridge", "Harbour Quay"),
            "We plan with you at home, find people, and stay for the first year.",
            is_broker=True,
            fee=Money(32_000, "GBP"),
            fee_every=Every.YEAR,
            interests_words="None. We sell no support ourselves.",
            licence=market.Licence.LICENSED,
            languages=("English", "Punjabi"),
            access=("home visits",),
        ),
    ),
    (
        "peers",
        market.Offer(
            "Peer Plans Together",
            ("managing_money",),
            ("Fernleigh", "Marsh End", "Mill Lane", "Thornfield"),
            "People who have budgets themselves help you to write your plan.",
            user_led=True,
            is_broker=True,
            fee=Money(0, "GBP"),
            interests_words="None. A charity pays for us.",
            licence=market.Licence.NOT_NEEDED,
            languages=("English", "Cymraeg", "Urdu"),
            access=("home visits", "step-free"),
        ),
    ),
    (
        "harbour",
        market.Offer(
            "Harbour Planning",
            ("managing_money",),
            ("Harbour Quay",),
            "Planning by the people who may support you afterwards.",
            is_broker=True,
            fee=Money(1_500, "GBP"),
            fee_every=Every.WEEK,
            interests_words="We belong to Harbour Home Support, which sells home care.",
            licence=market.Licence.APPLIED,
        ),
    ),
)


def open_directory(keys: Mapping[str, UUID], now: datetime) -> None:
    """Fill the directory: places, services from a file of another directory, and brokers."""
    job = Asker(Basis.JOB, new_identifier(now), named="set-up")
    for name, region in areas():
        register.add_area(job, now=now, name=name, region=region)
    content = exact_json.write(services()).encode()
    market.take_over(job, now=now, content=content, source="demonstration")
    for key, offer in BROKERS:
        market.add_provider(job, now=now, offer=offer, party=keys[key])


def tell_stories(everyone: Sequence[Person], keys: Mapping[str, UUID], now: datetime) -> None:
    """Let those whose stories stand in the file tell them, and the commissioner read and show them."""
    known = {one.invented.key: one for one in everyone}
    for number, told in enumerate(stories()):
        then = now - timedelta(days=10) + timedelta(hours=number)
        story = ideas.share_story(
            asks(known[told["by"]].party, then),
            now=then,
            person=known[told["by"]].party,
            given=_given(told),
            says_yes=True,
        )
        read = then + timedelta(days=2)
        ideas.show_story(asks(keys["yasmin"], read), now=read, story=story)


def _given(told: Mapping[str, Any]) -> ideas.StoryGiven:
    lines = tuple(
        ideas.LineTold(
            line["what"],
            int(Decimal(str(line["pounds"])) * 100),
            Every(line["every"]),
            line.get("times", 1),
            line["who"],
        )
        for line in told["lines"]
    )
    words = ideas.Words(
        title=told["title"],
        text=told["text"],
        aim=told["wanted"],
        lines=lines,
        helped=told["helped"],
        came_of_it=told["came_of_it"],
        easy=told["easy"],
        currency="GBP",
    )
    return ideas.StoryGiven(words, aim=told["aim"], kind=told["kind"], area=told.get("area", ""))


def _line(line: Mapping[str, Any]) -> ideas.LineTold:
    pence = int(Decimal(str(line["pounds"])) * 100)
    return ideas.LineTold(line["what"], pence, Every(line["every"]), line.get("times", 1), line["who"])
