"""Works out what a person pays towards their support, by the programme's own rule and with every reason."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ownway.rulebook.engines.one import work_out
from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.pack import Pack, as_pack
from ownway.rulebook.model.questions import State
from ownway.rulebook.model.worked import WorkedOut
from ownway.values import Money

KEPT_MOST = 64
"""So many packs are kept with their rule; one who uses more has it made anew."""

_kept: dict[str, Pack] = {}


def means_pack(pack: Pack) -> Pack | None:
    """Return a pack whose rule is *pack*'s financial assessment, in the same words; nothing where there is none.

    Engine, sentences and checks take a pack, so the assessment is worked out by the very engine that works out budgets.
    """
    means = pack.spending.means
    if means is None:
        return None
    kept = _kept.get(pack.version)
    if kept is None:
        if len(_kept) >= KEPT_MOST:
            _kept.clear()
        kept = _kept[pack.version] = as_pack(pack, means)
    return kept


def charge_of(pack: Pack, answers: Mapping[str, Answer], budget: Money, as_of: date) -> WorkedOut:
    """Return what the person pays for one period of the rule, out of a *budget* for that same period.

    There is no figure while an answer that it rests on is missing; then the range that it can fall into is given.

    :raises CannotWorkOut: ``rulebook.outside_dates`` on a day for which the rule has no numbers.
    """
    rule = means_pack(pack)
    if rule is None or pack.spending.means is None:
        raise ValueError("This programme has no financial assessment.")
    told = {id: answer for id, answer in answers.items() if id in rule.by_id}
    told[pack.spending.means.budget] = Answer(State.NUMBER, Fraction(budget.pence, budget.coins_per_unit))
    return work_out(rule, told, as_of)
