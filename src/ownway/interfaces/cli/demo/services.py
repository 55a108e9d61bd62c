"""Invents the directory of the demonstration: two hundred services of nobody real, always the same ones."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

SEED = 2008
COUNT = 200
REGIONS = {
    "Fernleigh": "The Shore",
    "Harbour Quay": "The Shore",
    "Marsh End": "The Shore",
    "Oldbridge": "The Hills",
    "Mill Lane": "The Hills",
    "Thornfield": "The Hills",
}
"""The places of the invented authority, each in its region."""

FRONTS = (
    "Lantern", "Kingfisher", "Hollybush", "Seven Elms", "Bramble", "Copper Kettle", "Northgate", "Wren", "Saltmarsh",
    "Tamarisk", "Blue Door", "Windmill", "Juniper", "Old Ferry", "Orchard", "Half Moon", "Lapwing", "Cobblestone",
    "Meadowsweet", "Beacon", "Rowan", "Skylark", "Tidewater", "Ivy Gate", "Larkspur", "Red Kite", "Greenway",
)  # fmt: skip
OFFERS: tuple[tuple[str, str, str, str, tuple[int, int] | None], ...] = (
    ("personal_assistant", "Assistants", "Assistants whom you meet and choose yourself.", "hour", (1350, 1850)),
    ("home_care", "Home Care", "Visits at home, morning to night, by the same few people.", "hour", (1950, 2650)),
    ("day_activity", "Workshop", "A place to make things in good company.", "day", (3800, 6400)),
    ("day_activity", "Allotment", "Digging, planting and tea, in any weather.", "", None),
    ("learning", "Learning", "Short courses, from cooking to computers.", "term", (4500, 14000)),
    ("learning", "Reading Aloud", "Stories read together; nobody has to read.", "", None),
    ("work_support", "Job Coaching", "A coach beside you from the first shift on.", "hour", (1700, 2400)),
    ("work_support", "Volunteers", "A few hours a week of work that is wanted.", "", None),
    ("community", "Lunch Club", "A hot meal and a long table.", "visit", (400, 750)),
    ("community", "Choir", "Sing first, soup after.", "", None),
    ("community", "Friendship Group", "People of all ages who meet, talk and go out.", "", None),
    ("leisure", "Swimming", "Warm pool, hoist, and lifeguards who know what they do.", "session", (350, 680)),
    ("leisure", "Football Supporters", "Season tickets and lifts with a group of friends.", "year", (24000, 46000)),
    ("leisure", "Cinema Club", "Films with subtitles, and a ticket for whoever comes with you.", "visit", (450, 800)),
    ("transport", "Lifts", "Drivers who help from door to door.", "trip", (500, 1400)),
    ("transport", "Car Scheme", "A shared car with a ramp.", "day", (2800, 4500)),
    ("equipment", "Loan Store", "Shower seats, rails and ramps, lent for as long as needed.", "", None),
    ("equipment", "Mobility", "Chairs and scooters, sold, mended and hired.", "month", (3500, 9000)),
    ("home_adaptation", "Builders", "Ramps, rails, doors and wet rooms.", "item", (18000, 420000)),
    ("technology", "Digital", "Tablets set up at home, and help until it works.", "hour", (1500, 2800)),
    ("short_break", "Breaks", "A cottage with a hoist, with or without your assistant.", "week", (38000, 72000)),
    ("counselling", "Counselling", "Somebody to talk to, in private.", "session", (2800, 5500)),
    ("counselling", "Peer Support", "People who have been there.", "", None),
    ("housing_support", "Tenancy Support", "Help with letters, bills and neighbours.", "hour", (1600, 2300)),
    ("managing_money", "Payroll", "Wages, tax and pensions for those who employ assistants.", "month", (900, 2200)),
)  # fmt: skip
LANGUAGES = ("English", "Cymraeg", "Urdu", "Polski", "Punjabi", "Somali", "British Sign Language", "Arabic")
ACCESS = (
    "step-free",
    "hearing loop",
    "accessible toilet",
    "changing place",
    "home visits",
    "near a bus stop",
    "quiet room",
)
MADE_FOR = ("Caribbean elders", "Muslim women", "Jewish families", "Deaf people", "LGBT people", "Young carers")


def services(seed: int = SEED, count: int = COUNT) -> list[dict[str, Any]]:
    """Return invented services in the form of Open Referral UK; the same seed gives the same ones."""
    chance = Random(seed)
    names: set[str] = set()
    return [_service(chance, names, number) for number in range(count)]


def areas() -> Iterator[tuple[str, str]]:
    """Yield the places of the demonstration, each with its region."""
    yield from REGIONS.items()


def _service(chance: Random, names: set[str], number: int) -> dict[str, Any]:
    kind, what, words, unit, span = OFFERS[number % len(OFFERS)]
    name = _name(chance, names, what)

    def made(part: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"ownway demonstration {number} {part}"))

    def attribute(taxonomy: str, code: str) -> dict[str, Any]:
        term = {"id": made(f"term {code}"), "name": code, "description": taxonomy, "code": code, "taxonomy": taxonomy}
        return {"id": made(f"attribute {code}"), "link_entity": "service", "value": "", "taxonomy_term": term}

    towns = chance.sample(sorted(REGIONS), chance.choice((1, 1, 2, 3)))
    spoken = ["English", *chance.sample(LANGUAGES[1:], chance.choice((0, 0, 1, 1, 2)))]
    easy = sorted(chance.sample(ACCESS, chance.choice((1, 2, 2, 3))))
    attributes = [attribute("ownway kinds of support", kind)]
    if chance.random() < 0.12:
        attributes.append(attribute("ownway made for", chance.choice(MADE_FOR)))
    if chance.random() < 0.18:
        attributes.append(attribute("ownway", "user_led"))
    cost: dict[str, Any] = {"id": made("cost"), "option": "free", "amount": 0, "amount_description": "Free"}
    if span is not None:
        pence = chance.randrange(span[0], span[1] + 1, 50 if span[1] < 10_000 else 500)
        cost = {"id": made("cost"), "option": unit, "currency": "GBP", "amount": Decimal(pence) / 100}
    return {
        "id": made("service"),
        "name": name,
        "description": words,
        "status": "active",
        "email": f"hello@{name.lower().replace(' ', '-')}.example.org",
        "organization": {"id": made("organization"), "name": name, "description": words},
        "cost_options": [cost],
        "languages": [{"id": made(f"language {one}"), "name": one} for one in spoken],
        "service_areas": [{"id": made(f"area {town}"), "name": town} for town in towns],
        "service_at_locations": [
            {
                "id": made("at location"),
                "location": {
                    "id": made("location"),
                    "location_type": "physical",
                    "accessibility": [{"id": made(f"access {one}"), "description": one} for one in easy],
                },
            }
        ],
        "attributes": attributes,
    }


def _name(chance: Random, names: set[str], what: str) -> str:
    while (name := f"{chance.choice(FRONTS)} {what}") in names:
        continue
    names.add(name)
    return name
