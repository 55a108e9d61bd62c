"""Letters are kept as they were sent, read by whom they are for, and printed for whoever needs paper."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from ownway.registers.letters import actions, queries
from ownway.registers.letters.actions import CannotNoteTold, CannotPrintLetter, CannotWrite
from ownway.registers.people import actions as people
from ownway.registers.people.queries import asker_for_party
from ownway.registers.trail import actions as trail
from ownway.values import Asker, Basis, Reason, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from tests.factories import Somebody, set_up, somebody, stands_beside, works_with

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
FACTS = {"pence": 27540, "currency": "GBP", "every": "week", "challenge_within_days": 28}
WHY = (Reason("decisions.challenged", words="I know my own nights."),)


@pytest.fixture
def amara() -> Somebody:
    return somebody("Amara Nwosu")


@pytest.fixture
def tom(amara: Somebody) -> Somebody:
    tom = somebody("Tom Okafor", "practitioner")
    works_with(tom, amara)
    return tom


def by(who: Somebody, now: datetime = NOW) -> Asker:
    return asker_for_party(who.party, request=new_identifier(now), now=now)


def written(tom: Somebody, to: Somebody, about: Somebody | None = None, now: datetime = NOW, **given: object) -> UUID:
    told = {"kind": "budget_told", "facts": FACTS, "reasons": WHY} | given
    return actions.write(by(tom), now=now, to=to.party, about=(about or to).party, **told)


def test_a_letter_says_who_writes_to_whom_and_until_when_it_may_be_challenged(amara: Somebody, tom: Somebody) -> None:
    seen = queries.letter(by(amara), letter=written(tom, amara), now=NOW)
    assert seen.letter is not None
    assert seen.title == "Your budget for support"
    for said in ("Dear Amara Nwosu,", "£275.40 a week", "2 March 2026", "Decided by: Tom Okafor", "30 March 2026"):
        assert said in seen.letter.plain
    assert "I know my own nights." in seen.letter.html


@pytest.mark.req("H1")
def test_a_letter_is_written_as_its_reader_wants_to_be_told(tom: Somebody) -> None:
    easy = somebody("Bryn Hughes", easy_read=True)
    works_with(tom, easy)
    seen = queries.letter(by(easy), letter=written(tom, easy), now=NOW)
    assert seen.letter is not None
    assert seen.letter.easy
    assert seen.title == "Your money for support"
    german = somebody("Jutta Brandt", language="de")
    works_with(tom, german)
    assert "275,40\xa0£" in queries.letter(by(german), letter=written(tom, german), now=NOW).letter.plain  # type: ignore[union-attr]


def test_what_was_sent_stays_as_it_was_sent(amara: Somebody, tom: Somebody) -> None:
    letter = written(tom, amara)
    later = NOW + timedelta(days=400)
    people.rename(by(amara, later), now=later, party=amara.party, name="Amara Adeyemi")
    people.set_communication(by(amara, later), now=later, person=amara.party, language="en", easy_read=True)
    seen = queries.letter(by(amara, later), letter=letter, now=later)
    assert seen.letter is not None
    assert "Dear Amara Nwosu," in seen.letter.plain
    assert not seen.letter.easy


def test_a_letter_that_lacks_a_fact_or_has_no_kind_is_not_written(amara: Somebody, tom: Somebody) -> None:
    with pytest.raises(CannotWrite, match="pence"):
        written(tom, amara, facts={"currency": "GBP", "every": "week"})
    with pytest.raises(CannotWrite, match="love_letter"):
        written(tom, amara, kind="love_letter")
    assert queries.letters_to(by(amara), person=amara.party, now=NOW) == ()


def test_letters_come_newest_first_and_say_which_are_new(amara: Somebody, tom: Somebody) -> None:
    first = written(tom, amara)
    tomorrow = NOW + timedelta(days=1)
    second = written(tom, amara, now=tomorrow, kind="review_due", facts={"review_on": "2026-05-25"})
    actions.note_told(by(amara), now=NOW, letter=first, told_by="screen")
    seen = queries.letters_to(by(amara), person=amara.party, now=NOW)
    assert [(letter.id, letter.is_new) for letter in seen] == [(second, True), (first, False)]


@pytest.mark.req("H6")
def test_a_letter_reaches_its_reader_on_screen_on_paper_and_by_phone(amara: Somebody, tom: Somebody) -> None:
    letter = written(tom, amara)
    for minutes, told_by in ((1, "paper"), (2, "phone"), (3, "phone")):
        actions.note_told(by(tom), now=NOW + timedelta(minutes=minutes), letter=letter, told_by=told_by)
    told = queries.letter(by(amara), letter=letter, now=NOW).told
    assert [way for way, _at in told] == ["paper", "phone"]
    with pytest.raises(CannotNoteTold, match=r"letters\.told_how"):
        actions.note_told(by(tom), now=NOW, letter=letter, told_by="pigeon")
    with pytest.raises(CannotNoteTold, match=r"letters\.told_before_sent"):
        actions.note_told(by(tom), now=NOW - timedelta(days=1), letter=letter, told_by="screen")


def test_a_letter_is_read_by_its_reader_and_by_those_the_table_names(amara: Somebody, tom: Somebody) -> None:
    sister = somebody("Ngozi Nwosu")
    stands_beside(sister, amara)
    stranger = somebody("Piotr Zielinski", "practitioner")
    to_amara = written(tom, amara)
    to_sister = written(tom, sister, about=amara, kind="review_due", facts={"review_on": "2026-05-25"})
    for reader in (sister, tom, amara):
        assert queries.letter(by(reader), letter=to_sister, now=NOW).title
    with pytest.raises(NotAllowed):
        queries.letter(by(sister), letter=to_amara, now=NOW)
    for letter in (to_amara, to_sister, new_identifier(NOW)):
        with pytest.raises(NotFound):
            queries.letter(by(stranger), letter=letter, now=NOW)
    public = Asker(Basis.PUBLIC, new_identifier(NOW))
    with pytest.raises(NotFound):
        queries.letters_to(public, person=amara.party, now=NOW)
    assert {seen.id for seen in queries.letters_about(by(amara), person=amara.party, now=NOW)} == {to_amara, to_sister}
    assert [seen.id for seen in queries.letters_to(by(sister), person=sister.party, now=NOW)] == [to_sister]


@pytest.mark.req("H1")
def test_a_letter_can_be_had_on_paper_in_ordinary_and_in_large_print(amara: Somebody, tom: Somebody) -> None:
    letter = written(tom, amara)
    ordinary = queries.printed(by(amara), letter=letter, now=NOW)
    large = queries.printed(by(amara), letter=letter, now=NOW, large=True)
    assert ordinary.startswith(b"%PDF-1.")
    assert b"/StructTreeRoot" in large
    assert ordinary != large


def test_an_erased_letter_is_gone_and_says_so(amara: Somebody, tom: Somebody) -> None:
    letter = written(tom, amara)
    reader = by(amara)
    trail.destroy_key(by(tom), now=NOW, subject=amara.party, reason=Reason("trail.erased"))
    seen = queries.letter(reader, letter=letter, now=NOW)
    assert seen.letter is None
    assert seen.title == ""
    with pytest.raises(CannotPrintLetter, match=r"letters\.erased"):
        queries.printed(reader, letter=letter, now=NOW)


def test_letters_are_sealed_and_never_changed(amara: Somebody, tom: Somebody) -> None:
    letter = written(tom, amara)
    actions.note_told(by(tom), now=NOW, letter=letter, told_by="paper")
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM letters_letter WHERE id = %s", [letter])
        assert b"275.40" not in bytes(cursor.fetchone()[0])
    for table in ("letter", "telling"):
        for order in (f"UPDATE letters_{table} SET id = id", f"DELETE FROM letters_{table}"):
            with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(order)


def test_the_set_up_may_be_the_cause_of_a_letter_and_signs_nothing(amara: Somebody) -> None:
    letter = actions.write(
        set_up(NOW), now=NOW, to=amara.party, about=amara.party, kind="review_due", facts={"review_on": "2026-05-25"}
    )
    seen = queries.letter(by(amara), letter=letter, now=NOW)
    assert seen.letter is not None
    assert "Decided by" not in seen.letter.plain


def test_whoever_gets_new_bank_details_is_told_by_letter_once(amara: Somebody, tom: Somebody) -> None:
    details = {"account_name": "A Nwosu", "sort_code": "20-00-00", "account_number": "55779911"}
    people.keep_payment_details(by(tom), now=NOW, party=amara.party, details=details)
    nightly = Asker(Basis.JOB, new_identifier(NOW), named="nightly")
    assert len(actions.give_notices(nightly, now=NOW)) == 1
    assert actions.give_notices(nightly, now=NOW) == ()
    (seen,) = queries.letters_to(by(amara), person=amara.party, now=NOW)
    assert seen.title == "Your payment details were changed"
    assert seen.letter is not None
    assert "The new account ends in 9911." in seen.letter.plain
    assert "5577" not in seen.letter.plain
    with pytest.raises(NotAllowed):
        actions.give_notices(by(amara), now=NOW)
