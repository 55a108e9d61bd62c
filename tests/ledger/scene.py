"""A small authority with money: a person, their practitioner and finance officers, all invented."""

from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID

from ownway.registers.money import actions as money
from ownway.registers.money.models import Account
from ownway.registers.people import actions as people
from ownway.registers.people.queries import asker_for_party
from ownway.values import Asker, Basis, Every, Money, Period, new_identifier
from tests import factories
from tests.factories import Somebody

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
MONDAY = date(2026, 5, 4)
BANK = {"account_name": "M Okafor", "sort_code": "200000", "account_number": "55779911"}

_numbers = count()


def pounds(sum_of: int) -> Money:
    """So many pounds."""
    return Money(sum_of * 100, "GBP")


class Scene:
    """The people, and the keys and moments of their deeds."""

    def __init__(self) -> None:
        self.number = next(_numbers)
        self.keys = count()
        self.person = self.somebody("Maryam Okafor")
        self.worker = self.somebody("Tom Pryce", "practitioner")
        self.ann = self.somebody("Ann Beddoes", "finance")
        self.ben = self.somebody("Ben Achterberg", "finance")
        factories.works_with(self.worker, self.person)

    def somebody(self, name: str, *roles: str) -> Somebody:
        """An invented person with an account of their own."""
        address = f"{name.lower().replace(' ', '.')}.{self.number}@example.org"
        return factories.somebody(name, *roles, email=address)

    def ask(self, who: Somebody, now: datetime = NOW) -> Asker:
        """That person, asking now."""
        return asker_for_party(who.party, request=new_identifier(now), now=now)

    def job(self) -> Asker:
        """The job that builds payment runs by itself."""
        return Asker(Basis.JOB, new_identifier(NOW), named="payments")

    def key(self) -> str:
        """A key not used before."""
        return f"scene {self.number} deed {next(self.keys)}"

    def open_budget(
        self, rate: int = 140, every: Every = Every.WEEK, starts: date = MONDAY, stream: str = "adult-social-care"
    ) -> UUID:
        """A budget of so many pounds a week, not charged yet."""
        return money.open_budget(
            self.ask(self.worker),
            now=NOW,
            key=self.key(),
            person=self.person.party,
            programme="in-control",
            stream=stream,
            rate=pounds(rate),
            every=every,
            starts=starts,
            rule_version="abc",
        )

    def charge(self, budget: UUID, start: date, end: date, pence: int | None = None) -> UUID:
        """Charge the budget for these days."""
        return money.charge_period(
            self.ask(self.ann), now=NOW, key=self.key(), budget=budget, period=Period(start, end), pence=pence
        )

    def bank_details(self, who: Somebody) -> None:
        """Bank details that Ann kept and Ben confirmed."""
        kept = people.keep_payment_details(self.ask(self.ann), now=NOW, party=who.party, details=BANK)
        people.confirm_payment_details(self.ask(self.ben), now=NOW, details=kept)

    def ready_to_pay(self) -> None:
        """The authority's own account, and limits for both finance officers."""
        money.keep_paying_account(
            factories.set_up(),
            now=NOW,
            name="Fernleigh Council",
            details={"sort_code": "400001", "account_number": "11223344"},
            currency="GBP",
            starts=date(2026, 1, 1),
        )
        for officer in (self.ann, self.ben):
            money.set_approval_limit(
                factories.set_up(),
                now=NOW,
                party=officer.party,
                limit=pounds(100_000),
                currency="GBP",
                starts=date(2026, 1, 1),
            )


def stands(budget: UUID) -> dict[str, int]:
    """How a budget stands by state, places with nothing left out, straight from the kept balances."""
    found: dict[str, int] = {}
    for account in Account.objects.filter(budget=budget).select_related("balance"):
        found[account.state] = found.get(account.state, 0) + account.balance.pence
    return {state: pence for state, pence in found.items() if pence}
