"""A pack as anyone can read it: questions with points, steps in words with their tables, lists and clocks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownway.interfaces.web.allocation import answers, explaining
from ownway.interfaces.web.design.pictures import Bar
from ownway.interfaces.web.design.saying import language
from ownway.rulebook.model import (
    AllOf,
    Answer,
    AnswerIs,
    AnyOf,
    Condition,
    Example,
    Pack,
    Question,
    State,
    Step,
    StepIs,
    Unit,
    written,
)
from ownway.rulebook.model.steps import Band, Bands, Choose, InformalSupport, Line, Lookup, Product, WeightedSum
from ownway.values import Money, Rounding
from ownway.words import money
from ownway.words.filling import fill


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """One question: what it asks, when, and each answer with its points."""

    id: str
    label: str
    why: str
    when: str
    rows: tuple[tuple[str, str], ...]
    scored: bool
    as_above: bool = False
    """Whether its answers and what they count are those of the question before it."""


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of the rule: what it does in words, and its table where it has one."""

    id: str
    name: str
    does: str
    heads: tuple[str, str]
    rows: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]
    is_figure: bool
    rounding: str


def sections(pack: Pack, *, easy: bool) -> list[tuple[str, list[QuestionShown]]]:
    """Return the questions section by section."""
    return [
        (pack.say(f"section.{section.id}", language(), easy), _in_section(pack, section.questions, easy=easy))
        for section in pack.sections
    ]


def _in_section(pack: Pack, ids: Iterable[str], *, easy: bool) -> list[QuestionShown]:
    told: list[QuestionShown] = []
    for id in ids:
        one = _question(pack, pack.question(id), easy=easy)
        same = bool(told) and one.scored and one.rows == told[-1].rows
        told.append(replace(one, as_above=same))
    return told


def _question(pack: Pack, question: Question, *, easy: bool) -> QuestionShown:
    shares = question.id in explaining.helping(pack)
    rows = [
        (
            answers.said(pack, question, _chosen(question, level.id), easy=easy),
            "" if level.points is None else _share(level.points) if shares else number(level.points),
        )
        for level in question.levels
    ]
    return QuestionShown(
        id=question.id,
        label=answers.words(pack, question, "label", easy=easy),
        why=answers.words(pack, question, "why", easy=easy),
        when=_("Asked only if %(condition)s.") % {"condition": said(pack, question.asked_if, easy=easy)}
        if question.asked_if
        else "",
        rows=tuple(rows),
        scored=question.scored,
    )


def _share(points: Fraction) -> str:
    return _("%(share)s%% of the need") % {"share": number(points * 100)}


def _chosen(question: Question, level: str) -> dict[str, object]:
    return Answer(State(level)).as_json() if question.kind.value == "yes_no" else {"level": level}


def said(pack: Pack, condition: Condition, *, easy: bool) -> str:
    """Return a condition in words."""
    match condition:
        case AnswerIs(id, levels, negated):
            question = pack.question(id)
            known = {level.id for level in question.levels} | {"yes", "no"}
            told = [answers.said(pack, question, _chosen(question, one), easy=easy) for one in levels if one in known]
            told += [one.replace("_", " ") for one in levels if one not in known]
            told = [f"“{one.rstrip('.')}”" for one in told]
            facts = {"question": answers.words(pack, question, "label", easy=easy), "answer": _(" or ").join(told)}
            return (_("“%(question)s” is not %(answer)s") if negated else _("“%(question)s” is %(answer)s")) % facts
        case StepIs(step, least, below, labels):
            ends = [_("at least %(number)s") % {"number": number(least)}] if least is not None else []
            ends += [_("below %(number)s") % {"number": number(below)}] if below is not None else []
            return f"{name_of(pack, step, easy=easy)}: {_(' or ').join(labels) if labels else _(' and ').join(ends)}"
        case AllOf(parts):
            return _(" and ").join(said(pack, part, easy=easy) for part in parts)
        case AnyOf(parts):
            return _(" or ").join(said(pack, part, easy=easy) for part in parts)


def name_of(pack: Pack, id: str, *, easy: bool) -> str:
    """Return the name of a question or a step; a step is named by its id in plain letters."""
    if any(question.id == id for question in pack.questions):
        return answers.words(pack, pack.question(id), "label", easy=easy)
    return id.replace("_", " ").capitalize()


def steps(pack: Pack, *, easy: bool) -> list[StepShown]:
    """Return the steps from the points to the money."""
    return [_step(pack, step, easy=easy) for step in pack.allocation.steps]


def _step(pack: Pack, step: Step, *, easy: bool) -> StepShown:
    heads, rows = _table(pack, step, easy=easy)
    bars: tuple[Bar, ...] = ()
    if isinstance(step, Line) and step.unit is Unit.MONEY:
        bars = tuple(
            Bar(
                _("%(points)s points") % {"points": number(knot.at)},
                int(knot.gives * 100),
                value(pack, step, knot.gives),
            )
            for knot in step.knots
        )
    return StepShown(
        id=step.id,
        name=name_of(pack, step.id, easy=easy),
        does=_does(pack, step, easy=easy),
        heads=heads,
        rows=tuple(rows),
        bars=bars,
        is_figure=step.id == pack.allocation.figure_step,
        rounding=_rounding(step),
    )


def _does(pack: Pack, step: Step, *, easy: bool) -> str:
    takes = ", ".join(name_of(pack, id, easy=easy) for id in step.takes)
    told = {
        "sum": _("Add up: %(takes)s."),
        "weighted_sum": _("Multiply each by its weight and add up: %(takes)s."),
        "mean": _("Take the mean of: %(takes)s."),
        "highest": _("Take the highest of: %(takes)s."),
        "lowest": _("Take the lowest of: %(takes)s."),
        "product": _("Multiply: %(takes)s."),
        "constant": _("A number of the programme, the same for everyone."),
        "bands": _("Look up the band in which this lies: %(takes)s."),
        "line": _("Read the table at: %(takes)s. Between two rows the sum rises in a straight line."),
        "frequency": _("Turn how often each happens into one number: %(takes)s."),
        "lookup": _("Look up in the table by: %(takes)s."),
        "choose": _("Take the first that applies."),
        "informal_support": _("Count each need after the help that people are willing and able to give."),
    }.get(step.operator, _("Work out from: %(takes)s."))
    sentence = told % {"takes": takes} if "%(takes)s" in told else told
    if isinstance(step, InformalSupport):
        floor = _("At least %(share)s of every need counts, whatever the help.") % {"share": written(step.at_least)}
        return f"{sentence} {floor}"
    return sentence


def _table(pack: Pack, step: Step, *, easy: bool) -> tuple[tuple[str, str], Iterable[tuple[str, str]]]:
    gives = _("Gives")
    match step:
        case Line(knots=knots):
            return (_("Points"), gives), [(number(knot.at), value(pack, step, knot.gives)) for knot in knots]
        case Bands(bands=bands):
            return (_("From … to …"), gives), [(_edges(band), value(pack, step, band.gives)) for band in bands]
        case Lookup(tables=tables):
            latest = tables[-1]
            head = _("From %(day)s") % {"day": latest.starts.isoformat()}
            return (head, gives), [(key, value(pack, step, one)) for key, one in latest.gives.items()]
        case WeightedSum(weights=weights):
            weighed = [(name_of(pack, id, easy=easy), number(weight)) for id, weight in weights.items()]
            return (_("What"), _("Weight")), weighed
        case InformalSupport(items=items):
            pairs = [(name_of(pack, need, easy=easy), name_of(pack, help, easy=easy)) for need, help in items.items()]
            return (_("Need"), _("The question about help")), pairs
        case Choose(cases=cases):
            rows = [
                (
                    said(pack, case.when, easy=easy),
                    name_of(pack, case.take, easy=easy) if case.take else str(case.value),
                )
                for case in cases
            ]
            last = name_of(pack, step.take, easy=easy) if step.take else str(step.value)
            return (_("If"), gives), [*rows, (_("otherwise"), last)]
        case Product():
            return (("", ""), [])
    return (("", ""), [])


def _edges(band: Band) -> str:
    low = "" if band.lower is None else number(band.lower.at)
    high = "" if band.upper is None else number(band.upper.at)
    if not low:
        return _("below %(high)s") % {"high": high}
    return _("%(low)s to %(high)s") % {"low": low, "high": high} if high else _("%(low)s and more") % {"low": low}


def _rounding(step: Step) -> str:
    if step.rounding is None:
        return ""
    ways = {
        Rounding.HALF_UP: _("to the nearest; a half goes up"),
        Rounding.HALF_EVEN: _("to the nearest; a half goes to the even neighbour"),
        Rounding.DOWN: _("down"),
        Rounding.UP: _("up"),
    }
    return _("Rounded to %(to)s, %(way)s.") % {"to": written(step.rounding.to), "way": ways[step.rounding.by]}


def number(exact: Fraction) -> str:
    """Return an exact number as people read it."""
    return fill("{number:number}", {"number": written(exact)}, language())


def value(pack: Pack, step: Step, gives: Fraction | str) -> str:
    """Return what a table gives: money, a number or a name."""
    if isinstance(gives, str):
        return gives.replace("_", " ")
    if step.unit is Unit.MONEY:
        coins = Money(0, pack.currency).coins_per_unit
        return money.say(Money((gives * coins).numerator // (gives * coins).denominator, pack.currency), language())
    return number(gives)


def lists(pack: Pack, *, easy: bool) -> list[tuple[str, list[str]]]:
    """Return the programme's lists after allocation, each thing in its words."""
    named = (
        (_("What a plan answers"), "plan", [one.id for one in pack.planning.questions]),
        (_("The tests when a plan is agreed"), "test", [one.id for one in pack.agreement.tests]),
        (_("How the money can be held"), "degree", [one.id for one in pack.control.degrees]),
        (_("Where the money comes from"), "stream", [one.id for one in pack.spending.streams if one.active]),
        (_("How closely spending is looked at"), "tier", [one.id for one in pack.spending.tiers]),
        (_("What we ask about your life"), "aspect", [one.id for one in pack.outcomes.aspects]),
        (_("What a review asks"), "review", list(pack.review.questions)),
    )
    return [(title, [pack.say(f"{stem}.{id}", language(), easy) for id in ids]) for title, stem, ids in named if ids]


def clocks(pack: Pack) -> list[tuple[str, str]]:
    """Return by when each thing must have happened."""
    allocation, agreement = pack.allocation, pack.agreement
    told = (
        (_("Your answers are checked within"), allocation.checked_within_days),
        (_("You can challenge the sum for"), allocation.challenge_within_days),
        (_("We answer your challenge within"), allocation.answer_within_days),
        (_("We decide on your plan within"), agreement.decide_within_days),
        (_("You can challenge that decision for"), agreement.challenge_within_days),
        (_("We answer that challenge within"), agreement.answer_within_days),
        (_("The first review comes after"), pack.review.first_after_days),
        (_("After that a review comes every"), pack.review.then_every_days),
    )
    return [(what, ngettext("%(days)s day", "%(days)s days", days) % {"days": days}) for what, days in told]


def answered(pack: Pack, example: Example, *, easy: bool) -> list[tuple[str, str]]:
    """Return the answers of a worked example that count for something, in words."""
    rows = []
    for question in pack.questions:
        given = example.answers.get(question.id)
        if given is None or given.state in (State.NOT_ASKED, State.LATER):
            continue
        level = question.level(given.told)
        if question.scored and level is not None and level.points == 0:
            continue
        rows.append(
            (
                answers.words(pack, question, "label", easy=easy),
                answers.said(pack, question, given.as_json(), easy=easy),
            )
        )
    return rows
