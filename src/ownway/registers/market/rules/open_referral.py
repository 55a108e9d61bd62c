"""Offers as services of Open Referral UK 3.0 (HSDS-UK), out and in; what it has no field for goes into attributes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid5

from ownway.registers.market.rules.offers import Licence, Offer
from ownway.rulebook import exact_json
from ownway.values import Cannot, Every, Money, Rounding, round_to_whole

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/en/3.0-international/"
KINDS = "ownway kinds of support"
MADE_FOR = "ownway made for"
ABOUT = "ownway"
FEE = "fee"
NO_KIND = "other"
# The profile is the British one, and its feeds leave the currency out.
USUAL_CURRENCY = "GBP"
MOST_ROWS = 50_000
MOST_PENCE = Decimal(10**9)
WORDS_OF_KINDS = {
    "transport": "transport", "travel": "transport", "lift": "transport", "home care": "home_care",
    "domiciliary": "home_care", "personal assistant": "personal_assistant", "day centre": "day_activity",
    "day care": "day_activity", "course": "learning", "training": "learning", "education": "learning",
    "employment": "work_support", "job": "work_support", "volunteer": "work_support", "sport": "leisure",
    "leisure": "leisure", "arts": "leisure", "music": "leisure", "equipment": "equipment",
    "adaptation": "home_adaptation", "technology": "technology", "digital": "technology", "respite": "short_break",
    "short break": "short_break", "counsel": "counselling", "therap": "counselling", "housing": "housing_support",
    "payroll": "managing_money", "broker": "managing_money", "club": "community", "group": "community",
    "social": "community", "community": "community",
}  # fmt: skip
"""What foreign terms and names of services are taken to be; the first that occurs counts, else something else."""


class CannotRead(Cannot):
    """The file, or one of its services, cannot be taken over."""


@dataclass(frozen=True, slots=True)
class Row:
    """One service of a file: its number in it, what that directory calls it, and the offer; none where it ended."""

    number: int
    id: str
    name: str
    offer: Offer | None


def service_of(provider: UUID, offer: Offer, since: date) -> dict[str, Any]:
    """Return an offer as a service, complete with its collections; each identifier follows from the provider's."""

    def made(what: str) -> str:
        return str(uuid5(provider, what))

    def attribute(taxonomy: str, code: str, value: str = "") -> dict[str, Any]:
        term = {"id": made(f"term {taxonomy} {code}"), "name": code.replace("_", " "), "description": taxonomy}
        told = {"id": made(f"attribute {taxonomy} {code} {value}"), "link_entity": "service", "link_id": str(provider)}
        return told | {"value": value, "taxonomy_term": term | {"code": code, "taxonomy": taxonomy}}

    service: dict[str, Any] = {
        "id": str(provider),
        "name": offer.name,
        "description": offer.words,
        "status": "active",
        "last_modified": since.isoformat(),
        "organization": {"id": made("organization"), "name": offer.name, "description": offer.words},
        "cost_options": list(_costs(offer, made)),
        "languages": [{"id": made(f"language {name}"), "name": name} for name in offer.languages],
        "service_areas": [{"id": made(f"area {name}"), "name": name} for name in offer.places],
        "service_at_locations": [],
        "phones": [{"id": made("phone"), "number": offer.phone}] if offer.phone else [],
        "attributes": [attribute(KINDS, kind) for kind in offer.kinds]
        + [attribute(MADE_FOR, label) for label in offer.good_for]
        + [attribute(ABOUT, code, value) for code, value in _about(offer)],
    }
    service |= {"url": offer.web} if offer.web else {}
    service |= {"email": offer.email} if offer.email else {}
    service |= {"fees_description": "Ask for the price."} if offer.ask_price else {}
    if offer.access:
        easy = [{"id": made(f"access {label}"), "description": label} for label in offer.access]
        location = {"id": made("location"), "location_type": "physical", "name": offer.name, "accessibility": easy}
        service["service_at_locations"] = [{"id": made("at location"), "location": location}]
    return service


def page_of(services: list[dict[str, Any]], *, page: int, per_page: int) -> dict[str, Any]:
    """Return one page of services as ``GET /services`` of the standard gives it; pages count from 1."""
    total = len(services)
    pages = max(1, round_to_whole(Fraction(total, per_page), Rounding.UP))
    contents = services[(page - 1) * per_page : page * per_page]
    numbers = {"total_items": total, "total_pages": pages, "page_number": page, "size": len(contents)}
    ends = {"first_page": page == 1, "last_page": page >= pages, "empty": not contents}
    return numbers | ends | {"contents": contents}


def rows_of(content: bytes) -> Iterator[tuple[int, Any]]:
    """Yield each service of a file with its number from 1: a page of the standard, a list, one service, or JSON lines.

    :raises CannotRead: when the file is none of these, or holds more than so many services.
    """
    found = _read(content)
    if isinstance(found, Mapping):
        key = next((name for name in ("contents", "services", "items") if isinstance(found.get(name), list)), "")
        found = found[key] if key else [found]
    if not isinstance(found, list):
        raise CannotRead("market.file_unreadable", field="file")
    if len(found) > MOST_ROWS:
        raise CannotRead("market.file_too_long", field="file", most=MOST_ROWS)
    yield from enumerate(found, start=1)


def row_of(number: int, service: Any) -> Row:
    """Return one service as an offer; one that is not active any more holds none.

    :raises CannotRead: when it says no name or identifier, or a price that is none.
    """
    if not isinstance(service, Mapping):
        raise CannotRead("market.row_no_service")
    id, name = _text(service, "id"), _text(service, "name")
    if not id or len(id) > 80 or not id.isprintable():
        raise CannotRead("market.row_no_id")
    if not name:
        raise CannotRead("market.row_no_name")
    status = _text(service, "status") or "active"
    if status != "active":
        return Row(number, id, name, None)
    about = dict(_attributes(service, ABOUT))
    price, per, ask, fee, every = _price(service)
    offer = Offer(
        name=name,
        kinds=_kinds(service),
        places=_places(service),
        words=_text(service, "description"),
        price=price,
        per=per,
        good_for=tuple(code for code, _value in _attributes(service, MADE_FOR)),
        web=_text(service, "url"),
        phone=next((_text(phone, "number") for phone in _many(service, "phones")), ""),
        user_led="user_led" in about,
        is_broker="broker" in about,
        fee=fee,
        fee_every=every,
        interests=tuple(_interests(service)),
        interests_words=about.get("interests_words", ""),
        languages=tuple(dict.fromkeys(filter(None, (_text(one, "name") for one in _many(service, "languages"))))),
        access=_access(service),
        email=_text(service, "email"),
        licence=_licence(about.get("licence", "")),
        licence_words=about.get("licence_words", ""),
        ask_price=ask,
    )
    return Row(number, id, name, offer)


def _read(content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotRead("market.file_unreadable", field="file") from error
    try:
        return exact_json.read(text)
    except (ValueError, RecursionError, InvalidOperation):
        lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        raise CannotRead("market.file_unreadable", field="file")
    return [_line(line) for line in lines]


def _line(line: str) -> Any:
    try:
        return exact_json.read(line)
    except (ValueError, RecursionError, InvalidOperation):
        return None


def _about(offer: Offer) -> Iterator[tuple[str, str]]:
    if offer.user_led:
        yield "user_led", "yes"
    if offer.is_broker:
        yield "broker", "yes"
    yield from (("interest", str(interest)) for interest in offer.interests)
    for code in ("interests_words", "licence_words"):
        if value := getattr(offer, code):
            yield code, value
    if offer.licence:
        yield "licence", offer.licence.value


def _costs(offer: Offer, made: Any) -> Iterator[dict[str, Any]]:
    if offer.price:
        yield {"id": made("cost"), "option": offer.per, "currency": offer.price.currency, "amount": _units(offer.price)}
    elif not offer.ask_price:
        yield {"id": made("cost"), "option": "free", "amount": Decimal(0), "amount_description": "Free"}
    if offer.fee is not None:
        told = {"option": FEE, "amount_description": offer.fee_every.value, "currency": offer.fee.currency}
        yield {"id": made("fee")} | told | {"amount": _units(offer.fee)}


def _units(money: Money) -> Decimal:
    # Coins are tens, hundreds or thousands to the unit, so the point only moves.
    return Decimal(money.pence).scaleb(1 - len(str(money.coins_per_unit)))


def _price(service: Mapping[str, Any]) -> tuple[Money | None, str, bool, Money | None, Every]:
    """Return the price, its unit, whether it is to be asked for, and a broker's fee with how often it is asked."""
    fee, every, prices = None, Every.ONCE, []
    for cost in _many(service, "cost_options"):
        if cost.get("amount") is None:
            continue
        money = _money(cost.get("amount"), _text(cost, "currency") or USUAL_CURRENCY)
        told = _text(cost, "amount_description")
        if _text(cost, "option") == FEE and told in set(Every):
            fee, every = money, Every(told)
        else:
            prices.append((money, _text(cost, "option") or told))
    if not prices:
        return None, "", fee is None, fee, every
    money, per = min(prices, key=lambda one: (one[0].pence, one[1]))
    return (money, (per or "time")[:60], False, fee, every) if money else (None, "", False, fee, every)


def _money(amount: Any, currency: str) -> Money:
    try:
        given = Decimal(str(amount))
        nothing = Money(0, currency)
    except (InvalidOperation, ValueError, Cannot) as error:
        raise CannotRead("market.row_price", given=str(amount)[:40]) from error
    pence = given * nothing.coins_per_unit if given.is_finite() else Decimal(-1)
    if not 0 <= pence <= MOST_PENCE or pence != pence.to_integral_value():
        raise CannotRead("market.row_price", given=str(amount)[:40])
    return Money(int(pence), currency)


def _kinds(service: Mapping[str, Any]) -> tuple[str, ...]:
    own = tuple(dict.fromkeys(code for code, _value in _attributes(service, KINDS)))
    if own:
        return own
    terms = [_text(_one(found, "taxonomy_term"), "name") for found in _many(service, "attributes")]
    told = " ".join([*terms, _text(service, "name")]).casefold()
    return (next((kind for word, kind in WORDS_OF_KINDS.items() if word in told), NO_KIND),)


def _places(service: Mapping[str, Any]) -> tuple[str, ...]:
    named = [_text(area, "name") for area in _many(service, "service_areas")]
    for there in _many(service, "service_at_locations"):
        named += [_text(address, "city") for address in _many(_one(there, "location"), "addresses")]
    return tuple(dict.fromkeys(filter(None, named)))


def _access(service: Mapping[str, Any]) -> tuple[str, ...]:
    told = [
        _text(easy, "description")
        for there in _many(service, "service_at_locations")
        for easy in _many(_one(there, "location"), "accessibility")
    ]
    return tuple(dict.fromkeys(filter(None, told)))


def _interests(service: Mapping[str, Any]) -> Iterator[UUID]:
    for code, value in _attributes(service, ABOUT):
        if code == "interest":
            try:
                yield UUID(value)
            except ValueError as error:
                raise CannotRead("market.row_interest") from error


def _licence(given: str) -> Licence:
    return Licence(given) if given in set(Licence) else Licence.NOT_SAID


def _attributes(service: Mapping[str, Any], taxonomy: str) -> Iterator[tuple[str, str]]:
    for found in _many(service, "attributes"):
        term = _one(found, "taxonomy_term")
        if term.get("taxonomy") == taxonomy and _text(term, "code"):
            yield _text(term, "code"), _text(found, "value")


def _many(holder: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = holder.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _one(holder: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = holder.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(holder: Mapping[str, Any], name: str) -> str:
    found = holder.get(name)
    return found.strip() if isinstance(found, str) else ""
