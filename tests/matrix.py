"""The stated table of routes: who gets what from each, read from YAML; and what the URL map really holds."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ownway.interfaces.web.design.public_routes import PUBLIC_ROUTES

TABLE = Path(__file__).parent / "database" / "routes"

SEATS = (
    "person:self",
    "family:family",
    "representative:represents",
    "carer:cares_for",
    "practitioner:works_with",
    "broker:brokers_for",
    "provider:provides_for",
    "panel:authority",
    "finance:authority",
    "auditor:authority",
    "commissioner:authority",
    "researcher:authority",
    "pack_designer:authority",
)
"""Every role of requirement H5, each with the relation in which it meets a person."""

SHORT = {seat.partition(":")[0]: seat for seat in SEATS}
STAFF = ("practitioner", "panel", "finance", "auditor", "commissioner", "researcher", "pack_designer")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "everyone": tuple(SHORT),
    "private": ("person", "representative"),
    "circle": ("family", "carer"),
    "offices": ("panel", "finance", "auditor"),
    "staff": STAFF,
}
"""Names for several roles at once, as the table may use them."""

OF_NOBODY = {"run", "uidb36", "key"}
"""Places in an address that lead to nobody's file."""

OUTCOMES = ("opens", "heard", "refuses", "closed", "hidden")
"""What a route can give: it opens; it lets in and does not take the content (400, 409, 422); it refuses (403); it does
not take the method (405); it does not exist (404), which is what every seat gets that a line does not name."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a method of a route, the stage at which it is tried, and what each seat gets."""

    method: str
    route: str
    at: str = "agreed"
    fills: Mapping[str, str] = field(default_factory=dict)
    sends: Mapping[str, Any] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    about: str = ""

    @property
    def name(self) -> str:
        """How the line is called in the table."""
        return f"{self.method} {self.route}"

    @property
    def is_public(self) -> bool:
        """Whether nobody need sign in for it."""
        return self.route in PUBLIC_ROUTES

    @property
    def is_api(self) -> bool:
        """Whether it belongs to the API, which answers with problems and takes JSON."""
        return self.route.startswith("api:")

    @property
    def is_about_somebody(self) -> bool:
        """Whether its address, or what is sent to it, names a thing of somebody's."""
        if self.about == "nobody":
            return False
        places = set(places_of(self.route))
        return bool("kept" in self.sends or (places - OF_NOBODY and "programme" not in places))

    def expected(self, seat: str) -> str:
        """What *seat* gets: one of OUTCOMES; whoever has not signed in is asked to, unless the line names them."""
        return self.given.get(seat, "sign in" if seat == "nobody" else "hidden")

    def address(self, things: Mapping[str, Any]) -> str:
        """The address with the things of one person in its places."""
        known = {**things, **{place: filled(given, things) for place, given in self.fills.items()}}
        named = {place: known.get(place) for place in places_of(self.route)}
        missing = sorted(place for place, value in named.items() if value is None)
        if missing:
            raise LookupError(f"{self.name}: nothing fills {missing} at the stage {self.at!r}; say it under 'fills'.")
        return reverse(self.route, kwargs=named)

    def body(self, things: Mapping[str, Any]) -> dict[str, Any]:
        """What is sent, with the things of one person in the places written ``{so}``."""
        return filled(dict(self.sends), things)


def filled(given: Any, things: Mapping[str, Any]) -> Any:
    """Return *given* with every text ``"{name}"`` in it replaced by the thing of that name."""
    if isinstance(given, Mapping):
        return {filled(name, things): filled(value, things) for name, value in given.items()}
    if isinstance(given, list):
        return [filled(value, things) for value in given]
    if isinstance(given, str):
        return re.sub(r"\{(\w+)\}", lambda found: str(things.get(found[1], found[0])), given)
    return given


def lines(part: str = "*") -> dict[str, Line]:
    """Return the whole table, or one *part* of it, by the names of its lines."""
    found: dict[str, Line] = {}
    for path in sorted(TABLE.glob(f"{part}.yaml")):
        for name, stated in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).items():
            method, _space, route = name.partition(" ")
            route, _mark, _variant = route.partition("@")
            said = stated or {}
            given = {seat: outcome for outcome in OUTCOMES for seat in seats(said.get(outcome, ""))}
            rest = {key: said[key] for key in ("at", "fills", "sends", "about") if key in said}
            found[name] = Line(method, route, given=given, **rest)
    return found


def seats(written: str) -> Iterator[str]:
    """Yield the seats that a cell of the table names: roles, groups, or ``role`` taken out again by a minus."""
    names: dict[str, None] = {}
    for word in written.split():
        if word.startswith("-"):
            names.pop(word[1:])
        else:
            names |= dict.fromkeys(GROUPS.get(word, (word,)))
    for name in names:
        yield name if name == "nobody" else SHORT[name]


def written_as(found: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a line as the table would state them."""
    told: dict[str, str] = {}
    for outcome in OUTCOMES[:-1]:
        roles = [seat.partition(":")[0] for seat in SEATS if found.get(seat) == outcome]
        if set(roles) == set(SHORT):
            told[outcome] = "everyone"
        elif roles:
            told[outcome] = " ".join(roles)
    return told


def patterns(entries: Any = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every route of the URL map with its name."""
    for entry in entries if entries is not None else get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry.url_patterns, inner)
        else:
            yield f"{namespace}{entry.name}", entry


@cache
def _places() -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(entry.pattern.converters) or _named(entry) for name, entry in patterns()}


def places_of(route: str) -> tuple[str, ...]:
    """Return the names of the places in a route's address."""
    return _places()[route]


def doubled() -> list[str]:
    """Return the names that lead to two different addresses; only the last of them could be reached by name."""
    found: dict[str, set[str]] = {}
    for name, entry in patterns():
        found.setdefault(name, set()).add(str(entry.pattern))
    return sorted(name for name, addresses in found.items() if len(addresses) > 1)


def _named(entry: URLPattern) -> tuple[str, ...]:
    return tuple(re.findall(r"\?P<(\w+)>", str(entry.pattern)))


def methods() -> dict[str, set[str]]:
    """Return for every route of the API the methods it answers, and GET for every page."""
    from ownway.interfaces.api.main import api

    found: dict[str, set[str]] = {}
    for _prefix, router in api._routers:
        for path_view in router.path_operations.values():
            for operation in path_view.operations:
                name = f"api:{operation.view_func.__name__}"
                found.setdefault(name, set()).update(operation.methods)
    return {name: found.get(name, {"GET"}) for name, _entry in patterns()}


PARTS = {
    "public": "For everybody",
    "programmes": "Programmes, and those who make them",
    "account": "Signing in",
    "file": "A person, their file, the desk",
    "desks": "The practitioner's pages about one person",
    "allocation": "Step 1, allocation",
    "planning": "Step 2, planning",
    "ideas": "Ideas and the directory, beside the plan and for everybody",
    "agreement": "Step 3, agreement",
    "money": "Steps 4 and 5, control and spending; finance",
    "events": "Saving, and what happens in a life",
    "life": "Steps 6 and 7, outcomes and review",
}
"""The files of the table in the order in which the manual shows them."""


def as_markdown() -> str:
    """Return the table as a page of the manual."""
    told = [
        "# Who gets what from each address",
        "",
        "Made from the table that the test of every route by every role is held to (`tests/database/routes`).",
        "A role stands here for the relation in which it meets a person: "
        + ", ".join(f"`{seat}`" for seat in SEATS)
        + ".",
        "Whoever stands in no such relation to the person, and whoever no column names, gets 404: for them it does not",
        "exist. Whoever holds an office and is family is family, and nothing more. Who has not signed in is asked to,",
        "save where *everybody* may come in. A name after `@` is the same address at another stage.",
    ]
    for part, title in PARTS.items():
        told += ["", f"## {title}", "", "| what is asked | opens to | may know, and may not (403) |", "|---|---|---|"]
        for name, line in lines(part).items():
            opens = [seat for seat in (*SEATS, "nobody") if line.given.get(seat) in ("opens", "heard")]
            refused = [seat for seat in SEATS if line.given.get(seat) == "refuses"]
            told.append(f"| `{name}` | {_roles(opens) or 'nobody here'} | {_roles(refused)} |")
    return "\n".join(told) + "\n"


def _roles(given: list[str]) -> str:
    if set(given) >= set(SEATS):
        return "everybody" if "nobody" in given else "whoever has signed in"
    return ", ".join(seat.partition(":")[0].replace("_", " ") for seat in given)
