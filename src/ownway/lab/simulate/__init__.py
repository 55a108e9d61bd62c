"""A rule tried on everyone: totals against the pot, winners and losers, protection and its price, stress, drift."""

from ownway.lab.simulate.cannot import CannotTry
from ownway.lab.simulate.comparing import Compared, compare
from ownway.lab.simulate.impact import impact_of, winners_and_losers
from ownway.lab.simulate.protection import Protection
from ownway.lab.simulate.recipe import Ran, Recipe, recipe_from, run
from ownway.lab.simulate.tally import Tally
from ownway.lab.simulate.telling import Simulated
from ownway.lab.simulate.trying import Counted, Trial, try_rule

__all__ = [
    "CannotTry",
    "Compared",
    "Counted",
    "Protection",
    "Ran",
    "Recipe",
    "Simulated",
    "Tally",
    "Trial",
    "compare",
    "impact_of",
    "recipe_from",
    "run",
    "try_rule",
    "winners_and_losers",
]
