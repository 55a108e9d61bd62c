"""The questions of a pack as anyone can read them: what is asked, when, and what each answer counts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ownway.interfaces.web.allocation import answers, explaining
from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.open_rules import saying
from ownway.interfaces.web.open_rules.tables import TableShown
from ownway.rulebook.model import RANGE, Example, Kind, Pack, Question, Source, State
from ownway.words import periods


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """One question: what it asks, when, what may be answered, and what each answer counts."""

    id: str
    label: str
    why: str
    when: str
    takes: str
    """What kind of answer it takes, where that is not a list of answers."""
    rows: tuple[tuple[str, str], ...]
    scored: bool
    no_answer: str
    """What it counts not to know, or not to say."""
    source: Source | None
    columns: tuple[TableShown, ...] = ()
    as_above: bool = False
    """Whether its answers and what they count are those of the question before it."""


def sections(pack: Pack, *, easy: bool) -> list[tuple[str, list[QuestionShown]]]:
    """Return the questions section by section."""
    sources = {source.id: source for source in pack.sources}
    return [
        (saying.say(pack, f"section.{section.id}", easy=easy), _in_section(pack, section.questions, sources, easy=easy))
        for section in pack.sections
    ]


def _in_section(pack: Pack, ids: Iterable[str], sources: dict[str, Source], *, easy: bool) -> list[QuestionShown]:
    told: list[QuestionShown] = []
    for id in ids:
        asked = pack.question(id)
        one = _shown(pack, asked, sources.get(asked.source), easy=easy)
        same = bool(told) and one.scored and bool(one.rows) and one.rows == told[-1].rows
        told.append(replace(one, as_above=same))
    return told


def _shown(pack: Pack, question: Question, source: Source | None, *, easy: bool) -> QuestionShown:
    shares = question.id in explaining.helping(pack)
    rows = []
    for level in question.levels:
        points = ""
        if level.points is not None:
            points = _share(saying.share(level.points)) if shares else saying.number(level.points)
        rows.append((saying.level_of(pack, question, level.id, easy=easy), points))
    return QuestionShown(
        id=question.id,
        label=answers.words(pack, question, "label", easy=easy),
        why=answers.words(pack, question, "why", easy=easy),
        when=_("Asked only if %(condition)s.") % {"condition": saying.condition(pack, question.asked_if, easy=easy)}
        if question.asked_if
        else "",
        takes=_takes(question),
        rows=tuple(rows),
        scored=question.scored,
        no_answer=_no_answer(question) if question.scored else "",
        source=source,
        columns=tuple(_columns(pack, question, easy=easy)),
    )


def _share(percent: str) -> str:
    return _("%(percent)s of the need") % {"percent": percent}


def _takes(question: Question) -> str:
    """Return what kind of answer a question without a list of answers takes."""
    match question.kind:
        case Kind.TEXT:
            return _("In the person's own words. Never scored.")
        case Kind.DAY:
            return _("A day.")
        case Kind.TABLE:
            return _("Several lines, %(most)s at most, each with the columns below.") % {"most": question.rows_most}
        case Kind.NUMBER:
            facts = {
                "least": "" if question.least is None else saying.number(question.least),
                "most": "" if question.most is None else saying.number(question.most),
                "every": _(" or ").join(periods.each(every, language()) for every in question.every),
            }
            if question.every:
                return _("A number from %(least)s to %(most)s, %(every)s.") % facts
            return _("A number from %(least)s to %(most)s.") % facts
    return ""


def _no_answer(question: Question) -> str:
    """Return what it counts not to know, to rather not say, and not to be asked."""
    named = {State.NOT_KNOWN: _("not known"), State.DECLINED: _("rather not said"), State.NOT_ASKED: _("not asked")}
    told = []
    for state, name in named.items():
        if state in question.states or state in question.may_skip:
            worth = question.states.get(state, RANGE)
            counts = _("no sum yet") if isinstance(worth, str) else saying.number(worth)
            told.append(f"{name}: {counts}")
    return _("Without an answer – %(told)s.") % {"told": "; ".join(told)} if told else ""


def _columns(pack: Pack, question: Question, *, easy: bool) -> Iterable[TableShown]:
    for column in question.columns:
        name = answers.words(pack, question, f"column.{column.id}", easy=easy) or column.id
        if column.kind is Kind.NUMBER and column.least is not None and column.most is not None:
            facts = {"least": saying.number(column.least), "most": saying.number(column.most)}
            yield TableShown(name, (), ((_("A number from %(least)s to %(most)s.") % facts,),))
        else:
            scored = any(level.points is not None for level in column.levels)
            rows = [
                (answers.words(pack, question, f"level.{level.id}", easy=easy) or level.id,)
                + ((saying.number(level.points),) if level.points is not None else ())
                for level in column.levels
            ]
            yield TableShown(name, (name, _("Counts")) if scored else (name,), tuple(rows))


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
        said = answers.said(pack, question, given.as_json(), easy=easy)
        rows.append((answers.words(pack, question, "label", easy=easy), said))
    return rows
