"""The demonstration's authority is built by the real actions, and every figure in it has reasons that add up."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.test import Client

from ownway.interfaces.cli.demo import build
from ownway.interfaces.cli.demo.reading import people
from ownway.interfaces.jobs import tasks
from ownway.interfaces.web.spending.saying import where_picture
from ownway.oversight.bench import queries as bench
from ownway.registers.letters.models import Letter
from ownway.registers.market import queries as market
from ownway.registers.money import queries as money
from ownway.registers.people.models import Account, Party
from ownway.registers.people.queries import asker_for_party
from ownway.registers.stories import queries as stories
from ownway.rulebook.audit import adds_up
from ownway.rulebook.model import WorkedOut
from ownway.steps.agreement.models import Agreement
from ownway.steps.allocation.models import CarersWord, Figure
from ownway.steps.spending import queries as spending
from ownway.steps.spending.models import Event, Spend
from ownway.values import Asker, Basis, new_identifier
from tests.database.following import follow
from tests.steps import install

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
ONE_OF_EACH = (
    "callum.fraser",
    "moira.fraser",
    "jamie.okoro",
    "joyce.pemberton",
    "grace.okonkwo",
    "sian.pritchard",
    "ravi.menon",
    "margaret.osei",
    "jonas.bergstrom",
    "leroy.campbell",
    "anita.kaur",
    "nadia.rahman",
)
"""A person, who stands for him, who is of his circle, a carer, and one of each kind of staff and of those beside."""
LONG_AGO = datetime(2025, 6, 1, 9, 0, tzinfo=UTC)


@pytest.mark.req("A3", "U7")
def test_an_authority_is_invented_whole_with_reasons_that_add_up_and_money_that_balances(own_database: object) -> None:
    install(LONG_AGO)
    listed = list(build(NOW))
    _every_figure_adds_up()
    _whoever_is_listed_can_sign_in(listed)
    _no_penny_is_astray()
    _what_happened_in_lives_was_followed()
    _a_carer_has_a_word_in_private_and_a_signed_plan_of_her_own()
    _its_stories_are_told_as_far_as_enough_people_fit()
    _what_people_buy_counts_beside_their_plan()
    _something_waits_on_the_desk_of_finance()
    _a_rule_lies_on_the_bench_and_the_worker_fits_it()
    edith = Account.objects.get(email="edith.marlow@example.org").party_id
    _what_the_authority_keeps_comes_in_for_every_time_that_began(edith)
    _nobody_is_offered_a_page_that_is_shut_to_them(listed)
    before = (Party.objects.count(), Figure.objects.count())
    assert list(build(NOW)) == listed
    assert (Party.objects.count(), Figure.objects.count()) == before


def _what_the_authority_keeps_comes_in_for_every_time_that_began(edith: UUID) -> None:
    """Who leaves the money with the authority has what was agreed until now, and not the first four weeks alone."""
    asker = asker_for_party(edith, request=new_identifier(NOW), now=NOW)
    seen = spending.account_of(asker, person=edith, now=NOW)
    assert seen is not None
    assert seen.account.came_in.pence >= seen.pace.even
    assert not seen.account.owed


def _every_figure_adds_up() -> None:
    figures = list(Figure.objects.all())
    # One person is only registered, one has only started.
    assert len({figure.person_id for figure in figures}) == len(people()) - 2
    for figure in figures:
        worked = WorkedOut.from_json(figure.worked)
        assert adds_up(worked)
        assert worked.figure is not None and worked.figure.pence == figure.pence


def _whoever_is_listed_can_sign_in(listed: list[dict[str, str]]) -> None:
    assert len(listed) >= 20
    for each in listed[:3] + listed[-3:]:
        assert Account.objects.get(email=each["email"]).check_password(each["password"])


def _no_penny_is_astray() -> None:
    nightly = Asker(Basis.JOB, new_identifier(NOW), named="nightly")
    proof = money.prove_ledger(nightly, now=NOW)
    assert proof.holds, proof


def _what_happened_in_lives_was_followed() -> None:
    by_kind = {row.kind: row for row in Event.objects.select_related("ended")}
    assert set(by_kind) == {"hospital", "moved_away", "death"}
    # In hospital all is paid in full for four weeks yet; who moved away has an assistant who is owed notice.
    assert by_kind["hospital"].rests_from > NOW.date() > by_kind["hospital"].on
    assert {one["name"] for one in by_kind["hospital"].owed} == {"Tanya Mills"}
    assert by_kind["moved_away"].owed
    settled = by_kind["death"].ended
    assert settled.outcome == "settled" and settled.figures["with_holder"] >= 0
    told = set(Letter.objects.filter(about=by_kind["death"].person_id).values_list("kind", flat=True))
    assert {"event_death", "event_settled"} <= told
    assert by_kind["death"].letters_to_id != by_kind["death"].person_id


def _a_carer_has_a_word_in_private_and_a_signed_plan_of_her_own() -> None:
    joyce = Account.objects.get(email="joyce.pemberton@example.org").party_id
    word = CarersWord.objects.get(carer_id=joyce)
    assert word.person_id != joyce
    assert "six times a night" in word.words
    assert Agreement.objects.filter(person_id=joyce).exists()


def _its_stories_are_told_as_far_as_enough_people_fit() -> None:
    anyone = Asker(Basis.PUBLIC, new_identifier(NOW))
    found = stories.find(anyone, now=NOW)
    assert len(found) == 12
    assert all(one.words.easy and one.words.lines and one.words.came_of_it for one in found)
    assert {one.group for one in found} <= {"in-control", ""}
    assert len(market.find(anyone, now=NOW, brokers=False)) == 200
    assert len(market.find(anyone, now=NOW, brokers=True)) == 3
    for page in ("/", "/ideas/", "/directory/", "/directory/brokers/"):
        assert Client().get(page).status_code == 200, page


def _what_people_buy_counts_beside_their_plan() -> None:
    gareth = Account.objects.get(email="gareth.vaughan@example.org").party_id
    me = asker_for_party(gareth, request=new_identifier(NOW), now=NOW)
    seen = spending.account_of(me, person=gareth, now=NOW)
    assert [row.what for row in seen.compared if row.used.pence] == [row.what for row in seen.compared]
    parts = where_picture(seen)
    assert sum(part.length for part in parts) == seen.per_year.pence
    assert len(parts) > 2
    assert {spend.on.month for spend in Spend.objects.filter(person=gareth)} >= {9, 10, 11}


def _something_waits_on_the_desk_of_finance() -> None:
    ravi = Account.objects.get(email="ravi.menon@example.org").party_id
    asker = asker_for_party(ravi, request=new_identifier(NOW), now=NOW)
    newest, before, *_ = money.runs(asker, now=NOW)
    assert (newest.state.value, before.state.value) == ("built", "sent")
    assert len(money.holds(asker, now=NOW)) == 1
    waiting = money.entries_waiting(asker, now=NOW)
    assert len(waiting) == before.count + 1
    assert sum(1 for entry in waiting if not entry.candidates) == 1
    why = {
        left.why.code for run in money.runs(asker, now=NOW) for left in money.run(asker, run=run.id, now=NOW).left_out
    }
    assert "money.account_came_back" in why


def _a_rule_lies_on_the_bench_and_the_worker_fits_it() -> None:
    nadia = Account.objects.get(email="nadia.rahman@example.org").party_id
    asker = asker_for_party(nadia, request=new_identifier(NOW), now=NOW)
    (run,) = bench.runs(asker, now=NOW)
    work = run.works[bench.Stage.PRICE]
    assert work.waits
    tasks.carry_out_bench_work(str(work.id))
    fitted = bench.run(asker, now=NOW, run=run.id).works[bench.Stage.PRICE]
    assert fitted.found["told"] + fitted.found["contingency"] == run.read["cost"] * 9 // 1_000 * 100


def _nobody_is_offered_a_page_that_is_shut_to_them(listed: list[dict[str, str]]) -> None:
    shut = {}
    for each in [one for one in listed if one["email"].partition("@")[0] in ONE_OF_EACH]:
        client = Client()
        client.force_login(Account.objects.get(email=each["email"]))
        for source, address, status in follow(client, "/", most=60):
            if status != 200:
                shut[each["email"], source, address] = status
    assert shut == {}
