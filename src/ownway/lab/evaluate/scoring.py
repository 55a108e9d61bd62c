"""Scores questionnaires: ONS4 by its own words, the GHQ-12 from its answers, and others by the licensee's value set.

Only what may be shared is shipped. The wording of the GHQ-12, of ASCOT and of EQ-5D belongs to others and is nowhere in
here; whoever holds a licence asks the questions, and loads the weights from a file of their own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import Field, ValidationError, model_validator

from ownway.lab.evaluate.cannot import CannotEvaluate
from ownway.lab.evaluate.protocol import Part, in_words

FOLDER = Path(__file__).parent / "instruments"
GHQ_ITEMS = 12
GHQ_ANSWERS = 4


@dataclass(frozen=True)
class Asked:
    """One question that may be shown as it is: its words, its ends, which way is better, and its bands."""

    id: str
    asks: str
    better: str
    lowest: int
    highest: int
    bands: dict[str, tuple[int, int]]

    def band(self, answer: int) -> str:
        """Return the band of an answer.

        :raises CannotEvaluate: for an answer outside the scale.
        """
        for name, (low, high) in self.bands.items():
            if low <= answer <= high:
                return name
        raise CannotEvaluate("evaluation.answer", item=self.id, given=answer, low=self.lowest, high=self.highest)


def ons4() -> tuple[Asked, ...]:
    """Return the four questions on personal well-being of the Office for National Statistics (OGL v3.0)."""
    given = yaml.safe_load((FOLDER / "ons4.yaml").read_text(encoding="utf-8"))
    return tuple(
        Asked(
            item["id"],
            item["asks"],
            item["better"],
            given["lowest"],
            given["highest"],
            {name: (ends[0], ends[1]) for name, ends in item["bands"].items()},
        )
        for item in given["items"]
    )


def ghq12(answers: Sequence[int], method: Literal["likert", "cases"] = "likert") -> int:
    """Return the score of twelve answers from 1 (best) to 4 (worst): 0 to 36, or by cases 0-0-1-1 from 0 to 12.

    Goldberg and Williams, A User's Guide to the General Health Questionnaire, 1988. More is worse in both.

    :raises CannotEvaluate: for any other number of answers, or one that is not from 1 to 4.
    """
    if len(answers) != GHQ_ITEMS:
        raise CannotEvaluate("evaluation.answers", needed=GHQ_ITEMS, given=len(answers))
    for at, answer in enumerate(answers, 1):
        if answer not in range(1, GHQ_ANSWERS + 1):
            raise CannotEvaluate("evaluation.answer", item=str(at), given=answer, low=1, high=GHQ_ANSWERS)
    return sum(answer - 1 if method == "likert" else int(answer > GHQ_ANSWERS // 2) for answer in answers)


class Term(Part):
    """Something added when at least one answer is at this level or above (EQ-5D: any problem, any severe problem)."""

    any_at_least: int
    add: Decimal


class Check(Part):
    """Answers and the value they must have, so that a slip of the pen in the file shows."""

    answers: tuple[int, ...]
    value: Decimal


class ValueSet(Part):
    """A licensee's value set: constant + multiplier × (sum of the answers' values + terms), rounded at the end."""

    id: str
    name: str
    source: str
    licence: str
    better: Literal["higher", "lower"] = "higher"
    levels: int = Field(ge=2, le=20)
    items: dict[str, tuple[Decimal, ...]] = Field(min_length=1)
    constant: Decimal = Decimal(0)
    multiplier: Decimal = Decimal(1)
    terms: tuple[Term, ...] = ()
    places: int = Field(default=3, ge=0, le=6)
    checks: tuple[Check, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _holds(self) -> Self:
        for name, values in self.items.items():
            if len(values) != self.levels:
                raise ValueError(f"{name} has {len(values)} values, where there are {self.levels} levels")
        if not self.source.strip() or not self.licence.strip():
            raise ValueError("the source and the licence must be named")
        for check in self.checks:
            if (found := self.value(check.answers)) != check.value:
                raise ValueError(f"the answers {check.answers} come to {found}, where the file says {check.value}")
        return self

    def value(self, answers: Sequence[int]) -> Decimal:
        """Return the value of answers from 1 up, halves rounded up.

        :raises CannotEvaluate: for too many, too few, or one outside the levels.
        """
        if len(answers) != len(self.items):
            raise CannotEvaluate("evaluation.answers", needed=len(self.items), given=len(answers))
        total = Decimal(0)
        for (name, values), answer in zip(self.items.items(), answers, strict=True):
            if not 1 <= answer <= self.levels:
                raise CannotEvaluate("evaluation.answer", item=name, given=answer, low=1, high=self.levels)
            total += values[answer - 1]
        total += sum((term.add for term in self.terms if max(answers) >= term.any_at_least), Decimal(0))
        place = Decimal(1).scaleb(-self.places)
        return (self.constant + self.multiplier * total).quantize(place, rounding=ROUND_HALF_UP)


def read_value_set(text: str) -> ValueSet:
    """Return the value set that a licensee's YAML holds.

    :raises CannotEvaluate: naming each fault; a set whose own checks do not come out is refused.
    """
    try:
        given: Any = yaml.safe_load(text)
        return ValueSet.model_validate(_exact(given))
    except yaml.YAMLError as broken:
        raise CannotEvaluate("evaluation.no_yaml", said=" ".join(str(broken).split())) from None
    except ValidationError as broken:
        told = in_words(broken)
        raise CannotEvaluate("evaluation.value_set", faults="; ".join(told)) from None


def score_of(instrument: str, value_sets: Mapping[str, ValueSet]) -> Callable[[Sequence[int]], Decimal | int]:
    """Return what scores the answers to an instrument: the GHQ-12 by itself, others by the licensee's value set.

    :raises CannotEvaluate: where there is no value set of that name.
    """
    if instrument == "ghq12":
        return ghq12
    if instrument not in value_sets:
        raise CannotEvaluate("evaluation.no_value_set", instrument=instrument)
    return value_sets[instrument].value


def _exact(given: Any) -> Any:
    """Return the same with each number as the text it was written as, so that 0.203 is 0.203."""
    if isinstance(given, dict):
        return {name: _exact(value) for name, value in given.items()}
    if isinstance(given, list):
        return [_exact(value) for value in given]
    return Decimal(str(given)) if isinstance(given, float) else given
