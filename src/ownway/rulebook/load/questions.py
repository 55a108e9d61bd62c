"""Reads the questions of a pack, one a file."""

from collections.abc import Mapping
from fractions import Fraction

from ownway.rulebook.load.conditions import read_condition
from ownway.rulebook.load.errors import Faults, Place, did_you_mean
from ownway.rulebook.load.fields import Fields, identifier, number, one_of
from ownway.rulebook.load.nodes import Node, Scalar
from ownway.rulebook.model.questions import NO_ANSWER, RANGE, Column, Kind, Level, Question, State
from ownway.values import Every

LEVELS_MOST = 30
PLACES_MOST = 6
LONGEST_TEXT = 20_000
ROWS_MOST = 50


class Scales(dict[str, tuple[Level, ...]]):
    """The scales that several questions share, by name."""


def read_scales(fields: Fields, faults: Faults) -> Scales:
    """Return the scales of ``pack.yaml``: a list of levels a name."""
    scales = Scales()
    for key, node in fields.pairs("scales", required=False):
        name = identifier(key, faults)
        inner = Fields(node, faults, f"the scale “{name}”")
        scales[name] = _levels(inner, scored=True)
        inner.done()
    return scales


def read_question(
    id: str, node: Node | None, faults: Faults, *, section: str, source: str, scales: Scales, file: str
) -> Question:
    """Return the question in one file. *section* and *source* are where it stands and what it takes over."""
    fields = Fields(node, faults, f"the question “{id}”", file)
    kind = fields.one_of("kind", Kind)
    scored = fields.yes_no("scored", default=False)
    condition = fields.node("asked_if", required=False)
    if kind in (Kind.TEXT, Kind.TABLE, Kind.DAY) and scored:
        help = "Words are never scored; ask a second question with levels."
        faults.add(
            Place(fields.file, fields.line_of("scored")), "question.text_scored", f"a scored {kind}", "levels", help
        )
    levels = _choices(fields, kind, scored, scales)
    question = Question(
        id=id,
        kind=kind,
        section=section,
        levels=levels,
        scored=scored,
        asked_if=None if condition is None else read_condition(condition, faults),
        groups=fields.ids("groups", required=False),
        states=_states(fields, faults),
        may_skip=_may_skip(fields, faults),
        every=tuple(one_of(every, Every, faults) for every in fields.items("every", required=False)),
        least=fields.number_or_nothing("least"),
        most=fields.number_or_nothing("most"),
        whole=fields.yes_no("whole", default=False),
        places=_places(fields),
        longest=fields.whole("longest", 1, LONGEST_TEXT) if kind is Kind.TEXT else 0,
        columns=_columns(fields, faults) if kind is Kind.TABLE else (),
        rows_most=fields.whole("rows_most", 1, ROWS_MOST) if kind is Kind.TABLE else 0,
        picture=fields.text("picture", ""),
        asks_about=fields.ids("asks_about", required=False),
        source=fields.id("source", source),
        scale=fields.id("scale", ""),
    )
    if kind is Kind.NUMBER:
        _check_range(fields, question)
    fields.done()
    return question


def _choices(fields: Fields, kind: Kind, scored: bool, scales: Scales) -> tuple[Level, ...]:
    if kind not in (Kind.LEVELS, Kind.YES_NO):
        return ()
    if fields.has("scale"):
        name = fields.id("scale")
        if name not in scales:
            node = fields.node("scale")
            assert node is not None
            fields.fault(node, "pack.unknown_name", "a scale of pack.yaml", did_you_mean(name, scales))
        levels = scales.get(name, ())
    elif kind is Kind.YES_NO and not fields.has("levels"):
        if scored:
            fields.node("levels", "the points of yes and no")
        levels = (Level("no"), Level("yes"))
    else:
        levels = _levels(fields, scored)
    if kind is Kind.YES_NO and {level.id for level in levels} != {"yes", "no"}:
        node = fields.node("levels") or fields.node("scale")
        if node is not None:
            fields.fault(node, "question.levels", "the two levels “no” and “yes”")
    return levels


def _levels(fields: Fields, scored: bool) -> tuple[Level, ...]:
    levels: list[Level] = []
    for row in fields.rows("levels", "a level", least=2):
        points = row.number_or_nothing("points")
        if scored and points is None:
            row.node("points", "the points of the level")
        if not scored and points is not None:
            faults, line = row.faults, row.line_of("points")
            help = "Set “scored: yes”, or take the points away."
            faults.add(Place(row.file, line), "question.points_unscored", "points", "none: it is not scored", help)
        levels.append(Level(row.id("id"), points))
        row.done()
    ids = [level.id for level in levels]
    if len(set(ids)) != len(ids) or len(ids) > LEVELS_MOST:
        node = fields.node("levels")
        assert node is not None
        fields.fault(node, "question.levels", f"at most {LEVELS_MOST} levels, each id once")
    taken = {state.value for state in State} & set(ids) - {"yes", "no"}
    if taken:
        node = fields.node("levels")
        assert node is not None
        fields.fault(
            node, "question.levels", f"other ids than {', '.join(sorted(taken))}", "These are names of states."
        )
    return tuple(levels)


def _places(fields: Fields) -> int:
    """How many decimals a number may have: none where it is whole, two where nothing is said."""
    whole = fields.yes_no("whole", default=False)
    return fields.whole("places", 0, PLACES_MOST, default=0 if whole else 2)


def _states(fields: Fields, faults: Faults) -> Mapping[State, Fraction | str]:
    states: dict[State, Fraction | str] = {}
    for key, node in fields.pairs("states", required=False):
        state = one_of(key, State, faults)
        if state not in NO_ANSWER:
            fields.fault(key, "question.states", f"one of {', '.join(NO_ANSWER)}")
        elif isinstance(node, Scalar) and node.text == RANGE:
            states[state] = RANGE
        else:
            states[state] = number(node, faults)
    return states


def _may_skip(fields: Fields, faults: Faults) -> tuple[State, ...]:
    if not fields.has("may_skip"):
        return (State.NOT_KNOWN, State.DECLINED, State.LATER)
    return tuple(one_of(node, State, faults) for node in fields.items("may_skip"))


def _columns(fields: Fields, faults: Faults) -> tuple[Column, ...]:
    columns = []
    for row in fields.rows("columns", "a column", least=1):
        kind = row.one_of("kind", Kind)
        columns.append(
            Column(
                id=row.id("id"),
                kind=kind,
                levels=_levels(row, scored=row.yes_no("scored", default=False)) if kind is Kind.LEVELS else (),
                least=row.number("least") if kind is Kind.NUMBER else None,
                most=row.number("most") if kind is Kind.NUMBER else None,
                whole=row.yes_no("whole", default=False),
                places=_places(row),
            )
        )
        if kind not in (Kind.LEVELS, Kind.NUMBER):
            faults.add(Place(row.file, row.line_of("kind")), "question.column", kind, "levels or number")
        row.done()
    return tuple(columns)


def _check_range(fields: Fields, question: Question) -> None:
    for key in ("least", "most"):
        fields.node(key, "the smallest and the largest number that can be answered")
    if question.least is not None and question.most is not None and question.most <= question.least:
        help = "Exchange the two, or make them further apart."
        line = fields.line_of("most")
        fields.faults.add(Place(fields.file, line), "question.range", "a “most” not above its “least”", "a range", help)
