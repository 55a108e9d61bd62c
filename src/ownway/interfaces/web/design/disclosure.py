"""What a programme says of every sum of its own: whether it is told, for whom it is, and whether money is behind it."""

from contextvars import ContextVar
from uuid import UUID

from django.utils.translation import gettext as _

from ownway.rulebook.model import Allocation, BudgetFor, Pack
from ownway.values import Asker, Every, Money
from ownway.words import disclosure, money

_kept_back: ContextVar[bool] = ContextVar("kept_back", default=False)
_of_whom: ContextVar[tuple[Allocation, ...]] = ContextVar("of_whom", default=())


def begin() -> None:
    """Begin a page on which, as far as is known, every sum may be said."""
    _kept_back.set(False)
    _of_whom.set(())


def heed(asker: Asker, pack: Pack | None, *, person: UUID | None) -> None:
    """Keep in mind on the rest of this page what *pack* says of its sums.

    They are kept back where it does not tell them and *asker* is not one who holds them.
    """
    if pack is not None and pack.allocation not in _of_whom.get():
        _of_whom.set((*_of_whom.get(), pack.allocation))
    holds = bool(asker.roles & disclosure.TOLD) and asker.party != person
    if disclosure.is_kept_back(pack) and not holds:
        _kept_back.set(True)


def kept_back() -> bool:
    """Whether sums are kept back on this page."""
    return _kept_back.get()


def tools_only() -> bool:
    """Return whether the sums of this page are what support costs, with no public money behind them."""
    return any(one.plan_only for one in _of_whom.get())


def openly(*, easy: bool) -> list[str]:
    """Return what stands on every page about a sum: that it is a household's, or that no public money is behind it."""
    told = []
    if tools_only():
        told.append(
            _("This is help with a plan. It gives no public money.")
            if easy
            else _("This programme helps with planning and gives no public money. Its sums are what support costs.")
        )
    if any(one.budget_for is BudgetFor.HOUSEHOLD for one in _of_whom.get()):
        told.append(
            _("This is one budget for the whole household.")
            if easy
            else _("This is one budget for all who live together in the household.")
        )
    return told


def say(sum_of_money: Money, language: str) -> str:
    """Return ``£275.40``, or that it is not told."""
    return _("not told") if kept_back() else money.say(sum_of_money, language)


def say_per(sum_of_money: Money, every: Every, language: str) -> str:
    """Return ``£275.40 a week``, or that it is not told."""
    return _("not told") if kept_back() else money.say_per(sum_of_money, every, language)
