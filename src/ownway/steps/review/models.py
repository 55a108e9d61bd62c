"""What review keeps: reviews called, answers given, conclusions, and what each changed; never overwritten."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText
from ownway.steps.review.rules.changes import ChangeKind


class ReviewCalled(AppendOnly):
    """A review that is due or that somebody called."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey("agreement.Agreement", on_delete=models.PROTECT, related_name="+")
    why = SealedText(subject="person_id", default="", blank=True)
    """Why it was called early, in the words of whoever called it; nothing where it is simply due."""
    due = models.DateField()
    by = models.ForeignKey("people.Party", null=True, on_delete=models.PROTECT, related_name="+")
    """Who called it; nobody where the calendar did."""
    at = models.DateTimeField()

    class Meta:
        db_table = "review_called"
        indexes = [models.Index(fields=["person", "at"], name="review_called_of")]


class ReviewAnswered(AppendOnly):
    """What one person said to one question of a review; the latest of each speaker counts, none is lost."""

    id = models.UUIDField(primary_key=True)
    review = models.ForeignKey(ReviewCalled, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=80)
    text = SealedText(subject="person_id", default="", blank=True)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "review_answered"
        indexes = [models.Index(fields=["review", "question"], name="review_answer_to")]


class ReviewConcluded(AppendOnly):
    """How a review ended: the decision, both sides' words, and when the next is due."""

    id = models.UUIDField(primary_key=True)
    review = models.OneToOneField(ReviewCalled, on_delete=models.PROTECT, related_name="conclusion")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    decision_id = models.UUIDField()
    words = SealedText(subject="person_id")
    person_words = SealedText(subject="person_id", default="", blank=True)
    held_on = models.DateField()
    next_due = models.DateField()
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "review_concluded"


class ReviewChanged(AppendOnly):
    """One thing a review set going, linked to what it became (R2)."""

    id = models.UUIDField(primary_key=True)
    review = models.ForeignKey(ReviewCalled, on_delete=models.PROTECT, related_name="changes")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    thing = models.CharField(max_length=80, blank=True, default="")
    thing_id = models.UUIDField(null=True)
    why = SealedText(subject="person_id", default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "review_changed"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in ChangeKind]), name="review_change_known"
            ),
            models.UniqueConstraint(fields=["review", "kind"], name="review_change_once"),
        ]
        indexes = [models.Index(fields=["thing_id"], name="review_changed_thing")]
