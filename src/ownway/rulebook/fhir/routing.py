"""Reads when an item appears, with all groups around it, as the condition of a pack's question."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ownway.rulebook.fhir import codes
from ownway.rulebook.fhir.conditions import from_expression, from_tests
from ownway.rulebook.fhir.tree import Part
from ownway.rulebook.model.conditions import AllOf, AnswerIs, AnyOf, Condition, questions_in
from ownway.rulebook.model.questions import NO_ANSWER


@dataclass(slots=True)
class Routes:
    """The conditions of all questions, as the questionnaire names their questions and answers."""

    found: dict[str, tuple[Condition, Part]] = field(default_factory=dict)
    levels: dict[tuple[str, str], str] = field(default_factory=dict)
    """The linkId of a question and a code of its answers → the level's id in the pack."""

    def keep(self, id: str, item: Part, above: tuple[Part, ...]) -> None:
        """Keep when a question appears: its own condition and that of every group around it."""
        parts = [found for one in (*above, item) if (found := condition_of(one)) is not None]
        if parts:
            self.found[id] = (parts[0] if len(parts) == 1 else AllOf(tuple(parts)), item)

    def check_ids(self, ids: Mapping[str, str]) -> None:
        """Refuse a condition on a question there is not."""
        for condition, item in self.found.values():
            for unknown in sorted(questions_in(condition) - ids.keys()):
                item.refuse("a linkId of this questionnaire", key="enableWhen", given=unknown)

    def level(self, link: str, code: str) -> str:
        """Return the level a code stands for."""
        return self.levels.get((link, code), code)


def condition_of(item: Part) -> Condition | None:
    """Return when an item appears, or nothing where it always does or an error was kept."""
    expressions = list(item.extensions(codes.ENABLED))
    if expressions:
        text = expressions[0].part("valueExpression").text("expression")
        found = from_expression(text)
        if found is None:
            help = "Write it as enableWhen, or split the question."
            expressions[0].refuse("an expression that compares answers with codes", help, given=text)
        return found
    tests: list[tuple[str, bool, str]] = []
    for one in item.parts("enableWhen"):
        test = _test(one)
        if test is not None:
            tests.append(test)
    if not tests:
        return None
    behaviour = item.text("enableBehavior") or "any"
    if len(tests) > 1 and "enableBehavior" not in item.content:
        item.refuse("“all” or “any”", key="enableBehavior")
    return from_tests(tests, behaviour)


def _test(one: Part) -> tuple[str, bool, str] | None:
    operator = one.text("operator", required=True)
    if operator not in ("=", "!="):
        help = "A pack routes by the answer chosen; ask a question with levels."
        one.refuse("the operator = or !=", help, key="operator")
        return None
    link = one.text("question", required=True)
    if "answerBoolean" in one.content:
        return link, operator == "!=", "yes" if one.yes("answerBoolean") else "no"
    coding = one.part("answerCoding")
    if not coding.content:
        one.refuse("answerCoding or answerBoolean", "A pack routes by the answer chosen.")
        return None
    return link, operator == "!=", coding.text("code", required=True)


Answers = Mapping[str, set[str]]
"""Each question that was read, by its linkId, and the answers it has."""


def asked_if(condition: Condition, item: Part, routes: Routes, ids: Mapping[str, str], answers: Answers) -> Any:
    """Return the condition as a pack writes it, or nothing after an error was kept.

    *ids* are the names of the questions in the pack by their linkId, *answers* their levels.
    """
    match condition:
        case AnswerIs(link, levels, negated):
            if link not in answers:
                return None
            given = [routes.level(link, level) for level in levels]
            for name in given:
                if name not in answers[link] and name not in tuple(NO_ANSWER):
                    known = ", ".join(sorted(answers[link]))
                    item.refuse(f"an answer of “{link}”: {known}", key="enableWhen", given=name)
            return {"question": ids[link], "is_not" if negated else "is": given}
        case AllOf(parts) | AnyOf(parts):
            told = [asked_if(part, item, routes, ids, answers) for part in parts]
            return {"all" if isinstance(condition, AllOf) else "any": [one for one in told if one is not None]}
    return None
