"""Who gets more and who gets less under another version: worked examples, people drawn by lot, or people there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from ownway.rulebook.audit.people import days, people
from ownway.rulebook.audit.person import Teller
from ownway.rulebook.model.answers import Answer, CannotAnswer
from ownway.rulebook.model.pack import Pack
from ownway.values import Every, Rounding
from ownway.values.rounding import round_to_whole

Answers = Mapping[str, Answer]

SIZES = (Fraction(1, 10), Fraction(1, 5), Fraction(1, 2))
"""Changes are counted up to a tenth of the old sum, up to a fifth, up to half, and above."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What one person is told under both versions, in pence of the new version's period; nothing where no figure."""

    person: str
    group: str
    answers: Answers
    was: int | None
    now: int | None

    @property
    def difference(self) -> int:
        """What they get more, below zero what they get less; nothing while a figure is missing."""
        return 0 if self.was is None or self.now is None else self.now - self.was


@dataclass(frozen=True, slots=True)
class Size:
    """How many people's sums change by so much: more than *above* of the old sum and no more than *up_to*."""

    above: Fraction
    up_to: Fraction | None
    more: int
    less: int


@dataclass(frozen=True, slots=True)
class MoneyCompared:
    """What a change of version does to sums, in pence of the new version's period.

    *most_gained* and *most_lost* are the persons with the widest differences. *without* have no figure under one of the
    two. Sums in another currency are not compared: then nobody is *compared*.
    """

    people: int
    compared: int
    without: int
    more: int
    less: int
    same: int
    pence_was: int
    pence_now: int
    sizes: tuple[Size, ...]
    most_gained: Moved | None
    most_lost: Moved | None
    per: Every
    currency: str


def compare_money(moved: Iterable[Moved], new: Pack) -> MoneyCompared:
    """Return what a change does to these people's sums."""
    everyone = list(moved)
    told = [one for one in everyone if one.was is not None and one.now is not None]
    by_size = []
    edges: list[tuple[Fraction, Fraction | None]] = [(Fraction(0), SIZES[0])]
    edges += [*pairwise(SIZES), (SIZES[-1], None)]
    for above, up_to in edges:
        within = [one for one in told if one.difference and _within(one, above, up_to)]
        more = sum(one.difference > 0 for one in within)
        by_size.append(Size(above, up_to, more, len(within) - more))
    return MoneyCompared(
        people=len(everyone),
        compared=len(told),
        without=len(everyone) - len(told),
        more=sum(one.difference > 0 for one in told),
        less=sum(one.difference < 0 for one in told),
        same=sum(one.difference == 0 for one in told),
        pence_was=sum(one.was or 0 for one in told),
        pence_now=sum(one.now or 0 for one in told),
        sizes=tuple(by_size),
        most_gained=max((one for one in told if one.difference > 0), key=lambda one: one.difference, default=None),
        most_lost=min((one for one in told if one.difference < 0), key=lambda one: one.difference, default=None),
        per=new.allocation.per,
        currency=new.currency,
    )


def _within(one: Moved, above: Fraction, up_to: Fraction | None) -> bool:
    """Whether a change is of this size; a sum where there was none counts among the largest."""
    share = Fraction(abs(one.difference), one.was) if one.was else Fraction(10**6)
    return above < share and (up_to is None or share <= up_to)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose sums are compared: a name for the table, the group they are counted in, what they answered."""

    name: str
    answers: Answers
    group: str = ""


def figures_of(
    old: Pack, new: Pack, everyone: Iterable[Person], on: date | None = None, new_on: date | None = None
) -> Iterable[Moved]:
    """Yield what each person is told under both versions, the old one turned into the period of the new one.

    Answers to questions that one version does not ask, or cannot take, are left out there. Without a day each version
    is asked on the last day on which a number of it changes.
    """
    was_teller, now_teller = Teller(old, _day(old, on)), Teller(new, _day(new, new_on or on))
    for person in everyone:
        was = _pence(old, was_teller, person.answers)
        now = _pence(new, now_teller, person.answers)
        if was is not None:
            was = None if old.currency != new.currency else _turned(was, old, new)
        yield Moved(person.name, person.group, person.answers, was, now)


def drawn(old: Pack, new: Pack, many: int) -> Iterable[Person]:
    """Yield people drawn by lot, always the same: half from what the old version asks, half from the new."""
    for pack, from_version in ((old, "old"), (new, "new")):
        for number, answers in enumerate(people(pack, many // 2), 1):
            yield Person(f"{from_version} {number}", answers)


def _day(pack: Pack, on: date | None) -> date:
    return on if on is not None and on in pack.in_force else days(pack)[-1]


def _pence(pack: Pack, teller: Teller, answers: Answers) -> int | None:
    told = teller.told(fitting(pack, answers)).get(pack.allocation.figure_step)
    return None if told is None else round_to_whole(told * teller.coins, Rounding.HALF_UP)


def fitting(pack: Pack, answers: Answers) -> dict[str, Answer]:
    """Return the answers that a version asks for and can take."""
    found: dict[str, Answer] = {}
    for name, answer in answers.items():
        if name in pack.by_id:
            try:
                found[name] = Answer.from_json(pack.question(name), answer.as_json())
            except CannotAnswer:
                continue
    return found


def _turned(pence: int, old: Pack, new: Pack) -> int:
    """Return a sum of the old version's period as one of the new version's, by the old version's count of periods."""
    if old.allocation.per is new.allocation.per:
        return pence
    times = old.allocation.times_per_year
    if new.allocation.per not in times:
        times = new.allocation.times_per_year
    return round_to_whole(Fraction(pence) * times[old.allocation.per] / times[new.allocation.per], Rounding.HALF_UP)
