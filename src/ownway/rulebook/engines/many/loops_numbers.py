"""The operations between numbers as loops over a block of rows, divisions among them."""

from typing import Any

import numpy as np

from ownway.rulebook.engines.many.calls import constant_at, inner, places_at, rows_at
from ownway.rulebook.engines.many.loops import BYTE, Loop


def cast(kind: Any, taken: Any) -> Loop:
    """Write a in another lane."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a = rows_at(p[0], n, kind), rows_at(p[1], n, taken)
        for i in range(n):
            out[i] = a[i]

    return loop


def scale(kind: Any) -> Loop:
    """Write a × k0 + k1."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a = rows_at(p[0], n, kind), rows_at(p[1], n, kind)
        times, plus = constant_at(p[4], 0, kind), constant_at(p[4], 1, kind)
        for i in range(n):
            out[i] = kind(kind(a[i] * times) + plus)

    return loop


def add(kind: Any) -> Loop:
    """Write a + b × k0."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a, b = rows_at(p[0], n, kind), rows_at(p[1], n, kind), rows_at(p[2], n, kind)
        times = constant_at(p[4], 0, kind)
        if times == 1:
            for i in range(n):
                out[i] = a[i] + b[i]
        else:
            for i in range(n):
                out[i] = kind(a[i] + kind(b[i] * times))

    return loop


def multiply(kind: Any) -> Loop:
    """Write a × b."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a, b = rows_at(p[0], n, kind), rows_at(p[1], n, kind), rows_at(p[2], n, kind)
        for i in range(n):
            out[i] = a[i] * b[i]

    return loop


def within(kind: Any) -> Loop:
    """Write 2 where k0 ≤ a ≤ k1, else 0."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a = rows_at(p[0], n, BYTE), rows_at(p[1], n, kind)
        low, high, yes, no = constant_at(p[4], 0, kind), constant_at(p[4], 1, kind), BYTE(2), BYTE(0)
        for i in range(n):
            out[i] = yes if (a[i] >= low) & (a[i] <= high) else no

    return loop


def steps(kind: Any, taken: Any) -> Loop:
    """Write a step function of a: k holds its first value, how many edges follow, the edges, the rises at them."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a = rows_at(p[0], n, kind), rows_at(p[1], n, taken)
        count = rows_at(p[4], 2, np.int64)[1]
        base, none = constant_at(p[4], 0, kind), kind(0)
        for i in range(n):
            out[i] = base
        for place in range(count):
            edge, rise = constant_at(p[4], 2 + place, taken), constant_at(p[4], 2 + count + place, kind)
            for i in range(n):
                out[i] = kind(out[i] + (rise if a[i] >= edge else none))

    return loop


def line(kind: Any) -> Loop:
    """Write a piecewise-linear function of a: k holds the first slope and constant, then the changes."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a = rows_at(p[0], n, kind), rows_at(p[1], n, kind)
        count = rows_at(p[4], 3, np.int64)[2]
        slope, plus, none = constant_at(p[4], 0, kind), constant_at(p[4], 1, kind), kind(0)
        for i in range(n):
            out[i] = kind(kind(a[i] * slope) + plus)
        for place in range(count):
            edge, slope = constant_at(p[4], 3 + place, kind), constant_at(p[4], 3 + count + place, kind)
            plus = constant_at(p[4], 3 + 2 * count + place, kind)
            for i in range(n):
                this = kind(kind(a[i] * slope) + plus)
                out[i] = kind(out[i] + (this if a[i] >= edge else none))

    return loop


def multiplier(highest: int, by: int) -> tuple[int, int, int]:
    """Return (shift, times, after) so that ((x >> shift) × times) >> after = x ÷ *by*, whole, for 0 ≤ x ≤ *highest*.

    *times* is 0 where 64 bits do not suffice. With d the odd part of *by* and b the bits of x after the shift,
    times = ⌈2^after ÷ d⌉ overshoots by less than d ≤ 2^(after - b), so that no quotient below 2^b changes
    (Granlund and Montgomery 1994, theorem 4.2).
    """
    shift = (by & -by).bit_length() - 1
    odd, length = by >> shift, (highest >> shift).bit_length()
    after = length + odd.bit_length()
    times = -(-(1 << after) // odd)
    if times * (highest >> shift) >= 2**63:
        return 0, 0, 0
    return shift, times, after


def division(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Return the constants of a division, as the loop takes them, from the numbers of its instruction."""
    times, plus, by, even, low, high = numbers
    highest = max(abs(low), abs(high)) * times + plus
    return times, plus, by, even, *multiplier(highest, by), int(low < 0)


def divide(kind: Any) -> Loop:
    """Write |a| × k0 + k1 divided by k2 without the rest, with a's sign; constants as ``division`` gives them."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a, k = rows_at(p[0], n, kind), rows_at(p[1], n, kind), rows_at(p[4], 8, np.int64)
        times, plus, by, even, shift, magic, after = k[0], k[1], k[2], k[3], k[4], k[5], k[6]
        if magic and not even and not k[7]:
            for i in range(n):
                out[i] = (((a[i] * times + plus) >> shift) * magic) >> after
        elif magic and not even:
            for i in range(n):
                whole = (((abs(a[i]) * times + plus) >> shift) * magic) >> after
                out[i] = whole if a[i] >= 0 else -whole
        else:
            for i in range(n):
                out[i] = divided(a[i], times, (plus, by, even))

    return loop


@inner
def divided(a: int, times: int, by: Any) -> Any:
    """Return |a| × times + by0 divided by by1 without the rest, with a's sign; with by2, odd without rest loses 1."""
    whole = abs(a) * times + by[0]
    found = whole // by[1]
    if by[2] and found * by[1] == whole and found % 2 == 1:
        found -= 1
    return found if a >= 0 else -found


@inner
def shared(a: int, b: int, how: Any) -> Any:
    """Return a × how0 ÷ (b × how1), rounded by the rule how2: half up, half even, down, up, as ``RULES`` has them."""
    whole, by = abs(a) * how[0], b * how[1]
    found = whole // by
    rest = whole - found * by
    if how[2] == 0:
        found += 2 * rest >= by
    elif how[2] == 1:
        found += (2 * rest > by) | ((2 * rest == by) & (found % 2 == 1))
    elif how[2] == 3:
        found += rest > 0
    return found if a >= 0 else -found


def share(kind: Any) -> Loop:
    """Write a shared among b, rounded: the constants are those of ``shared``."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a, b = rows_at(p[0], n, kind), rows_at(p[1], n, kind), rows_at(p[2], n, kind)
        k = rows_at(p[4], 3, np.int64)
        how = (k[0], k[1], k[2])
        for i in range(n):
            out[i] = shared(a[i], b[i], how)

    return loop
