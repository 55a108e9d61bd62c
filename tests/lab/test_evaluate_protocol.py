"""A protocol that is locked, lots that are sealed, and every change that shows."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from ownway.lab.evaluate import (
    EXAMPLE,
    CannotEvaluate,
    Lock,
    allot,
    amend,
    faults_of,
    lock,
    read_lock,
    read_protocol,
    read_register,
    seal_of,
)
from ownway.lab.evaluate.allocation import Allotted
from tests.lab.trials import protocol

SECRET = bytes(range(32))
MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)
EXAMPLE_TEXT = EXAMPLE.read_text(encoding="utf-8")


FIRST = read_protocol(EXAMPLE_TEXT)


def locked() -> Lock:
    """The example, locked on Monday with its sealed order."""
    return lock(FIRST, MONDAY, seal_of(SECRET))


def enrolled(people: int) -> tuple[Allotted, ...]:
    """So many people allotted, in strata that take turns."""
    lines: tuple[Allotted, ...] = ()
    for number in range(people):
        stratum = {"authority": ("Northam", "Ashbourne")[number % 2], "group": ("older", "mental")[number // 2 % 2]}
        lines += (one(lines, f"T{number}", stratum),)
    return lines


def one(lines: tuple[Allotted, ...], person: str, stratum: dict[str, str], **changed: date) -> Allotted:
    """The next person allotted."""
    days = {"consented_on": MONDAY, "baseline_on": TUESDAY, "on": TUESDAY} | changed
    return allot(locked(), SECRET, lines, person, stratum=stratum, **days)


def refused_for(code: str, *given: object, **more: object) -> None:
    with pytest.raises(CannotEvaluate) as refused:
        one(*given, **more)  # type: ignore[arg-type]
    assert refused.value.why.code == code


@pytest.mark.req("L5")
def test_a_protocol_is_hashed_by_what_it_says_and_not_by_how_it_is_written() -> None:
    first = read_protocol(EXAMPLE_TEXT)
    assert (
        read_protocol("# another remark\n" + EXAMPLE_TEXT.replace("  - {id: usual", "  -   {id: usual")).hash
        == first.hash
    )
    assert read_protocol(EXAMPLE_TEXT.replace("horizon_weeks: 26", "horizon_weeks: 52")).hash != first.hash


@pytest.mark.req("L5")
def test_a_change_after_the_lock_is_an_amendment_with_a_reason() -> None:
    before = locked()
    changed = read_protocol(EXAMPLE_TEXT.replace("horizon_weeks: 26", "horizon_weeks: 52"))
    assert before.holds(FIRST)
    assert not before.holds(changed)
    after = amend(before, changed, TUESDAY, "Money came late.")
    assert after.holds(changed)
    assert after.amendments[0].changes == ("horizon_weeks: 26 is now 52",)
    assert read_lock(json.dumps(after.to_json())) == after
    for given, code in (
        ((before, changed, TUESDAY, " "), "evaluation.no_reason"),
        ((after, changed, TUESDAY, "Again."), "evaluation.nothing_changed"),
        ((before, changed, date(2026, 11, 1), "Earlier."), "evaluation.before_last"),
    ):
        with pytest.raises(CannotEvaluate) as refused:
            amend(*given)
        assert refused.value.why.code == code


@pytest.mark.req("L5")
@pytest.mark.parametrize("place", ["on", "reason", "hash", "said", "before"])
def test_a_lock_that_was_touched_is_refused(place: str) -> None:
    changed = read_protocol(EXAMPLE_TEXT.replace("horizon_weeks: 26", "horizon_weeks: 52"))
    told = amend(locked(), changed, TUESDAY, "Money came late.").to_json()
    told["entries"][1][place] = {"title": "another"} if place == "said" else "2026-01-01"
    with pytest.raises(CannotEvaluate) as refused:
        read_lock(json.dumps(told))
    assert refused.value.why.code == "evaluation.lock_broken"


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"seal": "", "entries": []}', '{"seal": "", "entries": 5}', "nothing"]
)
def test_a_file_that_is_no_lock_is_refused(text: str) -> None:
    with pytest.raises(CannotEvaluate) as refused:
        read_lock(text)
    assert refused.value.why.code == "evaluation.no_lock"


@pytest.mark.req("L5")
def test_lots_are_even_within_each_stratum_at_the_end_of_each_block_and_follow_from_the_secret() -> None:
    lines = enrolled(200)
    for stratum in {line.stratum for line in lines}:
        counts = Counter(line.arm for line in lines if line.stratum == stratum)
        assert abs(counts["usual"] - counts["budget"]) <= 3
    assert lines == enrolled(200)
    assert faults_of(locked(), SECRET, lines) == ()
    told = "\n".join(json.dumps(line.to_json()) for line in lines)
    assert read_register(told) == lines


@pytest.mark.req("L5")
def test_the_order_cannot_be_foreseen_from_what_is_published() -> None:
    orders = set()
    for number in range(50):
        secret = bytes([number]) * 32
        sealed = lock(FIRST, MONDAY, seal_of(secret))
        lines: tuple[Allotted, ...] = ()
        for at in range(12):
            stratum = {"authority": "Northam", "group": "older"}
            lines += (
                allot(
                    sealed, secret, lines, f"T{at}", stratum=stratum, consented_on=MONDAY, baseline_on=MONDAY, on=MONDAY
                ),
            )
        orders.add("".join(line.arm[0] for line in lines))
    assert len(orders) > 40
    assert SECRET.hex() not in json.dumps(locked().to_json())


@pytest.mark.req("L5")
def test_nobody_is_drawn_twice_or_before_they_agreed_or_by_another_secret() -> None:
    lines = enrolled(3)
    stratum = {"authority": "Northam", "group": "older"}
    refused_for("evaluation.in_already", lines, "T1", stratum)
    refused_for("evaluation.no_person", lines, " ", stratum)
    refused_for("evaluation.out_of_order", lines, "T9", stratum, consented_on=date(2026, 11, 9))
    refused_for(
        "evaluation.out_of_order",
        lines,
        "T9",
        stratum,
        on=date(2026, 10, 1),
        baseline_on=date(2026, 9, 1),
        consented_on=date(2026, 9, 1),
    )
    refused_for("evaluation.stratum", lines, "T9", {"group": "older"})
    refused_for("evaluation.unknown_group", lines, "T9", {"authority": "Northam", "group": "cats"})
    with pytest.raises(CannotEvaluate) as refused:
        faults_of(locked(), bytes(32), lines)
    assert refused.value.why.code == "evaluation.other_secret"
    with pytest.raises(CannotEvaluate):
        seal_of(b"guess me")


@pytest.mark.req("L5")
def test_a_register_that_was_touched_shows_it() -> None:
    lines = enrolled(8)
    other = {"usual": "budget", "budget": "usual"}[lines[2].arm]
    changed = (*lines[:2], replace(lines[2], arm=other), *lines[3:])
    assert len(faults_of(locked(), SECRET, changed)) >= 2
    assert faults_of(locked(), SECRET, (*lines[:2], *lines[3:]))
    told = [json.dumps(line.to_json()) for line in lines]
    told[4] = told[4].replace('"T4"', '"T5"')
    with pytest.raises(CannotEvaluate) as refused:
        read_register("\n".join(told))
    assert refused.value.why.facts["number"] == 5


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"arms": [{"id": "usual", "name": "Usual"}]}, "arms"),
        ({"block_sizes": [3]}, "a block of 3"),
        ({"block_sizes": []}, "block sizes"),
        ({"design": "matched"}, "matches on"),
        ({"outcomes": [{"id": "q", "name": "Q", "follow_up": "a", "lowest": 5, "highest": 5}]}, "not below"),
        ({"worth_of_one_pounds": [5, 1]}, "must rise"),
        ({"declared_worth_pounds": 51}, "one of the worths"),
        ({"costs": [{"id": "h", "name": "H", "kind": "indirect", "column": "c"}]}, "every cost is indirect"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_protocol_with_a_fault_is_refused_and_the_fault_named(changed: dict[str, object], told: str) -> None:
    given = protocol().to_json() | changed
    with pytest.raises(CannotEvaluate) as refused:
        read_protocol(json.dumps(given))
    assert told in str(refused.value.why.facts["faults"])


@pytest.mark.parametrize("text", ["", "- a list", "a: [", "just words"])
def test_a_file_that_is_no_protocol_is_refused(text: str) -> None:
    with pytest.raises(CannotEvaluate) as refused:
        read_protocol(text)
    assert refused.value.why.code == "evaluation.no_yaml"
