"""What would change a figure: each single answer one level up or down, and what the figure would be then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ownway.rulebook.engines.one import figure_of
from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Kind, State
from ownway.values import Money


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One answer changed by one level: the figure it would give, and the difference in pence."""

    question: str
    given: str
    instead: str
    figure: Money
    difference: int


def what_would_change(pack: Pack, answers: Mapping[str, Answer], as_of: date) -> tuple[WhatIf, ...]:
    """Return what each answer one level up or down would give, the largest difference first.

    Only scored questions that were asked and answered by a level; a change that opens a new question, so that there
    would be no figure yet, is left out.
    """
    now = figure_of(pack, answers, as_of)
    if now is None:
        return ()
    found = []
    for question in pack.questions:
        given = answers.get(question.id)
        if given is None or not question.scored or not pack.asked(question, answers):
            continue
        ids = [level.id for level in question.levels]
        if given.told not in ids:
            continue
        place = ids.index(given.told)
        for other in ids[max(place - 1, 0) : place] + ids[place + 1 : place + 2]:
            changed = Answer(State(other)) if question.kind is Kind.YES_NO else Answer.level(other)
            figure = figure_of(pack, {**answers, question.id: changed}, as_of)
            if figure is not None and figure != now:
                found.append(WhatIf(question.id, given.told, other, figure, figure.pence - now.pence))
    return tuple(sorted(found, key=lambda change: (-abs(change.difference), change.question)))
