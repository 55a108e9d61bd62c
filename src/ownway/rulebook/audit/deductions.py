"""Refuses what no rule may do: give less because someone lives with others, or because of their age."""

from collections.abc import Iterator

from ownway.rulebook.audit.findings import Finding
from ownway.rulebook.audit.people import choices, people
from ownway.rulebook.engines.one import figure_of
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Question
from ownway.values import Money

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


def look_at_deductions(pack: Pack, sample: int) -> Iterator[Finding]:
    """Yield refusals where co-residence or age lowers a figure, and findings where a protected matter moves it.

    The first answer is what the others are held against; under co-residence no difference at all is allowed. Where an
    age replaces one block of questions by another, the two blocks are compared with nothing counted in either.
    """
    for question in pack.questions:
        for matter in sorted(asked_about(question) & {*NEVER_LESS, *PROTECTED}):
            widest, lower = _differences(pack, question, sample, emptied=False)
            if not widest:
                continue
            if matter == "age":
                lower = _differences(pack, question, sample, emptied=True)[1]
            if matter == "co_residence" or (matter == "age" and lower):
                says = f"“{question.id}” takes money away because of {matter.replace('_', ' ')}; no rule may."
                yield Finding(f"deduction.{matter}.{question.id}", says, refused=True, costs=widest)
            else:
                says = f"“{question.id}” moves the figure by {matter.replace('_', ' ')}, a protected matter."
                yield Finding(f"protected.{matter}.{question.id}", says, costs=widest)


def _differences(pack: Pack, question: Question, sample: int, emptied: bool) -> tuple[Money, bool]:
    """Return the widest difference between the answers to one question, and whether any gives less than the first.

    With *emptied* the questions it routes to stand at their least.
    """
    least = {one.id: choices(one)[0] for one in pack.follows(question.id) if choices(one)} if emptied else {}
    widest, lower = 0, False
    for person in people(pack, sample):
        figures = [
            figure.pence
            for answer in choices(question)
            if (figure := figure_of(pack, {**person, **least, question.id: answer}, pack.in_force.start)) is not None
        ]
        if len(figures) > 1:
            lower = lower or min(figures[1:]) < figures[0]
            widest = max(widest, max(figures) - min(figures))
    return Money(widest, pack.currency), lower
