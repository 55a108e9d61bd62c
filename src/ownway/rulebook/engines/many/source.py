"""Writes a program as the source of a few loops, each as narrow as its numbers allow, with all its constants in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ownway.rulebook.engines.many.instructions import Instruction, Lane, Op
from ownway.rulebook.engines.many.loops_numbers import division
from ownway.rulebook.engines.many.program import Program
from ownway.rulebook.engines.many.slots import FEW_EDGES, Kept, Place, ranges_of

TYPES = {Lane.CODE: "u8", Lane.SHORT: "i16", Lane.MIDDLE: "i32", Lane.LONG: "i64"}
"""The name of each lane's type in the source."""

ALONE = 9
"""The width of what goes row by row: tables, and divisions by a number that is not a constant."""


@dataclass
class Written:
    """The source of a function that works one block out, and what its addresses stand for, in their order."""

    text: str
    places: list[Place]
    tables: list[tuple[Lane, tuple[int, ...]]]


@dataclass
class _Writer:
    """The writing of the source."""

    program: Program
    rows: Kept
    masks: Mapping[int, Sequence[int]]
    places: list[Place] = field(default_factory=list)
    tables: list[tuple[Lane, tuple[int, ...]]] = field(default_factory=list)
    home: dict[int, int] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)

    def write(self) -> Written:
        for loop in loops_of(self.program):
            self._loop(loop)
        for mask, rows in self.masks.items():
            known = self.program.instructions[mask]
            for row in rows:
                bits = self._place(("bits", Lane.CODE, row))
                if known.op is Op.SAME_MARK and known.numbers == (0,):
                    self.body.append(f"    all_known(v{bits}, n)")
                else:
                    home = self.home[mask]
                    self.body.append(f"    pack(v{bits}, v{home}, rows_at(a[{home}], n // 8, u64))")
        addresses = len(self.places) + len(self.tables)
        head = ["def work(at, n):", "    p = places_at(at)", f"    a, start = rows_at(p[0], {addresses}, i64), p[1]"]
        views = [f"    v{place} = {self._view(place)}" for place in range(len(self.places))]
        first = len(self.places)
        views += [
            f"    t{place} = rows_at(a[{first + place}], {len(table)}, {TYPES[lane]})"
            for place, (lane, table) in enumerate(self.tables)
        ]
        return Written("\n".join(head + views + self.body) + "\n", self.places, self.tables)

    def _view(self, place: int) -> str:
        kind, lane, _ = self.places[place]
        if kind == "slot":
            return f"rows_at(a[{place}], n, {TYPES[lane]})"
        if kind == "bits":
            return f"rows_at(a[{place}] + start // 8, (n + 7) // 8, u8)"
        size = {Lane.CODE: 1, Lane.SHORT: 2, Lane.MIDDLE: 4, Lane.LONG: 8}[lane]
        return f"rows_at(a[{place}] + {size} * start, n, {TYPES[lane]})"

    def _place(self, place: Place) -> int:
        if place not in self.places:
            self.places.append(place)
        return self.places.index(place)

    def _loop(self, loop: Sequence[Instruction]) -> None:
        """Write one loop: what it reads, what it does, what others or the results need of it."""
        inside = {one.out for one in loop}
        later = self._needed_outside(inside)
        lines = []
        for register in dict.fromkeys(taken for one in loop for taken in one.takes if taken not in inside):
            lines.append(f"r{register} = v{self.home[register]}[i]")
        for one in loop:
            lines.append(f"r{one.out} = {self._expression(one)}")
            lane = self.program.lanes[one.out]
            kept = [("kept", *row) for row in self.rows.get(one.out, ())]
            given = one.op in (Op.ANSWER, Op.NUMBER)
            if one.out in later and not kept and not given:
                kept = [("slot", lane, one.out)]
            for place in kept:
                lines.append(f"v{self._place(place)}[i] = r{one.out}")
            if given:
                self.home[one.out] = self._place(("given", lane, one.numbers[0]))
            elif kept:
                self.home[one.out] = self._place(kept[0])
        self.body += ["    for i in range(n):"] + [f"        {line}" for line in lines]

    def _needed_outside(self, inside: set[int]) -> set[int]:
        taken = {register for one in self.program.instructions if one.out not in inside for register in one.takes}
        return taken | set(self.masks)

    def _table(self, one: Instruction) -> str:
        self.tables.append((one.lane, one.table))
        return f"t{len(self.tables) - 1}"

    def _expression(self, one: Instruction) -> str:
        """Return what an instruction comes to in one row, in the type of its lane."""
        kind = TYPES[self.program.lanes[one.out]]
        taken = [f"r{register}" for register in one.takes]
        if one.op in (Op.ANSWER, Op.NUMBER):
            return f"v{self._place(('given', one.lane, one.numbers[0]))}[i]"
        if one.op in (Op.TABLE, Op.TABLE_MARK):
            return f"{self._table(one)}[u32({taken[0]} - {one.numbers[0]})]"
        if one.op in (Op.POINTS, Op.MARK, Op.ADD_POINTS) and many_edges(one):
            found = f"{self._table(one)}[{taken[-1]}]"
            return found if one.op is not Op.ADD_POINTS else f"{kind}({taken[0]} + {found})"
        simple = SIMPLE.get(one.op)
        if simple is not None:
            return f"{kind}({simple(one.numbers, *taken)})"
        return _stepped(one, kind, taken, TYPES[self.program.lanes[one.takes[0]]])


def many_edges(one: Instruction) -> bool:
    """Whether points by code are better looked up than compared."""
    return sum(after != before for before, after in pairwise(one.table)) > FEW_EDGES


def _stepped(one: Instruction, kind: str, taken: Sequence[str], of: str) -> str:
    """Return a step function, of codes or of numbers, or a line, which is one with two step functions in it."""
    table = one.table
    if one.op in (Op.POINTS, Op.MARK, Op.ADD_POINTS):
        edges = [code for code in range(1, len(table)) if table[code] != table[code - 1]]
        rises = [table[code] - table[code - 1] for code in edges]
        base = taken[0] if one.op is Op.ADD_POINTS else f"{kind}({table[0]})"
        return _risen(
            base, taken[-1], kind, of if one.op is not Op.ADD_POINTS else "u8", list(zip(edges, rises, strict=True))
        )
    if one.op is Op.MARK_TOO:
        ranges = ranges_of(table)
        marks = [
            f"(u8(1) if (({taken[1]} >= u8({first})) & ({taken[1]} <= u8({last}))) else u8(0))"
            for first, last in zip(ranges[::2], ranges[1::2], strict=True)
        ]
        return f"u8({' | '.join([taken[0], *marks])})"
    if one.op is Op.LINE:
        sides = [
            _risen(
                f"{kind}({side[0]})",
                taken[0],
                kind,
                of,
                [(edge, after - before) for edge, (before, after) in zip(one.numbers, pairwise(side), strict=True)],
            )
            for side in (table[::2], table[1::2])
        ]
        return f"{kind}({kind}({taken[0]} * {sides[0]}) + {sides[1]})"
    rises = [after - before for before, after in pairwise(table)]
    return _risen(f"{kind}({table[0]})", taken[0], kind, of, list(zip(one.numbers, rises, strict=True)))


def _risen(base: str, of: str, kind: str, of_kind: str, steps: Sequence[tuple[int, int]]) -> str:
    found = base
    for edge, rise in steps:
        found = f"{kind}({found} + ({kind}({rise}) if {of} >= {of_kind}({edge}) else {kind}(0)))"
    return found


def _division(numbers: Sequence[int], a: str) -> str:
    times, plus, by, even, shift, magic, after, signed = division(tuple(numbers))
    if magic and not even and not signed:
        return f"((({a} * {times} + {plus}) >> {shift}) * {magic}) >> {after}"
    return f"divided({a}, {times}, ({plus}, {by}, {even}))"


SIMPLE: Mapping[Op, Callable[..., str]] = {
    Op.LEAST_MARK: lambda n, a, b: f"{a} if {a} < {b} else {b}",
    Op.MOST_MARK: lambda n, a, b: f"{a} if {a} > {b} else {b}",
    Op.PICK_MARK: lambda n, a, b, c: f"{b} if {a} == u8(2) else {c}",
    Op.OPEN: lambda n, a, b, c: f"{b} if {a} == u8(2) else u8({a} | {c})",
    Op.DOUBT: lambda n, a, b: f"u8(1) if {b} == u8(1) else {a}",
    Op.ROUTE: lambda n, a, b: f"{b} if {a} == u8(2) else (u8({n[1]}) if {a} == u8(1) else u8({n[0]}))",
    Op.SAME_MARK: lambda n: f"{n[0]}",
    Op.WITHIN: lambda n, a: f"u8(2) if (({a} >= {n[0]}) & ({a} <= {n[1]})) else u8(0)",
    Op.SAME: lambda n: f"{n[0]}",
    Op.CAST: lambda n, a: a,
    Op.SCALE: lambda n, a: f"{a} * {n[0]} + {n[1]}",
    Op.ADD: lambda n, a, b: f"{a} + {b} * {n[0]}",
    Op.MULTIPLY: lambda n, a, b: f"{a} * {b}",
    Op.LEAST: lambda n, a, b: f"{a} if {a} < {b} else {b}",
    Op.MOST: lambda n, a, b: f"{a} if {a} > {b} else {b}",
    Op.PICK: lambda n, a, b, c: f"{b} if {a} == u8(2) else {c}",
    Op.DIVIDE: _division,
    Op.SHARE: lambda n, a, b: f"shared({a}, {b}, ({n[0]}, {n[1]}, {n[2]}))",
}
"""What each operation without a table comes to; *n* are its numbers."""


def width(program: Program, one: Instruction) -> int:
    """Return how wide the loop must be in which an instruction stands: narrow numbers wait for no wide ones."""
    if one.op in (Op.TABLE, Op.TABLE_MARK, Op.SHARE):
        return ALONE
    if one.op is Op.DIVIDE and "divided" in _division(one.numbers, ""):
        return ALONE
    if one.op in (Op.POINTS, Op.MARK, Op.ADD_POINTS) and many_edges(one):
        return ALONE
    return max(Lane.SHORT, *(program.lanes[register] for register in (one.out, *one.takes)))


def loops_of(program: Program) -> list[list[Instruction]]:
    """Return the instructions in loops of one width each, in an order in which nothing is read before it is written."""
    waiting = list(program.instructions)
    done: set[int] = set()
    loops = []
    while waiting:
        first = next(one for one in waiting if set(one.takes) <= done)
        at = width(program, first)
        loop: list[Instruction] = []
        for one in waiting:
            if width(program, one) == at and set(one.takes) <= done:
                loop.append(one)
                done.add(one.out)
        waiting = [one for one in waiting if one.out not in done]
        loops.append(loop)
    return loops


def written(program: Program, rows: Kept, masks: Mapping[int, Sequence[int]]) -> Written:
    """Return the source of a program that keeps its registers and masks in the rows of the results."""
    return _Writer(program, rows, masks).write()
