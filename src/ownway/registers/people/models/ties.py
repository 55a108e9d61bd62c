"""What ties parties to one another: roles, relations, representation, capacity and consent, each in dated rows."""

from datetime import datetime
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ownway.registers.people.models.parties import DatedRow, Party
from ownway.registers.people.rules.grant import RELATIONS_KEPT, ROLES
from ownway.registers.people.rules.remembered import forget_ties
from ownway.registers.trail.models import AppendOnly, SealedJSON, SealedText
from ownway.registers.trail.models.append_only import AppendOnlyQuerySet


class DatedQuerySet(AppendOnlyQuerySet):
    """Reads dated rows as they hold at a moment."""

    def as_at(self, now: datetime) -> Self:
        """Return, of each subject and kind, the row that holds at *now*, ends included."""
        keys = self.model.one_line_of
        return self.filter(starts__lte=now).order_by(*keys, "-starts", "-id").distinct(*keys)

    def holding(self, now: datetime) -> list[Any]:
        """Return the rows that hold at *now* and are not an end."""
        return [row for row in self.as_at(now) if row.holds]


class DatedTie(DatedRow, AppendOnly):
    """Base of ties: a row says from when it holds, or from when it does not."""

    one_line_of: tuple[str, ...] = ()
    holds = models.BooleanField()
    written_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        """No table of its own."""

        abstract = True

    def save(self, **kwargs: Any) -> None:
        """Add the row; what this process remembers of ties is out of date with it."""
        super().save(**kwargs)
        forget_ties()


class RoleHeld(DatedTie):
    """A role that a party holds from a moment on, or no longer holds."""

    one_line_of = ("party_id", "role")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="roles")
    role = models.TextField()

    class Meta:
        """One row a party, role and start; the roles are those of the rules."""

        constraints = (
            models.UniqueConstraint(fields=("party", "role", "starts"), name="people_role_start"),
            models.CheckConstraint(condition=models.Q(role__in=sorted(ROLES)), name="people_role_known"),
        )


class Relation(DatedTie):
    """What one party is to another from a moment on, or no longer is."""

    one_line_of = ("who_id", "kind", "to_id")
    who = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="relations")
    kind = models.TextField()
    to = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="related")
    words = SealedText(subject="to_id", blank=True)

    class Meta:
        """One row a pair, kind and start; nobody is related to themselves."""

        constraints = (
            models.UniqueConstraint(fields=("who", "kind", "to", "starts"), name="people_relation_start"),
            models.CheckConstraint(
                condition=models.Q(kind__in=sorted(RELATIONS_KEPT)),
                name="people_relation_known",
            ),
            models.CheckConstraint(condition=~models.Q(who=models.F("to")), name="people_relation_two"),
        )
        indexes = (models.Index(fields=("to", "kind"), name="people_relation_to"),)


class Representation(DatedTie):
    """The legal ground on which someone speaks for a person, what it reaches, and the evidence that was seen."""

    one_line_of = ("representative_id", "person_id")
    representative = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="represents")
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="represented")
    basis = models.TextField(blank=True)
    scope = ArrayField(models.TextField())
    evidence = SealedText(subject="person_id", blank=True)
    wishes = SealedText(subject="person_id", blank=True)

    class Meta:
        """One row a pair and start."""

        constraints = (
            models.UniqueConstraint(
                fields=("representative", "person", "starts"),
                name="people_representation_start",
            ),
        )


class CapacityRecord(AppendOnly):
    """One decision on one day that a person could or could not make themselves, and the help to decide tried first."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="capacity")
    day = models.DateField()
    decision = SealedText(subject="person_id")
    help_tried = SealedText(subject="person_id")
    has_capacity = models.BooleanField()
    best_interest = SealedText(subject="person_id", blank=True)
    wishes = SealedText(subject="person_id", blank=True)
    by = models.UUIDField()
    written_at = models.DateTimeField()


class Consent(DatedTie):
    """What a person allows another party to see or do, for one purpose; its end is a row that does not hold."""

    one_line_of = ("person_id", "to_id", "purpose")
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="consents")
    to = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="consented")
    purpose = models.TextField()
    words = SealedText(subject="person_id", blank=True)

    class Meta:
        """One row a pair, purpose and start."""

        constraints = (
            models.UniqueConstraint(
                fields=("person", "to", "purpose", "starts"),
                name="people_consent_start",
            ),
        )


class TypedText(models.Model):
    """What someone typed and could not send, or had not sent yet: kept for some days, for them alone."""

    id = models.UUIDField(primary_key=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT)
    path = models.TextField()
    typed = SealedJSON(subject="party_id")
    kept_at = models.DateTimeField(db_index=True)
    form = models.TextField(default="", blank=True)
    """Which form it was kept from while they typed; nothing where it was sent after session or form had expired."""

    class Meta:
        """Of each form, as it was opened on one device, one draft is kept while it is typed: the latest."""

        constraints = (
            models.UniqueConstraint(
                fields=("party", "path", "form"), condition=~models.Q(form=""), name="people_typed_draft"
            ),
        )


class FirstAnswer(models.Model):
    """The first answer to what a program sent under a key of its own, kept a day: the same again is answered by it."""

    id = models.UUIDField(primary_key=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT)
    key = models.TextField()
    fingerprint = models.BinaryField(max_length=32)
    status = models.SmallIntegerField(null=True)
    answer = SealedText(subject="party_id", null=True)
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        """A key is one deed's alone."""

        constraints = (models.UniqueConstraint(fields=("party", "key"), name="people_first_answer_key"),)
