"""What can be asked of spending: the person's account, what a spend can be told for, and each spend."""

from ownway.steps.spending.queries.account import account_of
from ownway.steps.spending.queries.events import (
    EventPreview,
    EventSeen,
    EventsSeen,
    ToldSeen,
    check_may_tell_event,
    event,
    events_of,
    may_see_events,
    may_tell_event,
    open_accounts,
    preview_of,
)
from ownway.steps.spending.queries.means import (
    ChargeSeen,
    InHouseSeen,
    MeansSeen,
    WaitingSeen,
    WaiverSeen,
    in_house_use,
    may_charge_in_house,
    means_of,
    means_waiting,
)
from ownway.steps.spending.queries.own_statements import DraftSeen, DraftsSeen, drafts
from ownway.steps.spending.queries.people import people_who_spent
from ownway.steps.spending.queries.receipts import ReceiptSeen, receipt, receipts_of
from ownway.steps.spending.queries.recording import recording, spend
from ownway.steps.spending.queries.savings import MeantSeen, SavingsSeen, SurplusSeen, savings_of
from ownway.steps.spending.queries.seen import (
    AccountPage,
    ComparedSeen,
    EntrySeen,
    LineToBuy,
    RecordingSeen,
    SpendSeen,
)
from ownway.steps.spending.queries.sources import (
    FunderChangeSeen,
    PartOfMoney,
    SourcesSeen,
    funder_change,
    sources_of,
)
from ownway.steps.spending.queries.typed import typed_spend
from ownway.steps.spending.rules.ending import Owed
from ownway.steps.spending.rules.surplus import PartOfSurplus
from ownway.steps.spending.rules.tiers import TierSeen
from ownway.steps.spending.rules.typed import TypedSpend
from ownway.steps.spending.rules.year import Month

__all__ = [
    "AccountPage",
    "ChargeSeen",
    "ComparedSeen",
    "DraftSeen",
    "DraftsSeen",
    "EntrySeen",
    "EventPreview",
    "EventSeen",
    "EventsSeen",
    "FunderChangeSeen",
    "InHouseSeen",
    "LineToBuy",
    "MeansSeen",
    "MeantSeen",
    "Month",
    "Owed",
    "PartOfMoney",
    "PartOfSurplus",
    "ReceiptSeen",
    "RecordingSeen",
    "SavingsSeen",
    "SourcesSeen",
    "SpendSeen",
    "SurplusSeen",
    "TierSeen",
    "ToldSeen",
    "TypedSpend",
    "WaitingSeen",
    "WaiverSeen",
    "account_of",
    "check_may_tell_event",
    "drafts",
    "event",
    "events_of",
    "funder_change",
    "in_house_use",
    "may_charge_in_house",
    "may_see_events",
    "may_tell_event",
    "means_of",
    "means_waiting",
    "open_accounts",
    "people_who_spent",
    "preview_of",
    "receipt",
    "receipts_of",
    "recording",
    "savings_of",
    "sources_of",
    "spend",
    "typed_spend",
]
