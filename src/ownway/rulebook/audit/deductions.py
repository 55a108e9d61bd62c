"""Refuses what no rule may do: give less because someone lives with others, or because of their age."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ownway.rulebook.audit.combinations import Change, Combinations, TooMany
from ownway.rulebook.audit.findings import Answers, Finding
from ownway.rulebook.audit.people import choices, people, worth_trying
from ownway.rulebook.audit.person import Teller
from ownway.rulebook.audit.steps_told import in_money
from ownway.rulebook.audit.worsening import Worsenings
from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Kind, Question
from ownway.rulebook.model.steps import HouseholdShare

NEVER_LESS = ("co_residence", "age")
"""Automatic deductions for these were held unlawful (Jenkins v DSHS 2007, Samantha A. v DSHS 2011)."""

PROTECTED = ("sex", "ethnicity", "religion", "orientation", "disability_kind", "marriage", "pregnancy")

TELLING = {
    "co_residence": ("lives_with", "living_with", "live_with", "co_resident", "cohabit", "lives_alone", "household"),
    "age": ("age", "years_old", "born", "birth"),
    "sex": ("sex", "gender"),
    "ethnicity": ("ethnic", "race"),
}
"""Words in a question's id that tell what it asks about, where the pack does not declare it."""


def asked_about(question: Question) -> frozenset[str]:
    """Return the delicate matters a question asks about: those it declares, and those its id gives away."""
    padded = f"_{question.id}_"
    told = {matter for matter, words in TELLING.items() if any(f"_{word}_" in padded for word in words)}
    return frozenset(told | set(question.asks_about))


def look_at_deductions(pack: Pack, worsenings: Worsenings, sample: int) -> Iterator[Finding]:
    """Yield refusals where co-residence or age lowers a figure, and findings where a protected matter moves it.

    The first answer is what the others are held against; under co-residence no difference at all is allowed, but for
    a sum that is shared among a household by its size, which is a finding of its own. Where an age replaces one block
    of questions by another, the two blocks are compared with nothing counted in either. An age at which there is no
    figure at all is the programme's scope and no deduction.
    """
    for question in pack.questions:
        matters = asked_about(question) & {*NEVER_LESS, *PROTECTED}
        if not matters:
            continue
        found = _differences(pack, worsenings, question, sample)
        if not found.widest:
            continue
        widest = in_money(pack, found.widest)
        for matter in sorted(matters):
            told = matter.replace("_", " ")
            lower = found.lower
            if matter == "age" and pack.follows(question.id):
                lower = _differences(pack, worsenings, question, sample, emptied=True).lower
            if matter == "co_residence" and _is_shared_out(pack, question):
                says = f"“{question.id}” shares a sum among a household; it must be for what is really shared."
                yield Finding(f"sharing.{question.id}", says, costs=widest, people=found.people)
            elif (matter == "co_residence" and not _more_only(question, found)) or (matter == "age" and lower):
                says = f"“{question.id}” takes money away because of {told}; no rule may."
                yield Finding(
                    f"deduction.{matter}.{question.id}", says, refused=True, costs=widest, people=found.people
                )
            else:
                says = f"“{question.id}” moves the figure by {told}, a protected matter."
                yield Finding(f"protected.{matter}.{question.id}", says, costs=widest, people=found.people)


@dataclass(slots=True)
class Differences:
    """The widest difference between two answers of one question, who shows it, and whether any other gives less."""

    widest: Fraction = Fraction(0)
    lower: bool = False
    people: tuple[Answers, ...] = ()

    def take(self, first: Fraction, other: Fraction, people: tuple[Answers, ...]) -> None:
        """Take a pair of figures in."""
        # Who gets nothing at all is outside the programme; whether they may be is a matter of scope, told as such.
        self.lower = self.lower or 0 < other < first
        if abs(other - first) > self.widest:
            self.widest, self.people = abs(other - first), people


def _is_shared_out(pack: Pack, question: Question) -> bool:
    """Whether a question only says among how many a sum is shared."""
    takers = [step for step in pack.allocation.steps if question.id in step.takes]
    return bool(takers) and all(isinstance(step, HouseholdShare) and step.size == question.id for step in takers)


def _more_only(question: Question, found: Differences) -> bool:
    """Whether a number of people in a household only ever adds to the figure: more people, more money."""
    return question.kind is Kind.NUMBER and not found.lower


def _differences(
    pack: Pack, worsenings: Worsenings, question: Question, sample: int, emptied: bool = False
) -> Differences:
    """Return how the figure differs between the first answer and each other; for all people, else for a sample.

    With *emptied* the questions it routes to stand at their least.
    """
    least = {one.id: choices(one)[0] for one in pack.follows(question.id) if choices(one)} if emptied else {}
    net = worsenings.nets[pack.allocation.figure_step]
    found = Differences()
    first, *others = worth_trying(pack, question, worsenings.day) or (None,)
    if question.id not in net.below or first is None:
        return found
    whole = Combinations(net, worsenings.day, worsenings.work, least, worsenings.most)
    worsenings.work.share_among(SHARES)
    try:
        for other in others:
            change = Change(question.id, first, other)
            for (one, two), shown in whole.cases(change).items():
                if isinstance(one, Fraction) and isinstance(two, Fraction) and one != two:
                    found.take(one, two, worsenings.pair(change, shown))
    except TooMany:
        _sampled(worsenings, question, least, sample, found)
    return found


SHARES = 6
"""One question may use this part of the work that is left."""


def _sampled(
    worsenings: Worsenings,
    question: Question,
    least: Mapping[str, Answer],
    sample: int,
    found: Differences,
) -> None:
    pack = worsenings.pack
    teller = Teller(pack, worsenings.day)
    first, *others = choices(question)
    for person in people(pack, sample):
        before = {**person, **least, question.id: first}
        one = teller.told(before).get(pack.allocation.figure_step)
        for other in others:
            after = {**before, question.id: other}
            two = teller.told(after).get(pack.allocation.figure_step)
            if one is not None and two is not None:
                found.take(one, two, (before, after))
