"""The operations on codes and numbers as loops over a block of rows; each is compiled for the lanes it is asked for."""

from collections.abc import Callable
from typing import Any

import numpy as np

from ownway.rulebook.engines.many.calls import constant_at, inner, places_at, rows_at

Loop = Callable[[int, int], None]
BYTE = np.uint8

# Each loop reads its places (see ``calls.PLACES``), views them as rows of its lanes, and writes the result's rows.
# Edges lie in the constants in ascending order; a code never reaches an edge above the highest code of its block.


def answer(kind: Any) -> Loop:
    """Note how high the codes of an answer go."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        a, top = rows_at(p[1], n, BYTE), rows_at(p[5], 1, np.int64)
        highest = a[0]
        for i in range(n):
            highest = max(highest, a[i])
        top[0] = highest

    return loop


def same(kind: Any) -> Loop:
    """Write one number for everyone."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, k, top = rows_at(p[0], n, kind), rows_at(p[4], 1, np.int64), rows_at(p[5], 1, np.int64)
        value = constant_at(p[4], 0, kind)
        top[0] = k[0]
        for i in range(n):
            out[i] = value

    return loop


def points(kind: Any) -> Loop:
    """Write the points of a code: k holds the first code's, how many edges follow, the edges, the rises at them."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, code = rows_at(p[0], n, kind), rows_at(p[1], n, BYTE)
        many = rows_at(p[4], 2, np.int64)[1]
        k = rows_at(p[4], 2 + 2 * many, np.int64)
        count = many
        while count > 0 and k[1 + count] > rows_at(p[6], 1, np.int64)[0]:
            count -= 1
        top = rows_at(p[5], 1, np.int64)
        top[0] = 255 if count else k[0]
        base, none, done = constant_at(p[4], 0, kind), kind(0), min(count, 3)
        if count == 0:
            for i in range(n):
                out[i] = base
        elif count == 1:
            e0, r0 = constant_at(p[4], 2, BYTE), constant_at(p[4], 2 + many, kind)
            for i in range(n):
                out[i] = kind(base + (r0 if code[i] >= e0 else none))
        elif count == 2:
            e0, e1, r0, r1 = (
                constant_at(p[4], 2, BYTE),
                constant_at(p[4], 3, BYTE),
                constant_at(p[4], 2 + many, kind),
                constant_at(p[4], 3 + many, kind),
            )
            for i in range(n):
                low = kind(base + (r0 if code[i] >= e0 else none))
                out[i] = kind(low + (r1 if code[i] >= e1 else none))
        else:
            e0, e1, e2 = constant_at(p[4], 2, BYTE), constant_at(p[4], 3, BYTE), constant_at(p[4], 4, BYTE)
            r0, r1, r2 = (
                constant_at(p[4], 2 + many, kind),
                constant_at(p[4], 3 + many, kind),
                constant_at(p[4], 4 + many, kind),
            )
            for i in range(n):
                c = code[i]
                low = kind(base + (r0 if c >= e0 else none))
                low = kind(low + (r1 if c >= e1 else none))
                out[i] = kind(low + (r2 if c >= e2 else none))
        while done < count:
            e0, r0 = constant_at(p[4], 2 + done, BYTE), constant_at(p[4], 2 + many + done, kind)
            for i in range(n):
                out[i] = kind(out[i] + (r0 if code[i] >= e0 else none))
            done += 1

    return loop


def add_points(kind: Any) -> Loop:
    """Write a number and the points of a code, of which the first adds nothing: k as for points."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a, code = rows_at(p[0], n, kind), rows_at(p[1], n, kind), rows_at(p[2], n, BYTE)
        many = rows_at(p[4], 2, np.int64)[1]
        k = rows_at(p[4], 2 + 2 * many, np.int64)
        count = many
        while count > 0 and k[1 + count] > rows_at(p[7], 1, np.int64)[0]:
            count -= 1
        none, done = kind(0), min(count, 3)
        if count == 0:
            for i in range(n):
                out[i] = a[i]
        elif count == 1:
            e0, r0 = constant_at(p[4], 2, BYTE), constant_at(p[4], 2 + many, kind)
            for i in range(n):
                out[i] = kind(a[i] + (r0 if code[i] >= e0 else none))
        elif count == 2:
            e0, e1, r0, r1 = (
                constant_at(p[4], 2, BYTE),
                constant_at(p[4], 3, BYTE),
                constant_at(p[4], 2 + many, kind),
                constant_at(p[4], 3 + many, kind),
            )
            for i in range(n):
                low = kind(a[i] + (r0 if code[i] >= e0 else none))
                out[i] = kind(low + (r1 if code[i] >= e1 else none))
        else:
            e0, e1, e2 = constant_at(p[4], 2, BYTE), constant_at(p[4], 3, BYTE), constant_at(p[4], 4, BYTE)
            r0, r1, r2 = (
                constant_at(p[4], 2 + many, kind),
                constant_at(p[4], 3 + many, kind),
                constant_at(p[4], 4 + many, kind),
            )
            for i in range(n):
                c = code[i]
                low = kind(a[i] + (r0 if c >= e0 else none))
                low = kind(low + (r1 if c >= e1 else none))
                out[i] = kind(low + (r2 if c >= e2 else none))
        while done < count:
            e0, r0 = constant_at(p[4], 2 + done, BYTE), constant_at(p[4], 2 + many + done, kind)
            for i in range(n):
                out[i] = kind(out[i] + (r0 if code[i] >= e0 else none))
            done += 1

    return loop


def points_by_table(kind: Any) -> Loop:
    """Write what the table c has for a code."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, code, table = rows_at(p[0], n, kind), rows_at(p[1], n, BYTE), rows_at(p[3], 256, kind)
        for i in range(n):
            out[i] = table[code[i]]

    return loop


def add_by_table(kind: Any) -> Loop:
    """Write a number and what the table c has for a code."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a, code = rows_at(p[0], n, kind), rows_at(p[1], n, kind), rows_at(p[2], n, BYTE)
        table = rows_at(p[3], 256, kind)
        for i in range(n):
            out[i] = a[i] + table[code[i]]

    return loop


def table(kind: Any) -> Loop:
    """Write what the table c has for a number of the middle lane, its first for k0."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a = rows_at(p[0], n, kind), rows_at(p[1], n, np.int32)
        values, least = rows_at(p[3], 1, kind), np.int32(rows_at(p[4], 1, np.int64)[0])
        for i in range(n):
            out[i] = values[np.uint32(a[i] - least)]

    return loop


def mark_too(kind: Any) -> Loop:
    """Write the mask a, and 1 where the code b lies in one of the ranges of k: how many, first, last, first, …"""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a, code = rows_at(p[0], n, BYTE), rows_at(p[1], n, BYTE), rows_at(p[2], n, BYTE)
        k = rows_at(p[4], 1 + 2 * rows_at(p[4], 1, np.int64)[0], np.int64)
        top, highest = rows_at(p[5], 1, np.int64), rows_at(p[7], 1, np.int64)[0]
        top[0] = rows_at(p[6], 1, np.int64)[0]
        if p[0] != p[1]:
            for i in range(n):
                out[i] = a[i]
        for place in range(k[0]):
            if k[1 + 2 * place] <= highest:
                first, last, one, none = (
                    constant_at(p[4], 1 + 2 * place, BYTE),
                    constant_at(p[4], 2 + 2 * place, BYTE),
                    BYTE(1),
                    BYTE(0),
                )
                top[0] = 1
                for i in range(n):
                    out[i] = out[i] | (one if (code[i] >= first) & (code[i] <= last) else none)

    return loop


def least(kind: Any) -> Loop:
    """Write the lower of two."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a, b = rows_at(p[0], n, kind), rows_at(p[1], n, kind), rows_at(p[2], n, kind)
        for i in range(n):
            out[i] = min(a[i], b[i])

    return loop


def most(kind: Any) -> Loop:
    """Write the higher of two."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, a, b = rows_at(p[0], n, kind), rows_at(p[1], n, kind), rows_at(p[2], n, kind)
        for i in range(n):
            out[i] = max(a[i], b[i])

    return loop


def pick(kind: Any) -> Loop:
    """Write b where the truth a is yes, else c."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, truth = rows_at(p[0], n, kind), rows_at(p[1], n, BYTE)
        b, c, yes = rows_at(p[2], n, kind), rows_at(p[3], n, kind), BYTE(2)
        for i in range(n):
            # Both are read first, so that no row has to wait for its truth.
            this, that = b[i], c[i]
            out[i] = this if truth[i] == yes else that

    return loop


def open_where(kind: Any) -> Loop:
    """Write the mask b where the truth a is yes, 1 where it is open, else the mask c."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, truth = rows_at(p[0], n, BYTE), rows_at(p[1], n, BYTE)
        b, c, yes = rows_at(p[2], n, BYTE), rows_at(p[3], n, BYTE), BYTE(2)
        for i in range(n):
            this, that = b[i], truth[i] | c[i]
            out[i] = BYTE(this if truth[i] == yes else that)

    return loop


def doubt(kind: Any) -> Loop:
    """Write 1 where the mask b is set, else the truth a."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, truth, mask = rows_at(p[0], n, BYTE), rows_at(p[1], n, BYTE), rows_at(p[2], n, BYTE)
        one = BYTE(1)
        for i in range(n):
            this = truth[i]
            out[i] = one if mask[i] == one else this

    return loop


def route(kind: Any) -> Loop:
    """Write the code b where the truth a is yes, k1 where it is open, else k0."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, truth, code = rows_at(p[0], n, BYTE), rows_at(p[1], n, BYTE), rows_at(p[2], n, BYTE)
        hidden, unknown, yes, one = constant_at(p[4], 0, BYTE), constant_at(p[4], 1, BYTE), BYTE(2), BYTE(1)
        for i in range(n):
            this, applies = code[i], truth[i]
            out[i] = this if applies == yes else (unknown if applies == one else hidden)

    return loop


@inner
def pack_bits(out: Any, mask: Any, eights: Any) -> None:
    """Write a bit for each row, set where the mask is not; *eights* is the mask, eight rows at a time."""
    low, all, n = np.uint64(0x0102040810204080), BYTE(255), len(mask)
    # Times this number, the lowest bits of eight bytes stand side by side in the highest byte.
    for i in range(n // 8):
        out[i] = all ^ BYTE((eights[i] * low) >> np.uint64(56))
    if n % 8:
        last = 0
        for i in range(n - n % 8, n):
            last |= (1 - mask[i]) << (i % 8)
        out[n // 8] = BYTE(last)


@inner
def all_known(out: Any, n: int) -> None:
    """Write a set bit for each row."""
    all = BYTE(255)
    for i in range(n // 8):
        out[i] = all
    if n % 8:
        out[n // 8] = BYTE((1 << (n % 8)) - 1)


def bits(kind: Any) -> Loop:
    """Write a bit for each row, set where the mask a is not."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        out, mask = rows_at(p[0], (n + 7) // 8, BYTE), rows_at(p[1], n, BYTE)
        pack_bits(out, mask, rows_at(p[1], n // 8, np.uint64))

    return loop


def known_bits(kind: Any) -> Loop:
    """Write a set bit for each row."""

    def loop(at: int, n: int) -> None:
        p = places_at(at)
        all_known(rows_at(p[0], (n + 7) // 8, BYTE), n)

    return loop
