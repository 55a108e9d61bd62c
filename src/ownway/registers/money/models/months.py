"""Closed months: which are closed, and what the database says of the month an entry goes to."""

from django.db import models

from ownway.registers.trail.models import AppendOnly


class FirstOpenMonth(models.Func):
    """The first month that is open; whoever asks keeps months from being closed until the transaction ends."""

    template = "money_first_open()"
    output_field = models.DateField()


class FirstOfMonth(models.Func):
    """The first day of the month of a day, reckoned in a way that a stored column may hold."""

    template = "(%(expressions)s - (extract(day from %(expressions)s)::int - 1))"
    arity = 1
    output_field = models.DateField()


class ClosedMonth(AppendOnly):
    """A month that takes no more entries, with what had been moved in it and a mark over every transfer of it.

    With the first month that is closed, all before it are. *sha256* is worked out over the mark of the month closed
    before and over each transfer, so that nothing in a closed month can change unseen.
    """

    id = models.UUIDField(primary_key=True)
    month = models.DateField(unique=True)
    at = models.DateTimeField()
    by = models.UUIDField()
    transfers = models.BigIntegerField()
    moved_pence = models.BigIntegerField()
    sha256 = models.TextField()

    class Meta:
        """A month is named by its first day."""

        constraints = (
            models.CheckConstraint(condition=models.Q(month__day=1), name="money_closed_first_day"),
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="money_closed_sha256"),
        )
