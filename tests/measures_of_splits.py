"""Measures the split of a whole authority in one go: the first time, with nothing new, and with one more spend each.

``OWNWAY_PEOPLE`` makes it as large as an authority's (30000); it is scaled down otherwise.
"""

import os
from datetime import date
from uuid import UUID

from django.db import connection, transaction

from ownway.registers.money import actions as money
from ownway.registers.money import queries
from ownway.registers.money.actions import ToSplit
from ownway.registers.money.actions.posting import Book, Draft, open_journals
from ownway.registers.money.models import Budget, Rate, Share, Split
from ownway.registers.money.rules.plan import Leg, Place, State
from ownway.registers.people.models import Party
from ownway.registers.trail.models.keys import keep_new_key
from ownway.rulebook.load import load_pack
from ownway.values import Asker, Basis, Every, new_identifier, new_identifiers
from tests.faults.databases import Mortal
from tests.ledger.scene import MONDAY, NOW, Scene
from tests.measures_of_money import own, tell, timed
from tests.steps import PACKS

__all__ = ["own"]
PEOPLE = int(os.environ.get("OWNWAY_PEOPLE", "2000"))
SPENDS = 4
AT_A_TIME = 500
STREAMS = ("adult_social_care", "supporting_people")
KINDS = ("housing_support", "leisure")


def everybody(number: int) -> list[tuple[UUID, list[Budget]]]:
    """So many people with two budgets each, rated and with money in them."""
    parties = [Party(id=id, kind="person", made_at=NOW) for id in new_identifiers(NOW, number)]
    Party.objects.bulk_create(parties, batch_size=5_000)
    for key, party in zip(new_identifiers(NOW, number), parties, strict=True):
        keep_new_key(key, party.pk, NOW)
    budgets = [
        Budget(id=id, person=party, programme="in-control", stream=stream, currency="GBP", opened_at=NOW)
        for party, ids in zip(parties, zip(*[iter(new_identifiers(NOW, 2 * number))] * 2, strict=True), strict=True)
        for stream, id in zip(STREAMS, ids, strict=True)
    ]
    Budget.objects.bulk_create(budgets, batch_size=5_000)
    asker = Scene().ask(Scene().ann)
    drafts = [Draft(f"rate {budget.pk}", budget, MONDAY) for budget in budgets]
    journals = open_journals(asker, now=NOW, kind="set_rate", drafts=drafts)
    Rate.objects.bulk_create(
        (
            Rate(id=id, budget=budget, starts=MONDAY, pence=2_000, every=Every.WEEK.value, journal_id=journal)
            for id, budget, journal in zip(new_identifiers(NOW, len(budgets)), budgets, journals, strict=True)
        ),
        batch_size=5_000,
    )
    book = Book(budgets)
    for budget, journal in zip(budgets, journals, strict=True):
        book.move(journal, budget.pk, [Leg(Place(State.GRANTED), Place(State.LEFT), 104_000)])
    book.post(NOW)
    return [(party.pk, budgets[2 * number : 2 * number + 2]) for number, party in enumerate(parties)]


def bought(people: list[tuple[UUID, list[Budget]]], round: int, kinds: dict[UUID, dict[UUID, str]]) -> None:
    """Everybody buys one thing out of their first budget."""
    firsts = [budgets[0] for _, budgets in people]
    drafts = [Draft(f"spend {round} {budget.pk}", budget, MONDAY) for budget in firsts]
    with transaction.atomic():
        journals = open_journals(Scene().ask(Scene().ann), now=NOW, kind="spend", drafts=drafts)
        book = Book(firsts)
        for budget, journal in zip(firsts, journals, strict=True):
            book.move(journal, budget.pk, [Leg(Place(State.LEFT), Place(State.SPENT), 1_000 + round)])
            kinds[budget.person_id][journal] = KINDS[round % 2]
        book.post(NOW)


def split_all(kinds: dict[UUID, dict[UUID, str]]) -> int:
    """Split everybody, as the nightly command does: so many at a time, each in a transaction of its own."""
    job, spending = Asker(Basis.JOB, new_identifier(NOW), named="nightly"), load_pack(PACKS / "in-control").spending
    people = [ToSplit(person, "in-control", spending, bought) for person, bought in kinds.items()]
    pieces = [people[first : first + AT_A_TIME] for first in range(0, len(people), AT_A_TIME)]
    return sum(len(money.split_streams(job, now=NOW, people=piece)) for piece in pieces)


def test_a_whole_authority_is_split_in_one_go(own: Mortal) -> None:
    assert date(2026, 5, 4) == MONDAY
    with transaction.atomic():
        people = everybody(PEOPLE)
    kinds: dict[UUID, dict[UUID, str]] = {person: {} for person, _ in people}
    for round in range(SPENDS):
        bought(people, round, kinds)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    with timed() as first:
        assert split_all(kinds) == PEOPLE
    with timed() as idle:
        assert split_all(kinds) == 0
    before = (Share.objects.count(), Split.objects.count())
    bought(people, SPENDS, kinds)
    with timed() as more:
        assert split_all(kinds) == PEOPLE
    after = (Share.objects.count(), Split.objects.count())
    tell(f"{PEOPLE:,} people with {SPENDS} spends and 2 streams split for the first time", first.seconds, "seconds")
    tell("the same again with nothing new", idle.seconds, "seconds")
    tell("the same with one more spend each", more.seconds, "seconds")
    tell("shares written then, for each person", (after[0] - before[0]) / PEOPLE, "rows")
    assert after[1] - before[1] == PEOPLE
    assert queries.prove_ledger(Scene().ask(Scene().ann), now=NOW).holds
