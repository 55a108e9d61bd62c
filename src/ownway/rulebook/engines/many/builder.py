"""Writes instructions: each method adds what works a result out, and keeps its bounds and its exact scale."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

from ownway.rulebook.engines.many.instructions import TO_CODES, Instruction, Lane, Op, lane_for
from ownway.rulebook.engines.many.program import Exact
from ownway.rulebook.engines.many.values import KNOWN, Coded, Label, Mask, Number, Truth, Value, constant


class Builder:
    """A program being written. Registers are written once, in order; the same instruction is written only once."""

    def __init__(self) -> None:
        self.instructions: list[Instruction] = []
        self.lanes: list[Lane] = []
        self.functions: list[Exact] = []
        self._written: dict[tuple[object, ...], int] = {}

    def write(
        self,
        op: Op,
        lane: Lane,
        takes: Sequence[int] = (),
        numbers: Sequence[int] = (),
        table: Sequence[int] = (),
    ) -> int:
        """Add an instruction and return its register, or that of the same instruction written before."""
        key = (op, lane, tuple(takes), tuple(numbers), tuple(table))
        if key not in self._written:
            out = len(self.instructions)
            self.instructions.append(Instruction(op, out, lane, tuple(takes), tuple(numbers), tuple(table)))
            self.lanes.append(Lane.CODE if op in TO_CODES else lane)
            self._written[key] = out
        return self._written[key]

    def cast(self, register: int, lane: Lane) -> int:
        """Return the register in another lane."""
        if self.lanes[register] is lane:
            return register
        return self.write(Op.CAST, lane, (register,))

    # Masks and truths.

    def mask(self, mask: Mask) -> int | None:
        """Return one register that is 1 where the result is not known yet, or nothing where it always is."""
        found = -1
        for register, table in sorted(mask):
            if not table:
                found = register if found < 0 else self.write(Op.MOST_MARK, Lane.CODE, (found, register))
            elif found < 0:
                found = self.write(Op.MARK, Lane.CODE, (register,), table=table)
            else:
                found = self.write(Op.MARK_TOO, Lane.CODE, (found, register), table=table)
        return None if found < 0 else found

    def masked(self, mask: Mask) -> Mask:
        """Return the same mask as one register."""
        register = self.mask(mask)
        return KNOWN if register is None else frozenset({(register, ())})

    def truth(self, always: int) -> Truth:
        """Return what is equally true of everyone."""
        return Truth(always=always, can_open=always == 1)

    def truth_of_codes(self, register: int, outcomes: Sequence[int]) -> Truth:
        """Return the truth that follows from one register of codes."""
        if len(set(outcomes)) == 1:
            return self.truth(outcomes[0])
        found = self.write(Op.MARK, Lane.CODE, (register,), table=outcomes)
        return Truth(found, can_open=1 in outcomes)

    def join_truths(self, truths: Iterable[Truth], all_of: bool) -> Truth:
        """Return whether all, or any, of them hold; one that is open leaves the whole open where it decides."""
        op, end = (Op.LEAST_MARK, 0) if all_of else (Op.MOST_MARK, 2)
        found = Truth(always=2 - end, can_open=False)
        for one in truths:
            if end in (one.always, found.always):
                found = self.truth(end)
            elif found.always == 2 - end:
                found = one
            elif one.always != 2 - end:
                takes = (self.truth_register(found), self.truth_register(one))
                found = Truth(self.write(op, Lane.CODE, takes), can_open=found.can_open or one.can_open)
        return found

    def truth_register(self, truth: Truth) -> int:
        """Return the register that holds a truth."""
        if truth.always is None:
            return truth.register
        return self.write(Op.SAME_MARK, Lane.CODE, numbers=(truth.always,))

    def doubted(self, truth: Truth, mask: Mask) -> Truth:
        """Return the truth, open where what it looked at is not known yet."""
        register = self.mask(mask)
        if register is None:
            return truth
        return Truth(self.write(Op.DOUBT, Lane.CODE, (self.truth_register(truth), register)))

    def pick_mask(self, truth: Truth, yes: Mask, no: Mask) -> Mask:
        """Return where a choice is not known yet: where its condition is open, or what it leads to."""
        if truth.always is not None:
            return yes if truth.always == 2 else no if truth.always == 0 else self._everywhere()
        if not truth.can_open and yes == no:
            return yes
        takes = [self.mask(side) for side in (yes, no)]
        registers = [self.write(Op.SAME_MARK, Lane.CODE, numbers=(0,)) if one is None else one for one in takes]
        return frozenset({(self.write(Op.OPEN, Lane.CODE, (truth.register, *registers)), ())})

    def _everywhere(self) -> Mask:
        return frozenset({(self.write(Op.SAME_MARK, Lane.CODE, numbers=(1,)), ())})

    # Numbers in registers.

    def at(self, number: Number, scale: int | None = None) -> Number:
        """Return the number in a register, at *scale* (a multiple of its own) where that is given."""
        if number.register < 0:
            return self._written_out(number, scale)
        if scale is None or scale == number.scale:
            return number
        return self._scaled(number, scale // number.scale, scale)

    def _written_out(self, number: Number, scale: int | None) -> Number:
        if number.coded is None:
            whole = number.least * ((scale or number.scale) // number.scale)
            lane = lane_for(whole, whole)
            register = self.write(Op.SAME, lane, numbers=(whole,))
            return Number(whole, whole, scale or number.scale, number.mask, register)
        at = scale or number.scale
        table = [(value * at).numerator for value in number.coded.values]
        lane = lane_for(min(table), max(table))
        register = self.write(Op.POINTS, lane, (number.coded.register,), table=table)
        return Number(min(table), max(table), at, number.mask, register)

    def _scaled(self, number: Number, times: int, scale: int) -> Number:
        ends = number.least * times, number.most * times
        low, high = min(ends), max(ends)
        lane = self.lane(min(low, times), max(high, times), number)
        register = self.write(Op.SCALE, lane, (self.cast(number.register, lane),), (times, 0))
        return Number(low, high, scale, number.mask, register, rational=number.rational)

    def lane(self, least: int, most: int, *inputs: Number) -> Lane:
        """Return the lane in which the inputs and a result within these bounds fit."""
        if any(number.rational for number in inputs):
            return Lane.WIDE
        ends = [end for number in inputs for end in (number.least, number.most)]
        return lane_for(min(least, *ends) if ends else least, max(most, *ends) if ends else most)

    def coded(self, register: int, values: Sequence[Fraction], mask: Mask) -> Number:
        """Return the number that follows from one register of codes."""
        if len(set(values)) == 1:
            found = constant(values[0])
            return Number(found.least, found.most, found.scale, mask)
        scale = lcm(*(value.denominator for value in values))
        wholes = [(value * scale).numerator for value in values]
        return Number(min(wholes), max(wholes), scale, mask, coded=Coded(register, tuple(values)))

    def linear(self, terms: Sequence[tuple[Number, Fraction]], plus: Fraction = Fraction(0)) -> Number:
        """Return *plus* and each number times its weight, added up."""
        mask: Mask = KNOWN.union(*(number.mask for number, _ in terms))
        plus += sum((number.value * weight for number, weight in terms if number.known), Fraction(0))
        terms = [(number, weight) for number, weight in terms if not number.known and weight]
        if not terms:
            found = constant(plus)
            return Number(found.least, found.most, found.scale, mask)
        alone = terms[0][0].coded
        if alone is not None and all(number.coded and number.coded.register == alone.register for number, _ in terms):
            columns = [(number.coded.values, weight) for number, weight in terms if number.coded]
            values = [
                sum((values[code] * weight for values, weight in columns), plus) for code in range(len(alone.values))
            ]
            return self.coded(alone.register, values, mask)
        scale = lcm(plus.denominator, *(Fraction(weight, number.scale).denominator for number, weight in terms))
        return self._added(terms, (plus * scale).numerator, scale, mask)

    def _added(self, terms: Sequence[tuple[Number, Fraction]], plus: int, scale: int, mask: Mask) -> Number:
        """Add up at a scale; codes go in by their points, without a register of their own."""
        # Those with a register first: the sum begins with one of them where it can.
        ordered = sorted(terms, key=lambda term: term[0].register < 0)
        wholes = [Fraction(weight * scale, number.scale).numerator for number, weight in ordered]
        tables = [
            [(value * weight * scale).numerator for value in number.coded.values]
            if number.coded is not None and number.register < 0
            else []
            for number, weight in ordered
        ]
        # The points of the first code of each go into the constant, so that most people add nothing.
        plus += sum(table[0] for table in tables if table)
        tables = [[points - table[0] for points in table] for table in tables]
        low = high = 0
        reached = [plus]
        for (number, _), times, table in zip(ordered, wholes, tables, strict=True):
            ends = table or [number.least * times, number.most * times]
            low, high = low + min(ends), high + max(ends)
            reached += [low, high, low + plus, high + plus, *ends, times, number.least, number.most]
        rational = any(number.rational for number, _ in ordered)
        lane = Lane.WIDE if rational else lane_for(min(reached), max(reached))
        low, high, total = low + plus, high + plus, -1
        for (number, _), times, table in zip(ordered, wholes, tables, strict=True):
            if table and total < 0:
                # Nothing stands before it, so its own table takes the constant in.
                total = self._add(total, number, times, [points + plus for points in table], lane)
                plus = 0
            else:
                total = self._add(total, number, times, table, lane)
        if plus:
            total = self.write(Op.SCALE, lane, (total,), (1, plus))
        return Number(low, high, scale, mask, total, rational=rational)

    def _add(self, total: int, number: Number, times: int, table: Sequence[int], lane: Lane) -> int:
        if table:
            assert number.coded is not None
            if total < 0:
                return self.write(Op.POINTS, lane, (number.coded.register,), table=table)
            return self.write(Op.ADD_POINTS, lane, (total, number.coded.register), table=table)
        register = self.cast(number.register, lane)
        if total < 0:
            return register if times == 1 else self.write(Op.SCALE, lane, (register,), (times, 0))
        return self.write(Op.ADD, lane, (total, register), (times,))

    def multiply(self, one: Number, other: Number) -> Number:
        """Return the product of two numbers."""
        mask = one.mask | other.mask
        for number, factor in ((one, other), (other, one)):
            if factor.known:
                return self.with_mask(self.linear([(number, factor.value)]), mask)
        a, b = self.at(one), self.at(other)
        ends = [x * y for x in (a.least, a.most) for y in (b.least, b.most)]
        lane = self.lane(min(ends), max(ends), a, b)
        register = self.write(Op.MULTIPLY, lane, (self.cast(a.register, lane), self.cast(b.register, lane)))
        rational = a.rational or b.rational
        return Number(min(ends), max(ends), a.scale * b.scale, mask, register, rational=rational)

    def with_mask(self, value: Number, mask: Mask) -> Number:
        """Return the number with another mask."""
        return Number(value.least, value.most, value.scale, mask, value.register, value.coded, value.rational)

    def extreme(self, numbers: Sequence[Number], op: Op) -> Number:
        """Return the highest (``Op.MOST``) or lowest (``Op.LEAST``) of the numbers."""
        found = numbers[0]
        for one in numbers[1:]:
            found = self._higher_or_lower(found, one, op)
        return found

    def _higher_or_lower(self, one: Number, other: Number, op: Op) -> Number:
        mask = one.mask | other.mask
        scale = lcm(one.scale, other.scale)
        a, b = self.at(one, scale), self.at(other, scale)
        best = max if op is Op.MOST else min
        for clear, rest in ((a, b), (b, a)):
            # One of the two is never reached by the other.
            above = clear.least >= rest.most if op is Op.MOST else clear.most <= rest.least
            if above:
                return self.with_mask(clear, mask)
        low, high = best(a.least, b.least), best(a.most, b.most)
        lane = self.lane(low, high, a, b)
        register = self.write(op, lane, (self.cast(a.register, lane), self.cast(b.register, lane)))
        return Number(low, high, scale, mask, register, rational=a.rational or b.rational)

    def pick(self, truth: Truth, yes: Value, no: Value) -> Value:
        """Return the one where the condition holds, else the other."""
        mask = self.pick_mask(truth, yes.mask, no.mask)
        if isinstance(yes, Label) and isinstance(no, Label):
            return self._pick_label(truth, yes, no, mask)
        assert isinstance(yes, Number)
        assert isinstance(no, Number)
        if truth.always is not None:
            return self.with_mask(yes if truth.always == 2 else no, mask)
        scale = lcm(yes.scale, no.scale)
        a, b = self.at(yes, scale), self.at(no, scale)
        low, high = min(a.least, b.least), max(a.most, b.most)
        lane = self.lane(low, high, a, b)
        takes = (truth.register, self.cast(a.register, lane), self.cast(b.register, lane))
        register = self.write(Op.PICK, lane, takes)
        return Number(low, high, scale, mask, register, rational=a.rational or b.rational)

    def _pick_label(self, truth: Truth, yes: Label, no: Label, mask: Mask) -> Label:
        if truth.always is not None:
            kept = yes if truth.always == 2 else no
            return Label(kept.register, kept.labels, mask)
        labels = tuple(sorted({*yes.labels, *no.labels}))
        takes = [
            self.write(Op.MARK, Lane.CODE, (side.register,), table=[labels.index(label) for label in side.labels])
            for side in (yes, no)
        ]
        return Label(self.write(Op.PICK_MARK, Lane.CODE, (truth.register, *takes)), labels, mask)

    def exactly(self, function: Exact, inputs: Sequence[Number], least: int, most: int) -> int:
        """Return the register of what an exact function gives row by row; only the plain kernel works it out."""
        self.functions.append(function)
        takes = [self.cast(self.at(number).register, Lane.WIDE) for number in inputs]
        return self.write(Op.EXACT, Lane.WIDE, takes, (len(self.functions) - 1, least, most))
