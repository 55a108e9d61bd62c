"""Proof of a ledger from its transfers alone: every balance recomputed, every circle closed, every floor kept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from ownway.registers.money.rules.plan import CIRCLE_OF, SOURCES, State


class KeptAccount(NamedTuple):
    """An account as it is kept, with the balance that the database says it has."""

    id: UUID
    budget: UUID | None
    state: str
    currency: str
    pence: int


class KeptTransfer(NamedTuple):
    """A transfer as it is kept."""

    id: UUID
    journal: UUID
    debit: UUID
    credit: UUID
    pence: int


class Fault(NamedTuple):
    """Something that cannot be in a true ledger: a code and what it concerns."""

    code: str
    thing: UUID | None
    pence: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """What was counted, and every fault found (none in a true ledger)."""

    accounts: int
    transfers: int
    moved_pence: int
    faults: tuple[Fault, ...] = field(default=())

    @property
    def holds(self) -> bool:
        """Whether no penny is astray."""
        return not self.faults


def prove(accounts: Iterable[KeptAccount], transfers: Iterable[KeptTransfer]) -> Proof:
    """Recompute the whole ledger and compare.

    Faults: ``money.balance_astray`` (account, by how many pence), ``money.below_floor``, ``money.crossed`` (a transfer
    between circles, budgets or currencies), ``money.unknown_account``, ``money.not_above_nothing`` and
    ``money.circle_open`` (a budget whose circle does not add up).
    """
    kept = {account.id: account for account in accounts}
    worked_out: dict[UUID, int] = defaultdict(int)
    faults: list[Fault] = []
    count = moved = 0
    for transfer in transfers:
        count, moved = count + 1, moved + transfer.pence
        faults.extend(_faults_of(transfer, kept))
        worked_out[transfer.debit] -= transfer.pence
        worked_out[transfer.credit] += transfer.pence
    faults.extend(_faults_of_balances(kept, worked_out))
    return Proof(len(kept), count, moved, tuple(faults))


def _faults_of(transfer: KeptTransfer, kept: Mapping[UUID, KeptAccount]) -> Iterator[Fault]:
    debit, credit = kept.get(transfer.debit), kept.get(transfer.credit)
    if debit is None or credit is None:
        yield Fault("money.unknown_account", transfer.id, transfer.pence)
    elif _circle(debit) != _circle(credit) or debit.id == credit.id:
        yield Fault("money.crossed", transfer.id, transfer.pence)
    if transfer.pence <= 0:
        yield Fault("money.not_above_nothing", transfer.id, transfer.pence)


def _faults_of_balances(kept: Mapping[UUID, KeptAccount], worked_out: Mapping[UUID, int]) -> Iterator[Fault]:
    circles: dict[tuple[object, ...], int] = defaultdict(int)
    for account in kept.values():
        pence = worked_out.get(account.id, 0)
        circles[_circle(account)] += pence
        if pence != account.pence:
            yield Fault("money.balance_astray", account.id, account.pence - pence)
        if pence < 0 and State(account.state) not in SOURCES:
            yield Fault("money.below_floor", account.id, pence)
    for (_, budget, _), pence in circles.items():
        if pence != 0:
            yield Fault("money.circle_open", budget if isinstance(budget, UUID) else None, pence)


def _circle(account: KeptAccount) -> tuple[object, ...]:
    return CIRCLE_OF[State(account.state)], account.budget, account.currency
