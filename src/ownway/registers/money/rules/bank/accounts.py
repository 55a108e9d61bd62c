"""A bank account as a file names it, and letters that every bank can carry."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from ownway.registers.money.rules.refusals import CannotExport

# ISO 20022 clearing rules in use (European Payments Council EPC217-08, and UK banks): these letters and no others.
CARRIED = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
# Letters that Unicode does not take apart into a plain letter and a mark.
PLAIN = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
    }
    | {
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ı": "i",
        "’": "'",
        "‘": "'",
        "–": "-",
        "—": "-",
        "&": "+",
    }
)


def carried(text: str, longest: int, *, otherwise: str) -> str:
    """Return *text* in letters that banks carry, cut to *longest*; *otherwise* when none of it can be.

    A sign in front that a spreadsheet would read as a formula goes.
    """
    marked = text.translate(PLAIN)
    if not marked.isascii():
        plain = unicodedata.normalize("NFKD", marked)
        marked = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = " ".join(CARRIED.sub(" ", marked).split()).lstrip("+-/ ")
    return words[:longest].strip() or otherwise


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Whose account, by sort code and number (United Kingdom) or by IBAN, with the bank's own code where known."""

    name: str
    sort_code: str = ""
    number: str = ""
    iban: str = ""
    bic: str = ""


def bank_account(given: Mapping[str, object], *, name: str) -> BankAccount:
    """Return the account that *given* details describe (``sort_code`` and ``account_number``, or ``iban`` and ``bic``).

    :raises CannotExport: ``money.not_an_account`` when they describe none.
    """
    fields = {key: re.sub(r"[\s-]", "", str(given.get(key) or "")).upper() for key in FIELDS}
    holder = str(given.get("account_name") or given.get("name") or name)
    iban, bic = fields["iban"], fields["bic"]
    if iban:
        if not is_iban(iban) or (bic and not re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", bic)):
            raise CannotExport("money.not_an_account", field="iban")
        return BankAccount(holder, iban=iban, bic=bic)
    sort_code, number = fields["sort_code"], fields["account_number"]
    if not re.fullmatch(r"[0-9]{6}", sort_code) or not re.fullmatch(r"[0-9]{8}", number):
        raise CannotExport(
            "money.not_an_account",
            field="sort_code",
        )
    return BankAccount(holder, sort_code=sort_code, number=number)


FIELDS = ("sort_code", "account_number", "iban", "bic")


def is_iban(iban: str) -> bool:
    """Whether the check digits of an IBAN are right (ISO 13616: the number it spells leaves 1 when divided by 97)."""
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", iban):
        return False
    return int("".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])) % 97 == 1
