"""Statements are read whole and exactly, or refused with what is wrong and at which line."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from ownway.registers.money.rules.statements import (
    PROFILES,
    CannotReadStatement,
    Entry,
    Statement,
    check_follows,
    new_part,
    read_statements,
)
from ownway.registers.money.rules.statements.matching import Became, Open, OpenLine, OpenRun, candidates, is_named
from ownway.registers.money.rules.statements.signs import pence_of
from ownway.words import reasons
from tests.statements import Moved, camt, lloyds

MAY = date(2026, 5, 5)
MOVED = (
    Moved(MAY, -56_000, payment="a" * 32, name="Maryam Okafor", words="Fernleigh Council 04.05.2026"),
    Moved(MAY, 12_345, name="Inland & Sons", words="REFUND", returned="AC04"),
    Moved(date(2026, 5, 6), -1, words="CHARGE"),
)

TABLES = Path(__file__).parent / "bank_tables"
"""One table of each bank as it writes them: its signs, days, pounds, lines before the columns, and order."""


def table(name: str) -> bytes:
    return (TABLES / f"{name}.csv").read_bytes()


def refused(content: bytes, profile: str = "") -> CannotReadStatement:
    with pytest.raises(CannotReadStatement) as told:
        read_statements(content, profile)
    return told.value


@pytest.mark.parametrize("version", ["02", "08"])
def test_both_forms_of_camt_give_the_same_statement(version: str) -> None:
    (read,) = read_statements(camt(MOVED, version=version))
    assert (read.account, read.currency, read.number, read.sequence) == ("GB82WEST12345698765432", "GBP", "2026-1", 1)
    assert (read.opening, read.closing) == (100_000, 100_000 - 56_000 + 12_345 - 1)
    first, second, third = read.entries
    assert (first.on, first.pence, first.payment, first.name) == (MAY, -56_000, "a" * 32, "Maryam Okafor")
    assert (second.pence, second.returned, second.name) == (12_345, "AC04", "Inland & Sons")
    assert (third.pence, third.words) == (-1, "CHARGE")
    assert len({entry.mark for entry in read.entries}) == 3


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_the_table_of_each_bank_is_known_by_its_columns_and_read_the_earliest_first(name: str) -> None:
    (read,) = read_statements(table(name))
    assert [(entry.on.day, entry.pence) for entry in read.entries] == [(5, 10_000), (6, -1_240)]
    assert "TAXI" in read.entries[1].words
    assert read.currency == ("EUR" if name == "plain-semicolon" else "GBP")
    has_balances = bool(PROFILES[name].balance)
    assert (read.opening, read.closing) == ((90_000, 98_760) if has_balances else (None, None))


def test_a_statement_that_does_not_add_up_is_refused_by_a_penny() -> None:
    told = refused(camt(MOVED, closing=56_343))
    assert told.why.code == "statements.does_not_add_up"
    assert (told.why.facts["worked_out"], told.why.facts["closing"]) == (56_344, 56_343)


def test_a_line_taken_out_of_a_table_is_found_by_its_balance() -> None:
    lines = lloyds([Moved(MAY, -100, words=f"SHOP {number}") for number in range(5)]).split(b"\r\n")
    told = refused(b"\n".join([*lines[:3], *lines[4:]]))
    assert (told.why.code, told.why.facts["line"]) == ("statements.balance_breaks", 3)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "statements.empty"),
        (b" \r\n", "statements.empty"),
        (b"<Document", "statements.not_xml"),
        (b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'/>", "statements.no_statement"),
        (b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.052.001.02'/>", "statements.not_camt"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><Document>&b;</Document>", "statements.has_declarations"),
        (b"<!DOCTYPE a SYSTEM 'http://192.0.2.1/a.dtd'><Document/>", "statements.has_declarations"),
        (b"PK\x03\x04\x00\x00", "statements.control_sign"),
        (b"date,description\n2026-05-05,x\n", "statements.no_profile"),
        (b"date,description,amount,balance\n", "statements.no_entries"),
        (b"date,description,amount,balance\n2026-05-05,PAY,ten,10.00\n", "statements.not_a_sum"),
        (b"date,description,amount,balance\n2026-05-05,PAY,1.005,10.00\n", "statements.not_a_sum"),
        (b"date,description,amount,balance\n2026-02-30,PAY,1.00,10.00\n", "statements.not_a_day"),
        (b'date,description,amount,balance\n2026-05-05,"PAY,1.00,10.00\n', "statements.not_a_table"),
        (b"date,description,amount,balance\n2026-05-05,PAY,1.00,10.00,more\n", "statements.more_cells"),
        (b"date,description,amount,balance\n2026-05-05,PAY\n", "statements.fewer_cells"),
        (b"date,description,amount,balance\n2026-05-05,P\x07Y,1.00,10.00\n", "statements.control_sign"),
        (b"date,description,amount,balance\n2026-05-05,P\x00Y,1.00,10.00\n", "statements.control_sign"),
        ("date,description,amount\n".encode("utf-16"), "statements.no_entries"),
        (b"x" * 200_000, "statements.no_profile"),
        (b"x" * (32 * 1024 * 1024 + 1), "statements.too_big"),
    ],
)  # fmt: skip
def test_what_is_no_statement_is_refused_with_its_reason(content: bytes, code: str) -> None:
    assert refused(content).why.code == code


def test_a_table_of_no_known_bank_names_the_banks_and_what_would_do() -> None:
    told = refused(b"%PDF-1.4")
    assert "monzo" in str(told.why.facts["profiles"])
    assert "plain" not in str(told.why.facts["profiles"])
    assert "heads: date, description, amount, balance." in reasons.what_would_help(told, "en")


def test_a_bomb_of_entities_is_refused_at_once() -> None:
    steps = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    bomb = f"<!DOCTYPE a [<!ENTITY e0 'x'>{steps}]><a b='&e11;'>&e11;</a>"
    assert refused(bomb.encode()).why.code in ("statements.has_declarations", "statements.not_xml")


def test_the_line_of_a_fault_is_told() -> None:
    table = b"date,description,amount,balance\n2026-05-05,PAY,1.00,1.00\n\n2026-05-06,PAY,1,00,2.00\n"
    assert refused(table).why.facts["line"] == 4


def test_a_table_may_be_one_of_a_named_bank_only_if_it_has_its_columns() -> None:
    assert refused(table("starling"), "lloyds").why.code == "statements.no_columns"
    assert refused(table("starling"), "no bank").why.code == "statements.no_such_profile"


def test_without_balances_in_the_table_both_are_given_by_hand_and_must_fit() -> None:
    assert read_statements(table("barclays"), opening=90_000, closing=98_760)[0].opening == 90_000
    with pytest.raises(CannotReadStatement, match="does_not_add_up"):
        read_statements(table("barclays"), opening=90_000, closing=98_761)


@pytest.mark.parametrize(
    ("given", "pence"),
    [("12.40", 1_240), ("-12.4", -1_240), ("£1,234.56", 123_456), ("-£5", -500), ("£-5.00", -500), ("(7.00)", -700)]
    + [("+0.01", 1), ("1 234.00", 123_400), ("\u221212.00", -1_200), ("12.400", 1_240), ("0", 0)],
)
def test_sums_are_read_as_banks_write_them(given: str, pence: int) -> None:
    assert pence_of(given, line=1) == pence


@pytest.mark.parametrize("given", ["", "-", "1,2", "12,34.00", "1e5", "0x10", "١٢", "12.4.0", "NaN", "9" * 30, "1.001"])
def test_what_is_not_plainly_a_sum_is_refused(given: str) -> None:
    with pytest.raises(CannotReadStatement, match="not_a_sum"):
        pence_of(given, line=1)


def test_only_the_new_part_of_an_overlapping_table_is_taken() -> None:
    moved = [Moved(MAY, -100 * number, words="SHOP") for number in range(1, 6)]
    (first,) = read_statements(lloyds(moved[:3]))
    (second,) = read_statements(lloyds(moved))
    known = {entry.mark for entry in first.entries}
    part = new_part(second, known)
    assert [entry.pence for entry in part.entries] == [-400, -500]
    assert part.opening == first.closing
    again = new_part(first, known)
    assert again.entries == ()
    with pytest.raises(CannotReadStatement, match="gap_inside"):
        new_part(second, known - {first.entries[1].mark})


def test_entries_alike_in_everything_are_both_kept() -> None:
    (read,) = read_statements(b"Number,Date,Account,Amount,Subcategory,Memo\n" + b",05/05/2026,1,-2.00,P,BUS\n" * 2)
    assert len({entry.mark for entry in read.entries}) == 2


def test_a_statement_follows_the_last_one_or_is_refused() -> None:
    entry = Entry(MAY, 100)
    made = Statement("A", "GBP", (entry,), 500, 600, number="2", sequence=2)
    check_follows(made, closing=500, sequence=1, closed_on=MAY)
    for given, code in (
        ({"closing": 499, "sequence": 1, "closed_on": MAY}, "gap"),
        ({"closing": 500, "sequence": 0, "closed_on": MAY}, "out_of_sequence"),
        ({"closing": 500, "sequence": 1, "closed_on": date(2026, 5, 6)}, "earlier"),
    ):
        with pytest.raises(CannotReadStatement, match=f"statements.{code}"):
            check_follows(made, **given)
    check_follows(replace(made, sequence=None), closing=500, sequence=None, closed_on=None)


def test_a_booking_of_several_payments_is_taken_apart_where_its_parts_add_up() -> None:
    parts = "".join(
        f'<TxDtls><Refs><EndToEndId>{letter * 32}</EndToEndId></Refs><Amt Ccy="GBP">{sum_}</Amt>'
        "<CdtDbtInd>DBIT</CdtDbtInd></TxDtls>"
        for letter, sum_ in (("a", "560.00"), ("b", "70.00"))
    )
    plain = camt([Moved(MAY, -63_000)], version="08").decode()
    (whole,) = read_statements(plain.encode())
    assert len(whole.entries) == 1
    (read,) = read_statements(plain.replace("<TxDtls/>", parts).encode())
    assert [(entry.pence, entry.payment[:1]) for entry in read.entries] == [(-56_000, "a"), (-7_000, "b")]
    (kept,) = read_statements(plain.replace("<TxDtls/>", parts.replace("70.00", "71.00")).encode())
    assert [entry.pence for entry in kept.entries] == [-63_000]


RUN, OTHER = UUID(int=1), UUID(int=2)
LINE = OpenLine(UUID("a" * 32), RUN, 56_000, "Maryam Okafor", MAY)
TWIN = OpenLine(UUID("b" * 32), RUN, 56_000, "Lena Brandt", MAY)
OPEN = Open.of([LINE, TWIN], [OpenRun(RUN, 112_000, MAY)])


def test_our_own_number_with_the_right_sum_is_beyond_doubt() -> None:
    (sure,) = candidates(Entry(MAY, -56_000, payment="a" * 32), OPEN)
    assert (sure.line, sure.became, sure.is_sure) == (LINE.id, Became.PAID, True)
    (wrong,) = candidates(Entry(MAY, -55_999, words=f"ref {'A' * 32}"), OPEN)
    assert (wrong.line, wrong.is_sure) == (LINE.id, False)
    (back,) = candidates(Entry(MAY, 56_000, payment="a" * 32, returned="AC04"), OPEN)
    assert (back.became, back.is_sure) == (Became.RETURNED, True)


def test_without_a_number_likeness_says_why_and_is_never_beyond_doubt() -> None:
    best, other = candidates(Entry(MAY, -56_000, words="OKAFOR M FERNLEIGH"), OPEN)
    assert (best.line, best.is_sure, other.line) == (LINE.id, False, TWIN.id)
    told = [reason.code.partition(".")[2] for reason in best.reasons]
    assert told == ["same_sum", "same_name", "near_day"]
    assert candidates(Entry(MAY, -1), OPEN) == ()
    assert candidates(Entry(MAY, 56_000, name="Maryam Okafor"), OPEN) == ()


def test_the_sum_of_a_whole_file_is_its_run_and_sure_only_by_its_number() -> None:
    (likely,) = candidates(Entry(MAY, -112_000, words="BACS"), OPEN)
    assert (likely.became, likely.run, likely.is_sure) == (Became.RUN_PAID, RUN, False)
    (sure,) = candidates(Entry(MAY, -112_000, batch=RUN.hex), OPEN)
    assert sure.is_sure
    assert candidates(Entry(date(2026, 7, 1), -112_000, words="BACS"), OPEN) == ()


@pytest.mark.parametrize(
    ("told", "is_hers"),
    [("M OKAFOR", True), ("Okafor Maryam", True), ("OKAFOR", False), ("T OKAFOR", False), ("Maryam Oka", False)],
)
def test_a_name_is_known_by_last_name_and_first_letter(told: str, is_hers: bool) -> None:
    assert is_named("Maryam Okafor", told) is is_hers
