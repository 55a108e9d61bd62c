"""A programme pack: one programme, whole, on one version, with its words and its sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ownway.rulebook.model.allocation import Allocation
from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.conditions import questions_in
from ownway.rulebook.model.journey import Agreement, Control, Outcomes, Planning, Review, Spending
from ownway.rulebook.model.means import Means
from ownway.rulebook.model.questions import Question, Section, State
from ownway.values import Period


@dataclass(frozen=True, slots=True)
class Source:
    """Where numbers come from. *mark* is L looked up, S second hand, C computed, K known, O our own."""

    id: str
    title: str
    where: str
    read_on: date
    mark: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding of the audit that is accepted, and why, published with the rule."""

    finding: str
    because: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a pack and its Easy Read twin."""

    text: str
    easy: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: answers on a day, and what must come out (the figure, and any step by name)."""

    id: str
    as_of: date
    answers: Mapping[str, Answer]
    figure: str | None
    steps: Mapping[str, str]
    range: tuple[str, str] | None = None
    says: str = ""
    refused: str = ""
    """The reason code with which the rule must refuse to give a figure, where it must."""


@dataclass(frozen=True, repr=False)
class Pack:
    """Everything a programme says. Loaded by ``rulebook.load``; immutable; equal where the version is equal."""

    id: str
    currency: str
    languages: tuple[str, ...]
    illustrative: bool
    in_force: Period
    sources: tuple[Source, ...]
    rule_hash: str
    words_hash: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    allocation: Allocation
    planning: Planning
    agreement: Agreement
    control: Control
    spending: Spending
    outcomes: Outcomes
    review: Review
    words: Mapping[str, Mapping[str, Said]]
    """Language → key → text."""
    easy_read: tuple[str, ...] = ()
    """The languages in which every text has an Easy Read twin."""
    waivers: tuple[Waiver, ...] = ()
    incomplete: bool = False
    """Whether numbers of the scheme are missing; ``pack.incomplete`` says which."""
    notice: str = ""
    """The key of a notice that must stand on every page that shows the rule (ownership, for one)."""
    notice_days: int | None = None
    """How many days before a new version of the rule holds it must be published; the authority's own where not said."""
    by_id: Mapping[str, Question] = field(init=False, repr=False, compare=False)
    """The questions by their id."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {question.id: question for question in self.questions})

    def __hash__(self) -> int:
        return hash((self.id, self.version))

    def __repr__(self) -> str:
        return f"<Pack {self.id} {self.version}>"

    @property
    def version(self) -> str:
        """The version: twelve letters of the rule's hash, six of the words'."""
        return f"{self.rule_hash[:12]}-{self.words_hash[:6]}"

    @property
    def name(self) -> str:
        """The programme's name in its own language."""
        return self.say("pack.name", self.languages[0])

    def question(self, id: str) -> Question:
        """Return the question of that name.

        :raises KeyError: when the pack does not ask it.
        """
        return self.by_id[id]

    def has(self, key: str, language: str) -> bool:
        """Whether the pack itself has that text in that language."""
        return key in self.words.get(language, {})

    def say(self, key: str, language: str, easy: bool = False) -> str:
        """Return a text of the pack: Easy Read where asked and there, in the language asked or the pack's own.

        A level without words of its own takes the pack's general word for it (``level.<id>``).

        :raises KeyError: when the pack has no such text.
        """
        fallback = f"level.{key.rpartition('.')[2]}" if ".level." in key else key
        for tongue in (language, language.partition("-")[0], self.languages[0]):
            said = self.words.get(tongue, {})
            found = said.get(key) or said.get(fallback)
            if found is not None:
                return found.easy if easy and found.easy else found.text
        raise KeyError(key)

    def asked(self, question: Question | str, answers: Mapping[str, Answer]) -> bool:
        """Whether the question applies to the person who gave these answers, as far as is known."""
        return self.applies(question, answers) is True

    def applies(self, question: Question | str, answers: Mapping[str, Answer]) -> bool | None:
        """Return whether the question applies, or nothing while an answer it depends on is still to come.

        A question whose condition rests on a question that does not apply itself sees it as not asked.
        """
        asked = self.question(question) if isinstance(question, str) else question
        if asked.asked_if is None:
            return True

        def told(id: str) -> str | None:
            below = self.applies(id, answers)
            if below is not True:
                return None if below is None else State.NOT_ASKED.value
            answer = answers.get(id, Answer(State.LATER))
            return None if answer.state is State.LATER and self.question(id).waits else answer.told

        return asked.asked_if.holds(told, lambda step: None)

    def follows(self, id: str) -> tuple[Question, ...]:
        """Return the questions whose routing looks at this one."""
        return tuple(question for question in self.questions if id in questions_in(question.asked_if))


def as_pack(pack: Pack, means: Means) -> Pack:
    """Return the financial assessment as a pack of its own, in the same words: whatever reckons with packs takes it."""
    return replace(
        pack,
        sections=(Section("means", tuple(question.id for question in means.questions)),),
        questions=means.questions,
        allocation=means.rule,
        in_force=means.in_force,
        waivers=(),
    )
