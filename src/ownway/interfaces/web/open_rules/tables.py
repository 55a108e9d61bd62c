"""The tables of a rule's steps: each operator's own numbers, as rows that anyone can read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.open_rules import saying
from ownway.rulebook.model import Pack, Step
from ownway.rulebook.model.steps import (
    Band,
    Bands,
    ByCategory,
    Cascade,
    Choose,
    CoPayment,
    Frequency,
    Group,
    Index,
    InformalSupport,
    Line,
    Lookup,
    Supplement,
    WeightedSum,
)
from ownway.words import days, periods


@dataclass(frozen=True, slots=True)
class TableShown:
    """One table: its caption, the names of its columns, and its rows; the first cell of a row names it."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    in_words: bool = False
    """Whether the cells hold words and no figures."""

    @property
    def figures(self) -> tuple[int, ...]:
        """The columns that hold figures: all but the first, none where all is words."""
        return () if self.in_words else tuple(range(1, len(self.heads)))


def tables_of(pack: Pack, step: Step, *, easy: bool) -> tuple[TableShown, ...]:
    """Return the tables of one step, none where it has no numbers of its own."""
    reader = TABLES.get(step.operator)
    return () if reader is None else tuple(reader(pack, step, easy))


def _line(pack: Pack, step: Line, easy: bool) -> list[TableShown]:
    rows = [(saying.number(knot.at), saying.value(pack, step, knot.gives, easy=easy)) for knot in step.knots]
    return [TableShown("", (saying.name_of(pack, step.of, easy=easy), _("Gives")), tuple(rows))]


def _bands(pack: Pack, step: Bands, easy: bool) -> list[TableShown]:
    rows = [(edges(band), saying.value(pack, step, band.gives, easy=easy)) for band in step.bands]
    return [TableShown("", (saying.name_of(pack, step.of, easy=easy), _("Gives")), tuple(rows))]


def edges(band: Band) -> str:
    """Return from where to where a band goes, and whether its ends belong to it."""
    low = "" if band.lower is None else saying.number(band.lower.at)
    high = "" if band.upper is None else saying.number(band.upper.at)
    if low and low == high:
        return low
    above = band.lower is not None and not band.lower.within
    below = band.upper is not None and not band.upper.within
    facts = {"low": low, "high": high}
    if not low:
        return (_("below %(high)s") if below else _("up to %(high)s")) % facts
    if not high:
        return (_("above %(low)s") if above else _("%(low)s and more")) % facts
    if above:
        return (_("above %(low)s and below %(high)s") if below else _("above %(low)s up to %(high)s")) % facts
    return (_("%(low)s to below %(high)s") if below else _("%(low)s to %(high)s")) % facts


def _lookup(pack: Pack, step: Lookup, easy: bool) -> list[TableShown]:
    starts = [_("From %(day)s") % {"day": days.say(one.starts, language())} for one in step.tables]
    labels = dict.fromkeys(label for one in step.tables for label in one.gives)
    rows = [
        (
            saying.answer_of(pack, step.of, label, easy=easy),
            *(saying.value(pack, step, one.gives[label], easy=easy) for one in step.tables),
        )
        for label in labels
    ]
    return [TableShown("", (saying.name_of(pack, step.of, easy=easy), *starts), tuple(rows))]


def _index(pack: Pack, step: Index, easy: bool) -> list[TableShown]:
    rows = [(days.say(one.starts, language()), saying.value(pack, step, one.gives, easy=easy)) for one in step.tables]
    return [TableShown("", (_("From"), _("Number")), tuple(rows))]


def _weights(pack: Pack, step: WeightedSum, easy: bool) -> list[TableShown]:
    rows = [(saying.name_of(pack, id, easy=easy), saying.number(weight)) for id, weight in step.weights.items()]
    if step.plus:
        rows.insert(0, (_("Always"), saying.number(step.plus)))
    return [TableShown("", (_("What"), _("Weight")), tuple(rows))]


def _informal(pack: Pack, step: InformalSupport, easy: bool) -> list[TableShown]:
    pairs = step.items.items()
    rows = [(saying.name_of(pack, need, easy=easy), saying.name_of(pack, help, easy=easy)) for need, help in pairs]
    return [TableShown("", (_("Need"), _("The question about help")), tuple(rows), in_words=True)]


def _choose(pack: Pack, step: Choose, easy: bool) -> list[TableShown]:
    def result(take: str, given: Any) -> str:
        return saying.name_of(pack, take, easy=easy) if take else saying.value(pack, step, given, easy=easy)

    rows = [(saying.condition(pack, case.when, easy=easy), result(case.take, case.value)) for case in step.cases]
    last = (_("otherwise"), result(step.take, step.value))
    return [TableShown("", (_("If"), _("Takes")), (*rows, last), in_words=True)]


def _frequency(pack: Pack, step: Frequency, easy: bool) -> list[TableShown]:
    rows = [(periods.each(every, language()), saying.number(factor)) for every, factor in step.factors.items()]
    return [TableShown("", (_("Each time"), _("Counts")), tuple(rows))]


def _category(pack: Pack, step: ByCategory, easy: bool) -> list[TableShown]:
    rows = [
        (saying.answer_of(pack, step.category, label, easy=easy), saying.number(factor))
        for label, factor in step.factors.items()
    ]
    return [TableShown("", (saying.name_of(pack, step.category, easy=easy), _("Factor")), tuple(rows))]


def _cascade(pack: Pack, step: Cascade, easy: bool) -> list[TableShown]:
    return [table for number, group in enumerate(step.groups, 1) for table in _group(pack, step, group, number, easy)]


def _group(pack: Pack, step: Cascade, group: Group, place: int, easy: bool) -> list[TableShown]:
    levels = dict.fromkeys(level for weights in group.weights.values() for level in weights)
    zero = Fraction(0)
    heads = [
        saying.answer_of(pack, next(id for id, one in group.weights.items() if level in one), level, easy=easy)
        for level in levels
    ]
    rows = [
        (saying.name_of(pack, id, easy=easy), *(saying.number(weights.get(one, zero)) for one in levels))
        for id, weights in group.weights.items()
    ]
    weighs = _("Test %(place)s: what each answer weighs") % {"place": place}
    reached = [(saying.number(test.least), saying.value(pack, step, test.gives, easy=easy)) for test in group.tests]
    found = _("Test %(place)s: the first sum that is reached counts") % {"place": place}
    return [
        TableShown(weighs, (_("Question"), *heads), tuple(rows)),
        TableShown(found, (_("Sum of at least"), _("Gives")), tuple(reached)),
    ]


def _supplement(pack: Pack, step: Supplement, easy: bool) -> list[TableShown]:
    rows = []
    for part in step.parts:
        whole = saying.value(pack, step, part.sum or Fraction(0), easy=easy)
        added = whole if part.share is None else saying.share(part.share)
        rows.append((saying.condition(pack, part.when, easy=easy), added))
    return [TableShown("", (_("If"), _("Is added")), tuple(rows))]


def _co_payment(pack: Pack, step: CoPayment, easy: bool) -> list[TableShown]:
    made = []
    for place, slice in enumerate(step.slices, 1):
        end = _("and more") if slice.up_to is None else _("up to %(high)s") % {"high": saying.number(slice.up_to)}
        for rate in slice.rates:
            caption = _("Slice %(place)s of the plan, %(end)s times the measure: the person's own share") % {
                "place": place,
                "end": end,
            }
            rows = tuple((saying.number(knot.at), saying.share(knot.gives)) for knot in rate)
            made.append(TableShown(caption, (_("Resources, in measures"), _("Own share")), rows))
    return made


TABLES: Mapping[str, Callable[[Pack, Any, bool], list[TableShown]]] = {
    "line": _line,
    "bands": _bands,
    "lookup": _lookup,
    "index": _index,
    "weighted_sum": _weights,
    "informal_support": _informal,
    "choose": _choose,
    "frequency": _frequency,
    "by_category": _category,
    "cascade": _cascade,
    "supplement": _supplement,
    "co_payment": _co_payment,
}
"""The operators that have tables of their own."""
