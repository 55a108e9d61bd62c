"""What can be asked of spending: the person's account, what a spend can be told for, and each spend."""

from ownway.steps.spending.queries.account import account_of
from ownway.steps.spending.queries.own_statements import DraftSeen, DraftsSeen, drafts
from ownway.steps.spending.queries.people import people_who_spent
from ownway.steps.spending.queries.receipts import ReceiptSeen, receipt, receipts_of
from ownway.steps.spending.queries.recording import recording, spend
from ownway.steps.spending.queries.seen import (
    AccountPage,
    ComparedSeen,
    EntrySeen,
    LineToBuy,
    RecordingSeen,
    SpendSeen,
)
from ownway.steps.spending.queries.typed import typed_spend
from ownway.steps.spending.rules.tiers import TierSeen
from ownway.steps.spending.rules.typed import TypedSpend
from ownway.steps.spending.rules.year import Month

__all__ = [
    "AccountPage",
    "ComparedSeen",
    "DraftSeen",
    "DraftsSeen",
    "EntrySeen",
    "LineToBuy",
    "Month",
    "ReceiptSeen",
    "RecordingSeen",
    "SpendSeen",
    "TierSeen",
    "TypedSpend",
    "account_of",
    "drafts",
    "people_who_spent",
    "receipt",
    "receipts_of",
    "recording",
    "spend",
    "typed_spend",
]
