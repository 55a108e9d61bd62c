"""One person's figure, exact, with the chain of reasons that leads from the answers to the money."""

from collections.abc import Iterable, Mapping
from datetime import date

from ownway.rulebook.engines.asked import LATER
from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.known import Known
from ownway.rulebook.engines.operators import NotPublishedHere
from ownway.rulebook.engines.range import range_of
from ownway.rulebook.engines.ready import ReadyPack, ready
from ownway.rulebook.engines.sealed import seal, sealed_reason
from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.conditions import questions_in
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import NO_ANSWER
from ownway.rulebook.model.steps import On
from ownway.rulebook.model.worked import WorkedOut
from ownway.values import Cannot, Money, Reason
from ownway.values.reason import Fact


class CannotWorkOut(Cannot):
    """The rule gives no figure for these answers on this day."""


def work_out(
    pack: Pack,
    answers: Mapping[str, Answer],
    as_of: date,
    needs_on: date | None = None,
    paid_from: date | None = None,
) -> WorkedOut:
    """Return the figure that *pack* gives for *answers* on the day *as_of*, with every step and every reason.

    *needs_on* is the day on which the needs were as told, for ages; *paid_from* the day from which money is paid, for
    tables that are read on it. Both are the day of the rule where they are not named.

    The figure is in whole pence for the period the pack names. While answers are missing there is no figure, and the
    range that it can still fall into is given instead, where the pack allows ranges.

    :raises CannotWorkOut: ``rulebook.outside_dates``, ``rulebook.unknown_question``, or ``rulebook.not_published``
        where the scheme's own numbers are missing.
    """
    days = Days.of(as_of, needs_on, paid_from)
    prepared = ready(pack)
    check_days(pack, days, prepared.dated_by)
    if not answers.keys() <= pack.by_id.keys():
        raise CannotWorkOut(
            "rulebook.unknown_question", question=next(name for name in answers if name not in pack.by_id)
        )
    known = prepared.meet(answers, days)
    try:
        results = prepared.tell(known)
    except NotPublishedHere as here:
        raise CannotWorkOut("rulebook.not_published", step=here.step) from None
    chain = prepared.chain.of(known, results)
    allocation = pack.allocation
    facts: dict[str, Fact] = {"per": allocation.per.value, "as_of": as_of.isoformat()}
    figure = results[prepared.figure - len(known.met)].value
    if isinstance(figure, Money):
        facts |= {"pence": figure.pence, "currency": figure.currency}
        reason = sealed_reason("pack:figure", seal(facts), (chain,))
        return WorkedOut(figure, allocation.per, None, tuple(results), reason, (), prepared.version)
    missing = missing_in(prepared, known)
    range = range_of(prepared, known) if allocation.ranges else None
    reason = _not_yet(facts, missing, range, chain)
    return WorkedOut(None, allocation.per, range, tuple(results), reason, missing, prepared.version)


def _not_yet(
    facts: dict[str, Fact], missing: tuple[str, ...], range: tuple[Money, Money] | None, chain: Reason
) -> Reason:
    """Return why there is no figure yet: what is missing, and what it can still become."""
    facts["missing"] = len(missing)
    if range is not None:
        facts |= {"least_pence": range[0].pence, "most_pence": range[1].pence, "currency": range[0].currency}
    open = tuple(Reason(f"pack:missing:{name}", {"question": name}) for name in missing)
    return sealed_reason("pack:figure_not_yet", seal(facts), (*open, chain))


def figure_of(
    pack: Pack,
    answers: Mapping[str, Answer],
    as_of: date,
    needs_on: date | None = None,
    paid_from: date | None = None,
) -> Money | None:
    """Return the figure alone, without reasons: for audits and comparisons that ask very often.

    The days are those of :func:`work_out`; that of the rule must lie within the pack's dates. Nothing comes back while
    answers, or numbers of the scheme, are missing.
    """
    prepared = ready(pack)
    known = prepared.meet(answers, Days.of(as_of, needs_on, paid_from))
    try:
        prepared.reckon(known)
    except NotPublishedHere:
        return None
    return prepared.money(known.counts[prepared.figure])


def check_days(pack: Pack, days: Days, read: Iterable[On] | None = None) -> None:
    """Refuse days outside the pack's dates: the rule's own, and those a dated table is *read* on.

    :raises CannotWorkOut: ``rulebook.outside_dates``.
    """
    start, end = pack.in_force.start, pack.in_force.end
    read = ready(pack).dated_by if read is None else read
    outside = [days.on(on) for on in sorted(read) if days.on(on) < start]
    if days.rule not in pack.in_force:
        outside.insert(0, days.rule)
    for day in outside:
        ends = None if end is None else end.isoformat()
        raise CannotWorkOut("rulebook.outside_dates", as_of=day.isoformat(), starts=start.isoformat(), ends=ends)


def missing_in(prepared: ReadyPack, known: Known) -> tuple[str, ...]:
    """Return the questions whose answers the figure still waits for, in the order of asking."""
    pack, places = prepared.pack, prepared.layout.places
    steps = {step.id: step for step in pack.allocation.steps}
    needed: set[str] = set()
    looked: set[str] = set()

    def look(name: str) -> None:
        if name in looked:
            return
        looked.add(name)
        if name not in steps:
            needed.update(waits_on(pack, known.answers, name))
        elif known.counts[places[name]] is None:
            for below in steps[name].takes:
                look(below)

    look(pack.allocation.figure_step)
    return tuple(question.id for question in pack.questions if question.id in needed)


def waits_on(pack: Pack, answers: Mapping[str, Answer], name: str) -> frozenset[str]:
    """Return the questions to be answered before this one gives points: itself, or those that route to it."""
    question = pack.question(name)
    applies = pack.applies(name, answers)
    if applies is None:
        return frozenset().union(*(waits_on(pack, answers, above) for above in questions_in(question.asked_if)))
    state = answers.get(name, LATER).state
    return frozenset({name} if applies and state in NO_ANSWER and question.worth(state) is None else ())
