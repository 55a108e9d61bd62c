"""What an engine returns: the figure, each named step, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ownway.rulebook.model.numbers import read_back, written
from ownway.values import Every, Money, Reason


@dataclass(frozen=True, slots=True)
class StepResult:
    """The result of one step: money, an exact number, a label, or nothing while answers are missing."""

    id: str
    operator: str
    value: "Money | Fraction | str | None"
    reason: Reason

    def as_json(self) -> dict[str, Any]:
        """Return the form in which it is stored and exported."""
        return {"id": self.id, "operator": self.operator, "value": _value(self.value), "reason": self.reason.as_json()}


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """The figure a pack gives for one person's answers.

    *figure* is nothing while *missing* names questions that have no answer yet; *range* is then what the figure can
    still become, where that is known. *reason* holds the whole chain, the figure first and the answers last.
    """

    figure: Money | None
    per: Every
    range: tuple[Money, Money] | None
    steps: tuple[StepResult, ...]
    reason: Reason
    missing: tuple[str, ...]
    version: str = ""

    def step(self, id: str) -> StepResult:
        """Return the result of the step of that name.

        :raises KeyError: when there is none.
        """
        for result in self.steps:
            if result.id == id:
                return result
        raise KeyError(id)

    def as_json(self) -> dict[str, Any]:
        """Return the form in which it is stored and exported; :meth:`from_json` reads it back."""
        return {
            "figure": _value(self.figure),
            "per": self.per.value,
            "range": None if self.range is None else [_value(end) for end in self.range],
            "steps": [step.as_json() for step in self.steps],
            "reason": self.reason.as_json(),
            "missing": list(self.missing),
            "version": self.version,
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "WorkedOut":
        """Return what :meth:`as_json` gave."""
        ends = told["range"]
        return cls(
            figure=_money(told["figure"]),
            per=Every(told["per"]),
            range=None if ends is None else (_sum(ends[0]), _sum(ends[1])),
            steps=tuple(
                StepResult(step["id"], step["operator"], _read(step["value"]), Reason.from_json(step["reason"]))
                for step in told["steps"]
            ),
            reason=Reason.from_json(told["reason"]),
            missing=tuple(told["missing"]),
            version=told.get("version", ""),
        )


def _value(value: "Money | Fraction | str | None") -> dict[str, Any] | None:
    match value:
        case None:
            return None
        case Money():
            return {"pence": value.pence, "currency": value.currency}
        case Fraction():
            return {"number": written(value)}
        case str():
            return {"label": value}


def _read(told: Mapping[str, Any] | None) -> "Money | Fraction | str | None":
    if told is None:
        return None
    if "pence" in told:
        return _sum(told)
    return str(told["label"]) if "label" in told else read_back(told["number"])


def _money(told: Mapping[str, Any] | None) -> Money | None:
    return None if told is None else _sum(told)


def _sum(told: Mapping[str, Any]) -> Money:
    return Money(told["pence"], told["currency"])
