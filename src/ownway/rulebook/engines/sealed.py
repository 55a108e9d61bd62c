"""Makes reasons and results whose facts are sealed already, without the copies and checks that given ones need."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from ownway.rulebook.model.worked import StepResult
from ownway.values import Money, Reason
from ownway.values.reason import Fact

Facts = Mapping[str, Fact]
Value = Money | Fraction | str | None


def _setters(kind: type[Any]) -> list[Any]:
    return [vars(kind)[name].__set__ for name in kind.__slots__]


# A frozen dataclass sets each field by name and looks each name up; these set them directly. Half of the time that one
# person's figure takes is the making of its reasons, and this is a third of the dataclass's way.
_new = object.__new__
_code, _facts, _because, _words = _setters(Reason)
_id, _operator, _value, _reason = _setters(StepResult)
_pence, _currency = _setters(Money)


def seal(facts: dict[str, Fact]) -> Facts:
    """Return facts that nobody can change any more; the caller gives *facts* away."""
    return MappingProxyType(facts)


def sealed_reason(code: str, facts: Facts, because: tuple[Reason, ...] = ()) -> Reason:
    """Return a reason that shares *facts*, which are sealed."""
    reason = _new(Reason)
    _code(reason, code)
    _facts(reason, facts)
    _because(reason, because)
    _words(reason, "")
    return reason


def sealed_result(id: str, operator: str, value: Value, reason: Reason) -> StepResult:
    """Return the result of a step."""
    result = _new(StepResult)
    _id(result, id)
    _operator(result, operator)
    _value(result, value)
    _reason(result, reason)
    return result


def whole_money(pence: int, currency: str) -> Money:
    """Return a sum whose pence are whole and whose currency the loader has checked."""
    money = _new(Money)
    _pence(money, pence)
    _currency(money, currency)
    return money
