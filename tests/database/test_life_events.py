"""What happens in a life and what the money does then: hospital and back, an end and its last account, a mistake."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from django.urls import reverse

from ownway.registers.decisions import queries as decisions
from ownway.registers.letters.queries import letters_to
from ownway.registers.money import actions as money
from ownway.registers.money import queries as ledger
from ownway.registers.people import actions as people
from ownway.rulebook.model import Happened, ToTell
from ownway.steps.agreement import queries as agreements
from ownway.steps.control import actions as control
from ownway.steps.control.actions import Choice, Terms
from ownway.steps.spending import actions, queries
from ownway.steps.spending.actions import CannotRecordEvent
from ownway.values import Money
from ownway.values.cannot import NotAllowed, NotFound
from ownway.words import money as money_in_words
from tests.browsing import browser, text_of
from tests.factories import LAST_WEEK, Somebody, set_up, somebody, stands_beside, works_with
from tests.ledger.scene import BANK, stands
from tests.paying import paying_account
from tests.steps import asks, install, later, signed

SOON = later(60)
TODAY = SOON.date()
DAY = timedelta(days=1)


def finance(name: str) -> Somebody:
    """Somebody in finance who may approve what a test pays."""
    officer, starts = somebody(name, "finance"), date(2026, 1, 1)
    limit = Money(10_000_000, "GBP")
    money.set_approval_limit(set_up(), now=SOON, party=officer.party, limit=limit, currency="GBP", starts=starts)
    return officer


def at(day: date) -> datetime:
    """Ten in the morning of a day."""
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)


@pytest.fixture
def rosa(db: None) -> Somebody:
    """A person with an agreed plan, who holds her money herself and employs Ines."""
    install()
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


@pytest.fixture
def ann(rosa: Somebody) -> Somebody:
    """A finance officer, who may approve."""
    return finance("Ann Beddoes")


@pytest.fixture
def ben(ann: Somebody) -> Somebody:
    """Her colleague, who may approve what she built."""
    return finance("Ben Achterberg")


@pytest.fixture
def budget(rosa: Somebody, idris: Somebody, ann: Somebody, ben: Somebody) -> UUID:
    """Her budget, paid to her every four weeks; the first payment is out."""
    agreed = agreements.agreement(asks(rosa, SOON), agreement=signed(rosa, idris), now=SOON)
    control.choose_degrees(asks(rosa, SOON), now=SOON, agreement=agreed.id, rest=Choice("direct_payment", rosa.party))
    kept = people.keep_payment_details(asks(ann, SOON), now=SOON, party=rosa.party, details=BANK)
    people.confirm_payment_details(asks(ben, SOON), now=SOON, details=kept)
    paying_account(SOON)
    pay(ann, ben, TODAY)
    return agreed.budget


def pay(ann: Somebody, ben: Somebody, day: date) -> int:
    """Pay all that is due by a day through a run; gives how many pence."""
    now = at(day) + timedelta(hours=2)
    made = money.build_run(asks(ann, now), now=now, pay_on=day, key=f"run {day}")
    money.approve_run(asks(ben, now), now=now, run=made)
    money.export_run(asks(ann, now), now=now, run=made)
    money.mark_sent(asks(ann, now), now=now, run=made)
    money.confirm_run(asks(ben, now), now=now, run=made, paid_on=day)
    return ledger.run(asks(ann, now), run=made, now=now).total.pence


def employs(rosa: Somebody, *, starts: date, born: int | None = 1980, pence_hour: int = 1_300) -> None:
    """Let her employ Ines for ten hours a week."""
    terms = Terms("Ines Duarte", "Swimming", Fraction(10), pence_hour, born=born)
    control.keep_assistant(asks(rosa, SOON), now=SOON, key="ines", person=rosa.party, starts=starts, terms=terms)


def recorded(idris: Somebody, rosa: Somebody, kind: Happened, on: date, now: datetime = SOON) -> UUID:
    """An event that her practitioner recorded."""
    return actions.record_event(
        asks(idris, now),
        now=now,
        person=rosa.party,
        kind=kind,
        on=on,
        words="Her sister told us.",
        contact="01632 960101",
    )


def event(idris: Somebody, id: UUID, now: datetime) -> queries.EventSeen:
    return queries.event(asks(idris, now), event=id, now=now)


def identity_holds(idris: Somebody, id: UUID, now: datetime) -> bool:
    """Whether agreed = left + held + with the holder + spent + returned + lapsed."""
    one = event(idris, id, now).account
    parts = one.left + one.held + one.with_holder + one.spent + one.returned + one.lapsed
    return one.agreed == parts


@pytest.mark.req("U7")
def test_hospital_pays_on_for_its_days_then_rests_and_goes_on_by_one_deed(
    rosa: Somebody, idris: Somebody, ann: Somebody, ben: Somebody, budget: UUID
) -> None:
    whole = ledger.schedules_of(asks(rosa, SOON), person=rosa.party, now=SOON)[0].money
    assert whole is not None
    stay = recorded(idris, rosa, Happened.HOSPITAL, TODAY)
    seen = event(idris, stay, SOON)
    assert (seen.rests_from, seen.ends_budget, seen.outcome) == (TODAY + 29 * DAY, False, "")
    assert seen.to_tell == ("practitioner", "finance", "holder", "assistants", "providers")
    # The second payment is for 28 days; one of them comes before the budget rests.
    assert pay(ann, ben, TODAY + 28 * DAY) == whole.pence // 28
    with pytest.raises(money.CannotBuildRun, match=r"money\.nothing_due"):
        pay(ann, ben, TODAY + 70 * DAY)
    home = TODAY + 63 * DAY
    actions.resume_after_event(asks(idris, at(home)), now=at(home), event=stay, on=home, words="She is home.")
    assert event(idris, stay, at(home)).outcome == "resumed"
    # Three weeks are left of the third period; they are paid at once, and then all goes on as before.
    assert pay(ann, ben, home) == whole.pence * 21 // 28
    assert pay(ann, ben, TODAY + 84 * DAY) == whole.pence
    letters = [one.kind for one in letters_to(asks(rosa, at(home)), person=rosa.party, now=at(home))]
    assert letters[:2] == ["event_goes_on", "event_pauses"]
    assert identity_holds(idris, stay, at(home))
    assert ledger.prove_ledger(asks(ann, at(home)), now=at(home)).holds


@pytest.mark.req("U7")
def test_an_event_is_a_decision_with_reasons_clocks_and_a_challenge(
    rosa: Somebody, idris: Somebody, budget: UUID
) -> None:
    employs(rosa, starts=TODAY)
    stay = recorded(idris, rosa, Happened.HOSPITAL, TODAY)
    decision = decisions.decisions_on(asks(rosa, SOON), thing_id=stay, now=SOON)[0]
    assert (decision.kind, decision.may_be_challenged, decision.words) == (
        "event_hospital",
        True,
        "Her sister told us.",
    )
    assert [one.code for one in decision.reasons] == ["events.kind.hospital", "events.rests_from", "events.retainer"]
    # Half of ten hours at £13 for eight weeks.
    assert [(one.what, one.pence) for one in event(idris, stay, SOON).owed] == [("retainer", 52_000)]
    waits = decisions.clocks_about(asks(idris, SOON), person=rosa.party, now=SOON)
    assert "event_looked_at" in {clock.kind for clock in waits}
    actions.note_was_told(asks(idris, SOON), now=SOON, event=stay, whom=ToTell.HOLDER)
    actions.note_was_told(asks(idris, SOON), now=SOON, event=stay, whom=ToTell.HOLDER)
    seen = event(idris, stay, SOON)
    assert [one[:2] for one in seen.told] == [("holder", "Idris Vaughan")]
    assert "holder" not in seen.to_tell


@pytest.mark.req("U7")
def test_a_death_stops_the_payments_reserves_last_wages_and_writes_to_the_family_without_a_demand(
    rosa: Somebody, idris: Somebody, ann: Somebody, ben: Somebody, budget: UUID
) -> None:
    sister = somebody("Wanjiru Mbeki")
    stands_beside(sister, rosa)
    employs(rosa, starts=date(2020, 3, 2))
    died = TODAY + 14 * DAY
    preview = queries.preview_of(asks(idris, at(died)), person=rosa.party, kind=Happened.DEATH, on=died, now=at(died))
    id = recorded(idris, rosa, Happened.DEATH, died, at(died))
    seen = event(idris, id, at(died))
    assert (seen.ends_budget, seen.rests_from, seen.bills_until) == (True, died + DAY, died + 85 * DAY)
    assert preview.owed == seen.owed
    # Six full years at 41 or more but for the first: notice 6 weeks, redundancy 1 + 5 x 1.5 = 8.5 weeks of £130.
    owed = {one.what: one.pence for one in seen.owed}
    assert (owed["notice"], owed["redundancy"]) == (6 * 13_000, 8 * 13_000 + 6_500)
    assert preview.overpaid.pence == seen.account.overpaid > 0
    assert identity_holds(idris, id, at(died))
    # What was paid for days that count no more stands on a line of its own, and in no other.
    count = money_in_words.say(Money(seen.account.agreed - seen.account.overpaid, "GBP"), "en")
    page = text_of(browser(idris).get(reverse("spending:event", args=[id])))
    assert f"Agreed for the days that count {count} Spent on support" in page
    letter = letters_to(asks(sister, at(died)), person=sister.party, now=at(died))[0]
    assert letter.kind == "event_death"
    assert letter.letter is not None
    said = letter.letter.plain
    for needed in ("very sorry", "Idris Vaughan", "01632 960101", "nothing you have to do today", "not need to pay"):
        assert needed in said
    assert letters_to(asks(rosa, at(died)), person=rosa.party, now=at(died))[0].kind != "event_death"
    with pytest.raises(money.CannotBuildRun, match=r"money\.nothing_due"):
        pay(ann, ben, TODAY + 28 * DAY)


@pytest.mark.req("U7")
def test_the_last_account_says_what_was_paid_spent_owed_kept_and_is_to_come_back(
    rosa: Somebody, idris: Somebody, ann: Somebody, budget: UUID
) -> None:
    died = TODAY + 6 * DAY
    now = at(died)
    actions.record_spend(asks(rosa, now), now=now, key="one", person=rosa.party, on=died, pence=1_500, what="Swim")
    id = recorded(idris, rosa, Happened.DEATH, died, now)
    end = at(died + 90 * DAY)
    assert [one.id for one in queries.open_accounts(asks(ann, end), now=end)] == [id]
    before = event(ann, id, end).account
    actions.settle_event(asks(ann, end), now=end, event=id, kept_pence=2_000, words="All bills are in.")
    seen = event(ann, id, end)
    assert (seen.outcome, seen.account.kept, seen.account.spent) == ("settled", 2_000, 1_500)
    assert seen.account.to_return == before.with_holder - 2_000
    assert queries.open_accounts(asks(ann, end), now=end) == ()
    with pytest.raises(money.CannotPost, match=r"money\.more_than_was_there"):
        actions.record_return(asks(ann, end), now=end, key="slip", event=id, pence=99_999_900, on=end.date())
    for _ in range(2):
        actions.record_return(asks(ann, end), now=end, key="1", event=id, pence=seen.account.to_return, on=end.date())
    after = stands(budget)
    assert after["with_holder"] == 2_000
    assert after.get("overgranted", 0) == 0
    assert ledger.prove_ledger(asks(ann, end), now=end).holds
    with pytest.raises(CannotRecordEvent, match=r"events\.over"):
        actions.undo_event(asks(idris, end), now=end, event=id, words="Too late.")
    with pytest.raises(CannotRecordEvent, match=r"events\.ended_already"):
        recorded(idris, rosa, Happened.MOVED_AWAY, died, end)


@pytest.mark.req("U7")
def test_he_was_not_dead_everything_goes_on_without_a_gap_and_both_stay_on_the_trail(
    rosa: Somebody, idris: Somebody, ann: Somebody, ben: Somebody, budget: UUID
) -> None:
    whole = ledger.schedules_of(asks(rosa, SOON), person=rosa.party, now=SOON)[0].money
    assert whole is not None
    before = stands(budget)
    id = recorded(idris, rosa, Happened.DEATH, TODAY)
    assert stands(budget) != before
    soon = at(TODAY + 40 * DAY)
    actions.undo_event(asks(idris, soon), now=soon, event=id, words="A message about somebody else of that name.")
    assert stands(budget) == before
    assert pay(ann, ben, soon.date()) == whole.pence
    outcomes = [one.kind for one in decisions.decisions_on(asks(rosa, soon), thing_id=id, now=soon)]
    assert sorted(outcomes) == ["event_death", "event_undone"]
    with pytest.raises(CannotRecordEvent, match=r"events\.over"):
        actions.undo_event(asks(idris, soon), now=soon, event=id, words="Again.")


def test_a_budget_that_rests_ends_by_a_later_event(
    rosa: Somebody, idris: Somebody, ann: Somebody, budget: UUID
) -> None:
    stay = recorded(idris, rosa, Happened.HOSPITAL, TODAY)
    with pytest.raises(CannotRecordEvent, match=r"events\.open_already"):
        recorded(idris, rosa, Happened.PRISON, TODAY)
    died = at(TODAY + 40 * DAY)
    id = recorded(idris, rosa, Happened.DEATH, died.date(), died)
    assert event(idris, stay, died).outcome == "followed"
    assert event(idris, id, died).outcome == ""
    assert ledger.prove_ledger(asks(ann, died), now=died).holds


@pytest.mark.req("U7")
def test_what_assistants_are_owed_and_nobody_has_is_added_and_paid_once(
    rosa: Somebody, idris: Somebody, ann: Somebody, ben: Somebody, budget: UUID
) -> None:
    brother = somebody("Kamau Mbeki")
    stands_beside(brother, rosa)
    kept = people.keep_payment_details(asks(ann, SOON), now=SOON, party=brother.party, details=BANK)
    people.confirm_payment_details(asks(ben, SOON), now=SOON, details=kept)
    employs(rosa, starts=date(2010, 3, 2), pence_hour=6_000)
    id = recorded(idris, rosa, Happened.DEATH, TODAY)
    short = event(idris, id, SOON).account.short
    assert short > 0
    stranger = somebody("Lena Okoro")
    with pytest.raises(CannotRecordEvent, match=r"events\.not_of_the_circle"):
        actions.pay_what_is_short(asks(idris, SOON), now=SOON, event=id, payee=stranger.party)
    actions.pay_what_is_short(asks(idris, SOON), now=SOON, event=id, payee=brother.party)
    with pytest.raises(CannotRecordEvent, match=r"events\.paid_already"):
        actions.pay_what_is_short(asks(idris, SOON), now=SOON, event=id, payee=brother.party)
    assert pay(ann, ben, TODAY + DAY) == short
    assert event(idris, id, at(TODAY + DAY)).account.short == 0
    assert identity_holds(idris, id, at(TODAY + DAY))


def test_an_event_is_not_of_the_future_nor_before_the_budget_and_twice_is_once(
    rosa: Somebody, idris: Somebody, budget: UUID
) -> None:
    with pytest.raises(CannotRecordEvent, match=r"events\.not_yet"):
        recorded(idris, rosa, Happened.HOSPITAL, TODAY + DAY)
    with pytest.raises(CannotRecordEvent, match=r"events\.before_budget"):
        recorded(idris, rosa, Happened.HOSPITAL, TODAY - DAY)
    first = recorded(idris, rosa, Happened.HOSPITAL, TODAY)
    assert recorded(idris, rosa, Happened.HOSPITAL, TODAY) == first
    with pytest.raises(CannotRecordEvent, match=r"events\.before_event"):
        actions.resume_after_event(asks(idris, SOON), now=SOON, event=first, on=TODAY - DAY)
    with pytest.raises(CannotRecordEvent, match=r"events\.budget_goes_on"):
        actions.settle_event(asks(finance("Cleo Hart"), SOON), now=SOON, event=first, kept_pence=0, words="No.")
    stranger = somebody("Lena Okoro")
    nobody = somebody("Ada Finch")
    with pytest.raises(NotFound):
        queries.event(asks(stranger, SOON), event=first, now=SOON)
    with pytest.raises(NotAllowed):
        recorded(rosa, rosa, Happened.HOSPITAL, TODAY)
    works_with(idris, nobody)
    with pytest.raises(CannotRecordEvent, match=r"events\.nothing_agreed"):
        recorded(idris, nobody, Happened.HOSPITAL, TODAY)


@pytest.mark.req("U7")
def test_a_family_tells_and_nothing_follows_until_somebody_has_looked(
    rosa: Somebody, idris: Somebody, budget: UUID
) -> None:
    sister = somebody("Wanjiru Mbeki")
    stands_beside(sister, rosa)
    before = stands(budget)
    told = [
        actions.tell_event(
            asks(sister, SOON), now=SOON, person=rosa.party, kind=Happened.HOSPITAL, on=TODAY, words="She fell."
        )
        for _ in range(2)
    ]
    assert told[0] == told[1]
    assert stands(budget) == before
    seen = queries.events_of(asks(idris, SOON), person=rosa.party, now=SOON)
    assert [(one.kind, one.by_name, one.words) for one in seen.told] == [("hospital", "Wanjiru Mbeki", "She fell.")]
    recorded(idris, rosa, Happened.HOSPITAL, TODAY, later(1, after=SOON))
    assert queries.events_of(asks(idris, SOON), person=rosa.party, now=SOON).told == ()


@pytest.mark.req("U7", "G4")
def test_family_who_may_see_the_money_see_what_followed_and_others_see_what_was_told(
    rosa: Somebody, idris: Somebody, budget: UUID
) -> None:
    sister, brother = somebody("Wanjiru Mbeki"), somebody("Kamau Mbeki")
    for each in (sister, brother):
        stands_beside(each, rosa)
    people.represent(
        set_up(), now=LAST_WEEK, representative=sister.party, person=rosa.party, basis="nominated", scope=["money"]
    )
    stay = recorded(idris, rosa, Happened.HOSPITAL, TODAY)
    seen = queries.events_of(asks(sister, SOON), person=rosa.party, now=SOON)
    assert [(one.id, one.kind) for one in seen.events] == [(stay, Happened.HOSPITAL)]
    assert event(sister, stay, SOON).account.spent == event(idris, stay, SOON).account.spent
    assert queries.events_of(asks(brother, SOON), person=rosa.party, now=SOON).events == ()
    with pytest.raises(NotAllowed):
        event(brother, stay, SOON)
