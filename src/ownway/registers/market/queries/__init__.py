"""What can be asked of the directory: who offers what, what one can look for, and all of it in Open Referral UK."""

from ownway.registers.market.queries.looking import (
    Choices,
    ProviderSeen,
    bodies_of,
    choices,
    find,
    kept_by,
    may_add,
    may_change,
    may_take_over,
    provider,
    service,
    services,
    services_page,
)
from ownway.registers.market.rules.open_referral import PROFILE as OPEN_REFERRAL_PROFILE
from ownway.registers.market.rules.open_referral import VERSION as OPEN_REFERRAL_VERSION

__all__ = [
    "OPEN_REFERRAL_PROFILE",
    "OPEN_REFERRAL_VERSION",
    "Choices",
    "ProviderSeen",
    "bodies_of",
    "choices",
    "find",
    "kept_by",
    "may_add",
    "may_change",
    "may_take_over",
    "provider",
    "service",
    "services",
    "services_page",
]
