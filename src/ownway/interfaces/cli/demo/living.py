"""Steps 4 to 7 in the demonstration: control chosen, money spent, life told, the plan reviewed."""

from datetime import datetime, timedelta

from ownway.interfaces.cli.demo.paying import keep_bank_details
from ownway.interfaces.cli.demo.person import Person, asks
from ownway.registers.money import queries as accounts
from ownway.registers.people import queries as registered
from ownway.registers.programmes import queries as programmes
from ownway.steps.control import actions as control
from ownway.steps.control import queries as degrees
from ownway.steps.outcomes import actions as outcomes
from ownway.steps.planning import queries as plans
from ownway.steps.review import actions as review
from ownway.steps.spending import actions as spending
from ownway.values import Every

PROGRAMME = "in-control"
FIRST_SPEND = 33
"""The day after somebody began on which they first buy something."""
MONTH = timedelta(days=28)
MONTHS = 4
"""Of so many months the purchases are told, so that an account can be read at one look."""
LEAST_SPEND = 100
"""Pence below which nothing is bought."""


def choose_control(one: Person) -> None:
    """Choose how far the money is held, and say where it shall go."""
    asker, now = one.me(22)
    given = one.invented.given["control"]
    plan = plans.plan_of(asker, person=one.party, now=now)
    assert plan is not None
    lines = {plan.lines[number].id: _choice(one, degree) for number, degree in given.get("lines", {}).items()}
    rest = _choice(one, given["rest"])
    number = one.invented.weeks * 1_000 + sum(map(ord, one.invented.key))
    for choice in (rest, *lines.values()):
        if choice.holder == one.party:
            keep_bank_details(one.keys, one.party, one.invented.name, number, now)
        elif choice.holder is not None:
            # The broker's or provider's details may be there from another person; the same again changes nothing.
            keep_bank_details(one.keys, choice.holder, registered.name_of(choice.holder), 7, now)
    control.choose_degrees(asker, now=now, agreement=one.agreed, rest=rest, lines=lines)


def _choice(one: Person, degree: str) -> control.Choice:
    asker, now = one.me(22)
    known = programmes.pack(programmes.in_force(PROGRAMME, on=now.date())).control.degree(degree)
    assert known is not None
    holders = degrees.possible_holders(asker, person=one.party, now=now)
    holder = next((one.party for one in holders if one.kind == known.holder), None)
    return control.Choice(degree, holder)


def spend(one: Person, until: datetime | None = None) -> None:
    """Write down what was bought for each line of the plan: what comes again month by month, other things once.

    Nobody here spends more than they hold: what is short is bought for less.
    """
    until = until or one.now - timedelta(days=2)
    asker, _ = one.me(FIRST_SPEND)
    plan = plans.agreed_plan_of(asker, person=one.party, now=until)
    assert plan is not None
    priced = [line for line in plan.lines if line.per_year.pence]
    months = max((until - one.on(FIRST_SPEND)) // MONTH, 0) + 1
    for month in range(max(months - MONTHS, 0), months):
        for number, line in enumerate(priced):
            comes_again = line.every not in (Every.ONCE, Every.YEAR)
            now = one.on(FIRST_SPEND + month * MONTH.days + number)
            if now < until and (comes_again or month == max(months - MONTHS, 0)):
                pence = line.per_year.pence // 13 if comes_again else line.per_year.pence
                _buy(one, line, pence * (100 - 3 * ((month + number) % 4)) // 100 if comes_again else pence, now)


def _buy(one: Person, line: plans.LineSeen, pence: int, now: datetime) -> None:
    asker = asks(one.party, now)
    account = accounts.account_of(asker, person=one.party, now=now)
    there = account.with_holder.pence or account.promised.pence if account else 0
    if min(pence, there) < LEAST_SPEND:
        return
    spending.record_spend(
        asker,
        now=now,
        key=f"demo:{line.id}:{now.date()}",
        person=one.party,
        on=now.date(),
        pence=min(pence, there),
        what=line.what,
        line=line.id,
    )


def tell_how_life_goes(one: Person) -> None:
    """Score the aspects of life and the person's own aims."""
    asker, now = one.me(min(75, one.invented.weeks * 7 - 20))
    aspects, scores = one.invented.given["told"]
    plan = plans.agreed_plan_of(asker, person=one.party, now=now)
    assert plan is not None
    outcomes.tell_how_life_goes(
        asker,
        now=now,
        person=one.party,
        aspects=aspects,
        aims={aim.id: score for aim, score in zip(plan.aims, scores, strict=False)},
    )


def call_review(one: Person) -> None:
    """Ask for a review."""
    asker, now = one.practitioner(one.invented.weeks * 7 - 16)
    why = one.invented.given.get("review", "Three months have gone by, and something wants changing.")
    one.review = review.call_review(asker, now=now, person=one.party, why=why)


def conclude_review(one: Person) -> None:
    """Hold the review; the plan goes on in a next version."""
    me, said = one.me(one.invented.weeks * 7 - 9)
    review.answer_review(me, now=said, review=one.review, question="working", text="The people. I chose them.")
    review.answer_review(
        me,
        now=said,
        review=one.review,
        question="not_working",
        text="Some weeks there is too much, some too little.",
    )
    asker, now = one.practitioner(one.invented.weeks * 7 - 8)
    review.conclude(
        asker,
        now=now,
        review=one.review,
        words="It goes well. The hours should move to where the week is hardest.",
        person_words="I want to try it differently in winter.",
        changes=[review.Change(review.ChangeKind.PLAN, "Move hours to the hardest days.")],
    )
