"""Decisions are taken by name with reasons, can be challenged while a clock runs, and are answered by somebody else."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from ownway.registers.decisions import actions, queries
from ownway.registers.decisions.actions import (
    CannotAnswerChallenge,
    CannotChallenge,
    CannotDecide,
    CannotStartClock,
    CannotStopClock,
)
from ownway.registers.decisions.models import Decision
from ownway.registers.letters import queries as letters
from ownway.registers.people.queries import asker_for_party
from ownway.registers.trail.actions import CannotOverwrite
from ownway.registers.trail.models import Line
from ownway.values import Asker, Basis, Reason, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from ownway.values.text import CannotKeepText
from ownway.words.reasons import sentence
from tests.factories import Somebody, set_up, somebody, stands_beside, works_with

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
WHY = Reason("decisions.clock_runs", {"due": "2026-03-30"})


@pytest.fixture
def amara() -> Somebody:
    return somebody("Amara Nwosu")


@pytest.fixture
def tom(amara: Somebody) -> Somebody:
    tom = somebody("Tom Okafor", "practitioner")
    works_with(tom, amara)
    return tom


@pytest.fixture
def panel() -> Somebody:
    return somebody("Gwen Pritchard", "panel")


def by(who: Somebody, now: datetime = NOW) -> Asker:
    return asker_for_party(who.party, request=new_identifier(now), now=now)


def decided(tom: Somebody, amara: Somebody, **given: object) -> UUID:
    told = {"reasons": (WHY,), "words": "I saw how you manage.", "challenge_within_days": 28} | given
    return actions.decide(
        by(tom),
        now=NOW,
        about=amara.party,
        kind="budget_told",
        outcome="told",
        rule_version="0123-45",
        thing="figure",
        thing_id=new_identifier(NOW),
        **told,
    )


@pytest.mark.req("H3")
def test_both_sides_see_a_decision_with_its_name_its_reasons_and_its_clock(amara: Somebody, tom: Somebody) -> None:
    made = decided(tom, amara)
    for reader in (amara, tom):
        seen = queries.decision(by(reader), decision=made, now=NOW)
        assert seen.decided_by_name == "Tom Okafor"
        assert seen.voice == "authority"
        assert seen.reasons == (WHY,)
        assert seen.words == "I saw how you manage."
        assert seen.challenge_until == date(2026, 3, 30)
        assert seen.may_be_challenged
        assert sentence(Reason(seen.title_code), "en") == "Your budget for support"
        assert sentence(Reason(seen.standing_code), "en") == "This decision holds."
    assert [seen.id for seen in queries.decisions_about(by(amara), person=amara.party, now=NOW)] == [made]


@pytest.mark.req("H3")
def test_the_persons_own_decision_is_told_as_theirs_and_the_authority_can_reply(amara: Somebody, tom: Somebody) -> None:
    made = actions.decide(
        by(amara),
        now=NOW,
        about=amara.party,
        kind="degree_chosen",
        outcome="cash",
        words="I have run a shop.",
        thing="degree",
        thing_id=new_identifier(NOW),
    )
    actions.reply(by(tom), now=NOW, decision=made, words="A good way to begin.", agrees=True)
    seen = queries.decision(by(amara), decision=made, now=NOW)
    assert (seen.voice, seen.decided_by_name) == ("person", "Amara Nwosu")
    assert not seen.may_be_challenged
    assert [(reply.by_name, reply.words, reply.agrees) for reply in seen.replies] == [
        ("Tom Okafor", "A good way to begin.", True)
    ]


def test_nobody_decides_who_is_not_human(amara: Somebody) -> None:
    with pytest.raises(CannotDecide, match=r"decisions\.not_human"):
        actions.decide(
            set_up(NOW),
            now=NOW,
            about=amara.party,
            kind="budget_told",
            outcome="told",
            words="By rule.",
            thing="figure",
            thing_id=new_identifier(NOW),
        )


def test_a_token_does_not_decide_for_the_person_who_gave_it(amara: Somebody, tom: Somebody) -> None:
    token = Asker(Basis.TOKEN, new_identifier(NOW), tom.party, frozenset({"practitioner"}), frozenset({"decisions"}))
    with pytest.raises(CannotDecide, match=r"decisions\.not_human"):
        actions.decide(
            token,
            now=NOW,
            about=amara.party,
            kind="budget_told",
            outcome="told",
            words="By rule.",
            thing="figure",
            thing_id=new_identifier(NOW),
        )


def test_a_decision_without_a_reason_is_refused(amara: Somebody, tom: Somebody) -> None:
    with pytest.raises(CannotDecide, match=r"decisions\.no_reason"):
        decided(tom, amara, reasons=(), words="  ")
    assert not Decision.objects.exists()


def test_a_stranger_finds_no_decision(amara: Somebody, tom: Somebody) -> None:
    made = decided(tom, amara)
    stranger = somebody("Piotr Zielinski", "practitioner")
    for ask in (
        lambda: queries.decision(by(stranger), decision=made, now=NOW),
        lambda: queries.decisions_about(by(stranger), person=amara.party, now=NOW),
        lambda: actions.challenge(by(stranger), now=NOW, decision=made),
        lambda: actions.reply(by(stranger), now=NOW, decision=made, words="Hello."),
    ):
        with pytest.raises(NotFound):
            ask()


def test_family_may_challenge_and_may_not_decide(amara: Somebody, tom: Somebody) -> None:
    made = decided(tom, amara)
    sister = somebody("Ngozi Nwosu")
    stands_beside(sister, amara)
    assert actions.challenge(by(sister), now=NOW, decision=made, words="She needs more nights.")
    with pytest.raises(NotAllowed):
        decided(sister, amara)


@pytest.mark.req("A8")
@pytest.mark.req("G5")
def test_a_challenge_starts_a_clock_is_answered_by_another_and_told_by_letter(
    amara: Somebody, tom: Somebody, panel: Somebody
) -> None:
    made = decided(tom, amara)
    challenged = actions.challenge(by(amara), now=NOW, decision=made, words="The nights are not in it.")

    (clock,) = queries.desk(by(panel), now=NOW)
    assert (clock.thing, clock.thing_id) == ("challenge", challenged)
    assert (clock.about_name, clock.due, clock.days_left) == ("Amara Nwosu", date(2026, 3, 30), 28)
    assert queries.decision(by(amara), decision=made, now=NOW).standing == "challenged"

    later = NOW + timedelta(days=9)
    with pytest.raises(CannotAnswerChallenge, match=r"decisions\.own_decision"):
        actions.answer_challenge(by(tom, later), now=later, challenge=challenged, upheld=False, words="No.")
    actions.answer_challenge(
        by(panel, later), now=later, challenge=challenged, upheld=True, words="You are right.", reasons=(WHY,)
    )

    seen = queries.decision(by(amara, later), decision=made, now=later)
    assert seen.standing == "overturned"
    assert not seen.may_be_challenged
    answer = seen.challenges[0].answer
    assert answer is not None
    assert (answer.upheld, answer.withdrawn, answer.by_name) == (True, False, "Gwen Pritchard")
    assert answer.reasons == (WHY,)
    assert queries.desk(by(panel, later), now=later) == ()

    titles = [letter.title for letter in letters.letters_to(by(amara, later), person=amara.party, now=later)]
    assert titles == ["Our answer to your challenge", "We have your challenge"]
    answered = letters.letters_to(by(amara, later), person=amara.party, now=later)[0].letter
    assert answered is not None
    assert "You challenged this decision: Your budget for support." in answered.plain
    assert "You were right." in answered.plain
    assert "Decided by: Gwen Pritchard" in answered.plain


def test_a_challenge_is_answered_once(amara: Somebody, tom: Somebody, panel: Somebody) -> None:
    challenged = actions.challenge(by(amara), now=NOW, decision=decided(tom, amara))
    actions.answer_challenge(by(panel), now=NOW, challenge=challenged, upheld=False, words="It stands.")
    with pytest.raises(CannotAnswerChallenge, match=r"decisions\.answered_already"):
        actions.answer_challenge(by(panel), now=NOW, challenge=challenged, upheld=True, words="Or not.")
    with pytest.raises(CannotChallenge, match=r"decisions\.answered_already"):
        actions.withdraw_challenge(by(amara), now=NOW, challenge=challenged)


def test_an_answer_explains_itself(amara: Somebody, tom: Somebody, panel: Somebody) -> None:
    challenged = actions.challenge(by(amara), now=NOW, decision=decided(tom, amara))
    with pytest.raises(CannotKeepText, match=r"text\.missing"):
        actions.answer_challenge(by(panel), now=NOW, challenge=challenged, upheld=False, words=" ")


def test_a_challenge_can_be_taken_back_and_made_again(amara: Somebody, tom: Somebody, panel: Somebody) -> None:
    made = decided(tom, amara)
    first = actions.challenge(by(amara), now=NOW, decision=made, answer_within_days=14)
    with pytest.raises(CannotChallenge, match=r"decisions\.challenged_already"):
        actions.challenge(by(amara), now=NOW, decision=made)
    actions.withdraw_challenge(by(amara), now=NOW, challenge=first, words="I read it again.")
    assert queries.decision(by(amara), decision=made, now=NOW).standing == "stands"
    assert queries.desk(by(panel), now=NOW) == ()
    actions.challenge(by(amara), now=NOW, decision=made)
    seen = queries.decision(by(amara), decision=made, now=NOW)
    assert [(was.answer_due, bool(was.answer and was.answer.withdrawn)) for was in seen.challenges] == [
        (date(2026, 3, 16), True),
        (date(2026, 3, 30), False),
    ]


@pytest.mark.parametrize(
    ("within", "after_days", "code"), [(28, 29, "decisions.no_challenge"), (None, 0, "decisions.never_challenged")]
)
def test_when_its_days_are_over_a_decision_cannot_be_challenged(
    amara: Somebody, tom: Somebody, within: int | None, after_days: int, code: str
) -> None:
    made = decided(tom, amara, challenge_within_days=within)
    later = NOW + timedelta(days=after_days)
    assert not queries.decision(by(amara, later), decision=made, now=later).may_be_challenged
    with pytest.raises(CannotChallenge, match=code):
        actions.challenge(by(amara, later), now=later, decision=made)


def test_on_its_last_day_a_decision_can_still_be_challenged(amara: Somebody, tom: Somebody) -> None:
    made = decided(tom, amara)
    last = NOW + timedelta(days=28)
    assert actions.challenge(by(amara, last), now=last, decision=made)


def test_a_confirmed_decision_may_be_challenged_once_more(amara: Somebody, tom: Somebody, panel: Somebody) -> None:
    made = decided(tom, amara)
    first = actions.challenge(by(amara), now=NOW, decision=made)
    actions.answer_challenge(by(panel), now=NOW, challenge=first, upheld=False, words="It stands.")
    assert queries.decision(by(amara), decision=made, now=NOW).standing == "confirmed"
    again = actions.challenge(by(amara), now=NOW, decision=made, words="I have a letter from my doctor.")
    actions.answer_challenge(by(panel), now=NOW, challenge=again, upheld=True, words="That is new.")
    with pytest.raises(CannotChallenge, match=r"decisions\.overturned"):
        actions.challenge(by(amara), now=NOW, decision=made)


def started(asker: Asker, about: Somebody, **given: object) -> UUID:
    told = {"kind": "check", "due": date(2026, 3, 16), "waits_on_role": "practitioner", "thing": "assessment"} | given
    return actions.start_clock(asker, now=NOW, about=about.party, **({"thing_id": new_identifier(NOW)} | told))


@pytest.mark.req("M6")
def test_the_desk_shows_what_waits_on_me_the_earliest_first(amara: Somebody, tom: Somebody, panel: Somebody) -> None:
    joan = somebody("Joan Achterberg")
    other = somebody("Piotr Zielinski", "practitioner")
    works_with(other, joan)
    started(by(amara), amara, due=date(2026, 3, 20))
    started(by(amara), amara, kind="review", due=date(2026, 3, 5))
    started(by(amara), amara, waits_on=panel.party, due=date(2026, 3, 9))
    started(by(joan), joan)
    started(by(amara), amara, kind="write_plan", waits_on_role="person", due=date(2026, 4, 1))

    assert [(clock.about_name, clock.kind) for clock in queries.desk(by(tom), now=NOW)] == [
        ("Amara Nwosu", "review"),
        ("Amara Nwosu", "check"),
    ]
    assert [clock.about_name for clock in queries.desk(by(other), now=NOW)] == ["Joan Achterberg"]
    assert [clock.due for clock in queries.desk(by(panel), now=NOW)] == [date(2026, 3, 9)]
    assert [clock.kind for clock in queries.desk(by(amara), now=NOW)] == ["write_plan"]
    assert queries.desk(Asker(Basis.PUBLIC, new_identifier(NOW)), now=NOW) == ()


def test_a_clock_that_runs_out_is_late_and_says_by_how_much(amara: Somebody, tom: Somebody) -> None:
    started(by(amara), amara)
    later = NOW + timedelta(days=20)
    (clock,) = queries.clocks_about(by(amara, later), person=amara.party, now=later)
    assert clock.late
    assert clock.days_left == -6
    assert sentence(Reason(clock.kind_code), "en") == "The check of the answers"


def test_one_clock_of_a_kind_runs_for_a_thing(amara: Somebody, tom: Somebody) -> None:
    thing = new_identifier(NOW)
    started(by(amara), amara, thing_id=thing)
    with pytest.raises(CannotStartClock, match=r"decisions\.clock_runs"):
        started(by(amara), amara, thing_id=thing)
    assert queries.clock_runs(by(amara), kind="check", thing_id=thing)
    actions.stop_clock(by(tom), now=NOW, kind="check", thing_id=thing, reason=Reason("decisions.decided"))
    assert not queries.clock_runs(by(amara), kind="check", thing_id=thing)
    with pytest.raises(CannotStopClock, match=r"decisions\.no_clock"):
        actions.stop_clock(by(tom), now=NOW, kind="check", thing_id=thing, reason=Reason("decisions.decided"))
    assert started(by(amara), amara, thing_id=thing, due=date(2026, 4, 1))


def test_a_clock_is_not_due_before_it_starts(amara: Somebody) -> None:
    with pytest.raises(CannotStartClock, match=r"decisions\.due_before_start"):
        started(by(amara), amara, due=date(2026, 3, 1))


def test_a_day_counts_where_the_authority_is(amara: Somebody, tom: Somebody) -> None:
    """Half past eleven at night in summer, universal time, is past midnight in London."""
    midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    made = actions.decide(
        by(tom, midnight),
        now=midnight,
        about=amara.party,
        kind="budget_told",
        outcome="told",
        words="Told.",
        thing="figure",
        thing_id=new_identifier(midnight),
        challenge_within_days=28,
    )
    seen = queries.decision(by(amara, midnight), decision=made, now=midnight)
    assert seen.challenge_until == date(2026, 7, 29)


def test_what_was_decided_is_never_changed(amara: Somebody, tom: Somebody) -> None:
    row = Decision.objects.get(id=decided(tom, amara))
    row.outcome = "other"
    with pytest.raises(CannotOverwrite):
        row.save()
    for table in ("decision", "reply", "challenge", "answer", "clock", "clockstop"):
        for order in (f"UPDATE decisions_{table} SET id = id", f"DELETE FROM decisions_{table}"):
            with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(order)


def test_the_words_of_a_decision_are_sealed(amara: Somebody, tom: Somebody) -> None:
    made = decided(tom, amara)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, reasons FROM decisions_decision WHERE id = %s", [made])
        assert all(b"manage" not in bytes(kept) and b"clock" not in bytes(kept) for kept in cursor.fetchone())


def test_every_deed_leaves_its_line(amara: Somebody, tom: Somebody, panel: Somebody) -> None:
    made = decided(tom, amara)
    challenged = actions.challenge(by(amara), now=NOW, decision=made)
    actions.answer_challenge(by(panel), now=NOW, challenge=challenged, upheld=False, words="It stands.")
    deeds = Line.objects.filter(about__contains=[amara.party], deed__startswith="decisions.")
    assert sorted(deeds.values_list("deed", flat=True)) == [
        "decisions.answer_challenge",
        "decisions.challenge",
        "decisions.decide",
        "decisions.start_clock",
        "decisions.stop_clock",
    ]
