"""A self-assessment begun before one is anyone: a code opens it, nothing is lost, guessing is hopeless, and it ends."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from ownway.rulebook.model import Kind
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.actions import CannotOpen, CannotTakeOver
from ownway.steps.allocation.models import AnswerByCode, BegunByCode
from ownway.steps.allocation.rules import codes
from ownway.steps.allocation.rules.voices import Standing
from ownway.values import Asker, Basis, new_identifier
from ownway.values.cannot import NotFound
from tests.allocating import NOW, PROGRAMME, asks, begun, install, later
from tests.factories import Somebody, somebody, works_with

pytestmark = pytest.mark.django_db

HOME = "203.0.113.7"


@pytest.fixture(autouse=True)
def programme(repository: Path) -> None:
    """The programme of these tests, in force."""
    install(repository)


@pytest.fixture
def rosa() -> Somebody:
    """Somebody who will have a file later."""
    return somebody("Rosa Mbeki")


def anyone(now: datetime = NOW) -> Asker:
    """Somebody who has not said who they are."""
    return Asker(Basis.PUBLIC, new_identifier(now))


def started() -> str:
    """The code of a fresh self-assessment."""
    return actions.begin_by_code(anyone(), now=NOW, programme=PROGRAMME)


def said(code: str, question: str, level: str, *, now: datetime = NOW, base: tuple[UUID, ...] = ()) -> UUID:
    """One answer under the code."""
    return actions.answer_by_code(anyone(now), now=now, code=code, question=question, value={"level": level}, base=base)


def answer_all(code: str) -> int:
    """Answer all that is asked; return how many questions it were."""
    count = 0
    while True:
        seen = queries.begun_by_code(anyone(), code=code, now=NOW)
        waiting = [one for one in seen.questions if one.value is None]
        if not waiting:
            return count
        for one in waiting:
            kinds: dict[Kind, dict[str, object]] = {Kind.TEXT: {"text": "My garden."}, Kind.YES_NO: {"yes": False}}
            value = kinds.get(one.question.kind) or {"level": one.question.levels[0].id}
            actions.answer_by_code(anyone(), now=NOW, code=code, question=one.id, value=value)
            count += 1


@pytest.mark.req("A1")
def test_a_code_opens_the_answers_on_another_device_however_it_is_typed() -> None:
    code = started()
    said(code, "meals", "some")
    typed = f"  {code[:4].lower()}-{code[4:8]} {code[8:]} "
    actions.open_by_code(anyone(), now=later(), code=typed, address=HOME)
    seen = queries.begun_by_code(anyone(), code=typed, now=later())
    asked = seen.question("meals")
    assert asked is not None
    assert asked.value == {"level": "some"}
    assert seen.ends_at == NOW + timedelta(days=90)


def test_a_code_is_read_as_it_is_written_by_hand() -> None:
    assert codes.plain("o1il ABCD wxyu") == "0111ABCDWXYV"
    assert codes.plain("0111") == ""
    assert codes.plain("ABCD-EFGH-JKM!") == ""


@pytest.mark.req("A1")
def test_two_devices_leave_two_answers_and_the_holder_chooses() -> None:
    code = started()
    first = said(code, "meals", "some")
    said(code, "meals", "lot", now=later(), base=(first,))
    said(code, "meals", "little", now=later(2), base=(first,))
    asked = queries.begun_by_code(anyone(), code=code, now=later(3)).question("meals")
    assert asked is not None
    assert asked.standing is Standing.TWO_ANSWERS
    assert [one.value["level"] for one in asked.answers] == ["lot", "little"]
    said(code, "meals", "lot", now=later(4), base=tuple(one.id for one in asked.answers))
    chosen = queries.begun_by_code(anyone(), code=code, now=later(5)).question("meals")
    assert chosen is not None
    assert [one.value["level"] for one in chosen.answers] == ["lot"]
    assert AnswerByCode.objects.count() == 4


def test_the_database_holds_neither_the_code_nor_a_word_of_the_answers() -> None:
    code = started()
    words = "Near my sister in Leith"
    actions.answer_by_code(anyone(), now=NOW, code=code, question="good_life", value={"text": words})
    row = BegunByCode.objects.get()
    assert code not in row.found_by
    kept = bytes(AnswerByCode.objects.get().sealed)
    assert words.encode() not in kept
    assert b"good_life" not in kept


@pytest.mark.req("A1")
def test_the_estimate_is_told_before_anybody_says_who_they_are() -> None:
    code = started()
    said(code, "meals", "some")
    part = queries.estimate_by_code(anyone(), code=code, now=NOW)
    assert part.figure is None
    assert part.missing
    answer_all(code)
    assert queries.estimate_by_code(anyone(), code=code, now=NOW).figure is not None


def test_guessing_a_code_is_hopeless_and_stops_early() -> None:
    """The attack: wrong codes one after the other, from one address and from many.

    Its cost: one address may try ten in a quarter of an hour. All addresses together may try 5,000 an hour; with
    100,000 codes alive at once a hit takes 131,612 years on average, however many machines try.
    """
    code = started()
    said(code, "meals", "some")
    tried = 0
    with pytest.raises(CannotOpen) as stopped:
        for number in range(100):
            try:
                actions.open_by_code(anyone(), now=later(), code=f"{number:012d}", address=HOME)
            except CannotOpen as wrong:
                if wrong.why.code != "allocation.code_opens_nothing":
                    raise
                tried += 1
    assert tried == codes.PER_ADDRESS == 10
    assert stopped.value.why.code == "allocation.too_many_codes"
    # The right one does not open from there either, or the limit would betray it; from home it still does.
    with pytest.raises(CannotOpen):
        actions.open_by_code(anyone(), now=later(), code=code, address=HOME)
    actions.open_by_code(anyone(), now=later(), code=code, address="203.0.113.8")
    actions.open_by_code(anyone(), now=later(17), code=code, address=HOME)
    assert int(codes.years_of_guessing(codes=100_000)) == 131_612


def test_all_addresses_together_are_limited_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "OVERALL", 5)
    code = started()
    for number in range(5):
        with pytest.raises(CannotOpen, match="code_opens_nothing"):
            actions.open_by_code(anyone(), now=later(), code="0" * 12, address=f"203.0.113.{number}")
    with pytest.raises(CannotOpen, match="too_many_codes"):
        actions.open_by_code(anyone(), now=later(), code=code, address="198.51.100.1")


@pytest.mark.req("A1")
def test_the_person_who_signs_in_takes_the_answers_over_and_the_code_ends(rosa: Somebody) -> None:
    code = started()
    answer_all(code)
    assessment = actions.take_over(asks(rosa), now=later(), person=rosa.party, code=code, address="rosa")
    seen = queries.assessment(asks(rosa), assessment=assessment, now=later())
    assert all(one.value is not None for one in seen.questions)
    assert {one.answers[0].voice for one in seen.questions} == {"person"}
    with pytest.raises(NotFound):
        queries.begun_by_code(anyone(), code=code, now=later())
    assert not AnswerByCode.objects.exists()
    actions.hand_in(asks(rosa), now=later(), assessment=assessment)


def test_answers_brought_over_stand_beside_those_there_are(rosa: Somebody) -> None:
    code = started()
    said(code, "meals", "lot")
    assessment = begun(rosa)
    actions.answer(asks(rosa), now=NOW, assessment=assessment, question="meals", value={"level": "none"})
    assert actions.take_over(asks(rosa), now=later(), person=rosa.party, code=code, address="rosa") == assessment
    asked = queries.assessment(asks(rosa), assessment=assessment, now=later()).question("meals")
    assert asked is not None
    assert asked.standing is Standing.TWO_ANSWERS
    assert sorted(one.value["level"] for one in asked.answers) == ["lot", "none"]


def test_staff_take_over_with_the_persons_yes_in_words(rosa: Somebody) -> None:
    idris = somebody("Idris Vaughan", "practitioner")
    works_with(idris, rosa)
    code = started()
    said(code, "meals", "lot")
    with pytest.raises(CannotTakeOver, match="say_how_they_agreed"):
        actions.take_over(asks(idris), now=later(), person=rosa.party, code=code, address="idris")
    assessment = actions.take_over(
        asks(idris), now=later(), person=rosa.party, code=code, address="idris", words="She read me the code by phone."
    )
    seen = queries.assessment(asks(idris), assessment=assessment, now=later())
    assert seen.channel == "with_someone"
    stranger = somebody("Ffion Rees", "practitioner")
    with pytest.raises(NotFound):
        actions.take_over(asks(stranger), now=later(), person=rosa.party, code=code, address="f", words="Yes.")


def test_what_nobody_comes_back_to_is_taken_away_after_ninety_days() -> None:
    code, young = started(), started()
    said(young, "meals", "lot", now=NOW + timedelta(days=60))
    night = NOW + timedelta(days=91)
    with pytest.raises(NotFound):
        queries.begun_by_code(anyone(night), code=code, now=night)
    nightly = Asker(Basis.JOB, new_identifier(night), named="nightly")
    assert actions.forget_old_codes(nightly, now=night) == 1
    assert BegunByCode.objects.count() == 1
    actions.forget_by_code(anyone(night), now=night, code=young)
    assert not BegunByCode.objects.exists()
