"""Shortens a program for people who answered every question: no state to look for, nothing left open."""

from collections.abc import Sequence
from dataclasses import replace

from ownway.rulebook.engines.many.instructions import Instruction, Lane, Op
from ownway.rulebook.engines.many.program import Program, trimmed

Codes = frozenset[int]


def fully_answered(program: Program) -> Program:
    """Return what *program* comes to for people whose every code is an answer.

    Registers are numbered anew; outputs stand in the same order. The results are the same for everyone of whom that is
    true, and mean nothing for anyone else.
    """
    shorter = _Shorter(program)
    for instruction in program.instructions:
        shorter.add(instruction)
    outputs = tuple(
        replace(
            output,
            register=shorter.now[output.register],
            mask=None if output.mask is None else shorter.now[output.mask],
        )
        for output in program.outputs
    )
    refusals = tuple((step, shorter.now[register]) for step, register in program.refusals)
    lanes = tuple(Lane.CODE if out in shorter.codes else one.lane for out, one in enumerate(shorter.written))
    changed = replace(
        program, instructions=tuple(shorter.written), lanes=lanes, outputs=outputs, refusals=refusals, kept={}
    )
    return trimmed(changed, outputs)


class _Shorter:
    """The writing of the shorter program: each register's new number, and the codes that can occur in it."""

    def __init__(self, program: Program) -> None:
        self.answers = program.answers
        self.lanes = program.lanes
        self.written: list[Instruction] = []
        self.now: dict[int, int] = {}
        self.codes: dict[int, Codes] = {}
        self.same: dict[int, int] = {}

    def add(self, one: Instruction) -> None:
        """Write one instruction as it is now, or only note what it has become."""
        takes = tuple(self.now[register] for register in one.takes)
        moved = replace(one, takes=takes)
        if self.lanes[one.out] is not Lane.CODE:
            truth = self.codes.get(takes[0], frozenset()) if one.op is Op.PICK else frozenset()
            if truth == {2} or (truth and 2 not in truth):
                self.now[one.out] = takes[1 if truth == {2} else 2]
            else:
                self.now[one.out] = self._write(self._number(moved))
            return
        alias, codes = self._becomes(moved)
        if alias is not None:
            self.now[one.out] = alias
        elif len(codes) == 1:
            self.now[one.out] = self._constant(next(iter(codes)))
        else:
            self.now[one.out] = self._write(moved if not one.table else self._table(moved))
            self.codes[self.now[one.out]] = codes

    def _write(self, one: Instruction) -> int:
        self.written.append(replace(one, out=len(self.written)))
        return len(self.written) - 1

    def _constant(self, code: int) -> int:
        if code not in self.same:
            self.same[code] = self._write(Instruction(Op.SAME_MARK, 0, Lane.CODE, numbers=(code,)))
            self.codes[self.same[code]] = frozenset({code})
        return self.same[code]

    def _number(self, one: Instruction) -> Instruction:
        if one.op in (Op.POINTS, Op.ADD_POINTS):
            return self._table(one)
        return one

    def _table(self, one: Instruction) -> Instruction:
        """Let codes that cannot occur stand for what the code before them does, so that fewer edges are left."""
        of = one.takes[-1]
        if of not in self.codes or one.op in (Op.STEPS_MARK, Op.TABLE_MARK):
            return one
        table = list(one.table)
        for code in range(1, len(table)):
            if code not in self.codes[of]:
                table[code] = table[code - 1]
        if 0 not in self.codes[of] and one.op is not Op.ADD_POINTS:
            table = _led(table, min(self.codes[of]))
        return replace(one, table=tuple(table))

    def _becomes(self, one: Instruction) -> tuple[int | None, Codes]:
        """Return the register that a code's result is the same as, or which codes it can be."""
        known = [self.codes.get(register, frozenset(range(256))) for register in one.takes]
        match one.op:
            case Op.ANSWER:
                return None, frozenset(range(self.answers[one.numbers[0]]))
            case Op.SAME_MARK:
                return None, frozenset(one.numbers)
            case Op.MARK:
                return None, frozenset(one.table[code] for code in known[0] if code < len(one.table))
            case Op.MARK_TOO:
                marked = any(one.table[code] for code in known[1] if code < len(one.table))
                return (None, frozenset({0, 1})) if marked else (one.takes[0], known[0])
            case Op.LEAST_MARK | Op.MOST_MARK:
                return self._joined(one, known)
            case Op.DOUBT:
                return (one.takes[0], known[0]) if known[1] == {0} else (None, known[0] | {1})
            case Op.PICK_MARK | Op.OPEN:
                return self._picked(one, known)
            case Op.ROUTE:
                return self._routed(one, known)
            case Op.WITHIN:
                return None, frozenset({0, 2})
            case _:
                return None, frozenset(one.table)

    def _joined(self, one: Instruction, known: Sequence[Codes]) -> tuple[int | None, Codes]:
        best = min if one.op is Op.LEAST_MARK else max
        for mine, other in ((0, 1), (1, 0)):
            # One side never changes anything for the other.
            if all(best(a, b) == a for a in known[mine] for b in known[other]):
                return one.takes[mine], known[mine]
        return None, frozenset(best(a, b) for a in known[0] for b in known[1])

    def _picked(self, one: Instruction, known: Sequence[Codes]) -> tuple[int | None, Codes]:
        truth, yes, no = known
        if truth == {2}:
            return one.takes[1], yes
        found: set[int] = set(yes if 2 in truth else ()) | set(no if 0 in truth else ())
        if 1 in truth:
            found |= {1} if one.op is Op.OPEN else no
        elif 2 not in truth:
            return one.takes[2], no
        return None, frozenset(found)

    def _routed(self, one: Instruction, known: Sequence[Codes]) -> tuple[int | None, Codes]:
        truth, code = known
        if truth == {2}:
            return one.takes[1], code
        hidden, unknown = one.numbers
        found = set(code if 2 in truth else ()) | ({unknown} if 1 in truth else set())
        return None, frozenset(found | ({hidden} if 0 in truth else set()))


def _led(table: list[int], first: int) -> list[int]:
    """Let what stands before the first code that occurs be the same as it."""
    return [table[first]] * first + table[first:]
