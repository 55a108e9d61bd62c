"""The whole-number language that a pack is compiled to: registers of integers, and the few operations on them."""

from dataclasses import dataclass
from enum import IntEnum

from ownway.rulebook.model.steps import Unit


class Lane(IntEnum):
    """How wide the integers of a register are."""

    CODE = 0
    """One byte without a sign: the code of an answer or label, a truth, a mask."""
    SHORT = 1
    MIDDLE = 2
    LONG = 3
    WIDE = 4
    """Whole numbers of any size; only the plain kernel reckons with them."""


REACH = {
    Lane.CODE: (0, 255),
    Lane.SHORT: (-(2**15), 2**15 - 1),
    Lane.MIDDLE: (-(2**31), 2**31 - 1),
    Lane.LONG: (-(2**62), 2**62),
}
"""The least and the most each lane holds; the widest keeps a bit free, so that no sum of two can overflow."""


def lane_for(least: int, most: int) -> Lane:
    """Return the narrowest lane with a sign that holds all numbers from *least* to *most*."""
    for lane in (Lane.SHORT, Lane.MIDDLE, Lane.LONG):
        low, high = REACH[lane]
        if low <= least and most <= high:
            return lane
    return Lane.WIDE


class Op(IntEnum):
    """What an instruction does, row by row. *a*, *b*, *c* are its registers, *n* its numbers, *t* its table.

    A truth is 0 for no, 1 for open, 2 for yes; a mask is 1 where a result is not known yet, else 0.
    """

    ANSWER = 0
    """The codes of an answer, as they came: column n0 of the codes."""
    NUMBER = 1
    """The numbers of an answer, as they came: column n0 of the numbers of this lane."""
    # From codes to codes.
    MARK = 10
    """t[a]"""
    MARK_TOO = 11
    """a or t[b]: a mask grows by the codes of b that leave a result open."""
    LEAST_MARK = 12
    """The lower of a and b."""
    MOST_MARK = 13
    """The higher of a and b."""
    PICK_MARK = 14
    """b where the truth a is yes, else c."""
    OPEN = 15
    """b where the truth a is yes, 1 where it is open, else c."""
    DOUBT = 16
    """1 where the mask b is set, else the truth a."""
    ROUTE = 17
    """b where the truth a is yes, n1 where it is open, else n0."""
    SAME_MARK = 18
    """n0, the same for everyone."""
    # From numbers to codes.
    WITHIN = 20
    """2 where n0 ≤ a ≤ n1, else 0."""
    STEPS_MARK = 21
    """t[how many of the edges n are ≤ a]"""
    TABLE_MARK = 22
    """t[a - n0]"""
    # From codes to numbers.
    POINTS = 30
    """t[a]"""
    ADD_POINTS = 31
    """a + t[b]"""
    # From numbers to numbers.
    SAME = 40
    """n0, the same for everyone."""
    CAST = 41
    """a, in another lane."""
    SCALE = 42
    """a × n0 + n1"""
    ADD = 43
    """a + b × n0"""
    MULTIPLY = 44
    """a × b"""
    LEAST = 45
    MOST = 46
    PICK = 47
    """b where the truth a is yes, else c."""
    STEPS = 48
    """t[how many of the edges n are ≤ a]"""
    LINE = 49
    """a × t[2k] + t[2k + 1], where k of the edges n are ≤ a."""
    TABLE = 50
    """t[a - n0]; a is in the middle lane."""
    DIVIDE = 51
    """(|a| × n0 + n1) ÷ n2 without the rest, with a's sign; with n3 an odd result without rest loses 1.

    n4 ≤ a ≤ n5.
    """
    SHARE = 52
    """a × n0 ÷ (b × n1), rounded by the rule n2; b is above 0."""
    EXACT = 53
    """What the exact function number n0 of the program gives for a; only the plain kernel can."""


TO_CODES = frozenset(op for op in Op if op is Op.ANSWER or 10 <= op < 30)
"""Operations whose result is a code."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """One operation: its registers, the lane of its result, its numbers and its table."""

    op: Op
    out: int
    lane: Lane
    takes: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    table: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """One named step as a column: where it is, how its whole numbers are to be read, and where it is not known.

    The exact result is *register* ÷ *scale*; of a label it is ``labels[register]``; a sum of money has the scale of its
    coins. *mask* is the register of what is not known yet, nothing where it always is.
    """

    id: str
    unit: Unit
    register: int
    mask: int | None
    scale: int = 1
    labels: tuple[str, ...] = ()
