"""Decisions, what was said in reply, challenges and their answers, and the clocks that run on them; only ever added."""

from typing import Self
from uuid import UUID

from django.db import models

from ownway.registers.decisions.rules.states import Answered
from ownway.registers.people.models import Party
from ownway.registers.trail.models import AppendOnly, SealedJSON, SealedText
from ownway.values.cannot import NotFound


class Decision(AppendOnly):
    """What was decided about a person, by whom, why, and until when it may be challenged."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=60)
    outcome = models.CharField(max_length=60)
    voice = models.CharField(max_length=10)
    """Whose decision it is: the person's side's or the authority's."""
    decided_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="decided")
    decided_at = models.DateTimeField()
    request = models.UUIDField()
    rule_version = models.CharField(max_length=40, blank=True)
    reasons = SealedJSON(subject="person_id")
    words = SealedText(subject="person_id", blank=True)
    thing = models.CharField(max_length=60)
    thing_id = models.UUIDField()
    challenge_until = models.DateField(null=True)
    answer_within_days = models.PositiveSmallIntegerField()
    answer_role = models.CharField(max_length=20)

    class Meta:
        """Found by person and by thing; the two voices are known to the database too."""

        constraints = (
            models.CheckConstraint(condition=models.Q(voice__in=("person", "authority")), name="decisions_voice"),
        )
        indexes = (
            models.Index(fields=("person", "-decided_at"), name="decisions_person"),
            models.Index(fields=("thing_id",), name="decisions_thing"),
        )

    @classmethod
    def found(cls, id: UUID) -> Self:
        """Return the decision of that identifier, for the deeds of this register, which then ask their policy.

        :raises NotFound: when there is none.
        """
        row = cls.objects.filter(id=id).first()
        if row is None:
            raise NotFound("decisions.unknown")
        return row


class Reply(AppendOnly):
    """What the other side said to a decision without challenging it: its own reasons, kept beside the first."""

    id = models.UUIDField(primary_key=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="replies")
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = SealedText(subject="person_id")
    agrees = models.BooleanField(null=True)


class Challenge(AppendOnly):
    """Someone does not agree with a decision, and by when they must have an answer."""

    id = models.UUIDField(primary_key=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="challenges")
    ordinal = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    words = SealedText(subject="person_id", blank=True)
    answer_due = models.DateField()

    class Meta:
        """Two who challenge at one moment meet here: only one of them is the next."""

        constraints = (models.UniqueConstraint(fields=("decision", "ordinal"), name="decisions_challenge_one_by_one"),)

    @classmethod
    def found(cls, id: UUID) -> Self:
        """Return the challenge of that identifier with its decision and its answer, for the deeds of this register.

        :raises NotFound: when there is none.
        """
        row = cls.objects.filter(id=id).select_related("decision", "answer").first()
        if row is None:
            raise NotFound("decisions.unknown")
        return row

    @property
    def came_to(self) -> Answered | None:
        """What came of it, or nothing while it is open."""
        return Answered(self.answer.outcome) if hasattr(self, "answer") else None


class Answer(AppendOnly):
    """What came of a challenge, said once, by somebody who did not make the decision."""

    id = models.UUIDField(primary_key=True)
    challenge = models.OneToOneField(Challenge, on_delete=models.PROTECT, related_name="answer")
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20)
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = SealedText(subject="person_id", blank=True)
    reasons = SealedJSON(subject="person_id")

    class Meta:
        """The outcomes are known to the database too."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome__in=sorted(answered.value for answered in Answered)),
                name="decisions_answer_outcome",
            ),
        )


class Clock(AppendOnly):
    """Something is awaited by a day, of a role or of one party, about one thing."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=60)
    due = models.DateField()
    waits_on_role = models.CharField(max_length=20)
    waits_on = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="awaited", null=True)
    thing = models.CharField(max_length=60)
    thing_id = models.UUIDField()
    ordinal = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    started_by = models.UUIDField(null=True)

    class Meta:
        """One clock of a kind runs for a thing at a time; those who start it at one moment meet here."""

        constraints = (
            models.UniqueConstraint(fields=("kind", "thing_id", "ordinal"), name="decisions_clock_one_by_one"),
        )
        indexes = (models.Index(fields=("waits_on_role", "due"), name="decisions_clock_role"),)


class ClockStop(AppendOnly):
    """A clock has stopped, and why."""

    id = models.UUIDField(primary_key=True)
    clock = models.OneToOneField(Clock, on_delete=models.PROTECT, related_name="stop")
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    reason = SealedJSON(subject="person_id")
