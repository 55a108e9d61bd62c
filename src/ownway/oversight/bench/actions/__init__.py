"""What the bench does: loads people, fits and tries a rule, keeps the version it made, weighs what a version does."""

from ownway.lab.calibrate.cannot import CannotCalibrate, CannotCompare, CannotUseTable
from ownway.oversight.bench.actions.publishing import bring_version
from ownway.oversight.bench.actions.running import ask_for, carry_out, load_people, put_away
from ownway.oversight.bench.actions.weighing import weigh_impact, weigh_population
from ownway.oversight.bench.policies import CannotWeigh, CannotWorkOnBench
from ownway.oversight.bench.rules.cannot import CannotHoldAgainst, CannotPhase

__all__ = [
    "CannotCalibrate",
    "CannotCompare",
    "CannotHoldAgainst",
    "CannotPhase",
    "CannotUseTable",
    "CannotWeigh",
    "CannotWorkOnBench",
    "ask_for",
    "bring_version",
    "carry_out",
    "load_people",
    "put_away",
    "weigh_impact",
    "weigh_population",
]
