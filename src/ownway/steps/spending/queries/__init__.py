"""What can be asked of spending: the person's account, what a spend can be told for, and each spend."""

from ownway.steps.spending.queries.account import account_of
from ownway.steps.spending.queries.people import people_who_spent
from ownway.steps.spending.queries.recording import recording, spend
from ownway.steps.spending.queries.seen import (
    AccountPage,
    ComparedSeen,
    EntrySeen,
    LineToBuy,
    RecordingSeen,
    SpendSeen,
)
from ownway.steps.spending.rules.tiers import TierSeen
from ownway.steps.spending.rules.year import Month

__all__ = [
    "AccountPage",
    "ComparedSeen",
    "EntrySeen",
    "LineToBuy",
    "Month",
    "RecordingSeen",
    "SpendSeen",
    "TierSeen",
    "account_of",
    "people_who_spent",
    "recording",
    "spend",
]
