"""What is said of a sum that a programme keeps from the person: that it is kept back, and never the sum itself."""

from collections.abc import Iterable

from ownway.rulebook.model import Pack
from ownway.values import Reason
from ownway.words.reasons.catalogue import catalogue

TOLD = frozenset({"practitioner", "panel", "finance", "auditor", "commissioner"})
"""Those who hold the sum, or answer for it, and see it whatever the person is told."""


def is_kept_back(pack: Pack | None) -> bool:
    """Whether the person is not told the sum by this programme."""
    return pack is not None and not pack.allocation.disclosed


def instead(pack: Pack, language: str, easy: bool = False) -> str:
    """Return the programme's own words for it: who holds the sum, and where it can be read nevertheless."""
    return pack.say("pack.not_disclosed", language, easy)


def holds_a_sum(reason: Reason) -> bool:
    """Whether a sum of money stands among the facts of a reason, or in the sentence written for it."""
    entry = catalogue().get(reason.code)
    in_sentence = entry is not None and names_a_sum(entry.plain)
    return in_sentence or any(name == "pence" or name.endswith("_pence") for name in reason.facts)


def without_sums(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return the reasons that name no sum; one whose facts do is left out with all that leads to it.

    The steps of a rule lead to the sum, and the public table would give it away from any of them; so a chain that holds
    a sum anywhere is left out whole.
    """
    return tuple(reason for reason in reasons if not any(holds_a_sum(below) for below in reason.walk()))


def names_a_sum(text: str) -> bool:
    """Whether a text with places for facts has one for a sum of money."""
    return ":money}" in text
