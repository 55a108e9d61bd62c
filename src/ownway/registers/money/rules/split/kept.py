"""Writes what a split is proved by as what changed since the split before, and reads it back whole.

The numbers of a certificate grow with every penny that is split, though hardly anything about them changed: each is
many small numbers in one (see ``price``). Told apart, those of last year stay as they were, and are kept once.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ownway.registers.money.rules.split.parts import Pot, Proof
from ownway.values import Reason

Told = dict[str, Any]
"""What is kept: *counts* (what each part of a number counts), and by name *spends*, *pots* and *because*."""

PARTS = ("spends", "pots", "because")
LAST = "owed"


def told_of(proof: Proof, counts: Sequence[int], why: Reason, pots: Sequence[Pot]) -> Told:
    """Return a certificate and the reasons of its pots as they are kept; *why* says them by place, then by start."""
    order = sorted(pots, key=lambda one: (one.place, one.start))
    names = [f"{one.place:03} {one.start.isoformat()} {one.id}" for one in order]
    return {
        "counts": [*counts],
        "spends": {name: parted(number, counts) for name, number in proof.spends.items()},
        "pots": {name: parted(number, counts) for name, number in proof.pots.items()},
        "because": {
            name: below.as_json() for name, below in zip([*names, LAST][: len(why.because)], why.because, strict=True)
        },
    }


def changed(before: Told, after: Told) -> Told:
    """Return what of *after* is not in *before*; what is in it no more is named with nothing."""
    found: Told = {"counts": after["counts"]}
    for part in PARTS:
        old, new = before.get(part, {}), after[part]
        gone = dict.fromkeys(name for name in old if name not in new)
        found[part] = {name: told for name, told in new.items() if name not in old or old[name] != told} | gone
    return found


def together(changes: Iterable[Told]) -> Told:
    """Return what is kept after all *changes*, the earliest first; a row of before there were changes is whole."""
    found: Told = {}
    for change in changes:
        if "counts" not in change:
            found = {}
        found["counts"] = change.get("counts", [1])
        for part in PARTS:
            here = found.setdefault(part, {})
            for name, told in change.get(part, {}).items():
                if told is None:
                    here.pop(name, None)
                else:
                    here[name] = told
    return found


def proof_of(told: Told) -> Proof:
    """Return the certificate, as the checker takes it."""
    counts = told["counts"]
    return Proof(_numbers(told["spends"], counts), _numbers(told["pots"], counts))


def because_of(told: Told) -> tuple[Reason, ...]:
    """Return the reasons of the pots, in their order."""
    return tuple(Reason.from_json(one) for _, one in sorted(told["because"].items()))


def parted(number: int, counts: Sequence[int]) -> list[int]:
    """Return how often each of *counts* (the largest first, the last is one) stands in a number, nearest to nothing.

    What is nothing at the front is left out.
    """
    told, left = list[int](), number
    # Each count goes into the one above it without a rest.
    bases = [divmod(above, count)[0] for above, count in pairwise(counts)]
    for base in reversed(bases):
        left, part = divmod(left, base)
        if 2 * part > base:
            left, part = left + 1, part - base
        told.append(part)
    told.append(left)
    while told and not told[-1]:
        told.pop()
    return told[::-1]


def _numbers(told: Mapping[str, list[int] | int], counts: Sequence[int]) -> dict[str, int]:
    return {name: parts if isinstance(parts, int) else _whole(parts, counts) for name, parts in told.items()}


def _whole(parts: Sequence[int], counts: Sequence[int]) -> int:
    front = len(counts) - len(parts)
    return sum(part * count for part, count in zip(parts, counts[front:], strict=True))
