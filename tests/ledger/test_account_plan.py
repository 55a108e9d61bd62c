"""The account plan: money moves inside a circle, and only a source stands below nothing."""

from uuid import UUID

import pytest

from ownway.registers.money.rules.plan import CIRCLE_OF, SOURCES, STATES, Leg, Place, State, adds_up, after, agreed
from ownway.registers.money.rules.proof import KeptAccount, KeptTransfer, prove
from ownway.registers.money.rules.runs import NEXT, RunState, approvals_needed, state_of

LEFT, GRANTED, SPENT = Place(State.LEFT), Place(State.GRANTED), Place(State.SPENT, "art")
ONE, TWO, THREE, FOUR, BUDGET = (UUID(int=number) for number in range(1, 6))


def test_every_state_lies_in_one_circle_with_one_source() -> None:
    assert sorted(CIRCLE_OF) == sorted(State)
    assert len(SOURCES) == len(STATES)


@pytest.mark.parametrize("pence", [0, -1, True, 1.0])
def test_a_leg_moves_whole_pence_above_nothing(pence: object) -> None:
    with pytest.raises(ValueError, match="one penny or more"):
        Leg(GRANTED, LEFT, pence)


def test_a_leg_stays_inside_its_circle() -> None:
    with pytest.raises(ValueError, match="does not move"):
        Leg(LEFT, Place(State.OWN_LEFT), 1)
    with pytest.raises(ValueError, match="from one account to another"):
        Leg(LEFT, LEFT, 1)


def test_what_is_agreed_is_what_became_of_it() -> None:
    stand = after({}, [Leg(GRANTED, LEFT, 500), Leg(LEFT, SPENT, 120)])
    assert stand == {GRANTED: -500, LEFT: 380, SPENT: 120}
    assert agreed(stand) == 500
    assert adds_up(stand)
    assert not adds_up(stand | {LEFT: 381})


def kept(granted: int, left: int) -> list[KeptAccount]:
    return [
        KeptAccount(ONE, BUDGET, "granted", "GBP", granted),
        KeptAccount(TWO, BUDGET, "left", "GBP", left),
        KeptAccount(THREE, None, "bank", "GBP", 0),
    ]


def test_a_true_ledger_is_proved() -> None:
    proof = prove(kept(-500, 500), [KeptTransfer(FOUR, FOUR, ONE, TWO, 500)])
    assert (proof.holds, proof.accounts, proof.transfers, proof.moved_pence) == (True, 3, 1, 500)


@pytest.mark.parametrize(
    ("accounts", "transfer", "codes"),
    [
        (kept(-500, 499), (ONE, TWO, 500), {"money.balance_astray"}),
        (kept(500, -500), (TWO, ONE, 500), {"money.below_floor"}),
        (kept(-500, 0), (ONE, THREE, 500), {"money.crossed", "money.circle_open", "money.balance_astray"}),
        (kept(-500, 0), (ONE, FOUR, 500), {"money.unknown_account", "money.circle_open"}),
        (kept(0, 0), (ONE, TWO, 0), {"money.not_above_nothing"}),
    ],
)
def test_a_ledger_that_is_not_true_is_told_how(
    accounts: list[KeptAccount], transfer: tuple[UUID, UUID, int], codes: set[str]
) -> None:
    assert {fault.code for fault in prove(accounts, [KeptTransfer(FOUR, FOUR, *transfer)]).faults} == codes


def test_a_run_goes_forward_only_and_four_eyes_see_it() -> None:
    assert state_of([]) is RunState.BUILT
    assert state_of([RunState.EXPORTED, RunState.APPROVED]) is RunState.EXPORTED
    assert set(NEXT) == set(RunState)
    order = list(RunState)
    assert all(order.index(later) > order.index(state) for state, following in NEXT.items() for later in following)
    assert (approvals_needed(ONE), approvals_needed(None)) == (1, 2)
