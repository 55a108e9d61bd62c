"""Tries every single step from less need to more: nobody may get less for it, and no step may be a cliff unseen."""

from collections.abc import Iterator
from dataclasses import dataclass

from ownway.rulebook.audit.findings import Answers, Finding
from ownway.rulebook.audit.people import choices, feeding, people
from ownway.rulebook.engines.one import figure_of
from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Kind, Question
from ownway.values import Money

CLIFFS_TOLD = 5


@dataclass(frozen=True, slots=True)
class Worsening:
    """One step to more need, and what it does to the figure."""

    question: str
    before: Answers
    after: Answers
    less: Money
    more: Money

    @property
    def gain(self) -> int:
        """The pence gained, below zero where the person loses."""
        return self.more.pence - self.less.pence


def points_that_fall(pack: Pack) -> Iterator[Finding]:
    """Yield a finding for each question in which more need gives fewer points; exhaustive by itself."""
    for question in pack.questions:
        if not question.scored:
            continue
        for low, high in zip(question.levels, question.levels[1:], strict=False):
            if low.points is not None and high.points is not None and high.points < low.points:
                told = (
                    f"“{high.id}” gives {written(high.points)} points, less than “{low.id}” with {written(low.points)}"
                )
                yield Finding(f"monotone.{question.id}", f"More need, fewer points: in “{question.id}” {told}.")


def worsenings(pack: Pack, sample: int, seed: int = 1) -> Iterator[Worsening]:
    """Yield single steps to more need: all of them where the pack is small, else those of a sample of people."""
    scored = [pack.question(id) for id in feeding(pack) if pack.question(id).scored]
    day = pack.in_force.start
    for person in people(pack, sample, seed):
        figure = figure_of(pack, person, day)
        if figure is None:
            continue
        for question in scored:
            worse = next_worse(question, person[question.id])
            if worse is None or not pack.asked(question, person):
                continue
            after = {**person, question.id: worse}
            other = figure_of(pack, after, day)
            if other is not None:
                yield Worsening(question.id, person, after, figure, other)


def next_worse(question: Question, answer: Answer) -> Answer | None:
    """Return the next answer towards more need, or nothing at the end of the scale."""
    if question.kind not in (Kind.LEVELS, Kind.YES_NO):
        return None
    given = choices(question)
    place = given.index(answer) if answer in given else len(given)
    return given[place + 1] if place + 1 < len(given) else None


def look_at_worsenings(pack: Pack, sample: int, known: set[str]) -> tuple[list[Finding], int]:
    """Return the findings on worsenings and how many were tried. *known* are questions found falling already."""
    falls: dict[str, Worsening] = {}
    cliffs: dict[str, Worsening] = {}
    tried = 0
    for step in worsenings(pack, sample):
        tried += 1
        if step.gain < 0 and (step.question not in falls or step.gain < falls[step.question].gain):
            falls[step.question] = step
        if step.gain > 0 and (step.question not in cliffs or step.gain > cliffs[step.question].gain):
            cliffs[step.question] = step
    findings = [_finding("monotone", "loses", step, blocks=True) for id, step in falls.items() if id not in known]
    steepest = sorted(cliffs.values(), key=lambda step: -step.gain)[:CLIFFS_TOLD]
    return findings + [_finding("cliff", "gains", step, blocks=False) for step in steepest], tried


def _finding(kind: str, verb: str, step: Worsening, blocks: bool) -> Finding:
    money = Money(abs(step.gain), step.less.currency)
    coins = money.coins_per_unit
    told = f"{money.pence // coins}.{money.pence % coins:02d} {money.currency}"
    return Finding(
        f"{kind}.{step.question}",
        f"One step to more need in “{step.question}” {verb} {told}.",
        blocks=blocks,
        people=(step.before, step.after),
        costs=money,
    )
