"""Takes bytes, sums and days of a file apart exactly: what is not plainly one of them is refused with its line."""

import re
import unicodedata
from datetime import date, datetime

from ownway.registers.money.rules.statements.refusals import CannotReadStatement
from ownway.registers.money.rules.statements.statement import MOST_BYTES, MOST_MEGABYTES, MOST_PENCE

NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
SUM = re.compile(r"(?P<minus>-)?(?P<units>[0-9]{1,13})(?:\.(?P<coins>[0-9]{1,5}))?")
COINS = 2
LONGEST_LINE = 100_000


def check_size(content: bytes) -> None:
    """Refuse a file that is empty or longer than any statement.

    :raises CannotReadStatement: ``statements.empty`` or ``statements.too_big``.
    """
    if not content.strip():
        raise CannotReadStatement("statements.empty")
    if len(content) > MOST_BYTES:
        raise CannotReadStatement("statements.too_big", most=MOST_MEGABYTES)


def text_of(content: bytes, encodings: tuple[str, ...]) -> str:
    """Return the text of a file in the first encoding that fits; signs that no text holds are refused.

    :raises CannotReadStatement: ``statements.not_text`` or ``statements.control_sign``, with the line.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    elif b"\x00" in content:
        raise CannotReadStatement("statements.control_sign", line=content.count(b"\n", 0, content.index(b"\x00")) + 1)
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        check_text(text)
        return text
    raise CannotReadStatement("statements.not_text", line=_first_bad_line(content, encodings[0]))


def check_text(text: str, line: int = 0) -> None:
    """Refuse signs that no text of a bank holds; *line* is where it stands, or nothing for a whole file.

    :raises CannotReadStatement: ``statements.control_sign``.
    """
    if bad := NOT_TEXT.search(text):
        raise CannotReadStatement("statements.control_sign", line=line or text.count("\n", 0, bad.start()) + 1)


def pence_of(given: str, *, line: int, decimal: str = ".", coins: int = COINS) -> int:
    """Return a sum as whole pence; pounds signs, currency codes, spaces and thousands marks are let go.

    :raises CannotReadStatement: ``statements.not_a_sum`` for anything else, for parts of a penny and for too much.
    """
    told = unicodedata.normalize("NFKC", given).strip().replace("\u2212", "-")
    told = re.sub(r"^(?P<sign>[+-]?)\s*(?:[£€$]|[A-Z]{3})\s*(?P<again>-?)", r"\g<sign>\g<again>", told)
    if told.startswith("(") and told.endswith(")"):
        told = f"-{told[1:-1]}"
    told = _without_thousands(told.removeprefix("+"), decimal)
    found = SUM.fullmatch(told)
    if found is None or not told.isascii():
        raise CannotReadStatement("statements.not_a_sum", given=given[:60], line=line)
    part = (found["coins"] or "").rstrip("0")
    if len(part) > coins:
        raise CannotReadStatement("statements.not_a_sum", given=given[:60], line=line)
    pence = int(found["units"]) * int(10**coins) + int(part.ljust(coins, "0") or "0")
    if pence > MOST_PENCE:
        raise CannotReadStatement("statements.not_a_sum", given=given[:60], line=line)
    return -pence if found["minus"] else pence


def day_of(given: str, forms: tuple[str, ...], *, line: int) -> date:
    """Return a day written in one of the *forms* of :func:`datetime.strptime`.

    :raises CannotReadStatement: ``statements.not_a_day``.
    """
    told = given.strip()
    for form in forms:
        try:
            # Only the day counts: a bank's table has no clock of its own.
            day = datetime.strptime(told, form).date()  # noqa: DTZ007
        except ValueError:
            continue
        if 1990 <= day.year <= 2199:
            return day
    raise CannotReadStatement("statements.not_a_day", given=told[:60], line=line)


def _without_thousands(told: str, decimal: str) -> str:
    other = "," if decimal == "." else "."
    whole, mark, part = told.partition(decimal)
    for sign in (other, "'", " "):
        if sign in whole:
            if not re.fullmatch(rf"-?[0-9]{{1,3}}(?:{re.escape(sign)}[0-9]{{3}})+", whole):
                return "?"
            whole = whole.replace(sign, "")
    return f"{whole}.{part}" if mark else whole


def _first_bad_line(content: bytes, encoding: str) -> int:
    try:
        content.decode(encoding)
    except UnicodeDecodeError as wrong:
        return content.count(b"\n", 0, wrong.start) + 1
    return 1
