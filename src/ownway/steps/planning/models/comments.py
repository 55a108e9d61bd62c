"""What helpers say beside a plan that is not theirs, and what the person makes of it."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText
from ownway.steps.planning.models.plans import Plan


class Comment(AppendOnly):
    """Something a helper said beside one section of a plan; it is never part of the plan, nor read by the authority."""

    id = models.UUIDField(primary_key=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="comments")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=80)
    words = SealedText(subject="person_id")
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "planning_comment"
        indexes = [models.Index(fields=["plan", "question"], name="planning_comment_of")]


class CommentAnswer(AppendOnly):
    """What was said to a comment, and whether that settles it."""

    id = models.UUIDField(primary_key=True)
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    words = SealedText(subject="person_id", default="", blank=True)
    settles = models.BooleanField()
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "planning_comment_answer"
