"""What a price may rest on besides sliders: steepness, limits by group, local prices, or a factor on the old table."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms import Field
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, Day, LongWords, OneOf, Sum
from ownway.oversight.bench.queries import RunSeen, WorkSeen
from ownway.rulebook.model import Pack

FIT, APPORTION = "fit", "apportion"
GROUP = "group-"
GROUPS_MOST = 12


def fields_of(seen: RunSeen, pack: Pack) -> dict[str, Field]:
    """Return the fields; a group has one of its own, named by its place."""
    shared: dict[str, Any] = {"currency": pack.currency, "required": False}
    ways = (
        Choice(FIT, _("Fit a new table to what people cost")),
        Choice(APPORTION, _("Keep the table of the rule, and multiply every sum so that all fit the pot")),
    )
    day_hint = _("Only where the table is kept.")
    found: dict[str, Field] = {
        "how": OneOf(_("How is the pot met?"), choices=ways, required=False),
        "starts": Day(_("From which day is each sum multiplied?"), hint=day_hint, required=False),
        "steepest": Sum(_("The most for one further point, a year"), hint=_("Empty: no limit."), **shared),
    }
    for place, name in enumerate(seen.read["groups"][:GROUPS_MOST]):
        label = _("How far the mean of “%(group)s” may lie from its cost, a year") % {"group": name or _("no group")}
        found[f"{GROUP}{place}"] = Sum(label, hint=_("Empty: no limit."), **shared)
    hint = _(
        "What meeting each level of each need costs a week where you are. Take out the needs you have no prices for. "
        "The people’s answers must be in the file."
    )
    found["local"] = LongWords(_("Local prices, the other source"), hint=hint, rows=10, longest=60_000, required=False)
    return found


def initial_of(seen: RunSeen, work: WorkSeen | None, today: date) -> dict[str, Any]:
    """Return what stands in the fields: what the last fit had, else nothing but a day."""
    held: Mapping[str, Any] = {} if work is None else work.settings
    starts = date.fromisoformat(held["starts"]) if held.get("starts") else date(today.year + 1, 4, 1)
    limits = held.get("groups", {})
    found: dict[str, Any] = {
        "how": APPORTION if held.get("apportion") else FIT,
        "starts": (starts.day, starts.month, starts.year),
        "steepest": _typed(held.get("steepest")),
        "local": held.get("local", ""),
    }
    for place, name in enumerate(seen.read["groups"][:GROUPS_MOST]):
        found[f"{GROUP}{place}"] = _typed(limits.get(name))
    return found


def is_set(initial: Mapping[str, Any]) -> bool:
    """Whether the last fit rested on any of these, so that they are shown open."""
    usual = ("how", "starts")
    return initial["how"] == APPORTION or any(value for name, value in initial.items() if name not in usual)


def is_typed(sent: Mapping[str, str]) -> bool:
    """Whether any of these was typed, so that drawing again must not lose it."""
    return any(value.strip() for name, value in sent.items() if name in ("steepest", "local") or name.startswith(GROUP))


def settings_from(given: Mapping[str, Any], seen: RunSeen) -> dict[str, Any]:
    """Return what was typed as the settings of a price."""
    groups = {
        name: given[f"{GROUP}{place}"]
        for place, name in enumerate(seen.read["groups"][:GROUPS_MOST])
        if given.get(f"{GROUP}{place}") is not None
    }
    starts = given.get("starts")
    return {
        "steepest": given.get("steepest"),
        "groups": groups,
        "local": given.get("local") or "",
        "apportion": given.get("how") == APPORTION,
        "starts": "" if starts is None else starts.isoformat(),
    }


def skeleton(pack: Pack) -> str:
    """Return local prices with every need and level of a pack in them, each without a price yet."""
    lines = ["source: who set them, as the brokerage team", "set_on: 2026-04-01", "uncertainty: how sure", "needs:"]
    for question in pack.questions:
        if question.scored and question.levels:
            lines.append(f"  {question.id}:")
            lines += [f"    {level.id}: 0" for level in question.levels]
    return "\n".join(lines)


def _typed(pence: int | None) -> str:
    return "" if pence is None else f"{pence / 100:.2f}".removesuffix(".00")
