"""No penny is made or lost: a hundred thousand deeds by chance, against a second ledger that knows no double entry.

``OWNWAY_SEED`` repeats a run, ``OWNWAY_DEEDS`` makes it longer; both are told when a test fails.
"""

import os
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from django.db import connection, transaction

from ownway.registers.money import actions as money
from ownway.registers.money.actions.posting import Book, Draft, open_journals
from ownway.registers.money.models import Budget
from ownway.registers.money.queries import prove_ledger
from ownway.registers.money.rules import movements
from ownway.registers.money.rules.plan import Leg, Place, Standing, State, adds_up
from ownway.registers.people import actions as people
from ownway.values import Asker, Cannot, Reason
from tests import factories
from tests.ledger.model import Deed, Jars, any_deed
from tests.ledger.scene import MONDAY, NOW, Scene

SEED = int(os.environ.get("OWNWAY_SEED", "20260504"))
DEEDS = int(os.environ.get("OWNWAY_DEEDS", "1000000" if os.environ.get("OWNWAY_EVIDENCE") else "100000"))
BY_ACTIONS = 800
AT_ONCE = 1_000
BUDGETS = 60

SOURCES = {State.GRANTED: "agreed", State.CONTRIBUTED: "contributed"}


class Ledger:
    """The real ledger beside its model, with some budgets in both."""

    def __init__(self, budgets: int) -> None:
        self.scene = Scene()
        self.holders = sorted(
            (people.register_person(factories.set_up(), now=NOW, name=name) for name in ("Iris Nandi", "Olu Fenwick")),
            key=str,
        )
        self.budgets = [self.scene.open_budget(stream=f"stream {number}") for number in range(budgets)]
        self.number = {budget: number for number, budget in enumerate(self.budgets)}
        self.jars = [Jars() for _ in self.budgets]
        self.asker: Asker = self.scene.ask(self.scene.ann)
        self.refused = 0

    def holder(self, number: int | None) -> UUID | None:
        return None if number is None else self.holders[number]

    def recomputed(self) -> list[dict[tuple, int]]:
        """What the transfers alone say is in which jar."""
        found: list[dict[tuple, int]] = [{} for _ in self.budgets]
        with connection.cursor() as cursor:
            cursor.execute(
                # Summed before it is joined: nobody has counted these rows for the planner, who would else go through
                # all of them for each account.
                """select a.budget_id, a.state, a.purpose, a.holder_id, moved.pence
                   from (select account_id, sum(pence)::bigint as pence
                         from (select debit_id as account_id, -pence as pence from money_transfer
                               union all select credit_id, pence from money_transfer) leg
                         group by account_id) moved
                   join money_account a on a.id = moved.account_id"""
            )
            for budget, state, purpose, holder, pence in cursor.fetchall():
                if pence and state != State.SHORTFALL:
                    jar = (SOURCES.get(state, state), *([purpose] if purpose else []))
                    jar += (self.holders.index(holder),) if holder else ()
                    found[self.number[budget]][jar] = -pence if state in SOURCES else pence
        return found

    def check(self, done: int) -> None:
        for number, (told, jars) in enumerate(zip(self.recomputed(), self.jars, strict=True)):
            assert told == jars.told(), f"seed {SEED}: budget {number} differs after {done} deeds"


def legs_of(ledger: Ledger, deed: Deed, at: Standing, earlier: list[tuple[list[Leg], bool]]) -> list[Leg]:
    """What the rules of the ledger make of a deed."""
    holder, held = ledger.holder(deed.holder), movements
    paid_to = Place(State.WITH_HOLDER, "", ledger.holder(deed.holder or 0))
    ways: dict[str, Callable[[], list[Leg]]] = {
        "charge": lambda: held.granted(deed.pence),
        "hold": lambda: held.held(at, deed.pence, deed.purpose),
        "release": lambda: held.released(at, deed.pence, deed.purpose),
        "move": lambda: held.moved(at, deed.pence, deed.purpose, deed.to_purpose),
        "pay_out": lambda: held.paid_out(at, deed.pence, held.LEFT, paid_to),
        "spend": lambda: held.spent(at, deed.pence, deed.purpose, out_of=State(deed.out_of), holder=holder),
        "contribute": lambda: held.contributed(deed.pence),
        "give_back": lambda: held.given_back(at, deed.pence, holder),
        "lapse": lambda: held.lapsed(at, deed.pence),
    }
    if deed.kind != "reverse":
        return held.settled(at, ways[deed.kind]())
    if not earlier or earlier[deed.earlier % len(earlier)][1]:
        raise money.CannotReverse("money.already_reversed")
    return held.reversed_legs(at, earlier[deed.earlier % len(earlier)][0])


def post_at_once(ledger: Ledger, deeds: Sequence[Deed], key: str, done: list[list[tuple[list[Leg], bool]]]) -> None:
    """Post many deeds in one transaction, as statements and runs do, and let the model do them one by one."""
    with transaction.atomic():
        rows = list(Budget.objects.filter(pk__in={ledger.budgets[deed.budget] for deed in deeds}))
        by_id = {row.pk: row for row in rows}
        drafts = [
            Draft(f"{key} {number}", by_id[ledger.budgets[deed.budget]], MONDAY) for number, deed in enumerate(deeds)
        ]
        journals = open_journals(ledger.asker, now=NOW, kind="spend", drafts=drafts)
        book = Book(rows)
        for deed, journal in zip(deeds, journals, strict=True):
            budget, earlier = ledger.budgets[deed.budget], done[deed.budget]
            try:
                legs = legs_of(ledger, deed, book.standing(budget), earlier)
            except Cannot:
                legs = []
            assert ledger.jars[deed.budget].try_to(deed) == bool(legs), f"seed {SEED}: {deed}"
            ledger.refused += not legs
            book.move(journal, budget, legs, meet=False)
            assert adds_up(book.standing(budget)), f"seed {SEED}: {deed}"
            if legs and deed.kind == "reverse":
                earlier[deed.earlier % len(earlier)] = ([], True)
            elif legs:
                earlier.append((legs, False))
        book.post(NOW)


def test_a_hundred_thousand_deeds_leave_no_penny_astray(own_database: str) -> None:
    # In a database shared with tests that took back what they did, the planner had counted these tables as empty, and
    # went through all of them for each account: eight minutes instead of one.
    chance, ledger = Random(SEED), Ledger(BUDGETS)
    done: list[list[tuple[list[Leg], bool]]] = [[] for _ in ledger.budgets]
    for begun in range(0, DEEDS, AT_ONCE):
        deeds = [any_deed(chance, BUDGETS) for _ in range(min(AT_ONCE, DEEDS - begun))]
        post_at_once(ledger, deeds, f"from {begun}", done)
        if begun % (AT_ONCE * 20) == 0:
            ledger.check(begun + len(deeds))
    ledger.check(DEEDS)
    assert 0 < ledger.refused < DEEDS
    proof = prove_ledger(ledger.asker, now=NOW)
    assert proof.holds, f"seed {SEED}: {proof.faults[:5]}"
    assert proof.transfers > DEEDS / 2


def act(ledger: Ledger, deed: Deed, key: str, journals: list[list[UUID]], day: date) -> UUID:
    """Do a deed by the action that a page would call."""
    given = {"now": NOW, "key": key, "budget": ledger.budgets[deed.budget], "pence": deed.pence}
    asker = ledger.asker
    match deed.kind:
        case "charge":
            return ledger.scene.charge(given["budget"], day, day + timedelta(days=1), deed.pence)
        case "hold" | "release":
            return getattr(money, deed.kind)(asker, purpose=deed.purpose, **given)
        case "move":
            return money.move(asker, purpose=deed.purpose, to_purpose=deed.to_purpose, **given)
        case "pay_out":
            return money.pay_out(asker, on=MONDAY, holder=ledger.holders[deed.holder or 0], **given)
        case "spend":
            told = {"purpose": deed.purpose, "out_of": deed.out_of, "holder": ledger.holder(deed.holder)}
            return money.record_spend(asker, on=MONDAY, **told, **given)
        case "give_back":
            return money.give_back(asker, on=MONDAY, holder=ledger.holder(deed.holder), **given)
        case "contribute" | "lapse":
            return getattr(money, deed.kind)(asker, on=MONDAY, **given)
    earlier = journals[deed.budget]
    if not earlier:
        raise money.CannotReverse("money.no_journal")
    wrong = earlier[deed.earlier % len(earlier)]
    return money.reverse(asker, now=NOW, key=key, journal=wrong, reason=Reason("money.mistake"))


@pytest.mark.django_db
def test_the_actions_do_what_the_model_does_and_a_replay_does_nothing() -> None:
    chance, ledger = Random(SEED + 1), Ledger(5)
    journals: list[list[UUID]] = [[] for _ in ledger.budgets]
    for number in range(min(BY_ACTIONS, DEEDS)):
        deed, key = any_deed(chance, 5), f"deed {number}"
        day = MONDAY + timedelta(days=number)
        try:
            answer = act(ledger, deed, key, journals, day)
        except Cannot:
            answer = None
        assert ledger.jars[deed.budget].try_to(deed) == (answer is not None), f"seed {SEED}: {deed}"
        if answer is None:
            continue
        if deed.kind not in ("charge", "reverse") and chance.random() < 0.1:
            assert act(ledger, deed, key, journals, day) == answer
        if deed.kind != "reverse":
            journals[deed.budget].append(answer)
        if number % 100 == 0:
            ledger.check(number)
    ledger.check(BY_ACTIONS)
    assert prove_ledger(ledger.asker, now=NOW).holds
