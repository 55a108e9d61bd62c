"""Sums on personal pages: said as always, or kept back where the programme does not tell the person how much it is."""

from contextvars import ContextVar
from uuid import UUID

from django.utils.translation import gettext as _

from ownway.rulebook.model import Pack
from ownway.values import Asker, Every, Money
from ownway.words import disclosure, money

TOLD = frozenset({"practitioner", "panel", "finance", "auditor", "commissioner"})
"""Those who hold the sum, or answer for it, and see it whatever the person is told."""

_kept_back: ContextVar[bool] = ContextVar("kept_back", default=False)


def begin() -> None:
    """Begin a page on which, as far as is known, every sum may be said."""
    _kept_back.set(False)


def heed(asker: Asker, pack: Pack | None, *, person: UUID | None) -> None:
    """Keep sums back on the rest of this page where *pack* does not tell them and *asker* is not one who holds them."""
    holds = bool(asker.roles & TOLD) and asker.party != person
    if disclosure.is_kept_back(pack) and not holds:
        _kept_back.set(True)


def kept_back() -> bool:
    """Whether sums are kept back on this page."""
    return _kept_back.get()


def say(sum_of_money: Money, language: str) -> str:
    """Return ``£275.40``, or that it is not told."""
    return _("not told") if kept_back() else money.say(sum_of_money, language)


def say_per(sum_of_money: Money, every: Every, language: str) -> str:
    """Return ``£275.40 a week``, or that it is not told."""
    return _("not told") if kept_back() else money.say_per(sum_of_money, every, language)
