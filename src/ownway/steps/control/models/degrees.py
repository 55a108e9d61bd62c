"""How far the person holds their money from a day on: one choice, with a degree for each part of the budget."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText


class ControlChosen(AppendOnly):
    """One choice for a whole agreed budget from a day on; the one that started last holds."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey("agreement.Agreement", on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    words = SealedText(subject="person_id", default="", blank=True)
    decision_id = models.UUIDField(null=True)
    """The decision, where the authority lowered a degree (C4)."""
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "control_chosen"
        constraints = [models.UniqueConstraint(fields=["agreement", "starts"], name="control_one_choice_a_day")]
        indexes = [models.Index(fields=["person", "starts"], name="control_chosen_of")]


class DegreeChosen(AppendOnly):
    """The degree that one part of the budget came under with a choice."""

    id = models.UUIDField(primary_key=True)
    choice = models.ForeignKey(ControlChosen, on_delete=models.PROTECT, related_name="parts")
    line = models.UUIDField(null=True)
    """The plan's line; nothing means the rest of the budget."""
    degree = models.CharField(max_length=80)
    holder = models.ForeignKey("people.Party", null=True, on_delete=models.PROTECT, related_name="+")
    """Who is paid; nobody where the authority keeps the money for the person."""
    pence = models.BigIntegerField()
    """What one payment of this part comes to."""
    currency = models.CharField(max_length=3)
    every = models.CharField(max_length=20)

    class Meta:
        db_table = "control_degree_chosen"
        constraints = [
            models.UniqueConstraint(fields=["choice", "line"], name="control_one_degree_a_part", nulls_distinct=False),
            models.CheckConstraint(condition=models.Q(pence__gte=0), name="control_not_below_nothing"),
        ]


class Promised(AppendOnly):
    """What was promised to one part that pays no cash, for one payment period; the ledger holds it for that part."""

    id = models.UUIDField(primary_key=True)
    part = models.ForeignKey(DegreeChosen, on_delete=models.PROTECT, related_name="promises")
    starts = models.DateField()
    """The first day of the payment period it is for."""
    pence = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "control_promised"
        constraints = [
            models.UniqueConstraint(fields=["part", "starts"], name="control_one_promise_a_period"),
            models.CheckConstraint(condition=models.Q(pence__gte=0), name="control_promise_not_below_nothing"),
        ]
