"""What happened in a person's life, what was decided on it, who was told, and how it ended."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedJSON, SealedText
from ownway.rulebook.model import Happened, ToTell

ENDED = ("resumed", "followed", "undone", "settled")
"""How an event can end: the budget goes on, another event followed, it was a mistake, or the last account was made."""


class EventTold(AppendOnly):
    """Somebody told that something happened; nothing follows from it until a practitioner has looked."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    on = models.DateField()
    words = SealedText(subject="person_id", default="", blank=True)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_event_told"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[one.value for one in Happened]), name="spending_event_told_kind"
            ),
            models.UniqueConstraint(fields=["person", "kind", "on"], name="spending_event_told_once"),
        ]


class Event(AppendOnly):
    """Something that happened on a day and what was decided on it: nothing is paid from *rests_from* on.

    *owed* is what each assistant is owed by it, as it was worked out; *moved* names the suspensions, and what was
    promised and is free again.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey("agreement.Agreement", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    ends_budget = models.BooleanField()
    on = models.DateField()
    rests_from = models.DateField()
    bills_until = models.DateField(null=True)
    rule_version = models.CharField(max_length=80)
    owed = SealedJSON(subject="person_id")
    overpaid_pence = models.BigIntegerField()
    moved = models.JSONField()
    words = SealedText(subject="person_id")
    contact = SealedText(subject="person_id")
    letters_to = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    """To whom the letters of it go: the person, or after a death whoever is closest."""
    decision_id = models.UUIDField()
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_event"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[one.value for one in Happened]), name="spending_event_kind"
            )
        ]
        indexes = [models.Index(fields=["person", "at"], name="spending_event_of")]


class EventEnded(AppendOnly):
    """How an event ended: the budget goes on from a day, it was a mistake, or the last account was made."""

    id = models.UUIDField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="ended")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20)
    on = models.DateField()
    figures = SealedJSON(subject="person_id")
    words = SealedText(subject="person_id", default="", blank=True)
    decision_id = models.UUIDField()
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_event_ended"
        constraints = [
            models.CheckConstraint(condition=models.Q(outcome__in=ENDED), name="spending_event_ended_outcome")
        ]


class WasTold(AppendOnly):
    """Somebody who had to be told of an event was told, by whom and when."""

    id = models.UUIDField(primary_key=True)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="told")
    whom = models.CharField(max_length=20)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_was_told"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(whom__in=[one.value for one in ToTell]), name="spending_was_told_whom"
            ),
            models.UniqueConstraint(fields=["event", "whom"], name="spending_was_told_once"),
        ]
