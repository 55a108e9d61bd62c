"""When a question is asked, in the terms of FHIR: plain comparisons where they suffice, an expression where not."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ownway.rulebook.fhir import codes
from ownway.rulebook.fhir.errors import CannotCarry
from ownway.rulebook.model.conditions import AllOf, AnswerIs, AnyOf, Condition
from ownway.rulebook.model.questions import Kind, Question

Known = Mapping[str, Question]


def enabling(condition: Condition, known: Known, boolean: frozenset[str]) -> dict[str, Any]:
    """Return what makes an item appear: ``enableWhen`` with its behaviour, or an expression under an extension.

    *boolean* are the questions that are yes or no in the questionnaire itself and have no codes.

    :raises CannotCarry: for a condition on a step, which no form can look at.
    """
    flat = _flat(condition)
    tests = [] if flat is None else [_test(one, known, boolean) for one in flat[1]]
    if flat is None or not all(tests):
        expression = {"language": "text/fhirpath", "expression": _expression(condition, known, boolean)}
        return {"extension": [{"url": codes.ENABLED, "valueExpression": expression}]}
    found = [test for several in tests for test in several]
    return {"enableWhen": found} | ({"enableBehavior": flat[0]} if len(found) > 1 else {})


def _flat(condition: Condition) -> tuple[str, tuple[AnswerIs, ...]] | None:
    """Return whether all or any must hold, and of what, where one list of comparisons says it all."""
    match condition:
        case AnswerIs(negated=negated):
            return ("all" if negated else "any"), (condition,)
        case AllOf(parts) if all(isinstance(one, AnswerIs) and (one.negated or len(one.levels) == 1) for one in parts):
            return "all", tuple(one for one in parts if isinstance(one, AnswerIs))
        case AnyOf(parts) if all(
            isinstance(one, AnswerIs) and (not one.negated or len(one.levels) == 1) for one in parts
        ):
            return "any", tuple(one for one in parts if isinstance(one, AnswerIs))
    return None


def _test(one: AnswerIs, known: Known, boolean: frozenset[str]) -> list[dict[str, Any]]:
    """Return the comparisons of one part, or none where an answer is no code and no yes or no."""
    asked = known[one.question]
    operator = "!=" if one.negated else "="
    tests: list[dict[str, Any]] = []
    for level in one.levels:
        if asked.level(level) is None:
            return []
        if one.question in boolean:
            value: dict[str, Any] = {"answerBoolean": level == "yes"}
        else:
            value = {"answerCoding": {"system": system_of(asked), "code": level}}
        tests.append({"question": one.question, "operator": operator} | value)
    return tests


def system_of(question: Question) -> str:
    """Return the code system in which the answers of a question have their codes."""
    return f"{codes.SYSTEM}{question.scale or question.id}"


def _expression(condition: Condition, known: Known, boolean: frozenset[str]) -> str:
    match condition:
        case AnswerIs(question, levels, negated):
            path = f"%resource.repeat(item).where(linkId='{question}').answer.value"
            if question in boolean and set(levels) <= {"yes", "no"}:
                among = " | ".join("true" if level == "yes" else "false" for level in levels)
            else:
                path, among = f"{path}.code", " | ".join(f"'{level}'" for level in levels)
            return f"({path} in ({among})){'.not()' if negated else ''}"
        case AllOf(parts) | AnyOf(parts):
            word = " and " if isinstance(condition, AllOf) else " or "
            return f"({word.join(_expression(part, known, boolean) for part in parts)})"
    raise CannotCarry.alone("Questionnaire", "a condition on a step", "a condition on answers")


def from_tests(tests: Iterable[tuple[str, bool, str]], behaviour: str) -> Condition:
    """Return the condition that comparisons stand for: each a question, whether it must differ, and a level.

    Neighbours on the same question become one list of levels where that says the same.
    """
    together = behaviour == "any"
    parts: list[AnswerIs] = []
    for question, differs, level in tests:
        last = parts[-1] if parts else None
        if last and last.question == question and last.negated is differs and differs is not together:
            parts[-1] = AnswerIs(question, (*last.levels, level), differs)
        else:
            parts.append(AnswerIs(question, (level,), differs))
    if len(parts) == 1:
        return parts[0]
    return AnyOf(tuple(parts)) if together else AllOf(tuple(parts))


TOKEN = re.compile(
    r"\(%resource\.repeat\(item\)\.where\(linkId='(?P<id>[^']+)'\)\.answer\.value(?P<code>\.code)? in "
    r"\((?P<among>[^()]*)\)\)(?P<negated>\.not\(\))?|(?P<sign>\(|\)| and | or )"
)
DEEPEST = 20


def from_expression(text: str) -> Condition | None:
    """Return the condition an expression of ours stands for, or nothing for any other FHIRPath."""
    tokens = list(_tokens(text))
    if not tokens or None in tokens:
        return None
    try:
        condition, rest = _read(tokens, 0)
    except (IndexError, ValueError):
        return None
    return condition if not rest else None


def _tokens(text: str) -> Iterator[re.Match[str] | None]:
    place = 0
    while place < len(text):
        found = TOKEN.match(text, place)
        yield found
        if found is None:
            return
        place = found.end()


def _read(tokens: list[Any], depth: int) -> tuple[Condition, list[Any]]:
    first, rest = tokens[0], tokens[1:]
    if depth > DEEPEST:
        raise ValueError("too deep")
    if first["id"]:
        raw = [one.strip() for one in first["among"].split("|")]
        levels = tuple(one.strip("'") if first["code"] else {"true": "yes", "false": "no"}[one] for one in raw)
        return AnswerIs(first["id"], levels, bool(first["negated"])), rest
    if first["sign"] != "(":
        raise ValueError("no condition here")
    parts: list[Condition] = []
    words: set[str] = set()
    while True:
        part, rest = _read(rest, depth + 1)
        parts.append(part)
        sign, rest = rest[0]["sign"], rest[1:]
        if sign == ")":
            break
        words.add(sign)
    if len(words) > 1 or not words <= {" and ", " or "}:
        raise ValueError("mixed")
    return (AnyOf(tuple(parts)) if words == {" or "} else AllOf(tuple(parts))), rest


def is_boolean(question: Question, has_own_words: bool) -> bool:
    """Whether a question can be a plain yes or no of FHIR: unscored, in the usual order, in no words of its own."""
    usual = [level.id for level in question.levels] == ["no", "yes"]
    return question.kind is Kind.YES_NO and not question.scored and usual and not has_own_words
