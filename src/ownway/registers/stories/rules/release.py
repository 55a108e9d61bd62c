"""Releases a story only as far as many people could have told it: told wider step by step, until *k* people fit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from ownway.registers.stories.rules.anonymity import band, edges
from ownway.values import Money

K_USUAL = 5
"""So many people must fit where a story belongs to no programme; each programme says its own (``stories_k``)."""


@dataclass(frozen=True, slots=True)
class CouldTell:
    """What is known of one person of the register, by which others could guess that a story is theirs.

    *year* is their budget. An *area* that is not known is known to nobody, so they do not count as being there; *aims*
    that are not known (plans hold them in people's own words) are ruled out by nobody, so they count as any.
    """

    person: UUID
    kinds: frozenset[str]
    year: Money | None = None
    area: str = ""
    region: str = ""
    group: str = ""
    aims: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a story says of its teller besides its words; "" and nothing stand for what is left open.

    The budget lies from *least* up to *most* pence, without an end where *most* is nothing.
    """

    aims: frozenset[str]
    kinds: frozenset[str]
    least: int | None = None
    most: int | None = None
    currency: str = ""
    area: str = ""
    region: str = ""
    group: str = ""


def told_of(
    *, aims: Iterable[str], kinds: Iterable[str], year: Money | None, area: str = "", region: str = "", group: str = ""
) -> Told:
    """Return what a story tells in full, the budget as a range."""
    least, most = band(year) if year is not None else (None, None)
    return Told(
        frozenset(aims),
        frozenset(kinds),
        least.pence if least is not None else None,
        most.pence if most is not None else None,
        year.currency if year is not None else "",
        area,
        region,
        group,
    )


def fits(told: Told, one: CouldTell) -> bool:
    """Whether *one* could have told it: nothing that is told, and nothing that is known of them, rules them out."""
    if one.aims is not None and not told.aims <= one.aims:
        return False
    if not told.kinds <= one.kinds or (told.group and told.group != one.group):
        return False
    if told.least is not None:
        if one.year is None or one.year.currency != told.currency or one.year.pence < told.least:
            return False
        if told.most is not None and one.year.pence >= told.most:
            return False
    if told.area:
        return one.area == told.area
    return not told.region or one.region == told.region


def wider(told: Told) -> Iterator[Told]:
    """Yield *told* and what is left of it, step by step: place to region to anywhere; a wider band; any group; any sum.

    Each step leaves out more than the one before, so whoever fits one fits all that follow.
    """
    steps = [told]
    for change in (_area, _region, _band, _group, _sum):
        if (less := change(steps[-1])) != steps[-1]:
            steps.append(less)
    yield from steps


def released(told: Told, people: Iterable[CouldTell], k: int, *, last: Told | None = None) -> Told | None:
    """Return as much of *told* as *k* people or more fit, or nothing where even the least of it fits fewer.

    *last* is what was shown before: a story once told wider never becomes narrower again, so that nobody can compare.

    :raises ValueError: when *k* asks for fewer than two, which would protect nobody.
    """
    if k < 2:
        raise ValueError(f"One person is no crowd to hide in; given k = {k}.")
    known = list(people)
    steps = list(wider(told))
    for step in steps[steps.index(last) if last in steps else 0 :]:
        if len({one.person for one in known if fits(step, one)}) >= k:
            return step
    return None


def _area(told: Told) -> Told:
    return replace(told, area="")


def _region(told: Told) -> Told:
    return replace(told, area="", region="")


def _band(told: Told) -> Told:
    if told.least is None:
        return told
    steps = edges(told.currency)
    below = [edge for edge in steps if edge < told.least]
    above = [edge for edge in steps if told.most is not None and edge > told.most]
    return replace(told, least=below[-1] if below else told.least, most=above[0] if above else None)


def _group(told: Told) -> Told:
    return replace(told, group="")


def _sum(told: Told) -> Told:
    return replace(told, least=None, most=None, currency="")
