"""What a new version would do to people's sums, as a table of numbers: by size of change and by group."""

from collections.abc import Iterable, Mapping
from typing import Any

from ownway.rulebook.compare.money import MoneyCompared, Moved, compare_money
from ownway.rulebook.compare.telling import money_as_json
from ownway.rulebook.model import Pack

FEW = 5
"""Fewer people than this are not told by their number: somebody might be known by it."""

COUNTS = ("people", "compared", "without_figure", "more", "less", "same")


def impact_table(moved: Iterable[Moved], new: Pack) -> dict[str, Any]:
    """Return the table of what a version would do to these people's sums, whole and by group; it names nobody."""
    everyone = list(moved)
    groups: dict[str, list[Moved]] = {}
    for one in everyone:
        if one.group:
            groups.setdefault(one.group, []).append(one)
    table = numbers_of(compare_money(everyone, new))
    table["groups"] = [
        {"group": group, **numbers_of(compare_money(those, new))} for group, those in sorted(groups.items())
    ]
    return table


def numbers_of(money: MoneyCompared) -> dict[str, Any]:
    """Return one line of the table: how many people, who gets more and less, by how much, and the shares."""
    share = {
        name: None if not money.compared else written_share(count, money.compared)
        for name, count in (("more", money.more), ("less", money.less), ("same", money.same))
    }
    return {**money_as_json(money), "per_cent": share}


def written_share(count: int, of: int) -> str:
    """Return a share in per cent to one decimal, a half upwards."""
    tenths = (count * 2000 + of) // (2 * of)
    return f"{tenths // 10}.{tenths % 10}"


def for_the_public(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table with no number of people between one and four, and no sum that so few make up.

    Where one number is left out another is too, so that it cannot be found by taking away; a group of so few people is
    left out whole.
    """
    if 0 < table["compared"] < FEW:
        return {"people": None, "compared": None, "few": True, "per": table["per"], "currency": table["currency"]}
    told = dict(table)
    if any(0 < table[name] < FEW for name in COUNTS):
        told |= dict.fromkeys(("more", "less", "same", "without_figure", "people"))
        told |= {"few": True, "per_cent": None}
    told["sizes"] = [
        {**size, **{name: None if 0 < size[name] < FEW else size[name] for name in ("more", "less")}}
        for size in table["sizes"]
    ]
    groups = table.get("groups", ())
    told["groups"] = [for_the_public(group) for group in groups if group["compared"] >= FEW]
    return told
