"""When the next review is due, and how long before it is called."""

from datetime import date, timedelta

from ownway.rulebook.model import Review

CALLED_BEFORE = timedelta(days=28)
"""A review is called four weeks before it is due, so that both sides can find a day."""


def next_due(rule: Review, *, agreed_on: date, last_review_on: date | None) -> date:
    """Return when the next review is due: counted from the agreement first, from the last review after that."""
    if last_review_on is None or last_review_on < agreed_on:
        return agreed_on + timedelta(days=rule.first_after_days)
    return last_review_on + timedelta(days=rule.then_every_days)
