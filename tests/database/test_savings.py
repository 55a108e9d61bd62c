"""Saved in good spells: what it is for, what is left over part by part, and taken back: told first, never at once."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from ownway.registers.decisions import actions as decisions
from ownway.registers.letters.queries import letters_to
from ownway.registers.money import actions as money
from ownway.registers.money import queries as ledger
from ownway.steps.agreement import queries as agreements
from ownway.steps.spending import actions, queries
from ownway.steps.spending.actions import CannotSave, CannotTakeSurplus
from ownway.values import Period, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from tests.factories import Somebody, somebody, stands_beside, works_with
from tests.ledger.scene import stands
from tests.steps import asks, install, later, signed

SOON = later(60)
TODAY = SOON.date()
JUNE = date(2026, 6, 20)
AFTER = later(60 * 24 * 29)
"""A moment after the days that the programme gives."""


@pytest.fixture
def rosa(db: None) -> Somebody:
    """A person with an agreed plan."""
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
    """A finance officer."""
    return somebody("Ann Beddoes", "finance")


@pytest.fixture
def budget(rosa: Somebody, idris: Somebody, ann: Somebody) -> UUID:
    """Her budget, of which 20 weeks are charged and with her, unspent."""
    agreed = agreements.agreement(asks(rosa, SOON), agreement=signed(rosa, idris), now=SOON)
    account = ledger.account_of(asks(ann, SOON), person=rosa.party, now=SOON, newest=0)
    assert account is not None
    charged = account.streams[0].charged_until or agreed.starts
    period = Period(charged, agreed.starts + timedelta(weeks=20))
    money.charge_period(asks(ann, SOON), now=SOON, key="charge", budget=agreed.budget, period=period)
    left = stands(agreed.budget)["left"]
    money.pay_out(asks(ann, SOON), now=SOON, key="out", budget=agreed.budget, pence=left, on=TODAY, holder=rosa.party)
    return agreed.budget


def seen(who: Somebody, rosa: Somebody, now: "object" = SOON) -> queries.SavingsSeen:
    found = queries.savings_of(asks(who, now), person=rosa.party, now=now)  # type: ignore[arg-type]
    assert found is not None
    return found


def saved(rosa: Somebody, **told: object) -> UUID:
    given: dict[str, object] = {"kind": "saving", "what": "A week at the sea 🌊", "pence": 40_000, "until": JUNE} | told
    return actions.save_for(asks(rosa, SOON), now=SOON, person=rosa.party, **given)  # type: ignore[arg-type]


def told(idris: Somebody, rosa: Somebody) -> UUID:
    return actions.tell_surplus(
        asks(idris, SOON), now=SOON, person=rosa.party, words="Twelve weeks of money lie there."
    )


@pytest.mark.req("U3")
def test_what_is_saved_for_something_is_not_left_over(rosa: Somebody, budget: UUID) -> None:
    before = seen(rosa, rosa)
    assert before.reserve is not None
    assert before.surplus.pence == stands(budget)["with_holder"] - before.reserve.pence > 0
    kept = saved(rosa)
    assert saved(rosa) == kept
    assert [(one.what, one.money.pence) for one in seen(rosa, rosa).meant] == [("A week at the sea 🌊", 40_000)]
    assert seen(rosa, rosa).surplus.pence == before.surplus.pence - 40_000
    actions.save_no_longer(asks(rosa, SOON), now=SOON, meant=kept)
    actions.save_no_longer(asks(rosa, SOON), now=SOON, meant=kept)
    assert seen(rosa, rosa).surplus.pence == before.surplus.pence


@pytest.mark.req("U3")
def test_no_more_is_meant_for_something_than_comes_by_its_day(rosa: Somebody, budget: UUID) -> None:
    slips: tuple[tuple[dict[str, object], str, str], ...] = (
        ({"pence": 99_999_900}, "savings.more_than_comes", "pence"),
        ({"until": date(2099, 1, 1)}, "savings.too_far", "until"),
    )
    for given, why, field in slips:
        with pytest.raises(CannotSave, match=why) as refused:
            saved(rosa, **given)
        assert refused.value.field == field
    with pytest.raises(CannotSave) as refused:
        saved(rosa, pence=99_999_900)
    year = int(str(refused.value.why.facts["most"]))
    assert saved(rosa, pence=year)
    with pytest.raises(CannotSave):
        saved(rosa, pence=year + 1)
    # Who saves for two years has two years' money to save.
    assert saved(rosa, pence=year + 1, until=date(2028, 1, 1))


@pytest.mark.req("U3")
def test_a_surplus_is_told_with_every_part_and_nothing_is_taken(
    rosa: Somebody, idris: Somebody, ann: Somebody, budget: UUID
) -> None:
    before = stands(budget)
    sum_of = seen(idris, rosa).surplus.pence
    surplus = told(idris, rosa)
    assert stands(budget) == before
    open_now = seen(rosa, rosa).open
    assert open_now is not None
    assert (open_now.money.pence, open_now.earliest) == (sum_of, TODAY + timedelta(days=28))
    letter = letters_to(asks(rosa, SOON), person=rosa.party, now=SOON)[0]
    assert letter.kind == "surplus_told"
    assert letter.letter is not None
    for said in ("Nothing is taken now", "30 March 2026", "Everyone may keep this", "Twelve weeks of money"):
        assert said in letter.letter.plain
    with pytest.raises(CannotTakeSurplus, match=r"surplus\.too_early"):
        actions.take_back_surplus(asks(ann, SOON), now=SOON, surplus=surplus, pence=100, on=TODAY)
    with pytest.raises(CannotTakeSurplus, match=r"surplus\.told_already"):
        told(idris, rosa)


@pytest.mark.req("U3")
def test_while_it_is_challenged_nothing_is_taken(rosa: Somebody, idris: Somebody, ann: Somebody, budget: UUID) -> None:
    surplus = told(idris, rosa)
    one = seen(rosa, rosa).open
    assert one is not None
    challenge = decisions.challenge(asks(rosa, SOON), now=SOON, decision=one.decision, words="It is for the roof.")
    with pytest.raises(CannotTakeSurplus, match=r"surplus\.challenged"):
        actions.take_back_surplus(asks(ann, AFTER), now=AFTER, surplus=surplus, pence=100, on=AFTER.date())
    panel = somebody("Nora Whitfield", "panel")
    decisions.answer_challenge(
        asks(panel, AFTER), now=AFTER, challenge=challenge, upheld=False, words="We looked at all of it again."
    )
    taken = actions.take_back_surplus(asks(ann, AFTER), now=AFTER, surplus=surplus, pence=100, on=AFTER.date())
    assert taken.pence == 100
    assert stands(budget)["returned"] == 100


def test_an_upheld_challenge_means_that_nothing_is_taken(
    rosa: Somebody, idris: Somebody, ann: Somebody, budget: UUID
) -> None:
    surplus = told(idris, rosa)
    one = seen(rosa, rosa).open
    assert one is not None
    challenge = decisions.challenge(asks(rosa, SOON), now=SOON, decision=one.decision, words="It is for the roof.")
    panel = somebody("Nora Whitfield", "panel")
    decisions.answer_challenge(asks(panel, SOON), now=SOON, challenge=challenge, upheld=True, words="She is right.")
    with pytest.raises(CannotTakeSurplus, match=r"surplus\.overturned"):
        actions.take_back_surplus(asks(ann, AFTER), now=AFTER, surplus=surplus, pence=100, on=AFTER.date())


@pytest.mark.req("U3")
def test_never_more_comes_back_than_is_left_over_then(
    rosa: Somebody, idris: Somebody, ann: Somebody, budget: UUID
) -> None:
    surplus = told(idris, rosa)
    sum_of = seen(rosa, rosa).surplus.pence
    saved(rosa, pence=sum_of - 5_000)
    with pytest.raises(CannotTakeSurplus) as refused:
        actions.take_back_surplus(asks(ann, AFTER), now=AFTER, surplus=surplus, pence=5_001, on=AFTER.date())
    assert refused.value.why.facts["left"] == 5_000
    actions.take_back_surplus(asks(ann, AFTER), now=AFTER, surplus=surplus, pence=5_000, on=AFTER.date())
    with pytest.raises(CannotTakeSurplus, match=r"surplus\.ended"):
        actions.take_back_surplus(asks(ann, AFTER), now=AFTER, surplus=surplus, pence=1, on=AFTER.date())
    assert ledger.prove_ledger(asks(ann, AFTER), now=AFTER).holds
    assert [one.taken.pence for one in seen(rosa, rosa, AFTER).told if one.taken] == [5_000]


def test_it_can_be_let_be_with_a_reason_and_a_letter(rosa: Somebody, idris: Somebody, budget: UUID) -> None:
    surplus = told(idris, rosa)
    actions.let_surplus_be(asks(idris, SOON), now=SOON, surplus=surplus, words="Nobody could be found to help.")
    assert seen(rosa, rosa).open is None
    assert letters_to(asks(rosa, SOON), person=rosa.party, now=SOON)[0].kind == "surplus_let_be"
    with pytest.raises(CannotTakeSurplus, match=r"surplus\.ended"):
        actions.let_surplus_be(asks(idris, SOON), now=SOON, surplus=surplus, words="Again.")


def test_without_a_surplus_none_is_told(rosa: Somebody, idris: Somebody, budget: UUID) -> None:
    saved(rosa, pence=stands(budget)["with_holder"])
    with pytest.raises(CannotTakeSurplus, match=r"surplus\.none"):
        told(idris, rosa)


def test_what_cannot_be_saved_for_is_refused_and_who_may_not_does_not(
    rosa: Somebody, idris: Somebody, budget: UUID
) -> None:
    for given, code in (
        ({"kind": "party"}, "savings.no_such_kind"),
        ({"pence": 0}, "savings.no_sum"),
        ({"until": TODAY - timedelta(days=1)}, "savings.day_gone"),
    ):
        with pytest.raises(CannotSave) as refused:
            saved(rosa, **given)
        assert refused.value.why.code == code
    sister, stranger = somebody("Wanjiru Mbeki"), somebody("Lena Okoro")
    stands_beside(sister, rosa)
    with pytest.raises(NotAllowed):
        queries.savings_of(asks(sister, SOON), person=rosa.party, now=SOON)
    with pytest.raises(NotFound):
        queries.savings_of(asks(stranger, SOON), person=rosa.party, now=SOON)
    with pytest.raises(NotFound):
        actions.save_no_longer(asks(rosa, SOON), now=SOON, meant=new_identifier(SOON))
    with pytest.raises(NotAllowed):
        told(rosa, rosa)
