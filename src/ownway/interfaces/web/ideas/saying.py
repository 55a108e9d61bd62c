"""Says what stories are about in the words of the programmes, and the sum as a range."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.saying import here, language
from ownway.registers.programmes import queries as programmes
from ownway.registers.stories.queries import LineTold, StorySeen
from ownway.rulebook.model import Pack
from ownway.values import Every, Money
from ownway.words import money, periods


def packs(now: datetime, first: str = "") -> list[Pack]:
    """Return the programmes of today; that of *first* before all, for its words are those of its own stories."""
    known = [programmes.pack(one.version) for one in programmes.programmes(on=here(now))]
    return sorted(known, key=lambda pack: pack.id != first)


def label(request: HttpRequest, known: Iterable[Pack], key: str) -> str:
    """Return what the first programme that has words for *key* says, or the key's own last part."""
    for pack in known:
        try:
            return pack.say(key, language(), bool(request.showing.easy_read))  # type: ignore[attr-defined]
        except KeyError:
            continue
    return key.rpartition(".")[2].replace("_", " ").capitalize()


def sum_of(seen: StorySeen) -> str:
    """Return the yearly sum of a story as a range in words; "" where it is left open."""
    if seen.least is None:
        return ""
    if seen.most is None:
        return _("more than %(least)s a year") % {"least": _whole(seen.least)}
    ends = {"least": _whole(seen.least), "most": _whole(seen.most)}
    if not seen.least:
        return _("up to %(most)s a year") % ends
    return _("between %(least)s and %(most)s a year") % ends


def price(line: LineTold, currency: str) -> str:
    """Return what one line costs as people say it."""
    if not line.pence:
        return _("free")
    if not currency:
        return ""
    said = money.say(Money(line.pence, currency), language())
    each = periods.each(line.every, language())
    return f"{said} {each}" if line.times == 1 else f"{line.times} × {said} {each}"


def told(request: HttpRequest, seen: StorySeen, known: list[Pack] | None = None) -> dict[str, Any]:
    """Return all that a page shows of a story."""
    own = known if known is not None else packs(request.now, seen.group)  # type: ignore[attr-defined]
    first = sorted(own, key=lambda pack: pack.id != seen.group)
    easy = bool(request.showing.easy_read)  # type: ignore[attr-defined]
    return {
        "seen": seen,
        "words": seen.words,
        "aims": [label(request, first, f"aspect.{aim}") for aim in seen.aims],
        "kinds": [label(request, first, f"kind.{kind}") for kind in seen.kinds],
        "sum": sum_of(seen),
        "place": seen.place,
        "group": label(request, first, "pack.name") if seen.group else "",
        "lines": [(line, price(line, seen.words.currency)) for line in seen.words.lines],
        "easy": [part for part in seen.words.easy.splitlines() if part.strip()] if easy else [],
    }


def rhythms() -> dict[Every, str]:
    """Return how often something can come round, in the words of the page."""
    return {every: periods.each(every, language()) for every in Every}


def _whole(sum_of_money: Money) -> str:
    said = money.say(sum_of_money, language())
    return said.removesuffix(".00").removesuffix(",00")
