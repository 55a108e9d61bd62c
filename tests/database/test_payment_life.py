"""What can befall a payment: held and let go by decision, sent back by the bank, paid on bank days, its file kept."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection

from ownway.interfaces.jobs import tasks
from ownway.registers.decisions.queries import decisions_about
from ownway.registers.letters.queries import letters_to
from ownway.registers.money import actions as money
from ownway.registers.money.models import Hold, LeftOut, Line, RunFilePart, Schedule
from ownway.registers.money.queries import holds, prove_ledger, run
from ownway.registers.money.rules.runs import LEFT_OUT_FOR, RunState
from ownway.registers.people import actions as people
from ownway.registers.people.queries import notices_due
from ownway.values import Asker, Basis, Every, Reason, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from tests.factories import Somebody, set_up
from tests.ledger.scene import MONDAY, NOW, Scene, pounds, stands

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
FRIDAY = date(2026, 5, 8)


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    made.ready_to_pay()
    made.bank_details(made.person)
    return made


def scheduled(scene: Scene, *, every: Every = Every.FOUR_WEEKS, pence: int = 56_000, starts: date = MONDAY) -> Schedule:
    """A budget of 140 pounds a week, paid to the person."""
    budget = scene.open_budget(rate=140, starts=min(starts, MONDAY))
    id = money.set_schedule(
        scene.ask(scene.worker),
        now=NOW,
        key=scene.key(),
        budget=budget,
        holder=scene.person.party,
        starts=starts,
        pence=pence,
        every=every,
        degree="direct",
    )
    return Schedule.objects.get(pk=id)


def built(scene: Scene, pay_on: date = MONDAY, now: datetime = NOW) -> UUID:
    return money.build_run(scene.ask(scene.ann), now=now, pay_on=pay_on, key=scene.key())


def sent(scene: Scene, made: UUID, now: datetime = NOW) -> UUID:
    money.approve_run(scene.ask(scene.ben), now=now, run=made)
    money.export_run(scene.ask(scene.ann), now=now, run=made)
    money.mark_sent(scene.ask(scene.ann), now=now, run=made)
    return made


def held(scene: Scene, schedule: Schedule, *, due_on: date | None = None, by: Somebody | None = None) -> UUID:
    return money.hold_payment(
        scene.ask(by or scene.worker),
        now=NOW,
        schedule=schedule.pk,
        words="Maryam told us that she did not ask for this account.",
        look_again_on=FRIDAY,
        due_on=due_on,
        challenge_within_days=28,
        answer_within_days=14,
    )


def told(scene: Scene) -> list[str]:
    """What the person was told by letter, the newest first."""
    return [letter.kind for letter in letters_to(scene.ask(scene.person), person=scene.person.party, now=LATER)]


@pytest.mark.req("U1")
def test_a_hold_is_a_decision_with_a_reason_a_clock_a_challenge_and_a_letter(scene: Scene) -> None:
    schedule = scheduled(scene)
    hold = held(scene, schedule, due_on=MONDAY)
    decision = decisions_about(scene.ask(scene.person), person=scene.person.party, now=NOW)[0]
    assert (decision.kind, decision.thing_id) == ("payment_held", hold)
    assert decision.challenge_until == NOW.date() + timedelta(days=28)
    assert decision.words.startswith("Maryam told us")
    letter = letters_to(scene.ask(scene.person), person=scene.person.party, now=NOW)[0]
    assert letter.kind == "payment_held"
    assert letter.letter is not None
    for said in ("£560.00", "4 May 2026", "she did not ask", "8 May 2026", "1 June 2026", "Tom Pryce"):
        assert said in letter.letter.plain
    seen = holds(scene.ask(scene.ann), now=NOW)[0]
    assert (seen.id, seen.person_name, seen.due_on, seen.look_again_on) == (hold, "Maryam Okafor", MONDAY, FRIDAY)
    with pytest.raises(money.CannotBuildRun) as refused:
        built(scene)
    assert refused.value.why.facts["reason"] == "money.held"


def test_a_payment_that_is_let_go_is_paid_in_the_next_run_and_once(scene: Scene) -> None:
    schedule = scheduled(scene)
    hold = held(scene, schedule, due_on=MONDAY)
    money.release_hold(scene.ask(scene.ann), now=NOW, hold=hold, words="It was her after all.")
    assert told(scene)[0] == "payment_released"
    assert holds(scene.ask(scene.ann), now=NOW) == ()
    made = built(scene)
    assert [line.due_on for line in run(scene.ask(scene.ann), run=made, now=NOW).lines] == [MONDAY]
    with pytest.raises(money.CannotBuildRun, match=r"money\.nothing_due"):
        built(scene)
    with pytest.raises(money.CannotHold, match=r"money\.released_already"):
        money.release_hold(scene.ask(scene.ann), now=NOW, hold=hold, words="Again.")


def test_a_hold_takes_a_payment_out_of_a_run_whose_file_was_not_made(scene: Scene) -> None:
    first = scheduled(scene)
    agency = scene.somebody("Harbour Lane Care")
    scene.bank_details(agency)
    other = scene.open_budget(rate=70, stream="health")
    money.set_schedule(
        scene.ask(scene.worker),
        now=NOW,
        key="agency",
        budget=other,
        holder=agency.party,
        pence=7_000,
        every=Every.WEEK,
        starts=MONDAY,
    )
    made = built(scene)
    money.approve_run(scene.ask(scene.ben), now=NOW, run=made)
    held(scene, first, due_on=MONDAY)
    assert stands(first.budget_id) == {"granted": -56_000, "left": 56_000}
    seen = run(scene.ask(scene.ann), run=made, now=NOW)
    assert (seen.count, seen.total) == (1, pounds(70))
    assert {(line.payee_name, line.end, line.why) for line in seen.lines} == {
        ("Maryam Okafor", "taken_out", "money.held"),
        ("Harbour Lane Care", "", ""),
    }
    file = money.export_run(scene.ask(scene.ann), now=NOW, run=made)
    assert b"<NbOfTxs>1</NbOfTxs>" in file.content
    assert b"<CtrlSum>70.00</CtrlSum>" in file.content
    money.mark_sent(scene.ask(scene.ann), now=NOW, run=made)
    assert money.confirm_run(scene.ask(scene.ben), now=NOW, run=made) is RunState.CONFIRMED
    assert prove_ledger(scene.ask(scene.ann), now=NOW).holds


def test_once_the_file_is_made_only_later_payments_can_be_held(scene: Scene) -> None:
    schedule = scheduled(scene)
    made = built(scene)
    money.approve_run(scene.ask(scene.ben), now=NOW, run=made)
    money.export_run(scene.ask(scene.ann), now=NOW, run=made)
    with pytest.raises(money.CannotHold, match=r"money\.with_the_bank"):
        held(scene, schedule, due_on=MONDAY)
    held(scene, schedule)
    assert run(scene.ask(scene.ann), run=made, now=NOW).lines[0].end == ""
    with pytest.raises(money.CannotHold, match=r"money\.held_already"):
        held(scene, schedule, due_on=date(2026, 6, 1))


def test_a_hold_needs_a_reason_a_day_to_look_again_and_somebody_who_may(scene: Scene) -> None:
    schedule = scheduled(scene)
    given = {"schedule": schedule.pk, "words": "Why", "look_again_on": FRIDAY, "challenge_within_days": 28}
    for wrong in (NOW.date() - timedelta(days=1), NOW.date() + timedelta(days=29)):
        with pytest.raises(money.CannotHold, match=r"money\.look_again_later"):
            money.hold_payment(scene.ask(scene.ann), now=NOW, **given | {"look_again_on": wrong})
    for somebody in (scene.person, scene.somebody("Lewis Amadi", "provider")):
        with pytest.raises((NotAllowed, NotFound)):
            money.hold_payment(scene.ask(somebody), now=NOW, **given)
    with pytest.raises((NotAllowed, NotFound)):
        money.hold_payment(scene.job(), now=NOW, **given)
    assert not Hold.objects.exists()


def test_the_database_itself_keeps_a_held_payment_out_of_a_run(scene: Scene) -> None:
    schedule = scheduled(scene)
    line = Line.objects.get(run=built(scene))
    held(scene, schedule)
    copied = {field.attname: getattr(line, field.attname) for field in Line._meta.concrete_fields}
    again = Line(**copied | {"id": UUID(int=line.pk.int + 1), "attempt": 2})
    with pytest.raises(IntegrityError, match="held"):
        again.save()


@pytest.mark.req("U1")
def test_late_papers_stop_no_payment(scene: Scene) -> None:
    """Months without a single receipt, with reviews overdue: what is due is paid all the same, every time."""
    scheduled(scene, every=Every.WEEK, pence=14_000)
    paid = []
    for month in range(6, 12):
        now = datetime(2026, month, 1, 10, 0, tzinfo=UTC)
        made = sent(scene, built(scene, now.date(), now), now)
        money.confirm_run(scene.ask(scene.ben), now=now, run=made)
        paid += [line.due_on for line in run(scene.ask(scene.ann), run=made, now=now).lines if line.end == "paid"]
    assert paid == [MONDAY + timedelta(weeks=number) for number in range(26)]


def test_only_five_things_keep_a_due_payment_out_of_a_run() -> None:
    assert len(LEFT_OUT_FOR) == 6
    assert not any(
        word in code for code in LEFT_OUT_FOR for word in ("receipt", "review", "statement", "evidence", "late")
    )


def test_what_is_left_out_is_left_out_for_a_reason_on_the_list(scene: Scene) -> None:
    held(scene, scheduled(scene))
    agency = scene.somebody("Harbour Lane Care")
    money.set_schedule(
        scene.ask(scene.worker),
        now=NOW,
        key="agency",
        budget=scene.open_budget(rate=70, stream="health"),
        holder=agency.party,
        pence=7_000,
        every=Every.WEEK,
        starts=MONDAY,
    )
    other = scene.somebody("Lena Brandt")
    scene.bank_details(other)
    money.set_schedule(
        scene.ask(scene.worker),
        now=NOW,
        key="other",
        budget=scene.open_budget(rate=70, stream="housing"),
        holder=other.party,
        pence=7_000,
        every=Every.WEEK,
        starts=MONDAY,
    )
    built(scene)
    codes = set(LeftOut.objects.values_list("code", flat=True))
    assert codes == {"money.held", "money.no_payment_details"}
    assert codes <= set(LEFT_OUT_FOR)


@pytest.mark.req("U1")
def test_a_payment_the_bank_sends_back_is_in_the_budget_again_and_the_person_is_told_why(scene: Scene) -> None:
    schedule = scheduled(scene)
    made = sent(scene, built(scene))
    line = Line.objects.get(run=made)
    money.confirm_run(
        scene.ask(scene.ben), now=NOW, run=made, rejected={line.pk: money.Returned("account_closed", "AC04")}
    )
    assert stands(schedule.budget_id) == {"granted": -56_000, "left": 56_000}
    letter = letters_to(scene.ask(scene.person), person=scene.person.party, now=NOW)[0]
    assert letter.kind == "payment_came_back"
    assert letter.letter is not None
    for said in ("£560.00", "9911", "The account is closed", "other bank details"):
        assert said in letter.letter.plain
    seen = run(scene.ask(scene.ann), run=made, now=NOW).lines[0]
    assert (seen.end, seen.why, seen.words) == ("rejected", "money.returned.account_closed", "AC04")


def test_the_same_closed_account_is_not_paid_again_and_another_is_exactly_once(scene: Scene) -> None:
    scheduled(scene)
    made = sent(scene, built(scene))
    line = Line.objects.get(run=made)
    money.confirm_run(scene.ask(scene.ben), now=NOW, run=made, rejected={line.pk: "AC04"})
    with pytest.raises(money.CannotBuildRun) as refused:
        built(scene)
    assert refused.value.why.facts["reason"] == "money.account_came_back"
    details = {"account_name": "M Okafor", "sort_code": "309430", "account_number": "12345678"}
    kept = people.keep_payment_details(scene.ask(scene.ann), now=NOW, party=scene.person.party, details=details)
    people.confirm_payment_details(scene.ask(scene.ben), now=NOW, details=kept)
    later = NOW + timedelta(days=3)
    again = sent(scene, built(scene, later.date(), later), later)
    money.confirm_run(scene.ask(scene.ben), now=later, run=again)
    with pytest.raises(money.CannotBuildRun, match=r"money\.nothing_due"):
        built(scene, later.date(), later)
    ends = Line.objects.order_by("attempt").values_list("due_on", "attempt", "outcome__end")
    assert list(ends) == [(MONDAY, 1, "rejected"), (MONDAY, 2, "paid")]


def test_a_banks_own_code_is_understood_and_words_without_one_are_kept(scene: Scene) -> None:
    assert money.Returned("not_said", "x").code == "not_said"
    with pytest.raises(money.CannotConfirm, match=r"money\.no_such_return"):
        money.Returned("the dog ate it")
    scheduled(scene, every=Every.WEEK, pence=7_000)
    made = sent(scene, built(scene, LATER.date(), LATER), LATER)
    lines = list(Line.objects.filter(run=made).order_by("due_on"))
    told = dict(zip([line.pk for line in lines], ["2", "BE01", "account_blocked", "Ring us", ""], strict=True))
    money.confirm_run(scene.ask(scene.ben), now=LATER, run=made, rejected=told)
    assert [line.why.rpartition(".")[2] for line in run(scene.ask(scene.ann), run=made, now=LATER).lines] == [
        "payee_died",
        "name_differs",
        "account_blocked",
        "not_said",
        "not_said",
    ]


def pays_by(scene: Scene, **ways: str) -> None:
    details = {"sort_code": "400001", "account_number": "11223344"} | ways
    money.keep_paying_account(
        set_up(), now=NOW, name="Fernleigh Council", details=details, currency="GBP", starts=date(2026, 2, 1)
    )


@pytest.mark.req("U1")
def test_a_run_by_bacs_is_paid_on_the_day_its_file_can_still_reach(scene: Scene) -> None:
    pays_by(scene, file_kind="bacs.standard-18", service_user="123456")
    scheduled(scene)
    made = built(scene)  # on the early May bank holiday, a Monday
    assert run(scene.ask(scene.ann), run=made, now=NOW).pay_on == date(2026, 5, 7)
    money.approve_run(scene.ask(scene.ben), now=NOW, run=made)
    file = money.export_run(scene.ask(scene.ann), now=NOW, run=made)
    lines = file.content.decode("ascii").split("\r\n")
    assert file.name.endswith(".txt")
    assert (lines[3][4:10], lines[4][35:46], lines[-2][17:30]) == (" 26126", "00000056000", "0000000056000")


def test_a_bacs_file_that_comes_too_late_is_refused_and_another_kind_is_not(scene: Scene) -> None:
    pays_by(scene, service_user="123456")
    scheduled(scene)
    made = built(scene)
    money.approve_run(scene.ask(scene.ben), now=NOW, run=made)
    with pytest.raises(money.CannotExport, match=r"money\.too_late_for_file"):
        money.export_run(scene.ask(scene.ann), now=NOW, run=made, file_kind="bacs.standard-18")
    assert money.export_run(scene.ask(scene.ann), now=NOW, run=made).name.endswith(".xml")


def test_the_authority_says_whether_a_bank_holiday_is_paid_before_or_after(scene: Scene) -> None:
    scheduled(scene, every=Every.WEEK, starts=date(2026, 5, 25))  # the spring bank holiday
    before = datetime(2026, 5, 22, 10, 0, tzinfo=UTC)
    made = run(scene.ask(scene.ann), run=built(scene, before.date(), before), now=before)
    assert (made.pay_on, made.lines[0].due_on) == (date(2026, 5, 22), date(2026, 5, 25))
    money.abandon_run(scene.ask(scene.ann), now=before, run=made.id, reason=_mistake())
    pays_by(scene, when_shut="after")
    with pytest.raises(money.CannotBuildRun, match=r"money\.nothing_due"):
        built(scene, before.date(), before)
    after = datetime(2026, 5, 26, 10, 0, tzinfo=UTC)
    assert run(scene.ask(scene.ann), run=built(scene, after.date(), after), now=after).pay_on == date(2026, 5, 26)


def test_a_calendar_of_another_nation_can_be_named(scene: Scene) -> None:
    pays_by(scene, calendar="gb-nir")
    scheduled(scene, every=Every.WEEK, starts=date(2026, 7, 13))
    friday = datetime(2026, 7, 10, 10, 0, tzinfo=UTC)
    made = run(scene.ask(scene.ann), run=built(scene, friday.date(), friday), now=friday)
    assert [line.due_on for line in made.lines] == [date(2026, 7, 13)]


def test_ways_of_paying_that_cannot_be_are_refused(scene: Scene) -> None:
    for ways, code in (
        ({"calendar": "atlantis"}, "no_such_calendar"),
        ({"when_shut": "never"}, "no_such_calendar"),
        ({"file_kind": "csv.iban"}, "no_such_file_kind"),
        ({"file_kind": "bacs.standard-18"}, "no_service_user"),
    ):
        with pytest.raises(money.CannotExport, match=rf"money\.{code}"):
            pays_by(scene, **ways)


def test_a_bank_file_is_kept_sealed_and_a_damaged_one_is_not_given_out(scene: Scene) -> None:
    scheduled(scene)
    made = built(scene)
    money.approve_run(scene.ask(scene.ben), now=NOW, run=made)
    file = money.export_run(scene.ask(scene.ann), now=NOW, run=made)
    assert hashlib.sha256(file.content).hexdigest() == file.sha256
    with connection.cursor() as cursor:
        cursor.execute("SELECT packed FROM money_runfilepart")
        raw = bytes(cursor.fetchone()[0])
    assert b"55779911" not in raw
    part = RunFilePart.objects.get()
    assert part.packed[:2] != raw[:2]


def _mistake() -> Reason:
    return Reason("money.mistake")


@pytest.mark.req("U1")
def test_changed_bank_details_wait_for_a_second_person_and_the_one_concerned_is_told_where_they_were_reached_before(
    scene: Scene,
) -> None:
    scheduled(scene, every=Every.WEEK, pence=14_000)
    person = scene.person.party
    people.set_contact(scene.ask(scene.person), now=NOW, party=person, contact={"phone": "020 7946 0001"})
    # A thief changes where she is reached, and then where she is paid.
    thief = NOW + timedelta(hours=1)
    people.set_contact(scene.ask(scene.worker, thief), now=thief, party=person, contact={"phone": "020 7946 0999"})
    changed = {"account_name": "M Okafor", "sort_code": "309430", "account_number": "12345678"}
    kept = people.keep_payment_details(scene.ask(scene.worker, thief), now=thief, party=person, details=changed)
    nightly = Asker(Basis.JOB, new_identifier(thief), named="nightly")
    reached = {notice.contact.phone for notice in notices_due(nightly, now=thief) if notice.facts["shown"] == "…5678"}
    assert reached == {"020 7946 0001", "020 7946 0999"}
    tasks.give_notices(0)
    assert notices_due(nightly, now=thief) == ()
    letters = letters_to(scene.ask(scene.person), person=person, now=LATER)
    said = [one.letter.plain for one in letters if one.kind == "payment_details_changed" and one.letter]
    assert any("5678" in plain for plain in said)
    assert run(scene.ask(scene.ann), run=built(scene, now=thief), now=thief).lines[0].account == "…9911"
    people.confirm_payment_details(scene.ask(scene.ben), now=thief, details=kept, confirmed=False)
    again = run(scene.ask(scene.ann), run=built(scene, LATER.date(), LATER), now=LATER)
    assert {line.account for line in again.lines} == {"…9911"}
