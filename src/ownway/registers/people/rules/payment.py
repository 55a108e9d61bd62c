"""Bank details as they must look, when new ones begin to count, and how little of them is shown."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from ownway.values import Cannot
from ownway.values.text import clean_text

COOLING_OFF = timedelta(hours=48)
"""Between the second person's word and the first payment to changed details (24 to 72 hours are advised)."""

ALSO_TELL_BEFORE = timedelta(days=30)
"""Who was reached another way until this long ago is told there too, lest a thief change the contact first."""


class CannotKeepPaymentDetails(Cannot):
    """These bank details cannot be kept."""


def checked(given: Mapping[str, str]) -> dict[str, str]:
    """Return bank details as they are kept: ``account_name`` with ``sort_code`` and ``account_number``, or ``iban``.

    :raises CannotKeepPaymentDetails: naming the field, when a number is missing or mistyped.
    """
    account_name = clean_text(given.get("account_name", ""), longest=70, field="account_name", required=True)
    if given.get("iban"):
        iban = re.sub(r"\s", "", given["iban"]).upper()
        if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", iban) or not _iban_adds_up(iban):
            raise CannotKeepPaymentDetails("people.iban_wrong", field="iban")
        kept = {"account_name": account_name, "iban": iban}
        bic = re.sub(r"\s", "", given.get("bic", "")).upper()
        if bic and not re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", bic):
            raise CannotKeepPaymentDetails("people.bic_wrong", field="bic")
        return kept | ({"bic": bic} if bic else {})
    sort_code = re.sub(r"[\s-]", "", given.get("sort_code", ""))
    number = re.sub(r"\s", "", given.get("account_number", ""))
    if not re.fullmatch(r"[0-9]{6}", sort_code):
        raise CannotKeepPaymentDetails("people.sort_code_wrong", field="sort_code")
    if not re.fullmatch(r"[0-9]{8}", number):
        raise CannotKeepPaymentDetails("people.account_number_wrong", field="account_number")
    return {"account_name": account_name, "sort_code": sort_code, "account_number": number}


def _iban_adds_up(iban: str) -> bool:
    """Whether the check digits fit (ISO 13616: the rearranged number leaves 1 when divided by 97)."""
    digits = "".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])
    return int(digits) % 97 == 1


def shown(details: Mapping[str, str]) -> str:
    """Return the details as they may stand on a page or in a letter: the last four signs only."""
    number = details.get("iban") or details.get("account_number") or ""
    return f"…{number[-4:]}" if number else ""


def counts_from(now: datetime, *, is_change: bool) -> datetime:
    """Return from when confirmed details count: first ones at once, changed ones after the cooling off."""
    return now + COOLING_OFF if is_change else now
