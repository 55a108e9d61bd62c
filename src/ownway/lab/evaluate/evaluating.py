"""Works a whole trial out, as its protocol says, and keeps every result beside how sure it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ownway.lab.evaluate.assuming import Assumed, assumed
from ownway.lab.evaluate.describing import CostRow, Flow, PlanRow, costs_of, flow_of, plans_of
from ownway.lab.evaluate.effects import CLUSTERS_ENOUGH, Effect, Effects, Filled, effects_of, filled, totals
from ownway.lab.evaluate.groups import Shrunk, shrink
from ownway.lab.evaluate.locking import Lock
from ownway.lab.evaluate.matching import Matched, match
from ownway.lab.evaluate.protocol import Measure, Protocol
from ownway.lab.evaluate.taking_up import TakenUp, taken_up
from ownway.lab.evaluate.tipping import Tipping, tipping
from ownway.lab.evaluate.trial import Bad, Floats, Trial
from ownway.lab.evaluate.worth import Benefit, Choice, Ratio, benefits, choices, ratio_of, whole_pence

PLANE = 500
"""How many of the draws the plane shows."""
FEWEST = 10
"""A group with fewer people than this in an arm is not worked out by itself."""


@dataclass(frozen=True)
class OutcomeResult:
    """One outcome in one arm: effect, ratio, net benefits, those who took up, where it tips, and draws for the plane.

    *gain* is turned so that more is better. *plane* holds (gain, extra cost of a year in pounds).
    """

    measure: Measure
    gain: Effect
    ratio: Ratio
    benefits: tuple[Benefit, ...]
    declared: Benefit
    taken_up: TakenUp
    tipping: tuple[Tipping, ...]
    plane: tuple[tuple[float, float], ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "outcome": self.measure.id,
            "gain": self.gain.to_json(),
            "ratio": self.ratio.to_json(),
            "net_benefit": [one.to_json() for one in self.benefits],
            "declared": self.declared.to_json(),
            "taken_up": self.taken_up.to_json(),
            "tipping": [one.to_json() for one in self.tipping],
            "plane": [[gain, whole_pence(cost)] for gain, cost in self.plane],
        }


@dataclass(frozen=True)
class GroupResult:
    """One user group in one arm: how many, and its cost, outcomes and net benefits, alone and beside the others."""

    id: str
    name: str
    people: int
    cost: Shrunk | None
    gains: tuple[Shrunk, ...]
    nets: tuple[Shrunk, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data; a group that is too small has its size only."""
        return {
            "group": self.id,
            "people": self.people,
            "cost_pounds_year": self.cost.to_json() if self.cost else None,
            "gains": [one.to_json() for one in self.gains],
            "net_benefit_pounds_year": [one.to_json() for one in self.nets],
        }


@dataclass(frozen=True)
class ArmResult:
    """One arm beside the first: cost of a year in pounds, costs elsewhere apart, uptake, outcomes and groups."""

    arm: str
    name: str
    cost: Effect
    indirect: Effect | None
    uptake: Effect
    cost_taken_up: TakenUp
    outcomes: tuple[OutcomeResult, ...]
    groups: tuple[GroupResult, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data, money in whole pence."""
        return {
            "arm": self.arm,
            "name": self.name,
            "cost_year": in_pence(self.cost),
            "indirect_year": in_pence(self.indirect) if self.indirect else None,
            "uptake": self.uptake.to_json(),
            "cost_year_of_those_who_took_up": self.cost_taken_up.to_json(),
            "outcomes": [one.to_json() for one in self.outcomes],
            "groups": [one.to_json() for one in self.groups],
        }


@dataclass(frozen=True)
class Evaluation:
    """A trial worked out. *choices* holds, for each outcome, which arm is best at each worth of one unit."""

    protocol: Protocol
    lock: Lock | None
    trial: Trial
    flow: tuple[Flow, ...]
    costs: tuple[CostRow, ...]
    plans: tuple[PlanRow, ...]
    arms: tuple[ArmResult, ...]
    choices: tuple[tuple[Choice, ...], ...]
    matched: Matched | None
    copies: int
    resampled: str
    assumed: tuple[Assumed, ...]
    bad: tuple[Bad, ...]

    def to_json(self) -> dict[str, Any]:
        """Return all of it as plain data."""
        return {
            "title": self.protocol.title,
            "protocol": {"hash": self.protocol.hash, "lock": self.lock.to_json() if self.lock else None},
            "people": {
                "read": self.trial.read,
                "counted": self.trial.persons,
                "without_consent": self.trial.without_consent,
                "took_data_back": self.trial.took_data_back,
                "arms": [one.to_json() for one in self.flow],
            },
            "method": {
                "design": self.protocol.design,
                "copies": self.copies,
                "draws": self.protocol.replicates,
                "drawn": self.resampled,
                "seed": self.protocol.seed,
            },
            "assumed": [one.to_json() for one in self.assumed],
            "matched": self.matched.to_json() if self.matched else None,
            "costs": [one.to_json() for one in self.costs],
            "plans": [one.to_json() for one in self.plans],
            "arms": [one.to_json() for one in self.arms],
            "choices": [
                [
                    {
                        "worth_pounds": one.worth_pounds,
                        "likely": list(one.likely),
                        "best": self.protocol.arms[one.best].id,
                        "frontier": one.frontier,
                        "knowing_for_sure_pence": one.certainty_pence,
                    }
                    for one in rows
                ]
                for rows in self.choices
            ],
            "bad": [one.to_json() for one in self.bad],
        }


def in_pence(effect: Effect) -> dict[str, int]:
    """Return an effect in pounds as whole pence."""
    return {
        "pence": whole_pence(effect.estimate),
        "low_pence": whole_pence(effect.low),
        "high_pence": whole_pence(effect.high),
    }


def evaluate(trial: Trial, locked: Lock | None = None, seen: Callable[[str], None] = lambda _: None) -> Evaluation:
    """Return a trial worked out as its protocol says; *seen* is told what is being done.

    :raises CannotEvaluate: where a matched comparison finds no pairs.
    """
    protocol = trial.protocol
    matched = None
    whole_trial = trial
    if protocol.design == "matched":
        seen("finding people who are alike")
        matched = match(trial)
        trial = matched.trial
    seen("filling in what is missing")
    whole = filled(trial)
    seen("drawing the trial again and again")
    effects = effects_of(trial, whole)
    weeks = float(protocol.weeks_in_year)
    seen("looking at each group")
    groups = _groups(trial, whole, weeks)
    arms = tuple(_arm(trial, whole, one, at + 1, groups[at]) for at, one in enumerate(effects))
    return Evaluation(
        protocol,
        locked,
        whole_trial,
        flow_of(whole_trial),
        costs_of(trial),
        plans_of(trial),
        arms,
        tuple(choices(effects, measure.id, protocol.grid(measure), weeks) for measure in protocol.outcomes),
        matched,
        len(whole.responses),
        effects[0].resampled,
        assumed(trial),
        trial.bad,
    )


def _arm(trial: Trial, whole: Filled, effects: Effects, at: int, groups: tuple[GroupResult, ...]) -> ArmResult:
    protocol = trial.protocol
    weeks = float(protocol.weeks_in_year)
    outcomes = []
    for measure in protocol.outcomes:
        gain = effects.effect(measure.id)
        found = benefits(effects, measure.id, protocol.grid(measure), weeks)
        declared = protocol.declared(measure)
        step = max(1, len(effects.draws) // PLANE)
        pairs = effects.draws[::step][:PLANE][:, [effects.at(measure.id), effects.at("cost")]] * (1, weeks)
        outcomes.append(
            OutcomeResult(
                measure,
                gain,
                ratio_of(effects, measure.id, weeks),
                found,
                next(one for one in found if one.worth_pounds == declared),
                taken_up(effects, measure.id),
                tipping(trial, whole, measure.id, (gain.estimate, gain.low, gain.high), at),
                tuple((float(gain), float(cost)) for gain, cost in pairs),
            )
        )
    indirect = effects.effect("indirect").times(weeks) if "indirect" in effects.names else None
    return ArmResult(
        protocol.arms[at].id,
        protocol.arms[at].name,
        effects.effect("cost").times(weeks),
        indirect,
        effects.effect("took_up"),
        taken_up(effects, "cost", weeks),
        tuple(outcomes),
        groups,
    )


def _groups(trial: Trial, whole: Filled, weeks: float) -> tuple[tuple[GroupResult, ...], ...]:
    """Return the groups of each arm but the first, each beside the others; those too small by their size only."""
    protocol = trial.protocol
    compared = range(len(protocol.arms) - 1)
    found: dict[int, tuple[Effects, ...]] = {}
    sizes = {}
    for group in range(len(protocol.groups)):
        here = np.flatnonzero(trial.group == group)
        sizes[group] = len(here)
        enough = min((trial.arm[here] == arm).sum() for arm in range(len(protocol.arms))) >= FEWEST
        if protocol.design == "stepped":
            # Authorities are drawn, so there must be enough of them in which the group has been seen in both arms.
            without, having = (set(trial.cluster[here][trial.arm[here] == arm].tolist()) for arm in (0, 1))
            enough = enough and len(without & having) >= CLUSTERS_ENOUGH
        if enough:
            found[group] = effects_of(trial, whole, here)
    spread = _spreads(trial)
    told = []
    for arm in compared:
        each = [one[arm] for one in found.values()]
        cost = shrink([one.effect("cost").times(weeks) for one in each], weeks * spread["cost"] / 2)
        gains, nets = [], []
        for measure in protocol.outcomes:
            worth = protocol.declared(measure)
            gains.append(shrink([one.effect(measure.id) for one in each], spread[measure.id] / 2))
            scale = float(np.hypot(worth * spread[measure.id], weeks * spread["cost"])) / 2
            nets.append(shrink([one.combined(_weights(one, measure.id, worth, weeks)) for one in each], scale))
        rows = []
        for group, (id, name) in enumerate(protocol.groups.items()):
            if group not in found:
                rows.append(GroupResult(id, name, sizes[group], None, (), ()))
                continue
            at = list(found).index(group)
            rows.append(
                GroupResult(
                    id, name, sizes[group], cost[at], tuple(one[at] for one in gains), tuple(one[at] for one in nets)
                )
            )
        told.append(tuple(rows))
    return tuple(told)


def _weights(effects: Effects, outcome: str, worth: int, weeks: float) -> Floats:
    weights = np.zeros(len(effects.names))
    weights[effects.at("cost")], weights[effects.at(outcome)] = -weeks, worth
    return weights


def _spreads(trial: Trial) -> dict[str, float]:
    """Return the standard deviation of the cost of a week and of each outcome, over everyone who answered."""
    known = {"cost": totals(trial)}
    known |= {measure.id: trial.outcomes[:, at] for at, measure in enumerate(trial.protocol.outcomes)}
    return {name: float(np.nanstd(column)) if (~np.isnan(column)).any() else 0.0 for name, column in known.items()}
