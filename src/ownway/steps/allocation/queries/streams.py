"""Asks which streams a person may have money from, out of the answers they gave once for everything (F3)."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Condition, Pack, State
from ownway.rulebook.model.conditions import questions_in
from ownway.steps.allocation.queries.figures import figure_of
from ownway.steps.allocation.queries.seen import FigureSeen
from ownway.steps.allocation.rules import routing
from ownway.values import Asker, Money, Reason


@dataclass(frozen=True, slots=True)
class StreamFor:
    """Whether a stream is for this person (nothing while answers are open), and the questions that say so.

    *told* holds each of these questions with its answer as conditions see it, or nothing where it is open.
    """

    stream: str
    is_eligible: bool | None
    rests_on: tuple[str, ...]
    is_active: bool
    told: tuple[tuple[str, str | None], ...] = ()

    def why(self, pack: Pack, language: str) -> Reason:
        """Return in the programme's words why it is, is not, or is not known to be for the person."""
        code = {True: "streams.for_you", False: "streams.not_for_you", None: "streams.not_known_yet"}[self.is_eligible]
        if not self.rests_on:
            code = "streams.for_everyone"
        because = []
        for question, told in self.told:
            asked = {"question": pack.say(f"question.{question}.label", language)}
            if told is None:
                because.append(Reason("streams.still_open", asked))
            else:
                because.append(Reason("streams.you_said", {**asked, "answer": _level(pack, question, told, language)}))
        return Reason(code, {"stream": pack.say(f"stream.{self.stream}", language)}, tuple(because))


def _level(pack: Pack, question: str, told: str, language: str) -> str:
    try:
        return pack.say(f"question.{question}.level.{told}", language)
    except LookupError:
        return told.replace("_", " ")


def streams_for(asker: Asker, *, person: UUID, now: datetime) -> tuple[StreamFor, ...]:
    """Return for each stream of the programme whether it is for *person*, from the answers behind their figure.

    One assessment feeds every stream: conditions look at its questions, so nothing is asked twice. Nothing comes back
    before a figure was told.

    :raises NotFound: when the asker may not know the person.
    """
    figure = figure_of(asker, person=person, now=now)
    if figure is None:
        return ()
    pack = programmes.pack(figure.version)
    return tuple(
        StreamFor(
            stream.id,
            True if stream.eligible_if is None else _holds(stream.eligible_if, pack, figure),
            _asked(pack, stream.id),
            stream.active,
            tuple((name, _told(pack, figure, name)) for name in _asked(pack, stream.id)),
        )
        for stream in pack.spending.streams
    )


def _holds(condition: Condition, pack: Pack, figure: FigureSeen) -> bool | None:
    results = {step.id: step.value for step in figure.worked.steps}

    def told(question: str) -> str | None:
        return _told(pack, figure, question)

    def value(step: str) -> Fraction | str | None:
        result = results.get(step)
        return Fraction(result.pence, 100) if isinstance(result, Money) else result

    return condition.holds(told, value)


def _told(pack: Pack, figure: FigureSeen, question: str) -> str | None:
    answer = routing.to_work_out(pack, figure.answers)[question]
    return None if answer.state is State.LATER else answer.told


def _asked(pack: Pack, id: str) -> tuple[str, ...]:
    stream = pack.spending.stream(id)
    looked = questions_in(stream.eligible_if) if stream else frozenset()
    return tuple(question.id for question in pack.questions if question.id in looked)
