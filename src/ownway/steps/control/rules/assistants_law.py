"""What law and programme say of one who works for a person: lowest pay, hours, relatives in the same home, checks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ownway.rulebook.model import Pack
from ownway.rulebook.model.assistants import Assistants
from ownway.steps.control.rules.assistants import AT_HOME, Terms
from ownway.steps.control.rules.cannot import CannotKeepAssistant
from ownway.steps.control.rules.employing import CannotReckonCost, Cost, Wish, cost_of, objections, rises
from ownway.values import Reason

ASSUMED_AGE = 30
"""Whose year of birth was not told is reckoned as grown up: every rate that holds for most people holds then."""
EXCEPTION = "relative_at_home"
"""What an agreed exception is noted under, beside the checks."""
WISHED, SEEN, NOT_WANTED, AGREED = "wished", "seen", "not_wanted", "agreed"


@dataclass(frozen=True, slots=True)
class Judged:
    """What a year costs by the programme's rates (nothing where they are not known), and what has to be looked at."""

    cost: Cost | None
    warnings: tuple[Reason, ...]


def check_relative(rule: Assistants | None, terms: Terms, law: str) -> None:
    """Refuse to keep one whom the law bars from being paid (F6).

    :raises CannotKeepAssistant: ``assistants.relative_forbidden``.
    """
    if rule is not None and rule.relatives_at_home == "forbidden" and terms.relation == AT_HOME:
        raise CannotKeepAssistant("assistants.relative_forbidden", field="relation", law=law)


def judged(pack: Pack | None, terms: Terms, day: date, *, employs_others: bool, noted: Iterable[str]) -> Judged:
    """Return what terms cost in a year at the rates of *day*, and each thing that law or programme holds against them.

    Of somebody whose year of birth is known the age they reach that year counts, so that pay that is too low for some
    of it is not missed. *noted* names the checks that were seen and the exceptions that were agreed.
    """
    warnings: list[Reason] = []
    done = set(noted)
    rule = pack.control.assistants if pack else None
    if rule is not None:
        if rule.relatives_at_home == "exceptional" and terms.relation == AT_HOME and EXCEPTION not in done:
            warnings.append(Reason("assistants.relative_needs_agreement"))
        if any(check.needed and check.id not in done for check in rule.checks):
            warnings.append(Reason("assistants.check_needed"))
    employing = pack.control.employing if pack else None
    if pack is None or employing is None:
        return Judged(None, tuple(warnings))
    wish = Wish(
        hours_week=terms.hours_week,
        pence_hour=terms.pence_hour,
        age=ASSUMED_AGE if terms.born is None else day.year - terms.born,
        starts=day,
        weeks=terms.weeks,
        employs_others=employs_others,
    )
    try:
        against = objections(employing, wish, pack.currency)
        # That rates are not known for ever is true of everybody, and nothing to look at.
        later = [one for one in rises(employing, wish, pack.currency) if one.code != "employing.rates_end"]
        return Judged(cost_of(employing, wish, pack.currency), (*against, *later, *warnings))
    except CannotReckonCost as unknown:
        return Judged(None, (unknown.why, *warnings))
