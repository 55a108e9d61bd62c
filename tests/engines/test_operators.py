"""Every operator by itself: what it gives, on published numbers where there are some, and what it refuses."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from ownway.rulebook.audit import mismatches
from ownway.rulebook.engines.links import exponential_of, log_of, root_of
from ownway.rulebook.engines.one import CannotWorkOut, figure_of, work_out
from ownway.rulebook.load import PackErrors, pack_from_files
from ownway.rulebook.model import OPERATORS, Answer, Pack
from ownway.rulebook.sentences import say_all
from ownway.values import Money, Rounding, round_to_whole
from tests.engines.small_packs import answers_to, files_with, pack_with

DAY = date(2026, 11, 2)
HERE = Path(__file__).parent
GIVES = yaml.safe_load((HERE / "operators.yaml").read_text())
REFUSED = yaml.safe_load((HERE / "refused_steps.yaml").read_text())
VISITS = """
kind: table
rows_most: 5
columns:
- {id: what, kind: levels, scored: yes, levels: [{id: a, points: 2}, {id: b, points: 4}, {id: c, points: 8}]}
- {id: days, kind: number, least: 0, most: 14, places: 0}
"""
QUESTIONS = {
    "number": "kind: number\nleast: 0\nmost: 10000\nplaces: 4\n",
    "day": "kind: day\n",
    "colours": "kind: levels\nlevels:\n- {id: red}\n- {id: green}\n- {id: blue}\n",
    "visits": VISITS,
    "unscored": re.sub(r"scored: yes, |, points: \d", "", VISITS),
}
"""The questions that several cases ask, by the name under which they ask them."""


def case(name: str) -> tuple[Pack, dict[str, Answer], Fraction]:
    """Return the pack of a case, what was answered, and what the step *x* must give."""
    told = GIVES[name]
    asked = {id: QUESTIONS.get(written, written) for id, written in told.get("questions", {}).items()}
    pack = pack_with(told["steps"], asked)
    return pack, answers_to(pack, told.get("answers", {})), Fraction(told["gives"])


@pytest.mark.req("A3")
@pytest.mark.parametrize("name", GIVES)
def test_an_operator_gives_what_it_says(name: str) -> None:
    """The result, that the reasons lead to it, and that they can be told."""
    pack, answers, expected = case(name)
    worked = work_out(pack, answers, DAY)
    assert worked.step("x").value == expected
    pence = round_to_whole((1_000_000 + expected) * 100, Rounding.HALF_UP)
    assert worked.figure == Money(pence, "GBP")
    assert list(mismatches(worked)) == []
    assert figure_of(pack, answers, DAY) == worked.figure
    for sentence in say_all(pack, worked.reason, "en"):
        assert "{" not in sentence and "None" not in sentence


@pytest.mark.parametrize("name", [name for name in GIVES if "answers" in GIVES[name]])
def test_an_operator_waits_for_its_answers(name: str) -> None:
    """Without answers there is no figure, the questions are named, and the range holds what came out with them."""
    pack, answers, _ = case(name)
    worked = work_out(pack, {}, DAY)
    assert worked.figure is None
    assert worked.missing
    assert set(worked.missing) <= set(answers)
    assert worked.range is not None
    least, most = worked.range
    whole = work_out(pack, answers, DAY).figure
    assert whole is not None
    assert least.pence <= whole.pence <= most.pence


def test_every_operator_is_tried_here_or_by_a_worked_example() -> None:
    """No operator goes without a number that it must give."""
    here = set(re.findall(r"operator: (\w+)", " ".join(one["steps"] for one in GIVES.values())))
    packs = [path.read_text() for path in (HERE.parents[1] / "packs").glob("*/allocation.yaml")]
    elsewhere = set(re.findall(r"operator: (\w+)", " ".join(packs)))
    assert set(OPERATORS) <= here | elsewhere
    assert here <= set(OPERATORS)


def test_a_rule_whose_numbers_are_secret_refuses_and_says_so() -> None:
    """Nothing is guessed where a scheme does not publish its weights."""
    pack = pack_with(
        "- id: x\n  operator: not_published\n  unit: number\n  inputs: [n]",
        {"n": QUESTIONS["number"]},
    )
    answers = answers_to(pack, {"n": {"number": "0.5"}})
    with pytest.raises(CannotWorkOut) as refused:
        work_out(pack, answers, DAY)
    assert refused.value.why.code == "rulebook.not_published"
    assert figure_of(pack, answers, DAY) is None


def test_the_three_days_are_kept_apart() -> None:
    """An age is that of the day the needs were told; a price that of the day money is paid."""
    pack, born, _ = case("three days")
    assert work_out(pack, born, DAY).step("x").value == 66 + 100
    assert work_out(pack, born, DAY, needs_on=date(2026, 11, 1)).step("x").value == 65 + 100
    assert work_out(pack, born, DAY, paid_from=date(2027, 1, 1)).step("x").value == 66 + 200
    with pytest.raises(CannotWorkOut):
        work_out(pack, born, DAY, paid_from=date(2020, 1, 1))


@pytest.mark.parametrize("name", REFUSED)
def test_a_step_that_could_break_is_refused_with_its_line(name: str) -> None:
    """The fault names the file, the line of the step, and a way out."""
    code = REFUSED[name]["code"]
    asked = {"n": "number", "colour": "colours", "born": "day", "v": "visits", "plain": "unscored"}
    files = files_with(REFUSED[name]["steps"], {id: QUESTIONS[written] for id, written in asked.items()})
    with pytest.raises(PackErrors) as refused:
        pack_from_files(files)
    found = [fault for fault in refused.value.errors if fault.code == code]
    assert found, refused.value.errors
    lines = files["allocation.yaml"].splitlines()
    assert all(fault.file == "allocation.yaml" and fault.help for fault in found)
    assert all(lines.index("  - id: x") <= fault.line <= lines.index("  - id: told_sum") for fault in found)


def test_roots_logarithms_and_exponentials_are_right_to_the_last_place() -> None:
    """Against squares, and against each other."""
    half = Fraction(1, 2 * 10**9)
    for number in (Fraction(1, 3), Fraction(2), Fraction(949, 7), Fraction(10**12)):
        root = root_of(number, 9)
        assert (root - half) ** 2 <= number < (root + half) ** 2
        assert abs(exponential_of(log_of(number, 12), Fraction(1), 6) - number) <= number / 10**5
    assert root_of(Fraction(1, 4), 0) == 1
    assert root_of(Fraction(9), 3) == 3
    assert log_of(Fraction(1), 6) == 0
