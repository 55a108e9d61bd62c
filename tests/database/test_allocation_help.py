"""Help of family and friends: only as its giver, asked alone, says; private words stay private; it can be ended."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from ownway.registers.decisions import queries as decisions
from ownway.registers.trail.models import Line, SubjectKey
from ownway.registers.trail.rules.cipher import key_of
from ownway.rulebook.model import State
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.actions import CannotGiveWord
from ownway.steps.allocation.models import CarersWord
from ownway.steps.allocation.rules import help as helping
from ownway.steps.allocation.rules.help import Word
from ownway.values import new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from tests.allocating import NOW, PROGRAMME, answer_all, asks, begun, handed_in, install, later, told
from tests.browsing import browser, text_of
from tests.factories import Somebody, somebody, stands_beside, works_with

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
PRIVATE = "I cannot sleep any more and I am afraid of my father."


@pytest.fixture(autouse=True)
def programme(repository: Path) -> None:
    """The programme of these tests, in force."""
    install(repository)


@pytest.fixture
def rosa() -> Somebody:
    """A person who asks for support."""
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


@pytest.fixture
def grace(rosa: Somebody) -> Somebody:
    """Her neighbour, who looks after her."""
    carer = somebody("Grace Adeyemi")
    stands_beside(carer, rosa, "cares_for")
    return carer


def says(grace: Somebody, rosa: Somebody, level: str = "some", *, until: date | None = None, words: str = "") -> None:
    """The carer names her help with meals."""
    actions.give_word(
        asks(grace),
        now=NOW,
        person=rosa.party,
        usual=PROGRAMME,
        values={"help_meals": {"level": level}},
        until=until,
        words=words,
    )


def needing(rosa: Somebody) -> object:
    """Rosa's answers whole, with much need for meals and, as she says, all of it done by others; not handed in."""
    assessment = begun(rosa)
    for question, level in (("meals", "lot"), ("help_meals", "all")):
        actions.answer(asks(rosa), now=NOW, assessment=assessment, question=question, value={"level": level})
    answer_all(rosa, assessment)
    return assessment


@pytest.mark.req("A6")
def test_only_what_the_carer_says_counts_and_not_what_others_say_of_it(rosa: Somebody, grace: Somebody) -> None:
    assessment = needing(rosa)
    before = queries.what_would_be_told(asks(rosa), assessment=assessment, now=NOW)
    counted = before.worked.step("shared_needs").value
    says(grace, rosa, "some")
    after = queries.what_would_be_told(asks(rosa), assessment=assessment, now=later())
    # Before she was asked, none of her help was counted; now half of one need, and not all of it as Rosa had thought.
    assert after.worked.step("shared_needs").value < counted
    says(grace, rosa, "none")
    assert (
        queries.what_would_be_told(asks(rosa), assessment=assessment, now=later()).worked.step("shared_needs").value
        == counted
    )


@pytest.mark.req("A6")
def test_a_carer_who_was_not_asked_gives_no_help_and_without_carers_the_answers_stand(
    rosa: Somebody, idris: Somebody
) -> None:
    assessment = needing(rosa)
    alone = queries.what_would_be_told(asks(rosa), assessment=assessment, now=NOW).worked
    carer = somebody("Grace Adeyemi")
    stands_beside(carer, rosa, "cares_for")
    cared_for = queries.what_would_be_told(asks(rosa), assessment=assessment, now=NOW).worked
    assert cared_for.step("shared_needs").value > alone.step("shared_needs").value
    (seen,) = queries.carers_of(asks(idris), person=rosa.party, now=NOW)
    assert (seen.name, seen.said_at, seen.holds) == ("Grace Adeyemi", None, False)


@pytest.mark.req("A6")
def test_help_counts_until_its_last_day_and_no_longer(rosa: Somebody, grace: Somebody) -> None:
    pack = queries.pack_for_help(asks(grace), person=rosa.party, usual=PROGRAMME, now=NOW)
    word = Word(grace.party, {"help_meals": {"level": "some"}}, until=TODAY)
    values = {"meals": {"level": "lot"}, "help_meals": {"level": "all"}}
    for on, level in ((TODAY, "some"), (TODAY + timedelta(days=1), "none")):
        counted = helping.counting_help(
            pack, values, words=[word], carers=frozenset({grace.party}), settled=frozenset(), on=on
        )
        assert counted["help_meals"] == {"level": level}
        assert counted["meals"] == {"level": "lot"}
    with pytest.raises(CannotGiveWord, match="help_day_passed"):
        says(grace, rosa, until=TODAY - timedelta(days=1))


def test_a_settled_answer_counts_less_help_and_never_more(rosa: Somebody, grace: Somebody) -> None:
    pack = queries.pack_for_help(asks(grace), person=rosa.party, usual=PROGRAMME, now=NOW)
    word = Word(grace.party, {"help_meals": {"level": "some"}})
    for settled, counts in (("all", "some"), ("little", "little")):
        counted = helping.counting_help(
            pack,
            {"help_meals": {"level": settled}},
            words=[word],
            carers=frozenset({grace.party}),
            settled=frozenset({"help_meals"}),
            on=TODAY,
        )
        assert counted["help_meals"] == {"level": counts}
    assert helping.no_help(pack.question("help_meals")) == {"level": "none"}
    assert helping.share_left(pack.question("help_meals"), {"state": State.NOT_KNOWN.value}) == 1


@pytest.mark.req("A6", "H4")
def test_the_private_statement_is_read_by_the_carer_and_the_practitioner_alone(
    rosa: Somebody, idris: Somebody, grace: Somebody
) -> None:
    needing(rosa)
    says(grace, rosa, words=PRIVATE)
    own = queries.own_word(asks(grace), person=rosa.party, now=later())
    assert own is not None
    assert own[1] == PRIVATE
    (read,) = queries.private_words(asks(idris), person=rosa.party, now=later())
    assert (read.words, read.name) == (PRIVATE, "Grace Adeyemi")
    daughter = somebody("Lindiwe Mbeki")
    stands_beside(daughter, rosa)
    for who in (rosa, daughter, grace):
        with pytest.raises(NotAllowed):
            queries.private_words(asks(who), person=rosa.party, now=later())
    with pytest.raises(NotFound):
        queries.private_words(asks(somebody("Rhoda Penhaligon", "practitioner")), person=rosa.party, now=later())
    # What the person sees of it: which help, and until when.
    (seen,) = queries.carers_of(asks(rosa), person=rosa.party, now=later())
    assert PRIVATE not in repr(seen)


@pytest.mark.req("A6")
def test_nothing_of_a_carers_word_stands_on_the_trail_or_in_the_file_of_the_person(
    rosa: Somebody, idris: Somebody, grace: Somebody
) -> None:
    needing(rosa)
    says(grace, rosa, words=PRIVATE)
    things = {line.thing for line in Line.objects.filter(subject=rosa.party)}
    assert "assessment" in things
    assert "carers_word" not in things
    kept = CarersWord.objects.get()
    assert SubjectKey.objects.get(subject=grace.party).id == key_of(bytes(_sealed(kept)))
    assert idris.party != grace.party


def _sealed(kept: CarersWord) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM allocation_carers_word WHERE id = %s", [kept.id])
        return bytes(cursor.fetchone()[0])


@pytest.mark.req("A6", "A9")
def test_help_taken_back_starts_the_assessment_anew_with_a_clock(
    rosa: Somebody, idris: Somebody, grace: Somebody
) -> None:
    says(grace, rosa)
    told(rosa, idris)
    moment = later(60)
    actions.end_help(asks(grace, moment), now=moment, person=rosa.party, words=PRIVATE, told="I am moving to Leeds.")
    again = queries.my_assessments(asks(rosa), person=rosa.party, now=moment)[0]
    assert again.state == "open"
    seen = queries.assessment(asks(rosa), assessment=again.id, now=moment)
    assert seen.why_again == "I am moving to Leeds."
    assert seen.follows is not None
    clocks = decisions.clocks_about(asks(idris, moment), person=rosa.party, now=moment)
    assert "help_ended" in {clock.kind for clock in clocks}
    # No gap in money: what was told holds until another sum is told.
    held = queries.figure_of(asks(rosa), person=rosa.party, now=moment)
    assert held is not None
    assert held.kind == "indicative"
    with pytest.raises(CannotGiveWord, match="no_help_to_end"):
        actions.end_help(asks(grace, moment), now=moment, person=rosa.party)


@pytest.mark.req("A6", "LR12")
def test_counted_help_can_be_said_to_be_not_so_and_is_settled_before_a_sum(rosa: Somebody, idris: Somebody) -> None:
    assessment, _estimate = handed_in(rosa)
    actions.agree_rest(asks(idris), now=later(), assessment=assessment)
    seen = queries.assessment(asks(rosa), assessment=assessment, now=later())
    question = next(one.id for one in seen.questions if one.id.startswith("help_"))
    actions.say_help_not_so(
        asks(rosa), now=later(2), assessment=assessment, question=question, words="She moved away last week."
    )
    seen = queries.assessment(asks(idris), assessment=assessment, now=later(3))
    assert [one.id for one in seen.to_check] == [question]
    (mine,) = [one for one in seen.to_check[0].answers if one.voice == "person"]
    assert (mine.value, mine.words) == ({"level": "none"}, "She moved away last week.")
    with pytest.raises(CannotGiveWord, match="not_about_help"):
        actions.say_help_not_so(asks(rosa), now=later(4), assessment=assessment, question="meals", words="No.")


@pytest.mark.req("A6", "LR6", "LR12")
def test_the_page_of_the_figure_shows_need_before_and_after_help_and_whose_word_it_is(
    rosa: Somebody, grace: Somebody
) -> None:
    says(grace, rosa)
    _assessment, estimate = handed_in(rosa)
    words = text_of(browser(rosa).get(reverse("allocation:figure", args=[estimate])))
    panel, reason = words.split("The needs that people may help with are ")[1].split("How we got here")
    needed, least = panel.split(" points")[0], panel.split("At least ")[1].split(" points")[0]
    assert f"For {needed} points of your needs" in reason
    assert f"At least {least} points always count" in reason
    assert "As Grace Adeyemi says" in words
    assert "This is not so" in words
    form = text_of(browser(grace).get(reverse("allocation:my_help", args=[rosa.party])))
    assert "We ask you, and only you." in form


def test_only_who_helps_gives_their_word(rosa: Somebody, idris: Somebody) -> None:
    for who in (rosa, idris):
        with pytest.raises(NotAllowed):
            says(who, rosa)
    with pytest.raises(NotFound):
        says(somebody("Kwame Boateng"), rosa)
    carer = somebody("Ada Byron")
    stands_beside(carer, rosa, "cares_for")
    with pytest.raises(CannotGiveWord, match="not_about_help"):
        actions.give_word(asks(carer), now=NOW, person=rosa.party, usual=PROGRAMME, values={"meals": {"level": "lot"}})
    assert new_identifier(NOW) != new_identifier(NOW)


@pytest.mark.req("A6", "W18")
def test_a_carers_own_assessment_keeps_its_private_answer_from_the_family(repository: Path, rosa: Somebody) -> None:
    install(repository, programme="carers")
    grace = somebody("Grace Adeyemi")
    stands_beside(rosa, grace)
    asker = asks(grace)
    assessment = actions.start_assessment(asker, now=NOW, person=grace.party, programme="carers")
    actions.answer(asker, now=NOW, assessment=assessment, question="private_words", value={"text": PRIVATE})
    mine = queries.assessment(asker, assessment=assessment, now=later())
    assert mine.question("private_words") is not None
    theirs = queries.assessment(asks(rosa), assessment=assessment, now=later())
    assert theirs.question("private_words") is None
    assert theirs.question("hours_caring") is not None
    with pytest.raises(NotFound):
        queries.answers_over_time(asks(rosa), assessment=assessment, question="private_words", now=later())
