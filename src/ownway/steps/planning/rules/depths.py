"""How deep a plan has to go: by its sum, or deeper where the person likes."""

from ownway.rulebook.model import Depth, Planning


def depth_for(planning: Planning, pence_year: int | None) -> Depth | None:
    """Return the least depth that a plan of this yearly sum is asked for; the fullest while no sum is known (P5).

    Nothing where the pack knows one depth only: then every question is asked.
    """
    if not planning.depths:
        return None
    deep = by_depth(planning)
    if pence_year is None:
        return deep[-1]
    fitting = (one for one in deep if one.up_to_pence_year is None or pence_year <= one.up_to_pence_year)
    return next(fitting, deep[-1])


def by_depth(planning: Planning) -> tuple[Depth, ...]:
    """Return the depths from the shortest to the fullest: by the sum up to which each is enough."""
    return tuple(sorted(planning.depths, key=lambda one: (one.up_to_pence_year is None, one.up_to_pence_year or 0)))


def is_less(planning: Planning, depth: str, least: Depth) -> bool:
    """Whether *depth* asks for less than *least*."""
    order = [one.id for one in by_depth(planning)]
    return order.index(depth) < order.index(least.id)


def needs_plan(depth: Depth | None) -> bool:
    """Whether anything has to be written at this depth; an untied sum is given without a plan (W6)."""
    return depth is None or depth.plan


def asked(planning: Planning, depth: Depth | None) -> frozenset[str]:
    """Return the questions that have to be answered at this depth; all others are there for whoever likes."""
    required = {question.id for question in planning.questions if question.required}
    return frozenset(required if depth is None else required.intersection(depth.questions))
