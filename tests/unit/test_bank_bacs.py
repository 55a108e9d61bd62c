"""A Bacs Standard 18 file: every field in its place, sums and counts in its trailer right, only letters it carries."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.registers.money.rules import bank
from ownway.registers.money.rules.bank import bacs
from ownway.registers.money.rules.dates import CALENDARS, bacs_days
from ownway.registers.money.rules.refusals import CannotExport
from ownway.values import Money

GOLDEN = Path(__file__).parent / "bank_schemas" / "golden.bacs.standard-18.txt"
COUNCIL = bank.BankAccount("Fernleigh Council", sort_code="400001", number="11223344")
MARYAM = bank.BankAccount("Maryam Okafor", sort_code="200000", number="55779911")
SION = bank.BankAccount("Siân O’Brien & Søn", sort_code="309430", number="12345678")
RUN = UUID("019e0000-0000-7000-8000-000000000001")
names = st.text(st.characters(exclude_categories=["Cs"]), max_size=90)


def payment(number: int, pence: int, payee: bank.BankAccount = MARYAM) -> bank.Payment:
    return bank.Payment(UUID(int=RUN.int + number), Money(pence, "GBP"), payee, "Fernleigh Council 06.05.2026")


def payment_file(*payments: bank.Payment) -> bank.PaymentFile:
    return bank.PaymentFile(
        id=RUN,
        made_at=datetime(2026, 5, 1, 10, 15, tzinfo=UTC),
        pay_on=date(2026, 5, 6),
        payer=COUNCIL,
        count=len(payments),
        total=Money(sum(each.money.pence for each in payments), "GBP"),
        payments=iter(payments),
        service_user="123456",
        days=bacs_days(date(2026, 5, 6), CALENDARS["gb-eng"]),
    )


def lines_of(file: bank.PaymentFile) -> list[str]:
    into = io.BytesIO()
    bank.write(into, "bacs.standard-18", file)
    content = into.getvalue()
    assert content.endswith(b"\r\n")
    return content.decode("ascii").split("\r\n")[:-1]


@pytest.mark.req("U1")
def test_a_bacs_file_matches_its_golden_file_byte_for_byte() -> None:
    into = io.BytesIO()
    bank.write(into, "bacs.standard-18", payment_file(payment(1, 56_000), payment(2, 27_540, SION), payment(3, 1)))
    assert into.getvalue() == GOLDEN.read_bytes()


def test_labels_say_who_sends_and_when_each_in_its_place() -> None:
    volume, first, second, user, *_, end, end2, _ = lines_of(payment_file(payment(1, 5)))
    assert (volume[:4], volume[41:47], volume[79]) == ("VOL1", "123456", "1")
    assert (first[:4], first[4], first[5:11], first[11], first[15:21]) == ("HDR1", "A", "123456", "S", "123456")
    assert first[21:27] == volume[4:10] != "000000"
    # Made on Friday the 1st, worked on on Tuesday the 5th after the bank holiday, there on Wednesday the 6th.
    assert (first[41:47], first[47:53]) == (" 26121", " 26126")
    assert second[:15] == "HDR2F0212000106"
    assert (user[:4], user[4:10], user[10:16], user[28:37]) == ("UHL1", " 26125", "999999", "4 MULTI  ")
    assert (end[:4], end[4:54], end[54:60]) == ("EOF1", first[4:54], "000001")
    assert end2[4:] == second[4:]


def test_a_payment_stands_in_its_places_and_the_contra_record_balances_it() -> None:
    *_, paid, contra, _, _, _ = lines_of(payment_file(payment(1, 56_000)))
    assert (paid[:6], paid[6:14], paid[14], paid[15:17]) == ("200000", "55779911", "0", "99")
    assert (paid[17:23], paid[23:31], paid[31:35], paid[35:46]) == ("400001", "11223344", "    ", "00000056000")
    assert (paid[46:64], paid[64:82], paid[82:100]) == (
        "FERNLEIGH COUNCIL ",
        "FERNLEIGH COUNCIL ",
        "MARYAM OKAFOR     ",
    )
    assert paid[100:106] == contra[100:106] == " 26125"
    assert (contra[:14], contra[15:17], contra[17:31]) == ("40000111223344", "17", "40000111223344")
    assert (contra[35:46], contra[64:82]) == ("00000056000", "CONTRA            ")


@given(st.lists(st.integers(1, 2_000_000_000), min_size=1, max_size=45))
def test_sums_and_counts_of_the_trailer_are_those_of_the_payments(sums: list[int]) -> None:
    lines = lines_of(payment_file(*[payment(number, pence) for number, pence in enumerate(sums)]))
    records, totals = lines[4:-3], lines[-1]
    assert {len(line) for line in records} == {106}
    assert {len(line) for line in [*lines[:4], *lines[-3:]]} == {80}
    assert sum(int(line[35:46]) for line in records if line[15:17] == "99") == sum(sums)
    assert [int(line[35:46]) for line in records if line[15:17] == "17"] == [sum(sums)]
    assert totals[:4] == "UTL1"
    assert int(totals[4:17]) == int(totals[17:30]) == sum(sums)
    assert (int(totals[30:37]), int(totals[37:44])) == (1, len(sums))
    assert int(lines[-3][54:60]) == -(-len(records) // 20)


@given(names)
def test_no_name_breaks_a_record(name: str) -> None:
    line = lines_of(payment_file(payment(1, 5, replace(MARYAM, name=name))))[4]
    assert len(line) == 106
    assert re.fullmatch(r"[A-Z0-9.\-/& ]{106}", line)


def test_names_keep_their_letters_as_far_as_bacs_carries_them() -> None:
    assert bacs.letters("Siân O’Brien & Søn") == "SIAN O BRIEN & SON"
    assert bacs.letters("محمد").strip() == ""


@given(st.uuids(), st.uuids())
def test_each_submission_has_a_serial_number_of_its_own_and_never_noughts(one: UUID, other: UUID) -> None:
    first, second = (replace(payment_file(payment(1, 5)), id=each) for each in (one, other))
    assert re.fullmatch(r"[0-9A-Z]{6}", bacs.serial(first))
    assert bacs.serial(first) != "000000"
    assert (bacs.serial(first) == bacs.serial(second)) == (one == other)


def test_what_bacs_cannot_carry_is_refused() -> None:
    anika = bank.BankAccount("Anika Weiß", iban="DE89370400440532013000")
    refused = {
        "payee_not_in_profile": payment_file(payment(1, 5, anika)),
        "above_bacs": payment_file(payment(1, 2_000_000_001)),
        "no_service_user": replace(payment_file(payment(1, 5)), service_user="12345"),
        "not_sterling": replace(payment_file(payment(1, 5)), total=Money(5, "EUR")),
        "totals_differ": replace(payment_file(payment(1, 5)), count=2),
    }
    for code, file in refused.items():
        with pytest.raises(CannotExport, match=rf"money\.{code}"):
            lines_of(file)
    many = [payment(number, 2_000_000_000) for number in range(50)]
    with pytest.raises(CannotExport, match=r"money\.above_bacs"):
        lines_of(payment_file(*many))
