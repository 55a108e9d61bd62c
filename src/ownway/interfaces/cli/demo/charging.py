"""What people pay themselves in the demonstration, what its own services cost, and charging for those."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from uuid import UUID

from ownway.interfaces.cli.demo.person import Person, asks
from ownway.registers.money import actions as money
from ownway.registers.programmes import queries as programmes
from ownway.steps.spending import actions as spending

PROGRAMME = "in-control"
COSTS: Mapping[str, tuple[Mapping[str, int], int, int]] = {
    "day_centre": ({"staff": 4100, "overheads": 1250, "transport": 640, "unused_places": 380}, 5800, 7100),
    "home_care_team": ({"staff": 2150, "overheads": 480, "transport": 190, "unused_places": 90}, 2700, 3150),
    "short_break_house": ({"staff": 11800, "overheads": 5200, "transport": 0, "unused_places": 2600}, 17500, 22400),
    "minibus": ({"staff": 520, "overheads": 130, "transport": 410, "unused_places": 160}, 1000, 1500),
}
"""What a unit of each service costs here: its parts, and between what the true cost lies; all invented."""

MEANS: Mapping[str, Mapping[str, object]] = {
    "means_tell": {"yes": True},
    "means_carer": {"yes": False},
    "means_children": {"number": "0"},
}


def keep_unit_costs(keys: Mapping[str, UUID], now: datetime, today: datetime) -> None:
    """Let finance write down what a unit of each service of the authority's own costs in full."""
    pack = programmes.pack(programmes.in_force(PROGRAMME, on=today.date()))
    for service, (parts, least, most) in COSTS.items():
        money.keep_unit_cost(
            asks(keys["ravi"], now),
            now=now,
            pack=pack,
            service=service,
            starts=now.date(),
            parts=parts,
            least_pence=least,
            most_pence=most,
            method="The whole cost of last year, shared over the units that people used; empty places stand apart.",
            source="Ledger of the service, year to March (invented)",
        )


def decide_what_they_pay(one: Person) -> None:
    """Let somebody tell of their means, and finance decide what they pay by the rule."""
    given = one.invented.given.get("means")
    if given is None:
        return
    asker, now = one.me(23)
    for question, value in {**MEANS, **given["answers"]}.items():
        spending.answer_means(asker, now=now, person=one.party, question=question, value=value)
    spending.hand_in_means(asker, now=now, person=one.party)
    decided = one.on(25)
    spending.decide_charge(
        asks(one.keys["ravi"], decided), now=decided, person=one.party, starts=decided.date(), way=given["way"]
    )


def bill_and_charge(one: Person) -> None:
    """Bill what somebody pays by bill, let them pay some of it, and charge support of the authority's own."""
    given = one.invented.given
    if given.get("means", {}).get("way") == "gross":
        for weeks in (8, 12):
            now = one.on(weeks * 7)
            ravi = asks(one.keys["ravi"], now)
            key = f"demo:bills:{one.invented.key}:{weeks}"
            money.bill_own_shares(ravi, now=now, key=key, until=now.date())
    for number, (service, units) in enumerate(given.get("in_house", {}).items()):
        now = one.on(40 + 7 * number)
        spending.charge_in_house(
            asks(one.worker, now),
            now=now,
            key=f"demo:in-house:{one.invented.key}:{service}",
            person=one.party,
            on=now.date() - timedelta(days=1),
            service=service,
            units=Fraction(str(units)),
        )
