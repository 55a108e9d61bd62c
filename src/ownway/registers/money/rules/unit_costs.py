"""The full cost of one unit of a service: its parts add up, it lies in a range, and whole pence come of any number."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ownway.registers.money.rules.movements import check_pence
from ownway.registers.money.rules.refusals import CannotKeepUnitCost
from ownway.values import Rounding, round_to_whole

ROUNDING = Rounding.HALF_UP
"""What parts of a unit come to is rounded to the nearest penny."""

UNITS_MOST = 10_000


def check_parts(parts: Mapping[str, int], wanted: Sequence[str]) -> int:
    """Return the full cost in pence that the *parts* add up to; each of the *wanted* must be told, if only as nothing.

    A cost without its overheads, transport or unused places is no full cost, and the authority's own service would
    seem cheaper than what people buy elsewhere.

    :raises CannotKeepUnitCost: ``unit_costs.part_missing``, ``unit_costs.no_such_part`` or ``unit_costs.not_a_sum``.
    """
    for part in wanted:
        if part not in parts:
            raise CannotKeepUnitCost("unit_costs.part_missing", field=part, part=part)
    if unknown := sorted(set(parts) - set(wanted)):
        raise CannotKeepUnitCost("unit_costs.no_such_part", field="parts", part=unknown[0])
    for part, pence in parts.items():
        if type(pence) is not int or pence < 0:
            raise CannotKeepUnitCost("unit_costs.not_a_sum", field=part)
    return check_pence(sum(parts.values()))


def check_range(least: int, pence: int, most: int) -> None:
    """Refuse a range that the cost does not lie in.

    :raises CannotKeepUnitCost: ``unit_costs.out_of_range``.
    """
    if not 0 <= least <= pence <= most:
        raise CannotKeepUnitCost("unit_costs.out_of_range", field="least_pence" if least > pence else "most_pence")


def cost_of(pence: int, units: Fraction) -> int:
    """Return what a number of units comes to in whole pence; two places of a unit are told at most.

    :raises CannotKeepUnitCost: ``unit_costs.not_units``.
    """
    if not 0 < units <= UNITS_MOST or (units * 100).denominator != 1:
        raise CannotKeepUnitCost("unit_costs.not_units", field="units", most=UNITS_MOST)
    return round_to_whole(pence * units, ROUNDING)
