"""The steps of a rule as anyone can read them: what each does, what it takes, its tables and its picture."""

import re
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from ownway.interfaces.web.open_rules import drawing, saying
from ownway.interfaces.web.open_rules.tables import TableShown, tables_of
from ownway.rulebook.model import Pack, Source, Step, Unit
from ownway.rulebook.model.steps import (
    Age,
    Bands,
    CarryOver,
    Constant,
    DelayRemedy,
    Descriptor,
    Exponential,
    HouseholdShare,
    InformalSupport,
    Limit,
    Line,
    Log,
    MinimumPayable,
    Reduce,
    Root,
    Square,
)
from ownway.values import Every, Rounding

PLACE = re.compile(r"\{([a-z0-9_.]+)\}", re.ASCII)


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of the rule: what it does in words, how its letter says it, its tables and its picture."""

    id: str
    name: str
    does: str
    says: str
    rounding: str
    source: Source | None
    tables: tuple[TableShown, ...]
    picture: Markup | None
    is_figure: bool


def steps(pack: Pack, *, easy: bool) -> list[StepShown]:
    """Return the steps from the answers to the money."""
    sources = {source.id: source for source in pack.sources}
    return [_shown(pack, step, sources.get(step.source), easy=easy) for step in pack.allocation.steps]


def _shown(pack: Pack, step: Step, source: Source | None, *, easy: bool) -> StepShown:
    return StepShown(
        id=step.id,
        name=saying.name_of(pack, step.id, easy=easy),
        does=does(pack, step, easy=easy),
        says=PLACE.sub("…", saying.say(pack, f"step.{step.id}", easy=easy)),
        rounding=_rounding(step),
        source=source,
        tables=tables_of(pack, step, easy=easy),
        picture=_picture(pack, step, easy=easy),
        is_figure=step.id == pack.allocation.figure_step,
    )


def _picture(pack: Pack, step: Step, *, easy: bool) -> Markup | None:
    """Return the table of a step that gives money as a line, or as stairs."""
    if step.unit is not Unit.MONEY or not isinstance(step, Line | Bands):
        return None
    name = _("%(step)s: the table as a picture") % {"step": saying.name_of(pack, step.id, easy=easy)}

    def said(units: Fraction) -> str:
        return saying.sum_of(pack, units)

    across = saying.name_of(pack, step.of, easy=easy)
    if isinstance(step, Line):
        return drawing.line(name, [(knot.at, knot.gives) for knot in step.knots], across, said)
    return drawing.stairs(name, step.bands, across, said)


def does(pack: Pack, step: Step, *, easy: bool) -> str:
    """Return what a step does, in a sentence or two."""
    plain = {
        "sum": _("Add up: %(takes)s."),
        "weighted_sum": _("Multiply each by its weight and add up."),
        "mean": _("Take the mean of: %(takes)s."),
        "highest": _("Take the highest of: %(takes)s."),
        "lowest": _("Take the lowest of: %(takes)s."),
        "product": _("Multiply: %(takes)s."),
        "bands": _("Look up the band in which this lies: %(takes)s."),
        "line": _("Read the table at: %(takes)s. Between two rows the number rises in a straight line."),
        "frequency": _("Turn how often each happens into one number: %(takes)s."),
        "lookup": _("Look up in the table by: %(takes)s."),
        "index": _("A number that changes with the date only, as it was printed."),
        "choose": _("Take the first that applies."),
        "by_category": _("Multiply %(first)s by the factor of the group."),
        "cascade": _("Weigh the answers, test by test. The first test that is reached gives the result."),
        "supplement": _("Begin with %(first)s. Add to it for each thing that applies."),
        "co_payment": _("The person's own share of the plan, slice by slice, by what they have."),
        "not_published": _("The scheme does not publish these numbers. Where they are needed, there is no figure."),
    }
    takes = ", ".join(saying.name_of(pack, id, easy=easy) for id in step.takes)
    facts = {"takes": takes, "first": saying.name_of(pack, step.takes[0], easy=easy) if step.takes else ""}
    return _own(pack, step, facts, easy) or plain.get(step.operator, _("Work out from: %(takes)s.")) % facts


def _own(pack: Pack, step: Step, facts: dict[str, str], easy: bool) -> str:
    """Return the sentence of a step whose own numbers stand in it, or "" where there are none."""
    match step:
        case Constant(value=value):
            told = _("A number of the programme, the same for everyone: %(value)s.")
            return told % {"value": saying.value(pack, step, value, easy=easy)}
        case InformalSupport(at_least=least):
            told = _("Count each need after the help that people are willing and able to give.")
            floor = _("At least %(share)s of every need counts, whatever the help.")
            return f"{told} {floor % {'share': saying.number(least)}}"
        case Limit(least=least, most=most):
            return " ".join(
                (words % {"bound": saying.bound(pack, step, end, easy=easy)})
                for words, end in (
                    (_("At least %(bound)s."), least),
                    (_("At most %(bound)s."), most),
                )
                if end is not None
            )
        case MinimumPayable(least=least):
            told = _("%(first)s, or nothing where it is less than %(least)s.")
            return told % {**facts, "least": saying.bound(pack, step, least, easy=easy)}
        case DelayRemedy(every_days=every, sum=remedy):
            told = ngettext(
                "%(sum)s for each day that an answer is late.",
                "%(sum)s for every %(days)s days, begun or whole, that an answer is late.",
                every,
            )
            return told % {"sum": saying.value(pack, step, remedy, easy=easy), "days": every}
        case CarryOver(share=part, least=least):
            told = _("What is left may be kept, up to %(share)s of the budget, or %(least)s where that is more.")
            return told % {"share": saying.share(part), "least": saying.value(pack, step, least, easy=easy)}
    return _bent(step, facts) or _about_rows(step, facts)


def _bent(step: Step, facts: dict[str, str]) -> str:
    """Return what a link does, and how a household or an age is counted."""
    match step:
        case Square(plus=plus):
            return _("%(first)s times itself, plus %(plus)s.") % {**facts, "plus": saying.number(plus)}
        case Root(places=places):
            return _("The square root of %(first)s, to %(places)s places.") % {**facts, "places": places}
        case Log(places=places):
            return _("The natural logarithm of %(first)s, to %(places)s places.") % {**facts, "places": places}
        case Exponential(places=places, times=times):
            told = _("The way back from a logarithm of %(first)s, times %(times)s, to %(places)s places.")
            return told % {**facts, "times": saying.number(times), "places": places}
        case HouseholdShare():
            return _("%(first)s, shared evenly among the household.") % facts
        case Age(every=every):
            months = every is Every.MONTH
            return (_("The age in whole months: %(first)s.") if months else _("The age in years: %(first)s.")) % facts
    return ""


def _about_rows(step: Step, facts: dict[str, str]) -> str:
    """Return what becomes of the lines of a table question."""
    match step:
        case Reduce(by=by):
            ways = {
                "sum": _("Add up the lines of: %(first)s."),
                "mean": _("Take the mean of the lines of: %(first)s."),
                "highest": _("Take the highest line of: %(first)s."),
                "count": _("Count the lines of: %(first)s."),
            }
            return ways[by.value] % facts
        case Descriptor(more_than=more_than):
            told = _("The highest thing in “%(first)s” that applies on more than %(days)s days counts.")
            return told % {**facts, "days": saying.number(more_than)}
    return ""


def _rounding(step: Step) -> str:
    if step.rounding is None:
        return ""
    ways = {
        Rounding.HALF_UP: _("to the nearest; a half goes up"),
        Rounding.HALF_EVEN: _("to the nearest; a half goes to the even neighbour"),
        Rounding.DOWN: _("down"),
        Rounding.UP: _("up"),
    }
    to = saying.number(step.rounding.to)
    return _("Rounded to %(to)s, %(way)s.") % {"to": to, "way": ways[step.rounding.by]}
