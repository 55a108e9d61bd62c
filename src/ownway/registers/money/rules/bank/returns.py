"""Why a bank sent a payment back: our own few reasons, and the codes of banks that stand for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import yaml

from ownway.registers.money.rules.refusals import CannotConfirm


@dataclass(frozen=True, slots=True)
class ReturnReason:
    """One reason with the codes of banks for it; *new_details*: the same account is not paid again."""

    code: str
    bank_codes: frozenset[str]
    new_details: bool


@dataclass(frozen=True, slots=True)
class Returned:
    """What the bank said of a payment that came back: one of :data:`REASONS`, and its own words."""

    code: str = "not_said"
    words: str = ""

    def __post_init__(self) -> None:
        if self.code not in REASONS:
            raise CannotConfirm("money.no_such_return", field="rejected", reasons=", ".join(REASONS))


def read_reasons(text: str) -> dict[str, ReturnReason]:
    """Return the reasons that YAML lists, by their codes."""
    return {
        code: ReturnReason(code, frozenset(map(str, [*given["bacs"], *given["iso"]])), given.get("new_details", False))
        for code, given in yaml.safe_load(text).items()
    }


REASONS: Mapping[str, ReturnReason] = MappingProxyType(
    read_reasons((Path(__file__).parent / "returns.yaml").read_text(encoding="utf-8"))
)
"""Every reason there is, by its code."""


def returned(told: str) -> Returned:
    """Return what *told* says: one of our codes, a code of a bank, or words."""
    sign = told.strip()
    if sign in REASONS:
        return Returned(sign)
    known = next((reason.code for reason in REASONS.values() if sign.upper() in reason.bank_codes), "")
    return Returned(known, sign) if known else Returned("not_said", told)
