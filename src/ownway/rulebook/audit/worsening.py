"""Looks at every single step from less need to more: nobody may get less for it, and no step may be a cliff unseen.

A step is *proven* where the rule's own numbers leave no other way; else *all* cases are tried, as far as the rule tells
people apart; else a *sample*, and the audit says of how many.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import islice, pairwise

from ownway.rulebook.audit.combinations import Cases, Change, Combinations, Shown, TooMany, Work
from ownway.rulebook.audit.findings import Answers
from ownway.rulebook.audit.inputs import Value
from ownway.rulebook.audit.net import Net
from ownway.rulebook.audit.people import choices, needs, outcomes, people, worth_trying
from ownway.rulebook.audit.person import Teller
from ownway.rulebook.audit.rising import Rising, Way
from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Kind, Question

BORDERS_TRIED_BY = 12
"""So many people of a sample try every border of every number."""

FOR_RISES = 60
"""So many people are enough where nothing is left to find but the steepest rises."""

PROVEN, ALL, SAMPLE = "proven", "all", "sample"


@dataclass(frozen=True, slots=True)
class Fall:
    """One step to more need after which less is told, or a lower class.

    *at* is the step that falls; *count* of *of* combinations of answers show it; *loss* is the most that is lost, in
    units of the currency (nothing where only the class falls); *people* show that.
    """

    question: str
    before: Answer
    after: Answer
    at: str
    count: int
    of: int
    loss: Fraction
    people: tuple[Answers, Answers]


@dataclass(frozen=True, slots=True)
class Rise:
    """The steepest single step of a question: what is gained, and by whom."""

    question: str
    gain: Fraction
    people: tuple[Answers, Answers]


@dataclass(frozen=True, slots=True)
class Tried:
    """How one question was looked at: *how*, how many cases were tried, how many people they stand for."""

    question: str
    how: str
    cases: int
    people: int


def next_worse(question: Question, answer: Answer, given: Sequence[Answer] = ()) -> Answer | None:
    """Return the next answer towards more need among those *given* (all levels), or nothing at the end of the scale."""
    scale = given or choices(question)
    place = scale.index(answer) if answer in scale else len(scale)
    worse = scale[place + 1] if place + 1 < len(scale) else None
    return worse if worse is not None and worse.every == answer.every else None


def worse_steps(pack: Pack, question: str, on: date) -> Iterator[tuple[Answer, Answer]]:
    """Yield every single step to more need in one question."""
    given = worth_trying(pack, pack.question(question), on)
    for answer in given:
        worse = next_worse(pack.question(question), answer, given)
        if worse is not None:
            yield answer, worse


class Worsenings:
    """The single steps to more need under one pack on one day, tried as far as *work* goes."""

    def __init__(self, pack: Pack, day: date, work: int, most: int) -> None:
        self.pack = pack
        self.day = day
        self.tried: dict[str, Tried] = {}
        self.sampled = 0
        self.falls: list[Fall] = []
        self.rises: dict[str, Rise] = {}
        self.work = Work(work)
        figure = Net(pack, pack.allocation.figure_step)
        rising = Rising(figure)
        # What the figure falls with (the person's own share, for one) is no good to anybody when it rises.
        good = [name for name in outcomes(pack) if name not in figure.below or rising.way_from(name) is Way.UP]
        self.nets = {name: figure if name == figure.outcome else Net(pack, name) for name in good}
        self.risings = {name: rising if net is figure else Rising(net) for name, net in self.nets.items()}
        self.most = most
        self.whole = {name: Combinations(net, day, self.work, most=most) for name, net in self.nets.items()}
        # Of these it is not known which way need runs; their steepest rises are told all the same.
        self.numbers = [
            one.id
            for one in pack.questions
            if one.kind is Kind.NUMBER and one.id not in needs(pack) and self._nets_of(one.id)
        ]
        self._places: dict[str, dict[Value, int]] = {}
        self.asked = [one.id for one in pack.questions if one.id in needs(pack) and self._nets_of(one.id)]
        self.least = {one.id: given[0] for one in pack.questions if (given := worth_trying(pack, one, day))}

    def _nets_of(self, question: str) -> list[str]:
        return [name for name, net in self.nets.items() if question in net.below]

    def look(self, sample: int) -> None:
        """Prove what can be proven, try all of the rest as far as the work goes, and a *sample* of people besides."""
        self.prove()
        self.try_all([name for name in self.asked if name not in self.tried])
        self.try_sample(sample)

    def prove(self) -> None:
        """Mark the questions of which the rule's numbers alone show that more need never gives less."""
        for question in self.asked:
            if all(self.risings[name].is_proven(question) for name in self._nets_of(question)):
                self.tried[question] = Tried(question, PROVEN, 0, 0)

    def try_all(self, questions: Sequence[str]) -> None:
        """Try every case of these questions; those that would take too much work stay untried."""
        for place, question in enumerate(questions):
            falls: list[Fall] = []
            self.work.share_among(len(questions) - place)
            cases = people = 0
            try:
                for name in self._nets_of(question):
                    open = not self.risings[name].is_proven(question)
                    for before, after in worse_steps(self.pack, question, self.day):
                        change = Change(question, before, after)
                        inner = self.inner(self.nets[name].gate_of(question)).cases(change)
                        cases += len(inner)
                        if name == self._nets_of(question)[0]:
                            people += sum(shown.count for shown in inner.values())
                        falls += self._falls(name, change, inner, open)
            except TooMany:
                continue
            self.falls += falls
            self.tried[question] = Tried(question, ALL, cases, people)

    def inner(self, gate: str) -> Combinations:
        """Return the cases of one step by itself, kept for all outcomes that rest on it."""
        if gate not in self.whole:
            self.whole[gate] = Combinations(Net(self.pack, gate), self.day, self.work, most=self.most)
        return self.whole[gate]

    def _falls(self, outcome: str, change: Change, inner: Cases, open: bool) -> Iterator[Fall]:
        """Yield what falls when a change is made, in money and in class; keep the steepest rise."""
        gate = self.nets[outcome].gate_of(change.name)
        falling, worst, who = 0, Fraction(0), None
        for (before, after), shown in inner.items():
            if before == after:
                continue
            outer = {(before, after): shown}
            if gate != outcome:
                outer = self.whole[outcome].cases(Change(gate, before, after))
            fell = False
            for (less, more), other in outer.items():
                if not isinstance(less, Fraction) or not isinstance(more, Fraction):
                    continue
                fell = fell or more < less
                if less - more > worst:
                    worst, who = less - more, (shown, other)
                self._rose(change, more - less, (shown, other), outcome)
            falling += shown.count if fell else 0
        total = sum(shown.count for shown in inner.values())
        if open and who is not None:
            yield self._fall(change, outcome, (falling, total), worst, who)
        if open and outcome == self.pack.allocation.figure_step:
            yield from self._lower_classes(change)

    def _rose(self, change: Change, gain: Fraction, who: tuple[Shown, Shown], outcome: str) -> None:
        kept = self.rises.get(change.name)
        if outcome == self.pack.allocation.figure_step and gain > (kept.gain if kept else 0):
            self.rises[change.name] = Rise(change.name, gain, self.pair(change, *who))

    def _fall(self, change: Change, at: str, often: tuple[int, int], loss: Fraction, who: tuple[Shown, ...]) -> Fall:
        before, after = change.before, change.after
        assert isinstance(before, Answer)
        assert isinstance(after, Answer)
        return Fall(change.name, before, after, at, *often, loss, self.pair(change, *who))

    def pair(self, change: Change, *who: Shown) -> tuple[Answers, Answers]:
        """Return the two people who show a case, all their answers filled in."""
        answers = dict(self.least)
        for shown in reversed(who):
            answers |= shown.trace.answers()
        assert isinstance(change.before, Answer)
        assert isinstance(change.after, Answer)
        return {**answers, change.name: change.before}, {**answers, change.name: change.after}

    def _lower_classes(self, change: Change) -> Iterator[Fall]:
        """Yield the classes (grades, groups) that fall, even where no money hangs on them."""
        figure = self.pack.allocation.figure_step
        for name in self.risings[figure].orders:
            ranks = self._ranks(name) if change.name in self.nets[figure].under[name] else None
            if not ranks or self.nets[figure].needs[name]:
                continue
            cases = self.inner(name).cases(change)
            falling = {pair: shown for pair, shown in cases.items() if ranks[pair[1]] < ranks[pair[0]]}
            if falling:
                count = sum(shown.count for shown in falling.values())
                total = sum(shown.count for shown in cases.values())
                yield self._fall(change, name, (count, total), Fraction(0), (next(iter(falling.values())),))

    def _ranks(self, name: str) -> dict[Value, int] | None:
        """Return the place of each label of a class from the least money to the most, where one order holds for all."""
        if name not in self._places:
            order = self.risings[self.pack.allocation.figure_step].orders[name]
            gains: list[Fraction] = []
            for one, other in zip(order or (), (order or ())[1:], strict=False):
                cases = self.whole[self.pack.allocation.figure_step].cases(Change(name, one, other))
                gains += [
                    more - less for less, more in cases if isinstance(less, Fraction) and isinstance(more, Fraction)
                ]
            places = list(order or ())
            if gains and max(gains) <= 0:
                places.reverse()
            elif not gains or min(gains) < 0:
                places = []
            self._places[name] = {label: place for place, label in enumerate(places)}
        return self._places[name]

    def try_sample(self, sample: int) -> None:
        """Try all single steps of a sample of people: for questions not settled yet, and for the steepest rises."""
        teller = Teller(self.pack, self.day)
        counted: dict[str, int] = {}
        worst: dict[tuple[str, str, Answer], tuple[Fraction, int, tuple[Answers, Answers], Answer]] = {}
        settled = all(name in self.tried for name in self.asked)
        for person in people(self.pack, min(sample, FOR_RISES) if settled else sample):
            told = teller.told(person)
            for question in self.asked:
                answer = person[question]
                worse = next_worse(self.pack.question(question), answer)
                if worse is None or not told or not self.pack.asked(question, person):
                    continue
                pair: tuple[Answers, Answers] = (person, {**person, question: worse})
                counted[question] = counted.get(question, 0) + 1
                self.sampled += 1
                for name, more in teller.told(pair[1]).items():
                    if name not in told or name not in self.nets:
                        continue
                    gain = more - told[name]
                    self._sampled(question, name, gain, pair)
                    if gain < 0:
                        key = (question, name, answer)
                        most, times = worst[key][:2] if key in worst else (Fraction(0), 0)
                        kept = pair if -gain > most else worst[key][2]
                        worst[key] = (max(most, -gain), times + 1, kept, worse)
        self._try_borders(sample, teller)
        unsettled = [name for name in self.asked if name not in self.tried]
        for question in unsettled:
            self.tried[question] = Tried(question, SAMPLE, counted.get(question, 0), 0)
        for (question, name, answer), (loss, times, pair, worse) in worst.items():
            if question in unsettled:
                of = counted[question]
                self.falls.append(Fall(question, answer, worse, name, times, of, loss, pair))

    def _try_borders(self, sample: int, teller: Teller) -> None:
        """Try the smallest step across each border of a number: which way need runs there is not known."""
        for person in islice(people(self.pack, sample), BORDERS_TRIED_BY):
            for question in self.numbers:
                unit = Fraction(1, 10 ** self.pack.question(question).places)
                for low, high in pairwise(worth_trying(self.pack, self.pack.question(question), self.day)):
                    assert isinstance(low.value, Fraction)
                    assert isinstance(high.value, Fraction)
                    if high.value - low.value != unit or not self.pack.asked(question, person):
                        continue
                    pair: tuple[Answers, Answers] = ({**person, question: low}, {**person, question: high})
                    less, more = (teller.told(each) for each in pair)
                    self.sampled += 1
                    for name in less.keys() & more.keys() & self.nets.keys():
                        self._sampled(question, name, more[name] - less[name], pair)

    def _sampled(self, question: str, outcome: str, gain: Fraction, pair: tuple[Answers, Answers]) -> None:
        kept = self.rises.get(question)
        if outcome == self.pack.allocation.figure_step and gain > (kept.gain if kept else 0):
            self.rises[question] = Rise(question, gain, pair)
