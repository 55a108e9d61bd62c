"""The directory through the API: found by anyone, kept by providers, exchanged with others, used from a plan."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from ownway.interfaces.api import asking
from ownway.interfaces.api.shapes import Made, MoneyOut, ReasonOut, Words, made
from ownway.registers.market import actions, queries
from ownway.registers.market.actions import Licence, Offer
from ownway.registers.market.queries import ProviderSeen
from ownway.rulebook import exact_json
from ownway.steps.planning.actions import finding
from ownway.steps.planning.queries import brokering
from ownway.values import Every, Money

router = Router()

Label = Annotated[str, Field(max_length=200)]
Sought = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
"""What an address may ask for: any words but NUL, which no address of ours holds."""
Labels = Annotated[list[Label], Field(max_length=100)]
JSON = "application/json; charset=utf-8"


class MoneyIn(Schema):
    """A sum in whole pence (the smallest coin) of one currency."""

    pence: Annotated[int, Field(ge=-(2**53), le=2**53)]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]

    def money(self) -> Money:
        """Return the sum."""
        return Money(self.pence, self.currency)


class OfferIn(Schema):
    """What a provider, a broker or a group offers. No price is free, unless it is to be asked for."""

    name: Words
    kinds: Labels
    places: Labels = []
    words: Words = ""
    price: MoneyIn | None = None
    per: Label = ""
    ask_price: bool = False
    good_for: Labels = []
    languages: Labels = []
    access: Labels = []
    web: Label = ""
    email: Label = ""
    phone: Label = ""
    user_led: bool = False
    is_broker: bool = False
    fee: MoneyIn | None = None
    fee_every: Every = Every.ONCE
    interests: Annotated[list[UUID], Field(max_length=100)] = []
    interests_words: Words = ""
    licence: Literal["", "licensed", "applied", "not_needed", "none"] = ""
    licence_words: Words = ""

    def given(self) -> Offer:
        """Return it as the action takes it."""
        told: dict[str, Any] = {name: tuple(getattr(self, name)) for name in _LISTS}
        told |= {name: getattr(self, name) for name in _SAME}
        price = None if self.price is None else self.price.money()
        fee = None if self.fee is None else self.fee.money()
        return Offer(**told, price=price, fee=fee, licence=Licence(self.licence))


class NewOfferIn(OfferIn):
    """An offer, and whose it is in the register of people."""

    party: UUID | None = None


class OfferOut(OfferIn):
    """An offer as it stands in the directory, and the names of those a broker has a part in."""

    id: UUID
    price: MoneyOut | None  # type: ignore[assignment]
    fee: MoneyOut | None  # type: ignore[assignment]
    free: bool
    since: str
    interest_names: list[str]

    @classmethod
    def of(cls, seen: ProviderSeen) -> "OfferOut":
        """Return the shape of an offer."""
        offer = seen.offer
        told: dict[str, Any] = {name: list(getattr(offer, name)) for name in _LISTS}
        told |= {name: getattr(offer, name) for name in _SAME}
        return cls(
            id=seen.id,
            price=MoneyOut.of(offer.price),
            fee=MoneyOut.of(offer.fee),
            free=offer.is_free,
            since=seen.since.isoformat(),
            interest_names=list(seen.interest_names),
            licence=offer.licence.value,
            **told,
        )


class SoughtIn(Schema):
    """What is looked for; *most* is a price of one in pence of *currency*."""

    words: Sought = ""
    kind: Sought = ""
    place: Sought = ""
    language: Sought = ""
    access: Sought = ""
    good_for: Sought = ""
    free: bool = False
    most: Annotated[int | None, Field(ge=0, le=2**53)] = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "GBP"
    brokers: bool | None = None


class ServicesIn(Schema):
    """Which page of the services is asked for, as the standard names it."""

    page: Annotated[int, Field(ge=1, le=10**6)] = 1
    per_page: Annotated[int, Field(ge=1, le=500)] = 50
    search: Sought = ""


class TakeOverIn(Schema):
    """A directory from elsewhere: *source* always the same for the same one, and its *services*."""

    source: Annotated[str, Field(min_length=1, max_length=80)]
    services: Annotated[list[Any], Field(max_length=5_000)]


class RefusedOut(Schema):
    """A row that was not taken over, and why."""

    number: int
    id: str
    name: str
    why: ReasonOut


class TakenOverOut(Schema):
    """What came of a file."""

    added: int
    changed: int
    same: int
    ended: int
    refused: list[RefusedOut]


class FillIn(Schema):
    """The offer that goes into a plan: into a *line* that stands, or as a new one; *base* is what a change follows."""

    provider: UUID
    line: UUID | None = None
    base: list[UUID] = []


class BrokerOut(Schema):
    """A broker: the fee first, for a year, beside the most that may be asked."""

    fee_year: MoneyOut | None
    most_year: MoneyOut | None
    too_much: bool
    is_mine: bool
    provider: UUID
    party: UUID | None
    name: str
    interests_words: str
    interest_names: list[str]
    licence: str


class ProviderIn(Schema):
    """Which offer of the directory."""

    provider: UUID


_LISTS = ("kinds", "places", "good_for", "languages", "access", "interests")
_SAME = (
    "name",
    "words",
    "per",
    "ask_price",
    "web",
    "email",
    "phone",
    "user_led",
    "is_broker",
    "fee_every",
    "interests_words",
    "licence_words",
)


@router.get("/directory", response=list[OfferOut], auth=None)
def find_offers(request: HttpRequest, sought: Query[SoughtIn]) -> list[OfferOut]:
    """Find who offers what, free things first; open to anyone."""
    asker, now = asking.who_and_when(request)
    given = sought.dict(exclude={"most", "currency"})
    most = None if sought.most is None else Money(sought.most, sought.currency)
    return [OfferOut.of(one) for one in queries.find(asker, now=now, most=most, **given)]


@router.get("/directory/{uuid:provider}", response=OfferOut, auth=None)
def offer(request: HttpRequest, provider: UUID) -> OfferOut:
    """Tell one offer; open to anyone."""
    asker, now = asking.who_and_when(request)
    return OfferOut.of(queries.provider(asker, provider=provider, now=now))


@router.post("/directory", response={201: Made})
def add_offer(request: HttpRequest, body: NewOfferIn) -> Status:
    """Put an offer into the directory from today on."""
    asker, now = asking.who_and_when(request)
    return made(actions.add_provider(asker, now=now, offer=body.given(), party=body.party))


@router.post("/directory/{uuid:provider}", response={200: Made})
def change_offer(request: HttpRequest, provider: UUID, body: OfferIn) -> Status:
    """Change an offer from today on; what was offered before stays on record."""
    asker, now = asking.who_and_when(request)
    actions.change_offer(asker, now=now, provider=provider, offer=body.given())
    return Status(200, {"id": provider})


@router.delete("/directory/{uuid:provider}", response={200: Made})
def take_out_offer(request: HttpRequest, provider: UUID) -> Status:
    """Take an offer out of the directory today."""
    asker, now = asking.who_and_when(request)
    actions.take_out(asker, now=now, provider=provider)
    return Status(200, {"id": provider})


@router.post("/directory-files", response={200: TakenOverOut})
def take_over_directory(request: HttpRequest, body: TakeOverIn) -> Status:
    """Take over services of Open Referral UK; a row that cannot stand is told with its reason, the rest goes in."""
    asker, now = asking.who_and_when(request)
    content = exact_json.write(_exact(body.services)).encode("utf-8", "surrogatepass")
    done = actions.take_over(asker, now=now, content=content, source=body.source)
    refused = [
        RefusedOut(number=row.number, id=row.id, name=row.name, why=ReasonOut.of(row.why)) for row in done.refused
    ]
    told = TakenOverOut(added=done.added, changed=done.changed, same=done.same, ended=done.ended, refused=refused)
    return Status(200, told)


@router.get("/open-referral", auth=None)
def open_referral(request: HttpRequest) -> HttpResponse:
    """Tell which version of Open Referral UK the services below speak; open to anyone."""
    told = {
        "version": queries.OPEN_REFERRAL_VERSION,
        "profile": queries.OPEN_REFERRAL_PROFILE,
        "openapi_url": request.build_absolute_uri(reverse("api:openapi-json")),
    }
    return _open(told)


@router.get("/open-referral/services", auth=None)
def open_referral_services(request: HttpRequest, sought: Query[ServicesIn]) -> HttpResponse:
    """Give a page of the directory as services of Open Referral UK; open to anyone."""
    asker, now = asking.who_and_when(request)
    found = queries.services_page(asker, now=now, words=sought.search, page=sought.page, per_page=sought.per_page)
    return _open(found)


@router.get("/open-referral/services/{uuid:provider}", auth=None)
def open_referral_service(request: HttpRequest, provider: UUID) -> HttpResponse:
    """Give one offer as a service of Open Referral UK; open to anyone."""
    asker, now = asking.who_and_when(request)
    return _open(queries.service(asker, provider=provider, now=now))


@router.post("/plans/{uuid:plan}/offers", response={201: Made})
def take_offer_into_plan(request: HttpRequest, plan: UUID, body: FillIn) -> Status:
    """Fill a line's provider and price from the directory, or add a line for the offer; gives the line."""
    asker, now = asking.who_and_when(request)
    kept = finding.take_from_directory(
        asker, now=now, plan=plan, provider=body.provider, line=body.line, base=body.base
    )
    return made(kept)


@router.get("/people/{uuid:person}/brokers", response=list[BrokerOut])
def brokers_for(request: HttpRequest, person: UUID) -> list[BrokerOut]:
    """Tell the brokers that a person can choose from, each with the fee for a year and the most that may be asked."""
    asker, now = asking.who_and_when(request)
    found = brokering.brokers_for(asker, person=person, now=now)
    asking.looked(request, "planning.let_in", person)
    return [
        BrokerOut(
            fee_year=MoneyOut.of(one.fee_year),
            most_year=MoneyOut.of(one.most_year),
            too_much=one.too_much,
            is_mine=one.is_mine,
            provider=one.provider,
            party=one.party,
            name=one.offer.name,
            interests_words=one.offer.interests_words,
            interest_names=list(one.interest_names),
            licence=one.offer.licence.value,
        )
        for one in found
    ]


@router.post("/plans/{uuid:plan}/brokers", response={201: Made})
def choose_broker(request: HttpRequest, plan: UUID, body: ProviderIn) -> Status:
    """Let a broker of the directory into the plan; one who asks more than may be asked is refused."""
    asker, now = asking.who_and_when(request)
    return made(finding.choose_broker(asker, now=now, plan=plan, provider=body.provider))


@router.delete("/plans/{uuid:plan}/brokers/{uuid:broker}", response={200: Made})
def end_broker(request: HttpRequest, plan: UUID, broker: UUID) -> Status:
    """End what a broker does for the person; what they wrote stays."""
    asker, now = asking.who_and_when(request)
    finding.end_broker(asker, now=now, plan=plan, broker=broker)
    return Status(200, {"id": broker})


def _open(told: Any) -> HttpResponse:
    """Answer with prices that keep their digits, readable from pages of anyone, as the standard asks."""
    return HttpResponse(exact_json.write(told), content_type=JSON, headers={"Access-Control-Allow-Origin": "*"})


def _exact(value: Any) -> Any:
    """Return what was sent with each number as its digits; the reader of JSON before us knows only binary ones."""
    if isinstance(value, float):
        return exact_json.read(repr(value)) if value == value and abs(value) < 1e15 else str(value)
    if isinstance(value, dict):
        return {str(key): _exact(inner) for key, inner in value.items()}
    return [_exact(inner) for inner in value] if isinstance(value, list) else value
