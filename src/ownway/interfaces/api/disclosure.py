"""Keeps sums back in what the API tells a person where their programme does; their own copy has them (H4)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from ownway.registers.programmes import queries as programmes
from ownway.steps.allocation import queries as allocation
from ownway.values import Asker, Reason
from ownway.values.cannot import NotAllowed, NotFound
from ownway.words import disclosure

WHOLE = frozenset({"whole_file"})
"""What gives the whole truth: a person's own copy of their file."""

INSTEAD = {"code": "pack:word:pack.not_disclosed", "facts": {}, "words": "", "because": []}
"""The reason that stands where the working of a sum would."""


def told(request: HttpRequest, data: Any) -> Any:
    """Return *data* as it may be told to who asks: without sums where the programme keeps them back from the person.

    Every sum is then ``null``, the steps that lead to one are left out, and so are the reasons that name one; for the
    public table would give it away from any of them.
    """
    asker = getattr(request, "auth", None)
    match = request.resolver_match
    if not isinstance(asker, Asker) or match is None or match.url_name in WHOLE:
        return data
    now = request.now  # type: ignore[attr-defined]
    persons = set(_persons(match.kwargs.get("person"), data)) or ({asker.party} if asker.party else set())
    return without_sums(data) if any(_keeps_back(asker, person, now) for person in persons) else data


def _persons(named: Any, data: Any) -> Iterator[UUID]:
    if named:
        yield UUID(str(named))
    if isinstance(data, Mapping) and data.get("person"):
        yield UUID(str(data["person"]))


def _keeps_back(asker: Asker, person: UUID, now: datetime) -> bool:
    if asker.roles & disclosure.TOLD and asker.party != person:
        return False
    try:
        versions = {one.version for one in allocation.figures_of(asker, person=person, now=now)}
    except (NotFound, NotAllowed):
        versions = set()
    # Where it cannot be known whose programme it is, any that keeps sums back counts.
    versions = versions or {one.version for one in programmes.programmes(on=timezone.localdate(now))}
    return any(disclosure.is_kept_back(programmes.pack(version)) for version in versions)


def without_sums(data: Any) -> Any:
    """Return *data* with no sum of money in it."""
    if isinstance(data, list | tuple):
        return [without_sums(one) for one in data if not _names_a_sum(one)]
    if not isinstance(data, Mapping):
        return data
    if "pence" in data and "currency" in data and len(data) == 2:
        return None
    kept: dict[str, Any] = {}
    for name, value in data.items():
        if name == "pence" or name.endswith("_pence") or name.startswith("pence_"):
            kept[name] = None
        elif name == "steps":
            kept[name] = type(value)()
        elif _names_a_sum(value):
            kept[name] = INSTEAD
        else:
            kept[name] = without_sums(value)
    return kept


def _names_a_sum(data: Any) -> bool:
    """Whether *data* is a reason that names a sum, or that anything below it does."""
    if not (isinstance(data, Mapping) and {"code", "facts"} <= data.keys()):
        return False
    reason = Reason(str(data["code"]), data["facts"])
    below = data.get("because") or ()
    return disclosure.holds_a_sum(reason) or any(_names_a_sum(one) for one in below)
