"""Stories are shared with consent, name nobody, are checked by a second person, and can be taken back."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from ownway.registers.people import actions as people
from ownway.registers.people.queries import asker_for_party
from ownway.registers.stories import actions, queries
from ownway.registers.stories.actions import (
    CannotAgree,
    CannotShow,
    CannotTakeBack,
    CannotTell,
    CouldTell,
    LineTold,
    Words,
)
from ownway.registers.stories.models import StoryFound, StoryRelease
from ownway.registers.stories.policies import CONSENT
from ownway.registers.stories.queries import Standing
from ownway.registers.stories.rules.anonymity import band, found_in
from ownway.registers.trail import actions as trail
from ownway.values import Asker, Basis, Money, Reason, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from ownway.values.text import CannotKeepText
from tests.factories import Somebody, set_up, somebody, works_with

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
PUBLIC = Asker(Basis.PUBLIC, new_identifier(NOW))
TEXT = "A season ticket and a lift from a neighbour cost less than the day centre, and I have friends there."


@pytest.fixture
def amara() -> Somebody:
    return somebody("Amara Nwosu")


@pytest.fixture
def tom(amara: Somebody) -> Somebody:
    tom = somebody("Tom Okafor", "practitioner")
    works_with(tom, amara)
    return tom


@pytest.fixture
def reader() -> Somebody:
    return somebody("Samir Haddad", "commissioner")


def by(who: Somebody, now: datetime = NOW) -> Asker:
    return asker_for_party(who.party, request=new_identifier(now), now=now)


def crowd(count: int = 5, year: int = 734_000, group: str = "adults", kind: str = "leisure") -> list[CouldTell]:
    """People who could have told the story of these tests."""
    sum_of_money = Money(year, "GBP")
    return [CouldTell(new_identifier(NOW), frozenset({kind, "other"}), sum_of_money, group=group) for _ in range(count)]


def told(by_whom: Somebody, about: Somebody, now: datetime = NOW, **given: object) -> UUID:
    words = {"title": "Saturdays at the ground", "text": TEXT, "aim": "See my friends.", "currency": "GBP"}
    words |= {name: given.pop(name) for name in list(given) if name in Words.__slots__}
    story = {"aims": ["friends"], "kinds": ["leisure"]} | given
    return actions.tell(by(by_whom, now), now=now, person=about.party, words=Words(**words), **story)  # type: ignore[arg-type]


def shown(by_whom: Somebody, story: UUID, people: list[CouldTell] | None = None, now: datetime = NOW) -> bool:
    return actions.show(by(by_whom, now), now=now, story=story, people=crowd() if people is None else people)


def again(people: list[CouldTell], now: datetime) -> int:
    nightly = Asker(Basis.JOB, new_identifier(now), named="nightly")
    return actions.look_again(nightly, now=now, people=people, ks={})


def titles(**wanted: object) -> list[str]:
    return [story.title for story in queries.find(PUBLIC, now=NOW, **wanted)]  # type: ignore[arg-type]


@pytest.mark.req("P4")
def test_a_story_is_shown_once_a_second_person_has_read_it(amara: Somebody, reader: Somebody) -> None:
    story = told(amara, amara, year=Money(734_000, "GBP"))
    assert titles() == []
    assert [waiting.id for waiting in queries.to_check(by(reader), now=NOW)] == [story]
    shown(reader, story)
    (seen,) = queries.find(PUBLIC, now=NOW)
    assert (seen.title, seen.text, seen.aims, seen.kinds) == (
        "Saturdays at the ground",
        TEXT,
        ("friends",),
        ("leisure",),
    )
    assert (seen.least, seen.most) == (Money(500_000, "GBP"), Money(1_000_000, "GBP"))
    assert queries.to_check(by(reader), now=NOW) == ()
    with pytest.raises(CannotShow, match=r"stories\.shown_already"):
        shown(reader, story)


@pytest.mark.req("P4")
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"aim": "friends"}, True),
        ({"aim": "work"}, False),
        ({"kind": "leisure"}, True),
        ({"kind": "night"}, False),
        ({"near": Money(500_000, "GBP")}, True),
        ({"near": Money(999_999, "GBP")}, True),
        ({"near": Money(1_000_000, "GBP")}, False),
        ({"near": Money(734_000, "EUR")}, False),
        ({"aim": "friends", "kind": "leisure", "near": Money(734_000, "GBP")}, True),
    ],
)
def test_a_story_is_found_by_aim_by_kind_and_by_a_similar_amount(
    amara: Somebody, reader: Somebody, wanted: dict[str, object], found: bool
) -> None:
    shown(reader, told(amara, amara, year=Money(734_000, "GBP")))
    assert (titles(**wanted) != []) == found


@pytest.mark.req("R3")
def test_somebody_else_tells_a_story_only_with_consent(amara: Somebody, tom: Somebody) -> None:
    with pytest.raises(CannotTell, match=r"stories\.no_consent"):
        told(tom, amara)
    people.give_consent(by(amara), now=NOW, person=amara.party, to=tom.party, purpose=CONSENT)
    later = NOW + timedelta(minutes=1)
    story = told(tom, amara, now=later)
    reader = somebody("Samir Haddad", "commissioner")
    assert [own.standing for own in queries.mine(by(amara, later), person=amara.party, now=later)] == ["waits_for_yes"]
    with pytest.raises(CannotShow, match=r"stories\.not_agreed"):
        shown(reader, story, now=later)
    with pytest.raises(NotAllowed):
        actions.agree(by(tom, later), now=later, story=story)
    actions.agree(by(amara, later), now=later, story=story)
    with pytest.raises(CannotAgree):
        actions.agree(by(amara, later), now=later, story=story)
    assert shown(reader, story, now=later)


@pytest.mark.parametrize(
    "text",
    [
        "Amara goes every week.",
        "It is the NWOSU family's seat.",
        "Ring me on 020 7946 0018.",
        "Write to amara@example.org.",
        "Near SW1A 1AA, by the gate.",
        "See https://example.org/me.",
    ],
)
def test_a_story_that_says_who_someone_is_is_refused(amara: Somebody, text: str) -> None:
    with pytest.raises(CannotTell, match=r"stories\.names_someone"):
        told(amara, amara, text=text)


def test_whoever_told_a_story_does_not_check_it(amara: Somebody, tom: Somebody) -> None:
    people.give_consent(by(amara), now=NOW, person=amara.party, to=tom.party, purpose=CONSENT)
    later = NOW + timedelta(minutes=1)
    story = told(tom, amara, now=later)
    actions.agree(by(amara, later), now=later, story=story)
    with pytest.raises(CannotShow, match=r"stories\.own_check"):
        shown(tom, story, now=later)
    with pytest.raises(NotAllowed):
        shown(amara, story, now=later)
    assert queries.to_check(by(tom, later), now=later) == ()


def test_a_story_taken_back_is_shown_no_more(amara: Somebody, tom: Somebody, reader: Somebody) -> None:
    story = told(amara, amara)
    shown(reader, story)
    with pytest.raises(NotAllowed):
        actions.take_back(by(tom), now=NOW, story=story)
    actions.take_back(by(amara), now=NOW, story=story)
    assert titles() == []
    with pytest.raises(CannotTakeBack):
        actions.take_back(by(amara), now=NOW, story=story)
    unread = told(amara, amara)
    actions.take_back(by(amara), now=NOW, story=unread)
    with pytest.raises(CannotShow, match=r"stories\.taken_back"):
        shown(reader, unread)


@pytest.mark.req("P4")
def test_a_story_that_too_few_could_have_told_waits_and_is_shown_once_there_are_more(
    amara: Somebody, reader: Somebody
) -> None:
    story = told(amara, amara, group="adults")
    assert not shown(reader, story, crowd(4))
    assert titles() == []
    (own,) = queries.mine(by(amara), person=amara.party, now=NOW)
    assert own.standing is Standing.WAITS_FOR_PEOPLE
    later = NOW + timedelta(days=1)
    assert again(crowd(4), later) == 0
    assert again(crowd(5), later) == 1
    assert titles() == ["Saturdays at the ground"]


@pytest.mark.req("P4")
def test_where_few_fit_place_then_sum_then_programme_are_told_wider(amara: Somebody, reader: Somebody) -> None:
    actions.add_area(set_up(NOW), now=NOW, name="Fernleigh", region="The north shore")
    there = [somebody(f"Neighbour {letter}") for letter in "ABCDE"]
    for one, town in zip(there, ("Fernleigh", "Fernleigh", "Fernleigh", "Fernleigh", "Marsh End"), strict=True):
        people.set_contact(by(one), now=NOW, party=one.party, contact={"address": f"1 Quay Road, {town}"})
    rich = Money(734_000, "GBP")
    known = [CouldTell(one.party, frozenset({"leisure"}), rich, group="adults") for one in there]
    given = {"year": rich, "group": "adults", "area": "Fernleigh"}
    assert shown(reader, told(amara, amara, title="One", **given), [*known, CouldTell(amara.party, frozenset())])
    (seen,) = queries.find(PUBLIC, now=NOW)
    assert (seen.place, seen.least, seen.group) == ("", Money(500_000, "GBP"), "adults")
    assert titles(place="Fernleigh") == []
    later = NOW + timedelta(minutes=5)
    moved = {"address": "2 Quay Road, Fernleigh"}
    people.set_contact(by(there[4], later), now=later, party=there[4].party, contact=moved)
    assert again(known, later) == 0, "a story once told wider never becomes narrower again"
    assert shown(reader, told(amara, amara, now=later, title="Two", **given), known, now=later)
    assert titles(place="fernleigh") == ["Two"]
    assert titles(place="The north shore") == ["Two"]


def test_a_story_tells_less_when_those_around_it_leave_and_nothing_when_too_few_stay(
    amara: Somebody, reader: Somebody
) -> None:
    close, wider = crowd(5), crowd(3, year=1_200_000)
    story = told(amara, amara, year=Money(734_000, "GBP"), group="adults")
    assert shown(reader, story, [*close, *wider])
    assert again([*close[2:], *wider], NOW + timedelta(days=1)) == 1
    (seen,) = queries.find(PUBLIC, now=NOW)
    assert (seen.least, seen.most) == (Money(250_000, "GBP"), Money(2_000_000, "GBP"))
    assert again(close[:2], NOW + timedelta(days=2)) == 1
    assert titles() == []
    assert [row.waits for row in StoryRelease.objects.order_by("at")] == [False, False, True]


def test_a_reader_who_recognises_somebody_sends_the_story_back_with_what_would_help(
    amara: Somebody, reader: Somebody
) -> None:
    story = told(amara, amara)
    actions.send_back(by(reader), now=NOW, story=story, words="Everyone knows the boat with the red sail.")
    assert queries.to_check(by(reader), now=NOW) == ()
    (own,) = queries.mine(by(amara), person=amara.party, now=NOW)
    assert (own.standing, own.sent_back_words) == (Standing.SENT_BACK, "Everyone knows the boat with the red sail.")
    with pytest.raises(CannotShow):
        shown(reader, story)


@pytest.mark.req("P4")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("neighbours", True),
        ("season tickets", True),
        ("season boat", False),
        ("boat or ticket", True),
        ("ticket -centre", False),
        ('"day centre"', True),
        ("a\x00'; DROP TABLE stories_story --", False),
    ],
)
def test_a_story_is_found_by_its_words_as_in_any_search(
    amara: Somebody, reader: Somebody, words: str, found: bool
) -> None:
    shown(reader, told(amara, amara))
    assert (titles(words=words) != []) == found


def test_a_sentence_finds_what_shares_a_word_with_it_the_best_match_first(amara: Somebody, reader: Somebody) -> None:
    shown(reader, told(amara, amara))
    shown(reader, told(amara, amara, title="Singing with friends", text="A choir on a Tuesday."))
    wish = "I want to sing, and to keep my friends."
    assert titles(words=wish, any_word=True) == ["Singing with friends", "Saturdays at the ground"]
    assert titles(words="I want an elephant", any_word=True) == []


def test_what_is_searched_forgets_a_story_that_is_taken_back(amara: Somebody, reader: Somebody) -> None:
    story = told(amara, amara)
    shown(reader, story)
    assert StoryFound.objects.count() == 1
    actions.take_back(by(amara), now=NOW, story=story)
    assert StoryFound.objects.count() == 0
    assert again(crowd(), NOW + timedelta(days=1)) == 0
    assert titles() == []


def test_a_story_names_no_place_in_its_words_and_nobody_around_its_teller(amara: Somebody) -> None:
    actions.add_area(set_up(NOW), now=NOW, name="Fernleigh", region="The north shore")
    assert queries.areas(PUBLIC, now=NOW) == (("Fernleigh", "The north shore"),)
    sister = somebody("Ngozi Nwosu-Bell")
    people.relate(set_up(NOW), now=NOW, who=sister.party, relation="family", to=amara.party)
    for text in ("The market in Fernleigh.", "Ngozi drives."):
        with pytest.raises(CannotTell, match=r"stories\.names_someone"):
            told(amara, amara, text=text)


def test_only_the_job_of_the_night_looks_again(amara: Somebody, reader: Somebody) -> None:
    for asker in (by(amara), by(reader), PUBLIC):
        with pytest.raises(NotAllowed):
            actions.look_again(asker, now=NOW, people=crowd(), ks={})
    with pytest.raises(NotAllowed):
        actions.add_area(by(amara), now=NOW, name="Here", region="There")


def test_a_story_goes_with_the_file_of_whoever_it_is_about(amara: Somebody, reader: Somebody) -> None:
    story = told(amara, amara)
    shown(reader, story)
    with connection.cursor() as cursor:
        cursor.execute("SELECT told FROM stories_story WHERE id = %s", [story])
        assert b"season" not in bytes(cursor.fetchone()[0])
    trail.destroy_key(by(reader), now=NOW, subject=amara.party, reason=Reason("trail.erased"))
    assert titles() == []


def test_bad_input_is_refused_in_words(amara: Somebody, reader: Somebody) -> None:
    for wrong in ({"title": " "}, {"text": "x" * 8_001}, {"text": "a\x00b"}, {"aims": ["a" * 61]}):
        with pytest.raises(CannotKeepText):
            told(amara, amara, **wrong)
    for line in (LineTold("A boat", pence=-1), LineTold("A boat", times=0)):
        with pytest.raises(CannotTell, match=r"stories\.line_out_of_bounds"):
            told(amara, amara, lines=(line,))
    with pytest.raises(CannotTell, match=r"stories\.no_such_area"):
        told(amara, amara, area="Atlantis")
    with pytest.raises(CannotKeepText):
        told(amara, amara, area="a\x00b")
    with pytest.raises(CannotTell, match=r"stories\.nothing_told"):
        told(amara, amara, aims=[])
    with pytest.raises(NotFound):
        shown(reader, new_identifier(NOW))
    with pytest.raises(NotFound):
        actions.tell(PUBLIC, now=NOW, person=amara.party, words=Words("T", "T"), aims=["friends"])


def test_the_set_up_tells_no_stories(amara: Somebody) -> None:
    with pytest.raises(NotAllowed):
        actions.tell(set_up(NOW), now=NOW, person=amara.party, words=Words("T", "T"), aims=["friends"])


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("Zoe's sister sings.", ["Zoë Novák"], "Zoe's"),
        ("An old song.", ["An Li"], ""),
        ("Twenty pounds a week for 52 weeks.", ["Rose Marlowe"], ""),
        ("A rose in the garden.", ["Rose Marlowe"], "rose"),
    ],
)
def test_names_are_found_whatever_their_accents(text: str, names: list[str], found: str) -> None:
    assert found_in(text, names) == found


def test_amounts_are_told_as_ranges() -> None:
    assert band(Money(0, "GBP")) == (Money(0, "GBP"), Money(100_000, "GBP"))
    assert band(Money(100_000, "GBP")) == (Money(100_000, "GBP"), Money(250_000, "GBP"))
    assert band(Money(90_000_000, "GBP")) == (Money(15_000_000, "GBP"), None)
