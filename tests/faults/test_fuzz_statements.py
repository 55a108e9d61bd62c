"""Statements of banks under damage: whatever comes, it is read whole and true, or refused in plain words, and soon.

Short in ``make test``; ``OWNWAY_EVIDENCE`` names a number of seconds for a long run. Seeds and counts are printed.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from ownway.registers.money.rules.statements import PROFILES, CannotReadStatement, read_statements
from ownway.words import reasons
from tests.statements import Moved, camt, lloyds

SECONDS = 8
SLOWEST = 2.0
TABLES = Path(__file__).parents[1] / "unit" / "bank_tables"
SPLINTERS = [b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'""', b",", b";", b"\r", b"\n", b"\t", b"-", b"\xc2\xa3"] + [
    b"<", b">", b"&", b"&#0;", b"&x;", b"<!DOCTYPE a>", b"<![CDATA[", b"]]>", b"<!--", b"<Ntry>", b"</Ntry>", b"1e999",
    b"NaN", b"99999999999999999999", b"0.001", b"31/02/2026", b"2026-13-01", b"\xe2\x80\xae", b"\xed\xa0\x80", b"=1+1",
    b"'" * 40, b"A" * 5_000, b"9" * 400, b"(" * 300, b"\xf0\x9f\x9a\x95", b"\x85", b"\x0b", b"\x1a",
]  # fmt: skip


def seconds() -> float:
    """How long to go on: some seconds, or as many as OWNWAY_EVIDENCE says."""
    told = os.environ.get("OWNWAY_EVIDENCE", "")
    return float(told) if told.replace(".", "").isdigit() else 600.0 if told else SECONDS


def whole(chance: random.Random) -> bytes:
    """A true statement of some bank."""
    kind = chance.randrange(4)
    if kind == 0:
        return (TABLES / f"{chance.choice(sorted(PROFILES))}.csv").read_bytes()
    start = date(2026, 1, 1)
    moved = [
        Moved(
            start + timedelta(days=number),
            chance.choice([-1, 1]) * chance.randrange(1, 10**7),
            payment=f"{chance.getrandbits(128):032x}",
            name=chance.choice(["Maryam Okafor", "Zoë Ødegård", "李 Wei", ""]),
            words=chance.choice(["", "BUS", "Rent & more", "ref 1.2"]),
            returned=chance.choice(["", "AC04"]),
        )
        for number in range(chance.randrange(1, 6))
    ]
    if kind == 1:
        plain = [one._replace(words=one.words or "BUS") for one in moved]
        return lloyds(plain, newest_first=chance.random() < 0.5)
    return camt(moved, version=chance.choice(["02", "08"]))


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A statement with a few things wrong: signs changed, taken out, put in, doubled, cut off, lines out of order."""
    made = bytearray(content)
    for _ in range(chance.randrange(1, 4)):
        place, length = chance.randrange(len(made) + 1), chance.randrange(1, 40)
        match chance.randrange(12):
            case 0 if made:
                made[min(place, len(made) - 1)] = chance.randrange(256)
            case 1:
                del made[place : place + length]
            case 2:
                made[place:place] = chance.choice(SPLINTERS)
            case 3:
                made[place:place] = made[place : place + length]
            case 4:
                del made[place:]
            case 5:
                lines = bytes(made).split(b"\n")
                chance.shuffle(lines)
                made = bytearray(b"\n".join(lines))
            case 6:
                lines = bytes(made).split(b"\n")
                del lines[chance.randrange(len(lines))]
                made = bytearray(b"\n".join(lines))
            case _ if digits := [at for at, sign in enumerate(made) if 48 <= sign <= 57]:
                # One digit for another: still a statement to look at, and mostly no longer a true one.
                made[chance.choice(digits)] = 48 + chance.randrange(10)
    return bytes(made)


def noise(_: bytes, chance: random.Random) -> bytes:
    """Bytes of chance, some of them made to look like the beginning of a statement."""
    front = chance.choice([b"", b"<", b"<?xml version='1.0'?><Document", b"date,description,amount,balance\n", b"PK"])
    return front + chance.randbytes(chance.randrange(0, 400))


def tried(content: bytes) -> str:
    """Read it: the reason for which it was refused, or ``read`` once all that was read was found to add up."""
    try:
        read = read_statements(content)
    except CannotReadStatement as refused:
        assert reasons.sentence(refused.why, "en")
        return refused.why.code
    for statement in read:
        assert all(type(entry.pence) is int for entry in statement.entries)
        assert len({entry.mark for entry in statement.entries}) == len(statement.entries)
        if statement.opening is not None and statement.closing is not None:
            assert statement.opening + sum(entry.pence for entry in statement.entries) == statement.closing
        assert "\x00" not in repr(statement)
    return "read"


@pytest.mark.parametrize("damage", [damaged, noise], ids=["mutated", "random"])
def test_whatever_comes_is_read_true_or_refused(
    damage: Callable[[bytes, random.Random], bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    seed = int(os.environ.get("OWNWAY_SEED", "") or random.SystemRandom().randrange(2**32))
    chance = random.Random(seed)
    true = [whole(chance) for _ in range(400)]
    ends: Counter[str] = Counter()
    slowest, until, begun = 0.0, time.monotonic() + seconds() / 2, 0
    try:
        while time.monotonic() < until:
            begun += 1
            content = damage(chance.choice(true), chance)
            # In seconds of the processor: on a busy machine others' work would be counted as ours.
            before = time.thread_time()
            ends[tried(content)] += 1
            slowest = max(slowest, time.thread_time() - before)
    finally:
        with capsys.disabled():
            told = ", ".join(f"{code.removeprefix('statements.')} {count}" for code, count in ends.most_common(30))
            print(f"\n{damage.__name__}, seed {seed}: {begun} statements, slowest {slowest:.3f} s: {told}")
    assert slowest < SLOWEST
    assert len(ends) > 3


def test_a_true_statement_is_always_read() -> None:
    chance = random.Random(20_260_504)
    assert {tried(whole(chance)) for _ in range(200)} == {"read"}
