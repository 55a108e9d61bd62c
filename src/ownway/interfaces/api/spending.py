"""Step 5 through the API: the account, spends told and taken back, money moved between lines."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from ownway.interfaces.api import asking
from ownway.interfaces.api.once import Key
from ownway.interfaces.api.shapes import Made, MoneyOut, ReasonOut, Words, made
from ownway.steps.spending import actions, queries
from ownway.steps.spending.queries import AccountPage, SpendSeen
from ownway.values.cannot import NotFound

router = Router()


class SpendIn(Schema):
    """What was bought, for how many pence, on which day; the line and the kind only where they are known."""

    what: Words
    pence: int
    on: date
    line: UUID | None = None
    kind: str = ""


class TakeBackIn(Schema):
    """What was wrong with it."""

    words: Words = ""


class MoveIn(Schema):
    """Money that is promised to one line of the plan and shall be to another; no line is all the rest."""

    pence: int
    line: UUID | None = None
    to_line: UUID | None = None


class SpendOut(Schema):
    """One spend as it was told."""

    id: UUID
    what: str
    money: MoneyOut | None
    on: date
    line: UUID | None
    kind: str
    by_name: str
    at: datetime
    taken_back_at: datetime | None

    @classmethod
    def of(cls, seen: SpendSeen) -> "SpendOut":
        """Return the shape of a spend."""
        return cls(
            id=seen.id,
            what=seen.what,
            money=MoneyOut.of(seen.money),
            on=seen.on,
            line=seen.line,
            kind=seen.kind,
            by_name=seen.by_name,
            at=seen.at,
            taken_back_at=seen.taken_back_at,
        )


class EntryOut(Schema):
    """One line of the account: ``in``, ``out``, or ``between``, where it holds as much as before."""

    on: date
    kind: str
    effect: str
    pence: int
    words: str
    plan_line: str
    spend: UUID | None
    is_reversed: bool


class ComparedOut(Schema):
    """A line of the plan beside what was used and what is promised for it."""

    line: UUID | None
    what: str
    per_year: MoneyOut | None
    used: MoneyOut | None
    promised: MoneyOut | None


class AccountOut(Schema):
    """The account of one person: ``came_in + owed = went_out + promised + left`` to the penny."""

    came_in: MoneyOut | None
    went_out: MoneyOut | None
    promised: MoneyOut | None
    left: MoneyOut | None
    with_holder: MoneyOut | None
    still_to_come: MoneyOut | None
    owed: MoneyOut | None
    tier: str
    tier_reason: ReasonOut
    reserve: MoneyOut | None
    compared: list[ComparedOut]
    entries: list[EntryOut]

    @classmethod
    def of(cls, seen: AccountPage) -> "AccountOut":
        """Return the shape of an account."""
        account = seen.account
        sums = ("came_in", "went_out", "promised", "left", "with_holder", "still_to_come", "owed")
        return cls(
            **{name: MoneyOut.of(getattr(account, name)) for name in sums},
            tier=seen.tier.tier.id,
            tier_reason=ReasonOut.of(seen.tier.reason),
            reserve=MoneyOut.of(seen.reserve),
            compared=[
                ComparedOut(
                    line=row.line,
                    what=row.what,
                    per_year=MoneyOut.of(row.per_year),
                    used=MoneyOut.of(row.used),
                    promised=MoneyOut.of(row.promised),
                )
                for row in seen.compared
            ],
            entries=[
                EntryOut(
                    on=entry.line.on,
                    kind=entry.line.kind,
                    effect=entry.line.effect,
                    pence=entry.line.pence,
                    words=entry.line.words,
                    plan_line=entry.plan_line,
                    spend=entry.spend.id if entry.spend else None,
                    is_reversed=entry.line.is_reversed,
                )
                for entry in seen.entries
            ],
        )


@router.get("/people/{uuid:person}/account", response=AccountOut)
def account_of(request: HttpRequest, person: UUID) -> AccountOut:
    """Tell one person's account, beside their plan."""
    asker, now = asking.who_and_when(request)
    seen = queries.account_of(asker, person=person, now=now)
    if seen is None:
        raise NotFound("spending.nothing_agreed")
    asking.looked(request, "spending.see", person)
    return AccountOut.of(seen)


@router.post("/people/{uuid:person}/spends", response={201: Made})
def record_spend(request: HttpRequest, person: UUID, body: SpendIn, key: Key) -> Status:
    """Write down what was spent."""
    asker, now = asking.who_and_when(request)
    kept = actions.record_spend(
        asker,
        now=now,
        key=key,
        person=person,
        on=body.on,
        pence=body.pence,
        what=body.what,
        line=body.line,
        kind=body.kind,
    )
    return made(kept)


@router.get("/spends/{uuid:spend}", response=SpendOut)
def spend(request: HttpRequest, spend: UUID) -> SpendOut:
    """Tell one spend."""
    asker, now = asking.who_and_when(request)
    seen = queries.spend(asker, spend=spend, now=now)
    asking.looked(request, "spending.record", seen.person)
    return SpendOut.of(seen)


@router.post("/spends/{uuid:spend}/take-back", response={201: Made})
def take_back_spend(request: HttpRequest, spend: UUID, body: TakeBackIn) -> Status:
    """Let a spend that was told by mistake not count; again changes nothing."""
    asker, now = asking.who_and_when(request)
    return made(actions.take_back_spend(asker, now=now, spend=spend, words=body.words))


@router.post("/people/{uuid:person}/moves", response={201: Made})
def move_money(request: HttpRequest, person: UUID, body: MoveIn, key: Key) -> Status:
    """Move money between lines of the plan; that is free."""
    asker, now = asking.who_and_when(request)
    kept = actions.move_between_lines(
        asker, now=now, key=key, person=person, pence=body.pence, line=body.line, to_line=body.to_line
    )
    return made(kept)
