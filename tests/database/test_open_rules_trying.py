"""The calculator: anyone tries a rule, page by page, and nothing that is typed is kept anywhere."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ownway.interfaces.web.open_rules import calculator
from ownway.rulebook.engines.one import CannotWorkOut, work_out
from ownway.rulebook.load import files_of, load_pack, read_examples
from ownway.rulebook.model import Answer, AnswerIs, Example, Kind, Pack, Question, State
from ownway.words import money
from tests.database.test_open_rules import NAMES, PACKS, install, text_of

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Trying:
    """Someone who tries a rule in a browser without script, and remembers the page in front of them."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.client = Client()
        self.address = f"/rules/{pack.id}/versions/{pack.version}/try/"
        self.answer: Any = self.client.get(self.address)

    @property
    def carried(self) -> dict[str, str]:
        """What the page carries along unseen."""
        page = self.answer.content.decode()
        return {name: value.replace("&#34;", '"').replace("&amp;", "&") for name, value in HIDDEN.findall(page)}

    def sends(self, go: str = "next", **typed: str) -> "Trying":
        """Send the page with what was typed."""
        self.answer = self.client.post(self.address, {**self.carried, **typed, "go": go})
        return self

    @property
    def told(self) -> str:
        """The words of the page."""
        return text_of(self.answer)


def typed(question: Question, answer: Answer) -> dict[str, str]:
    """What one types or chooses on the page to give an answer."""
    stem = f"{question.id}-"
    value = answer.as_json()
    if "state" in value:
        instead = question.kind in (Kind.NUMBER, Kind.DAY)
        return {f"{stem}{'instead' if instead else 'answer'}": value["state"]}
    if "level" in value:
        return {f"{stem}answer": f"level:{value['level']}"}
    if "yes" in value:
        return {f"{stem}answer": f"level:{'yes' if value['yes'] else 'no'}"}
    if "number" in value:
        return {f"{stem}answer": value["number"]} | ({f"{stem}every": value["every"]} if question.every else {})
    if "day" in value:
        year, month, day = value["day"].split("-")
        return {f"{stem}answer-day": day, f"{stem}answer-month": month, f"{stem}answer-year": year}
    rows = enumerate(value.get("table", ()))
    return {f"{stem}row-{place}-{name}": cell for place, row in rows for name, cell in row.items()}


def told_of(pack: Pack, example: Example) -> str:
    """What the page must say of an example: the sum, or why there is none."""
    try:
        applies = {id: one for id, one in example.answers.items() if pack.asked(id, example.answers)}
        worked = work_out(pack, applies, example.as_of)
    except CannotWorkOut:
        return "does not publish the numbers"
    if worked.figure is not None:
        return money.say_per(worked.figure, worked.per, "en")
    return money.say(worked.range[1], "en") if worked.range else "Some answers are missing"


@pytest.mark.req("A4")
@pytest.mark.parametrize("name", NAMES)
def test_anyone_who_tries_an_example_gets_its_figure(name: str) -> None:
    """Three examples of every programme, typed page by page, come to the very sums of the rule."""
    pack = install(name)
    relevant = calculator.relevant(pack)
    for example in read_examples(pack, files_of(PACKS / name))[:3]:
        trying = Trying(pack)
        day = example.as_of
        on = {"on-day": str(day.day), "on-month": str(day.month), "on-year": str(day.year)}
        sent = {
            key: text
            for id, answer in example.answers.items()
            if id in relevant and answer.state not in (State.LATER, State.NOT_ASKED)
            for key, text in typed(pack.question(id), answer).items()
        }
        for _ in range(len(pack.sections) * 4):
            assert trying.answer.status_code == 200, trying.told[:800]
            if 'name="part"' not in trying.answer.content.decode():
                break
            trying.sends(**sent, **(on if "part" not in trying.carried or trying.carried["part"] == "0" else {}))
        assert told_of(pack, example) in trying.told, example.id
        assert "This is not a decision." in trying.told


def test_nothing_that_is_typed_is_kept() -> None:
    """Not one row is written, no session is begun, and the token of a form is not asked for."""
    trying = Trying(install("in-control"))
    strict = Client(enforce_csrf_checks=True)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = strict.post(trying.address, {**trying.carried, "go": "next", "looks_after_someone-answer": "level:no"})
    assert answer.status_code == 200
    assert [one["sql"] for one in asked if not one["sql"].upper().startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    # The head of every page has forms of its own, whose token is all that is set.
    assert set(answer.cookies) <= {"csrftoken"}


def test_a_range_is_told_from_the_first_answer_and_narrows() -> None:
    """The figure stands there at once; the last answer makes a sum of it."""
    pack = install("maternity")
    trying = Trying(pack)
    (part,) = calculator.parts(pack)
    first = pack.question(part.questions[0])
    trying.sends(**typed(first, Answer.level(first.levels[-1].id) if first.kind is Kind.LEVELS else Answer(State.YES)))
    assert "With the answers so far" in trying.told or "What is still missing" in trying.told


def test_answers_open_further_questions_on_the_same_page() -> None:
    """A question that depends on another appears once that is answered, and the page says so."""
    name, part, opener, opened = next(opening())
    pack = install(name)
    trying = Trying(pack).sends(f"to:{part}")
    assert f'name="{opened.id}-' not in trying.answer.content.decode()
    assert isinstance(opened.asked_if, AnswerIs)
    level = opened.asked_if.levels[0]
    trying.sends(**{f"{opener}-answer": f"level:{level}"})
    assert "Your answers open" in trying.told
    assert f'name="{opened.id}-' in trying.answer.content.decode()


def opening() -> Iterator[tuple[str, int, str, Question]]:
    """Yield questions that depend on one that is always asked on the same page: programme, page, that one, it."""
    for name in NAMES:
        pack = load_pack(PACKS / name)
        for place, part in enumerate(calculator.parts(pack)):
            for id in part.questions:
                question = pack.question(id)
                when = question.asked_if
                if not isinstance(when, AnswerIs) or when.negated or when.question not in part.questions:
                    continue
                if pack.question(when.question).asked_if is None:
                    yield name, place, when.question, question


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (("30", "2", "2026"), "Enter a real date"),
        (("1", "1", "1999"), "This rule is not in force on the day asked for."),
        (("1", "january", "2199"), "This rule is not in force on the day asked for."),
    ],
)
def test_a_day_outside_the_rule_is_refused_beside_its_boxes(day: tuple[str, str, str], told: str) -> None:
    """In words, in the summary and beside the field, and what was answered stays."""
    trying = Trying(install("in-control"))
    boxes = dict(zip(("on-day", "on-month", "on-year"), day, strict=True))
    trying.sends(**boxes, **{"looks_after_someone-answer": "level:yes"})
    page = trying.answer.content.decode()
    assert trying.answer.status_code == 422
    assert told in trying.told
    assert 'href="#id_on-day"' in page
    assert re.search(r'name="looks_after_someone-answer"[^>]*value="level:yes"[^>]*checked', page)
    assert f'value="{day[2]}"' in page


def test_one_goes_back_and_changes_an_answer() -> None:
    """Back keeps what was typed; from the result every page can be opened again with its answers."""
    pack = install("in-control")
    trying = Trying(pack).sends(**{"looks_after_someone-answer": "level:no"})
    assert trying.carried["part"] == "1"
    trying.sends("back")
    assert re.search(r'value="level:no"[^>]*checked', trying.answer.content.decode())
    trying.sends(**{"looks_after_someone-answer": "level:no"})
    while "What the rule gives" not in trying.told:
        trying.sends()
    trying.sends("to:1")
    assert trying.carried["part"] == "1"
    assert json.loads(trying.carried["so_far"]) == {"looks_after_someone": {"yes": False}}


@pytest.mark.parametrize("so_far", ["[]", "{", '{"a": 1}', '{"meals": {"level": "lots"}}', "[" * 100_000, '"x"'])
def test_what_a_page_carries_may_be_anything(so_far: str) -> None:
    """Answers that do not fit are left out; nothing breaks."""
    trying = Trying(install("in-control"))
    answer = trying.client.post(trying.address, {"so_far": so_far, "part": "99999999999", "go": "to:x"})
    assert answer.status_code == 200


def test_lines_of_a_table_are_typed_and_a_half_filled_one_is_told_beside_its_box() -> None:
    """A descriptor without its days is named where it is missing; the others stay."""
    pack = install("gb-pip")
    id = next(id for id in calculator.parts(pack)[0].questions if pack.question(id).kind is Kind.TABLE)
    question = pack.question(id)
    levels, days = question.columns[0], question.columns[1]
    box = f"{id}-row-0-{levels.id}"
    trying = Trying(pack).sends(**{box: levels.levels[-1].id})
    page = trying.answer.content.decode()
    assert trying.answer.status_code == 422
    assert "Fill this in too, or leave the whole line empty." in trying.told
    assert f'href="#id_{id}-row-0-{days.id}"' in page
    assert f'id="id_{id}-row-0-{days.id}-error"' in page
    assert re.search(rf'<option value="{levels.levels[-1].id}" selected', page)
    trying.sends(**{box: levels.levels[-1].id, f"{id}-row-0-{days.id}": "101"})
    assert "Write a number from 0 to 100." in trying.told
    trying.sends(**{box: levels.levels[-1].id, f"{id}-row-0-{days.id}": "80"})
    assert trying.answer.status_code == 200


def test_a_day_is_asked_for_in_three_boxes_and_told_in_words() -> None:
    """As the design system has it; a wrong day is told beside the boxes."""
    name, id = next(
        (name, question.id)
        for name in NAMES
        for question in load_pack(PACKS / name).questions
        if question.kind is Kind.DAY and question.asked_if is None
    )
    pack = install(name)
    place = next(n for n, part in enumerate(calculator.parts(pack)) if id in part.questions)
    trying = Trying(pack).sends(f"to:{place}")
    assert f'name="{id}-answer-day"' in trying.answer.content.decode()
    trying.sends(**{f"{id}-answer-day": "31", f"{id}-answer-month": "2", f"{id}-answer-year": "1950"})
    assert f'href="#id_{id}-answer-day"' in trying.answer.content.decode()
    trying.sends(**{f"{id}-answer-day": "1", f"{id}-answer-month": "march", f"{id}-answer-year": "1950"})
    assert trying.answer.status_code == 200
    for _ in range(9):
        if "What the rule gives" in trying.told:
            break
        trying.sends()
    assert "1 March 1950" in trying.told


def test_the_api_tries_a_rule_too() -> None:
    """The same figure, every step and what would change it; a wrong answer is a problem with its field."""
    pack = install("maternity")
    example = read_examples(pack, files_of(PACKS / "maternity"))[0]
    given = {id: answer.as_json() for id, answer in example.answers.items()}
    body = {"answers": given, "on": example.as_of.isoformat()}
    answer = Client().post(f"/api/v1/rules/{pack.id}/figure", json.dumps(body), content_type="application/json")
    worked = work_out(pack, example.answers, example.as_of)
    assert answer.status_code == 200, answer.content
    assert worked.figure is not None
    assert answer.json()["figure"] == {"pence": worked.figure.pence, "currency": pack.currency}
    assert answer.json()["steps"].keys() == {step.id for step in pack.allocation.steps}
    for wrong in ({"answers": {"x": {"level": "y"}}}, {"answers": given, "on": "1990-01-01"}):
        answer = Client().post(f"/api/v1/rules/{pack.id}/figure", json.dumps(wrong), content_type="application/json")
        assert answer.status_code in (409, 422)
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.req("A4")
def test_the_calculator_asks_for_each_day_on_which_the_rule_rests() -> None:
    """A rule with ages asks when the needs were as told, one without for its own day alone; both carry them along."""
    install("in-control")
    assert "On which day are the needs as told?" not in Trying(load_pack(PACKS / "in-control")).told
    install("young-people")
    trying = Trying(load_pack(PACKS / "young-people"))
    assert "On which day are the needs as told?" in trying.told
    day = {"needs-day": "31", "needs-month": "2", "needs-year": "2026"}
    assert "Enter a real date" in trying.sends(**day).told
    typed_day = {"needs-day": "1", "needs-month": "5", "needs-year": "2025"}
    for _ in range(12):
        if 'name="part"' not in trying.answer.content.decode():
            break
        # Boxes of the first page stand open; later pages carry the day along unseen.
        trying.sends(**({} if trying.carried["part"] != "0" else typed_day))
    assert "The needs are as on 1 May 2025." in trying.told
