"""Reads the worked examples of a pack: answers on a day, and what must come out."""

from collections.abc import Mapping
from fractions import Fraction

from ownway.rulebook.load.errors import Faults, did_you_mean
from ownway.rulebook.load.fields import Fields, shown
from ownway.rulebook.load.nodes import Entries, Node, Scalar, plain, read_yaml
from ownway.rulebook.model.answers import Answer, CannotAnswer
from ownway.rulebook.model.numbers import NotANumber, exact
from ownway.rulebook.model.pack import Example, Pack
from ownway.rulebook.model.questions import Kind, Question, State


def read_examples(pack: Pack, files: Mapping[str, str]) -> tuple[Example, ...]:
    """Return the worked examples among a pack's files.

    Answers are written short (``meals: some``, ``nights: not_known``, ``visits: {number: 2, every: week}``). With
    ``all_others: least`` every other question that applies takes its first level, its least number, or no rows.

    :raises PackErrors: holding everything that is wrong with them.
    """
    faults = Faults()
    examples = []
    for name in sorted(files):
        if name.startswith("examples/"):
            node = read_yaml(name, files[name], faults)
            if node is not None:
                examples.append(_example(pack, name, node, faults))
    faults.stop_if_any()
    return tuple(examples)


def _example(pack: Pack, file: str, node: Node, faults: Faults) -> Example:
    fields = Fields(node, faults, "a worked example")
    answers: dict[str, Answer] = {}
    known = {question.id for question in pack.questions}
    for key, given in fields.pairs("answers"):
        if key.text not in known:
            fields.fault(key, "example.unknown_question", "a question of the pack", did_you_mean(key.text, known))
            continue
        answer = _answer(pack.question(key.text), given, faults)
        if answer is not None:
            answers[key.text] = answer
    if fields.text("all_others", "") == "least":
        _fill(pack, answers)
    fields.node("as_of", "the day for which it is worked out")
    ends = [node.text for node in fields.items("range", required=False) if isinstance(node, Scalar)]
    example = Example(
        id=file[9:-5],
        as_of=fields.day("as_of") or pack.in_force.start,
        answers=answers,
        figure=fields.text("figure", "") or None,
        steps={key.text: value.text for key, value in fields.pairs("steps", False) if isinstance(value, Scalar)},
        range=(ends[0], ends[1]) if len(ends) == 2 else None,
        says=fields.text("says"),
        refused=fields.text("refused", ""),
    )
    fields.done()
    return example


def _answer(question: Question, given: Node, faults: Faults) -> Answer | None:
    try:
        return Answer.from_json(question, _form(question, given))
    except CannotAnswer as cannot:
        allowed = str(cannot.why.facts.get("allowed", "")) or f"an answer of the kind {question.kind}"
        faults.add(given, "example.answer", shown(given), allowed)
    return None


def _form(question: Question, given: Node) -> object:
    """Return the JSON form that a short writing stands for."""
    if isinstance(given, Entries) or not isinstance(given, Scalar):
        return plain(given)
    if given.text in {state.value for state in (State.NOT_KNOWN, State.DECLINED, State.LATER)}:
        return {"state": given.text}
    match question.kind:
        case Kind.LEVELS:
            return {"level": given.text}
        case Kind.YES_NO:
            return {"yes": given.text == "yes"} if given.text in ("yes", "no") else {"yes": given.text}
        case Kind.NUMBER:
            return {"number": given.text}
        case _:
            return {"text": given.text}


def _fill(pack: Pack, answers: dict[str, Answer]) -> None:
    """Give every other question that applies its first level, least number or no rows, in the order of asking."""
    for question in pack.questions:
        if question.id in answers or not pack.asked(question, answers):
            continue
        match question.kind:
            case Kind.LEVELS:
                answers[question.id] = Answer.level(question.levels[0].id)
            case Kind.YES_NO:
                answers[question.id] = Answer(State.NO)
            case Kind.NUMBER:
                every = question.every[0] if question.every else None
                answers[question.id] = Answer(State.NUMBER, question.least or Fraction(0), every)
            case Kind.TABLE:
                answers[question.id] = Answer(State.TABLE, ())


def as_number(text: str) -> Fraction | None:
    """Return the exact number *text* writes, or nothing where it writes a label."""
    try:
        return exact(text)
    except NotANumber:
        return None
