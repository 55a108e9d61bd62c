"""The calculator that anyone may try: which questions it asks, page by page, and what the answers so far come to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest

from ownway.interfaces.web.allocation import answer_fields
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.saying import sentence_of
from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.one import CannotWorkOut, work_out
from ownway.rulebook.model import Answer, CannotAnswer, Kind, Pack, Question, State, WorkedOut
from ownway.rulebook.model.conditions import questions_in
from ownway.values import Cannot

ON_ONE_PAGE = 12
"""As many questions as stand on one page; a table question is as long as four."""
SPARE_ROWS = 2
LONGEST = 200_000
Answers = dict[str, Answer]


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the calculator: the section it comes from (none where all stand on one page), and its questions."""

    section: str
    questions: tuple[str, ...]


def relevant(pack: Pack) -> frozenset[str]:
    """Return the questions on which some step or route rests; words of one's own are never among them."""
    found = {id for step in pack.allocation.steps for id in step.takes if id in pack.by_id}
    look = list(found)
    while look:
        below = questions_in(pack.question(look.pop()).asked_if) - found
        found |= below
        look += below
    return frozenset(id for id in found if pack.question(id).kind is not Kind.TEXT)


def parts(pack: Pack) -> tuple[Part, ...]:
    """Return the pages: one for all where there are few questions, else one a section."""
    wanted = relevant(pack)
    found = [Part(one.id, tuple(id for id in one.questions if id in wanted)) for one in pack.sections]
    found = [part for part in found if part.questions]
    kinds = [pack.question(id).kind for part in found for id in part.questions]
    if sum(4 if kind is Kind.TABLE else 1 for kind in kinds) <= ON_ONE_PAGE:
        return (Part("", tuple(id for part in found for id in part.questions)),)
    return tuple(found)


def asked(pack: Pack, part: Part, given: Answers) -> list[Question]:
    """Return the questions of a page that apply to one who has given these answers."""
    return [pack.question(id) for id in part.questions if pack.asked(id, given)]


def read_so_far(pack: Pack, sent: str) -> Answers:
    """Return the answers that the page itself carried along; what does not fit the rule is left out."""
    try:
        told = json.loads(sent) if 0 < len(sent) <= LONGEST else {}
    except (ValueError, RecursionError):
        return {}
    found: Answers = {}
    for id in relevant(pack):
        try:
            if isinstance(told, Mapping) and id in told:
                found[id] = Answer.from_json(pack.question(id), told[id])
        except CannotAnswer:
            continue
    return found


def write_so_far(given: Mapping[str, Answer]) -> str:
    """Return the answers as the page carries them along."""
    return json.dumps({id: answer.as_json() for id, answer in given.items()}, ensure_ascii=False)


def first_day(pack: Pack, today: date) -> date:
    """Return today, or the nearest day on which the rule is in force."""
    if today < pack.in_force.start:
        return pack.in_force.start
    end = pack.in_force.end
    return end - timedelta(days=1) if end is not None and today >= end else today


def worked(pack: Pack, given: Mapping[str, Answer], on: Days) -> WorkedOut:
    """Return what the rule gives for the answers that apply.

    :raises CannotWorkOut: outside the rule's dates, or where the scheme does not publish its numbers.
    """
    applies = {id: answer for id, answer in given.items() if pack.asked(id, given)}
    return work_out(pack, applies, on.rule, on.needs, on.paid)


def so_far(pack: Pack, given: Mapping[str, Answer], on: Days) -> WorkedOut | None:
    """Return what the answers so far come to, or nothing where there are none or the rule refuses."""
    try:
        return worked(pack, given, on) if given else None
    except CannotWorkOut:
        return None


class PartForm(Form):
    """The fields of one page; an answer left open is one for later."""

    def __init__(self, request: HttpRequest, pack: Pack, part: Part, given: Answers, *, sent: bool) -> None:
        easy = bool(request.showing.easy_read)  # type: ignore[attr-defined]
        self.pack = pack
        self.asked = asked(pack, part, given)
        fields: dict[str, forms.Field] = {}
        initial: dict[str, Any] = {}
        for question in self.asked:
            answer = given[question.id].as_json() if question.id in given else None
            for name, field in fields_of(pack, question, answer, easy=easy).items():
                fields[f"{question.id}-{name}"] = _optional(field)
            for name, value in answer_fields.begun_with(question, answer).items():
                initial[f"{question.id}-{name}"] = value
        super().__init__(request, fields=fields, initial=initial)
        if not sent and self.brought_back is None:
            self.is_bound, self.data = False, type(request.POST)()

    def answers(self) -> Answers | None:
        """Return the answers of this page, or nothing where one cannot be read; why stands beside its field."""
        if not self.is_valid():
            return None
        found: Answers = {}
        for question in self.asked:
            stem = f"{question.id}-"
            given = {
                name.removeprefix(stem): value for name, value in self.cleaned_data.items() if name.startswith(stem)
            }
            try:
                answer = Answer.from_json(question, answer_fields.checked_value(question, given))
            except Cannot as cannot:
                name = f"{stem}{cannot.field}"
                self.add_error(name if name in self.fields else None, sentence_of(cannot, easy=self.easy_read))
                continue
            if answer.state is not State.LATER:
                found[question.id] = answer
        return None if self.errors else found

    @property
    def has_lines(self) -> bool:
        """Whether some question here has lines of which there may be more."""
        return any(question.kind is Kind.TABLE for question in self.asked)

    def names_of(self, question: Question) -> list[str]:
        """Return the names of the fields of one question, in their order."""
        return [name for name in self.fields if name.startswith(f"{question.id}-")]


def fields_of(pack: Pack, question: Question, answer: Any, *, easy: bool) -> dict[str, forms.Field]:
    """Return the fields of one question, with a few empty lines where it is a table."""
    return answer_fields.fields_for(pack, question, easy=easy, given=answer, spare=SPARE_ROWS)


def _optional(field: forms.Field) -> forms.Field:
    field.required = False
    field.unmarked = True  # type: ignore[attr-defined]
    choices = getattr(field, "choices", None)
    if choices is not None:
        field.choices = tuple(one for one in choices if one.value != answer_fields.LATER)  # type: ignore[attr-defined]
    return field
