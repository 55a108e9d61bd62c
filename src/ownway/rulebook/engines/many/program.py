"""A compiled rule: its instructions, its outputs, and the shorter programs that give only some of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.many.instructions import Instruction, Lane, Output
from ownway.values import Cannot

Exact = Callable[..., "int | Fraction"]
"""Gives the result for one row, from the numbers of its registers as they stand."""


class CannotCompile(Cannot):
    """The rule cannot be worked out for many, or not these steps of it."""


@dataclass(frozen=True)
class Program:
    """The rule of one pack on the days it is asked for, as integer instructions in an order that works them out.

    *lanes* tells the lane of each register. *wide* programs need whole numbers beyond 64 bits, or fractions, somewhere:
    the plain kernel alone runs them, exactly and slower. *refused* is the mask of those whom the rule refuses.
    """

    rule_hash: str
    days: Days
    figure: str
    coins: int
    instructions: tuple[Instruction, ...]
    lanes: tuple[Lane, ...]
    outputs: tuple[Output, ...]
    answers: tuple[int, ...] = ()
    """How many codes of each column are answers; those above are states without one."""
    functions: tuple[Exact, ...] = ()
    refusals: tuple[tuple[str, int], ...] = ()
    """The steps at which the rule refuses, and the register that is 1 where it does."""
    kept: dict[object, object] = field(default_factory=dict, repr=False, compare=False)
    """What the kernels have made ready of this program."""

    @property
    def wide(self) -> bool:
        """Whether only the plain kernel can run it."""
        return Lane.WIDE in self.lanes

    @property
    def by_id(self) -> Mapping[str, Output]:
        """The outputs by step."""
        return {output.id: output for output in self.outputs}

    def only(self, steps: Iterable[str]) -> "Program":
        """Return the program that gives these steps only, in the order given, and works out nothing else.

        :raises CannotCompile: ``population.no_such_step``.
        """
        wanted = tuple(dict.fromkeys(steps))
        known = self.by_id
        if wanted == tuple(known):
            return self
        for id in wanted:
            if id not in known:
                raise CannotCompile("population.no_such_step", step=id)
        made = self.kept.get(("only", wanted))
        if not isinstance(made, Program):
            made = trimmed(self, tuple(known[id] for id in wanted))
            self.kept["only", wanted] = made
        return made


def trimmed(program: Program, outputs: tuple[Output, ...]) -> Program:
    """Return the program without what none of *outputs* rests on; registers are numbered anew."""
    needed = {output.register for output in outputs} | {o.mask for o in outputs if o.mask is not None}
    needed |= {register for _, register in program.refusals}
    kept: list[Instruction] = []
    for instruction in reversed(program.instructions):
        if instruction.out in needed:
            needed.update(instruction.takes)
            kept.append(instruction)
    kept.reverse()
    number = {instruction.out: place for place, instruction in enumerate(kept)}
    instructions = [
        replace(one, out=number[one.out], takes=tuple(number[register] for register in one.takes)) for one in kept
    ]
    moved = [
        replace(one, register=number[one.register], mask=None if one.mask is None else number[one.mask])
        for one in outputs
    ]
    return replace(
        program,
        instructions=tuple(instructions),
        lanes=tuple(program.lanes[instruction.out] for instruction in kept),
        outputs=tuple(moved),
        refusals=tuple((step, number[register]) for step, register in program.refusals),
        kept={},
    )
