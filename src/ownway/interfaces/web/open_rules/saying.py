"""Says what a pack writes: names of questions and steps, conditions, numbers and sums, in the words of the page."""

from fractions import Fraction

from django.utils.translation import gettext as _

from ownway.interfaces.web.allocation import answers
from ownway.interfaces.web.design.saying import language
from ownway.rulebook.model import AllOf, Answer, AnswerIs, AnyOf, Condition, Pack, Question, State, Step, StepIs, Unit
from ownway.rulebook.model import written as exactly
from ownway.values import Money
from ownway.words import money
from ownway.words.filling import fill


def say(pack: Pack, key: str, *, easy: bool, otherwise: str = "") -> str:
    """Return a text of the pack in the language of the page, or *otherwise* where it has none."""
    try:
        return pack.say(key, language(), easy)
    except KeyError:
        return otherwise


def name_of(pack: Pack, id: str, *, easy: bool) -> str:
    """Return the name of a question or a step; a step is named by its id in plain letters."""
    if id in pack.by_id:
        return answers.words(pack, pack.question(id), "label", easy=easy)
    return id.replace("_", " ").capitalize()


def level_of(pack: Pack, question: Question, level: str, *, easy: bool) -> str:
    """Return one answer of a question in words."""
    value = Answer(State(level)).as_json() if question.kind.value == "yes_no" else {"level": level}
    return answers.said(pack, question, value, easy=easy)


def label_of(pack: Pack, label: str, *, easy: bool) -> str:
    """Return a label that a step gives in the pack's words."""
    return say(pack, f"value.{label}", easy=easy, otherwise=label.replace("_", " "))


def answer_of(pack: Pack, id: str, label: str, *, easy: bool) -> str:
    """Return what a table is read by: an answer of the question *id* in words, or a label of the step *id*."""
    asked = pack.by_id.get(id)
    if asked is not None and asked.level(label) is not None:
        return level_of(pack, asked, label, easy=easy)
    return label_of(pack, label, easy=easy)


def condition(pack: Pack, told: Condition, *, easy: bool) -> str:
    """Return a condition in words."""
    match told:
        case AnswerIs(id, levels, negated):
            asked = pack.question(id)
            known = {level.id for level in asked.levels} | {"yes", "no"}
            named = [level_of(pack, asked, one, easy=easy) if one in known else one.replace("_", " ") for one in levels]
            given = _(" or ").join(f"“{one.rstrip('.')}”" for one in named)
            facts = {"question": answers.words(pack, asked, "label", easy=easy), "answer": given}
            return (_("“%(question)s” is not %(answer)s") if negated else _("“%(question)s” is %(answer)s")) % facts
        case StepIs(step, least, below, labels):
            ends = [_("at least %(number)s") % {"number": number(least)}] if least is not None else []
            ends += [_("below %(number)s") % {"number": number(below)}] if below is not None else []
            named = [label_of(pack, label, easy=easy) for label in labels]
            return f"{name_of(pack, step, easy=easy)}: {_(' or ').join(named) if labels else _(' and ').join(ends)}"
        case AllOf(parts):
            return _(" and ").join(condition(pack, part, easy=easy) for part in parts)
        case AnyOf(parts):
            return _(" or ").join(condition(pack, part, easy=easy) for part in parts)


def number(exact: Fraction) -> str:
    """Return an exact number as people read it; one that no decimal ends stays a fraction."""
    text = exactly(exact)
    return text if "/" in text else fill("{number:number}", {"number": text}, language()) if _short(exact) else text


def _short(exact: Fraction) -> bool:
    return (exact * 1000).denominator == 1


def share(part: Fraction) -> str:
    """Return a share in per cent."""
    return _("%(share)s%%") % {"share": number(part * 100)}


def sum_of(pack: Pack, units: Fraction) -> str:
    """Return a number of pounds, euros and so on as money; one with parts of a penny as the number it is."""
    pence = units * Money(0, pack.currency).coins_per_unit
    if pence.denominator != 1:
        return f"{number(units)} {pack.currency}"
    return money.say(Money(pence.numerator, pack.currency), language())


def value(pack: Pack, step: Step, gives: "Fraction | str", *, easy: bool) -> str:
    """Return what a table of a step gives: money, a number or a name."""
    if isinstance(gives, str):
        return label_of(pack, gives, easy=easy)
    return sum_of(pack, gives) if step.unit is Unit.MONEY else number(gives)


def bound(pack: Pack, step: Step, given: "Fraction | str", *, easy: bool) -> str:
    """Return a number of the pack, or the name of the step or question that gives it."""
    return name_of(pack, given, easy=easy) if isinstance(given, str) else value(pack, step, given, easy=easy)
