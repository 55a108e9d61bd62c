"""Every combination of answers that leads to a step, kept apart only as far as the rule itself tells them apart.

Two people whose answers come to the same number in a step are one case for all that follows. So the combinations of
sixty questions shrink to a few hundred cases, and a rule can be tried whole where counting people would never end.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import product
from math import prod
from typing import Any, TypeVar

from ownway.rulebook.audit.assumed import Assumed
from ownway.rulebook.audit.folds import Fold, Parts, fold_of
from ownway.rulebook.audit.inputs import Picks, Value
from ownway.rulebook.audit.net import Net
from ownway.rulebook.audit.people import worth_trying
from ownway.rulebook.engines.days import Days
from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import State
from ownway.rulebook.model.steps import Choose, Step

Pair = tuple[Value, Value]
"""What a name comes to before and after one answer is changed; the same twice where the change does not reach it."""

EACH = 20
"""What it costs to look at one name once, measured in combinations tried."""

NOT_ASKED = Answer(State.NOT_ASKED)


class TooMany(Exception):
    """There are more cases than may be tried."""


class Trace:
    """The answers of one person who shows a case; put together only when they are asked for."""

    __slots__ = ("answer", "parts", "question")

    def __init__(self, question: str = "", answer: Answer | None = None, parts: "tuple[Trace, ...]" = ()) -> None:
        self.question = question
        self.answer = answer
        self.parts = parts

    def answers(self) -> dict[str, Answer]:
        """Return the answers by question."""
        found: dict[str, Answer] = {}
        open = [self]
        while open:
            trace = open.pop()
            if trace.answer is not None:
                found[trace.question] = trace.answer
            open += trace.parts
        return found


NOBODY = Trace()


class Shown:
    """How many combinations of answers come to a case, and one of them."""

    __slots__ = ("count", "trace")

    def __init__(self, count: int, trace: Trace) -> None:
        self.count = count
        self.trace = trace

    def beside(self, other: "Shown") -> "Shown":
        """Return both together: each combination of the one with each of the other."""
        if other.trace is NOBODY:
            return Shown(self.count * other.count, self.trace)
        trace = other.trace if self.trace is NOBODY else Trace(parts=(self.trace, other.trace))
        return Shown(self.count * other.count, trace)


ONE = Shown(1, NOBODY)
Cases = dict[Pair, Shown]
Fixed = Mapping[str, Pair]
Cluster = tuple[tuple[str, ...], ...]
"""Groups of inputs that share something and so must be tried together."""

Offer = dict[tuple[Parts, Parts], Shown]
Sums = dict[tuple[Any, Any], Shown]


@dataclass(frozen=True, slots=True)
class Change:
    """One answer changed, or one step's result: what it was and what it becomes."""

    name: str
    before: Value
    after: Value


class Work:
    """How much may be tried before it is too much; what one part does not use is left to those after it."""

    def __init__(self, most: int) -> None:
        self.left = most
        self.floor = 0

    def share_among(self, parts: int, most: int | None = None) -> None:
        """Let the next of so many *parts* use no more than an equal share of what is left, or *most*."""
        share = self.left // parts
        self.floor = self.left - (share if most is None else min(share, most))

    def spend(self, much: int) -> None:
        """Count *much* as done, before it is.

        :raises TooMany: when there is less left; what there was is spent.
        """
        if self.left - much < self.floor:
            self.left = self.floor
            raise TooMany
        self.left -= much


class Combinations:
    """The cases of one net on one day. *pinned* questions have one answer; a change replaces another's."""

    def __init__(
        self, net: Net, day: date, work: Work, pinned: Mapping[str, Answer] | None = None, most: int = 20_000
    ) -> None:
        self.net = net
        self.pack: Pack = net.pack
        self.work = work
        self.pinned = pinned or {}
        self.most = most
        self.day = day
        self.assumed = Assumed(net.pack, Days.of(day))
        self._kept: dict[object, Cases] = {}
        self._tried_answers: dict[str, tuple[Answer, ...]] = {}
        self._sums: dict[object, Sums] = {}

    def cases(self, change: Change | None = None, outcome: str = "") -> Cases:
        """Return what the outcome (or another step on which nothing outside it rests) comes to, before and after.

        :raises TooMany: when it would take more work than allowed.
        """
        return self._spread(outcome or self.net.outcome, {}, change)

    def _check(self, many: int) -> None:
        if many > self.most:
            raise TooMany

    def _spread(self, name: str, fixed: Fixed, change: Change | None) -> Cases:
        """Return the cases of a name, the shared names below it that are at home elsewhere being *fixed*."""
        if change is not None and change.name == name and name in self.net.steps:
            return {(change.before, change.after): ONE}
        met = {each: fixed[each] for each in sorted(self.net.needs[name])}
        felt = change if change is not None and change.name in self.net.under[name] else None
        key = (name, tuple(met.items()), felt)
        if key not in self._kept:
            self.work.spend(EACH)
            step = self.net.steps.get(name)
            self._kept[key] = self._question(name, met, felt) if step is None else self._step(step, met, felt)
            self._check(len(self._kept[key]))
        return self._kept[key]

    def _step(self, step: Step, fixed: Fixed, change: Change | None) -> Cases:
        """Try what comes together in this step, and the step itself on each case of it."""
        fold = fold_of(step, self.assumed)
        if fold is not None:
            clusters = self._clusters(step, fold)
            if len(clusters) > 1:
                return self._folded(step, fold, clusters, fixed, change)
        found: Cases = {}
        for inner, shown in self._together(self.net.local[step.id], fixed, change):
            for pair, case in self._alone(step, inner, change).items():
                _add(found, pair, shown, case)
        return found

    def _together(self, names: Sequence[str], fixed: Fixed, change: Change | None) -> Iterator[tuple[Fixed, Shown]]:
        """Yield every case of several names that must be tried together, one after the other."""
        states: dict[tuple[tuple[str, Pair], ...], Shown] = {(): ONE}
        for name in names:
            found: dict[tuple[tuple[str, Pair], ...], Shown] = {}
            for state, shown in states.items():
                cases = self._spread(name, {**fixed, **dict(state)}, change)
                self.work.spend(4 * len(cases))
                self._check(len(found))
                for pair, case in cases.items():
                    _add(found, (*state, (name, pair)), shown, case)
            states = found
        for state, shown in states.items():
            yield {**fixed, **dict(state)}, shown

    def _alone(self, step: Step, fixed: Fixed, change: Change | None) -> Cases:
        """Return the cases of a step when everything that its inputs share is fixed."""
        if isinstance(step, Choose):
            return self._choice(step, fixed, change)
        return self._tried(step, {name: self._taken(name, fixed, change) for name in dict.fromkeys(step.takes)})

    def _clusters(self, step: Step, fold: Fold) -> list[Cluster]:
        """Return the inputs of a step in clusters that share nothing with each other, each with what it shares."""
        clusters: list[tuple[set[str], list[tuple[str, ...]]]] = []
        local = set(self.net.local[step.id])
        for names in fold.inputs:
            met = {each for each in local for name in names if each in self.net.under[name]}
            joined = [cluster for cluster in clusters if cluster[0] & met]
            clusters = [cluster for cluster in clusters if cluster not in joined]
            everything = met.union(*(cluster[0] for cluster in joined))
            clusters.append((everything, [*(each for cluster in joined for each in cluster[1]), names]))
        return [tuple(inputs) for _, inputs in clusters]

    def _taken(self, name: str, fixed: Fixed, change: Change | None) -> Cases:
        return {fixed[name]: ONE} if name in fixed else self._spread(name, fixed, change)

    def _question(self, question: str, fixed: Fixed, change: Change | None) -> Cases:
        """Return the answers of a question, for every case of what decides whether it is asked."""
        found: Cases = {}
        for inner, shown in self._together(self.net.local[question], fixed, change):
            for pair, case in self._answers(question, inner, change).items():
                _add(found, pair, shown, case)
        return found

    def _answers(self, question: str, fixed: Fixed, change: Change | None) -> Cases:
        asked_before, asked_after = (self._asked(question, fixed, side) for side in (0, 1))
        if change is not None and change.name == question:
            # A change to a question that is not put to this person changes nobody.
            both = asked_before and asked_after
            return {(change.before, change.after): _shown(question, change.before)} if both else {}
        if not asked_before and not asked_after:
            return {(NOT_ASKED, NOT_ASKED): ONE}
        given = self._given(question)
        return {
            (answer if asked_before else NOT_ASKED, answer if asked_after else NOT_ASKED): _shown(question, answer)
            for answer in given or (Answer(State.LATER),)
        }

    def _given(self, question: str) -> tuple[Answer, ...]:
        if question not in self._tried_answers:
            pinned = self.pinned.get(question)
            given = worth_trying(self.pack, self.pack.question(question), self.day)
            self._tried_answers[question] = given if pinned is None else (pinned,)
        return self._tried_answers[question]

    def _asked(self, question: str, fixed: Fixed, side: int) -> bool:
        condition = self.pack.question(question).asked_if

        def told(name: str) -> str:
            answer = fixed[name][side]
            assert isinstance(answer, Answer)
            return answer.told

        return condition is None or condition.holds(told, lambda step: None) is True

    def _tried(self, step: Step, taken: Mapping[str, Cases]) -> Cases:
        """Work the step out for every combination of what it takes."""
        self.work.spend(prod(len(cases) for cases in taken.values()))
        found: Cases = {}
        for each in product(*(cases.items() for cases in taken.values())):
            before = self.assumed.value(step, {name: pair[0] for name, (pair, _) in zip(taken, each, strict=True)})
            same = all(pair[0] == pair[1] for pair, _ in each)
            after = (
                before
                if same
                else self.assumed.value(step, {name: pair[1] for name, (pair, _) in zip(taken, each, strict=True)})
            )
            _add(found, (before, after), _all_of(shown for _, shown in each), ONE)
        return found

    def _folded(self, step: Step, fold: Fold, clusters: list[Cluster], fixed: Fixed, change: Change | None) -> Cases:
        """Take the inputs in one after the other, so that equal sums meet early.

        What the change reaches comes last: all before it is the same for every change, and is kept.
        """
        offers = [(cluster, self._offered(step, fold, cluster, fixed, change)) for cluster in clusters]
        scale = fold.scale_of(parts for _, offer in offers for pair in offer for parts in pair) if fold.adds else 1
        felt = [offer for cluster, offer in offers if change is not None and self._reaches(cluster, change)]
        unfelt = [(cluster, offer) for cluster, offer in offers if not any(offer is each for each in felt)]
        key = (step.id, scale, tuple(cluster for cluster, _ in unfelt), tuple(fixed.items()))
        states = self._sums.get(key)
        if states is None:
            states = {}
            for _, offer in unfelt:
                states = self._joined(fold, states, offer, scale)
            self._sums[key] = states
        for offer in felt:
            states = self._joined(fold, states, offer, scale)
        done: Cases = {}
        for (before, after), shown in states.items():
            first = self.assumed.kept(step, fold.result(before, scale))
            _add(
                done,
                (first, first if before is after else self.assumed.kept(step, fold.result(after, scale))),
                shown,
                ONE,
            )
        return done

    def _joined(self, fold: Fold, states: Sums, offer: Offer, scale: int) -> Sums:
        packed = []
        for (one, other), case in offer.items():
            first = fold.packed(one, scale)
            packed.append((first, first if one is other else fold.packed(other, scale), case))
        if not states:
            return {(first, second): case for first, second, case in packed}
        # Where nothing changes one sum serves for before and after, and is far less work.
        same = all(first is second for first, second, _ in packed)
        self.work.spend(len(states) * len(packed) // (8 if same else 1))
        found: Sums = {}
        for (before, after), shown in states.items():
            for first, second, case in packed:
                one = fold.join(before, first)
                pair = (one, one) if before is after and first is second else (one, fold.join(after, second))
                _add(found, pair, shown, case)
        self._check(len(found))
        return found

    def _reaches(self, cluster: Cluster, change: Change) -> bool:
        return any(change.name in self.net.under[name] for names in cluster for name in names)

    def _offered(self, step: Step, fold: Fold, cluster: Cluster, fixed: Fixed, change: Change | None) -> Offer:
        """Return what one cluster of inputs counts."""
        inputs = dict.fromkeys(name for names in cluster for name in names)
        local = [each for each in self.net.local[step.id] if any(each in self.net.under[name] for name in inputs)]
        found: Offer = {}
        for inner, shown in self._together(local, fixed, change):
            for each in product(*(self._taken(name, inner, change).items() for name in inputs)):
                sides = []
                for side in (0, 1):
                    picks = {name: pair[side] for name, (pair, _) in zip(inputs, each, strict=True)}
                    # Within a cluster the groups are joined as they are: their sum is exact before it is packed.
                    sides.append(reduce(fold.mixed, [fold.parts(picks, names) for names in cluster]))
                pair = (sides[0], sides[0] if sides[0] == sides[1] else sides[1])
                _add(found, pair, shown, _all_of(case for _, case in each))
        return found

    def _choice(self, step: Choose, fixed: Fixed, change: Change | None) -> Cases:
        """Try what is looked at; of what is taken only the case that holds."""
        looked = {name: self._taken(name, fixed, change) for name in self.assumed.looked_at(step)}
        self.work.spend(prod(len(cases) for cases in looked.values()))
        found: Cases = {}
        for each in product(*(cases.items() for cases in looked.values())):
            sides: list[Picks] = [
                {name: pair[side] for name, (pair, _) in zip(looked, each, strict=True)} for side in (0, 1)
            ]
            takes = [self.assumed.case_of(step, picks) for picks in sides]
            shown = _all_of(shown for _, shown in each)
            for pair, case in self._branches(step, takes, sides, fixed, change):
                _add(found, pair, shown, case)
        return found

    def _branches(
        self, step: Choose, takes: list[str], sides: list[Picks], fixed: Fixed, change: Change | None
    ) -> Iterator[tuple[Pair, Shown]]:
        """Yield what the choice comes to before and after, over all cases of what is taken."""
        needed = [name for name in dict.fromkeys(takes) if name and name not in sides[0]]
        offered = {name: self._taken(name, fixed, change) for name in needed}
        self.work.spend(prod(len(cases) for cases in offered.values()))
        for each in product(*(cases.items() for cases in offered.values())):
            values = []
            for side in (0, 1):
                taken = {name: pair[side] for name, (pair, _) in zip(offered, each, strict=True)}
                values.append(self.assumed.value(step, {**sides[side], **taken}))
            yield (values[0], values[1]), _all_of(shown for _, shown in each)


def _shown(question: str, answer: Value) -> Shown:
    assert isinstance(answer, Answer)
    return Shown(1, Trace(question, answer))


def _all_of(shown: Iterator[Shown]) -> Shown:
    found = ONE
    for each in shown:
        found = found.beside(each)
    return found


Key = TypeVar("Key")


def _add(found: dict[Key, Shown], key: Key, one: Shown, other: Shown) -> None:
    kept = found.get(key)
    if kept is None:
        found[key] = one.beside(other)
    else:
        kept.count += one.count * other.count
