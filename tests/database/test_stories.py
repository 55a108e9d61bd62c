"""Stories are shared with consent, name nobody, are checked by a second person, and can be taken back."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from ownway.registers.people import actions as people
from ownway.registers.people.queries import asker_for_party
from ownway.registers.stories import actions, queries
from ownway.registers.stories.actions import CannotShow, CannotTakeBack, CannotTell
from ownway.registers.stories.policies import CONSENT
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


def told(by_whom: Somebody, about: Somebody, **given: object) -> UUID:
    story = {"title": "Saturdays at the ground", "text": TEXT, "aims": ["friends"], "kinds": ["leisure"]} | given
    return actions.tell(by(by_whom), now=NOW, person=about.party, **story)  # type: ignore[arg-type]


def titles(**wanted: object) -> list[str]:
    return [story.title for story in queries.find(PUBLIC, now=NOW, **wanted)]  # type: ignore[arg-type]


@pytest.mark.req("P4")
def test_a_story_is_shown_once_a_second_person_has_read_it(amara: Somebody, reader: Somebody) -> None:
    story = told(amara, amara, year=Money(734_000, "GBP"))
    assert titles() == []
    assert [waiting.id for waiting in queries.to_check(by(reader), now=NOW)] == [story]
    actions.show(by(reader), now=NOW, story=story)
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
        actions.show(by(reader), now=NOW, story=story)


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
    actions.show(by(reader), now=NOW, story=told(amara, amara, year=Money(734_000, "GBP")))
    assert (titles(**wanted) != []) == found


@pytest.mark.req("R3")
def test_somebody_else_tells_a_story_only_with_consent(amara: Somebody, tom: Somebody) -> None:
    with pytest.raises(CannotTell, match=r"stories\.no_consent"):
        told(tom, amara)
    people.give_consent(by(amara), now=NOW, person=amara.party, to=tom.party, purpose=CONSENT)
    later = NOW + timedelta(minutes=1)
    assert actions.tell(by(tom, later), now=later, person=amara.party, title="Saturdays", text=TEXT, aims=["friends"])


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
    story = actions.tell(by(tom, later), now=later, person=amara.party, title="Saturdays", text=TEXT, aims=["friends"])
    with pytest.raises(CannotShow, match=r"stories\.own_check"):
        actions.show(by(tom, later), now=later, story=story)
    with pytest.raises(NotAllowed):
        actions.show(by(amara, later), now=later, story=story)
    assert queries.to_check(by(tom, later), now=later) == ()


def test_a_story_taken_back_is_shown_no_more(amara: Somebody, tom: Somebody, reader: Somebody) -> None:
    story = told(amara, amara)
    actions.show(by(reader), now=NOW, story=story)
    with pytest.raises(NotAllowed):
        actions.take_back(by(tom), now=NOW, story=story)
    actions.take_back(by(amara), now=NOW, story=story)
    assert titles() == []
    with pytest.raises(CannotTakeBack):
        actions.take_back(by(amara), now=NOW, story=story)
    unread = told(amara, amara)
    actions.take_back(by(amara), now=NOW, story=unread)
    with pytest.raises(CannotShow, match=r"stories\.taken_back"):
        actions.show(by(reader), now=NOW, story=unread)


def test_a_story_goes_with_the_file_of_whoever_it_is_about(amara: Somebody, reader: Somebody) -> None:
    story = told(amara, amara)
    actions.show(by(reader), now=NOW, story=story)
    with connection.cursor() as cursor:
        cursor.execute("SELECT told FROM stories_story WHERE id = %s", [story])
        assert b"season" not in bytes(cursor.fetchone()[0])
    trail.destroy_key(by(reader), now=NOW, subject=amara.party, reason=Reason("trail.erased"))
    assert titles() == []


def test_bad_input_is_refused_in_words(amara: Somebody, reader: Somebody) -> None:
    for wrong in ({"title": " "}, {"text": "x" * 8_001}, {"text": "a\x00b"}, {"aims": ["a" * 61]}):
        with pytest.raises(CannotKeepText):
            told(amara, amara, **wrong)
    with pytest.raises(CannotTell, match=r"stories\.nothing_told"):
        told(amara, amara, aims=[])
    with pytest.raises(NotFound):
        actions.show(by(reader), now=NOW, story=new_identifier(NOW))
    with pytest.raises(NotFound):
        actions.tell(PUBLIC, now=NOW, person=amara.party, title="T", text="T", aims=["friends"])


def test_the_set_up_tells_no_stories(amara: Somebody) -> None:
    with pytest.raises(NotAllowed):
        actions.tell(set_up(NOW), now=NOW, person=amara.party, title="T", text="T", aims=["friends"])


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
