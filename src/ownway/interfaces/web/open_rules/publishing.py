"""How the versions of a rule stand: in force, to come or past, with what each was published with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.open_rules.tables import TableShown
from ownway.registers.programmes.queries import State, VersionSeen
from ownway.values import Every, Money
from ownway.words import money


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version in the list of all: how it stands, and whether it is the one on the page."""

    version: str
    says: str
    starts: tuple[date, ...]
    here: bool


def states_in_words() -> dict[State, str]:
    """Return each state of a version in words, to stand before its days."""
    return {
        State.DRAFT: _("a draft: it holds for nobody"),
        State.PUBLISHED: _("published, will hold from"),
        State.IN_FORCE: _("in force from"),
        State.SUPERSEDED: _("held from"),
        State.WITHDRAWN: _("withdrawn: it never held"),
    }


def versions(standings: Iterable[VersionSeen], here: str) -> list[VersionShown]:
    """Return every version of a programme, the newest first, with how it stands in words."""
    said = states_in_words()
    return [VersionShown(seen.version, said[seen.state], seen.starts, seen.version == here) for seen in standings]


def impact(seen: VersionSeen) -> TableShown | None:
    """Return what a version does to the sums of the people there were when it was published; few are not told."""
    told = seen.impact
    if told is None or told.get("compared") is None:
        return None
    rows = [
        (_("People compared"), _count(told["compared"]), ""),
        (_("get more"), _count(told["more"]), _per_cent(told, "more")),
        (_("get less"), _count(told["less"]), _per_cent(told, "less")),
        (_("get the same"), _count(told["same"]), _per_cent(told, "same")),
    ]
    every = Every(told["per"])
    for name, pence in ((_("All sums before"), told.get("pence_was")), (_("All sums now"), told.get("pence_now"))):
        if pence is not None:
            rows.append((name, money.say_per(Money(pence, told["currency"]), every, language()), ""))
    heads = (_("Who"), _("How many"), _("Per cent"))
    return TableShown(_("What this version does to people\u2019s sums"), heads, tuple(rows))


def _count(number: int | None) -> str:
    return _("fewer than five, or left out for their sake") if number is None else str(number)


def _per_cent(told: Mapping[str, Any], name: str) -> str:
    shares = told.get("per_cent")
    return "" if not shares or shares.get(name) is None else str(shares[name])
