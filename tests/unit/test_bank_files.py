"""A payment run becomes a bank file that its schema accepts, whose sums are right, and which never changes."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ownway.registers.money.rules import bank
from ownway.registers.money.rules.bank.accounts import CARRIED, carried, is_iban
from ownway.registers.money.rules.bank.files import decimal
from ownway.registers.money.rules.refusals import CannotExport
from ownway.values import Money

SCHEMA = xmlschema.XMLSchema(str(Path(__file__).parent / "bank_schemas" / "pain.001.001.09.xsd"))
RUN = UUID("019e0000-0000-7000-8000-000000000001")
LINE = UUID("019e0000-0000-7000-8000-000000000002")
COUNCIL = bank.BankAccount("Fernleigh Council", sort_code="400001", number="11223344")
MARYAM = bank.BankAccount("Maryam Okafor", sort_code="200000", number="55779911")
ANIKA = bank.BankAccount("Anika Weiß", iban="DE89370400440532013000", bic="COBADEFFXXX")
N = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"

names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=90)


def payment(number: int, pence: int, payee: bank.BankAccount = MARYAM, currency: str = "GBP") -> bank.Payment:
    return bank.Payment(UUID(int=LINE.int + number), Money(pence, currency), payee, "Fernleigh Council 04.05.2026")


def payment_file(payments: list[bank.Payment], payer: bank.BankAccount = COUNCIL) -> bank.PaymentFile:
    return bank.PaymentFile(
        id=RUN,
        made_at=datetime(2026, 5, 4, 10, 15, tzinfo=UTC),
        pay_on=date(2026, 5, 5),
        payer=payer,
        count=len(payments),
        total=Money(sum(each.money.pence for each in payments), payments[0].money.currency),
        payments=iter(payments),
    )


def written(kind: str, file: bank.PaymentFile) -> bytes:
    into = io.BytesIO()
    bank.write(into, kind, file)
    return into.getvalue()


@pytest.mark.req("U1")
def test_pain_001_is_valid_and_its_sums_and_counts_are_right() -> None:
    content = written("pain.001.001.09", payment_file([payment(1, 56_000), payment(2, 1), payment(3, 27_540)]))
    SCHEMA.validate(io.BytesIO(content))
    message = etree.fromstring(content)
    assert message.findtext(f".//{N}GrpHdr/{N}NbOfTxs") == "3"
    assert message.findtext(f".//{N}GrpHdr/{N}CtrlSum") == "835.41"
    assert [amount.text for amount in message.iter(f"{N}InstdAmt")] == ["560.00", "0.01", "275.40"]
    assert {amount.get("Ccy") for amount in message.iter(f"{N}InstdAmt")} == {"GBP"}
    assert message.findtext(f".//{N}CdtrAgt//{N}MmbId") == "200000"
    assert message.findtext(f".//{N}CdtrAcct//{N}Othr/{N}Id") == "55779911"
    assert message.findtext(f".//{N}EndToEndId") == UUID(int=LINE.int + 1).hex


def test_an_iban_is_paid_by_iban() -> None:
    payer = bank.BankAccount("Stadt Fernlei", iban="DE89370400440532013000")
    content = written("pain.001.001.09", payment_file([payment(1, 99_00, ANIKA, "EUR")], payer))
    SCHEMA.validate(io.BytesIO(content))
    message = etree.fromstring(content)
    assert message.findtext(f".//{N}CdtrAcct//{N}IBAN") == "DE89370400440532013000"
    assert message.findtext(f".//{N}Cdtr/{N}Nm") == "Anika Weiss"


def test_pain_001_matches_its_golden_file() -> None:
    content = written("pain.001.001.09", payment_file([payment(1, 56_000)]))
    assert content == (Path(__file__).parent / "bank_schemas" / "golden.pain.001.001.09.xml").read_bytes()


def test_the_same_run_makes_the_same_file() -> None:
    for kind in ("pain.001.001.09", "csv.sort-code"):
        once = written(kind, payment_file([payment(1, 100), payment(2, 250)]))
        assert once == written(kind, payment_file([payment(1, 100), payment(2, 250)]))


def test_a_table_for_a_bank_page_holds_each_payment() -> None:
    rows = list(csv.reader(io.StringIO(written("csv.sort-code", payment_file([payment(1, 56_000)])).decode())))
    assert rows[0] == ["Sort code", "Account number", "Account name", "Amount", "Payment date", "Reference"]
    assert rows[1] == ["200000", "55779911", "Maryam Okafor", "560.00", "05/05/2026", "Fernleigh Council"]


def test_a_table_that_cannot_carry_an_account_refuses_it() -> None:
    with pytest.raises(CannotExport, match=r"money\.payee_not_in_profile"):
        written("csv.sort-code", payment_file([payment(1, 5, ANIKA, "EUR")]))
    with pytest.raises(CannotExport, match=r"money\.no_such_file_kind"):
        written("papyrus", payment_file([payment(1, 5)]))


@given(names)
def test_no_name_breaks_a_file(name: str) -> None:
    payee = bank.BankAccount(name, sort_code="200000", number="55779911")
    SCHEMA.validate(io.BytesIO(written("pain.001.001.09", payment_file([payment(1, 5, payee)]))))
    rows = list(csv.reader(io.StringIO(written("csv.sort-code", payment_file([payment(1, 5, payee)])).decode())))
    assert len(rows) == 2
    assert rows[1][2][0] not in "=+-@"


@given(names)
def test_only_letters_that_banks_carry_are_left(name: str) -> None:
    told = carried(name, 18, otherwise="Account holder")
    assert 0 < len(told) <= 18
    assert not CARRIED.search(told)


def test_names_keep_their_letters_as_far_as_banks_allow() -> None:
    assert carried("Siân Łukasz O’Brien-Ødegård & Søn", 70, otherwise="-") == "Sian Lukasz O'Brien-Odegard + Son"
    assert carried("محمد", 70, otherwise="Account holder") == "Account holder"


def test_an_account_is_a_sort_code_with_a_number_or_an_iban() -> None:
    assert bank.bank_account({"sort_code": "20-00-00", "account_number": "5577 9911"}, name="M") == bank.BankAccount(
        "M", sort_code="200000", number="55779911"
    )
    assert bank.bank_account({"iban": "de89 3704 0044 0532 0130 00"}, name="A").iban == "DE89370400440532013000"
    for wrong in ({}, {"sort_code": "20000", "account_number": "55779911"}, {"iban": "DE88370400440532013000"}):
        with pytest.raises(CannotExport, match=r"money\.not_an_account"):
            bank.bank_account(wrong, name="A")


@given(st.integers(0, 10**12))
def test_a_sum_in_a_file_is_the_sum(pence: int) -> None:
    units, _, coins = decimal(Money(pence, "GBP")).partition(".")
    assert int(units) * 100 + int(coins) == pence
    assert len(coins) == 2
    assert decimal(Money(pence, "JPY")) == str(pence)


def test_check_digits_of_published_examples_hold() -> None:
    # The registry of ISO 13616 gives one example a country.
    assert all(is_iban(one) for one in ("GB29NWBK60161331926819", "DE89370400440532013000", "NL91ABNA0417164300"))
    assert not is_iban("GB29NWBK60161331926818")


def test_each_payment_has_a_tracking_number_of_its_own() -> None:
    numbers = {payment(number, 1).tracking for number in range(100)}
    assert len(numbers) == 100
    assert {number.version for number in numbers} == {4}
