"""Versions of programmes with all their files for ever, what was found about them, and from when which is in force."""

from django.db import models

from ownway.registers.trail.models import AppendOnly


class PackVersion(AppendOnly):
    """One version of a programme: the text of every file of its pack. It is public, so nothing in it is sealed."""

    id = models.UUIDField(primary_key=True)
    version = models.CharField(max_length=40, unique=True)
    programme = models.CharField(max_length=60, db_index=True)
    files = models.JSONField()
    rule_hash = models.CharField(max_length=64)
    words_hash = models.CharField(max_length=64)
    kept_at = models.DateTimeField()
    kept_by = models.UUIDField(null=True)


class InForce(AppendOnly):
    """From a day on, this version of a programme is in force; without a version, none is."""

    id = models.UUIDField(primary_key=True)
    programme = models.CharField(max_length=60)
    version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, null=True)
    starts = models.DateField()
    put_at = models.DateTimeField()
    put_by = models.UUIDField(null=True)

    class Meta:
        """One version starts on one day."""

        constraints = (models.UniqueConstraint(fields=("programme", "starts"), name="programmes_start"),)


class Validation(AppendOnly):
    """That a version was held against what support costs: on which people, how far off it was, until when.

    A tool that was never tested, or is no longer, is no ground for a decision (K.W. v Armstrong, D. Idaho 2016).
    """

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="validations")
    data = models.TextField()
    """Which people, of when, and how they were chosen."""
    people = models.PositiveIntegerField()
    error_share = models.DecimalField(max_digits=7, decimal_places=4)
    """The share of the true cost by which the rule is commonly off."""
    checked_by = models.CharField(max_length=200)
    checked_on = models.DateField()
    expires = models.DateField()
    kept_at = models.DateTimeField()
    kept_by = models.UUIDField(null=True)

    class Meta:
        """What the database itself holds to."""

        constraints = (
            models.CheckConstraint(condition=models.Q(people__gt=0), name="programmes_validation_people"),
            models.CheckConstraint(
                condition=models.Q(expires__gt=models.F("checked_on")), name="programmes_validation_expires"
            ),
            models.CheckConstraint(condition=models.Q(error_share__gte=0), name="programmes_validation_error"),
        )


class AuditReport(AppendOnly):
    """What the audit of a version found, with the waivers that answer it; published with the version."""

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="audits")
    passes = models.BooleanField()
    """Whether nothing is open and every worked example comes out."""
    whole = models.BooleanField()
    """Whether every single step to more need was proven or tried."""
    examples = models.PositiveIntegerField()
    found = models.JSONField()
    """The audit as it is told to programs."""
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)


class Impact(AppendOnly):
    """What a version would do to the sums of the people there are, against another: numbers only, and nobody's name."""

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="impacts")
    against = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()
    population = models.CharField(max_length=200, default="")
    """Which people, where they are not those who were told a sum here."""
    table = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)


class Publication(AppendOnly):
    """That a version was published: its notice began, and from the day *starts* it holds."""

    id = models.UUIDField(primary_key=True)
    version = models.OneToOneField(PackVersion, on_delete=models.PROTECT, related_name="publication")
    notice_days = models.PositiveIntegerField()
    starts = models.DateField()
    consultation = models.TextField()
    """Who was asked, what they said, and what came of it."""
    validation = models.ForeignKey(Validation, on_delete=models.PROTECT, related_name="+")
    audit = models.ForeignKey(AuditReport, on_delete=models.PROTECT, related_name="+")
    impact = models.ForeignKey(Impact, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    published_by = models.UUIDField()


class Comment(AppendOnly):
    """What somebody says to a draft. It is public with the draft, so nothing in it is sealed; names are not shown."""

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="comments")
    voice = models.CharField(max_length=20)
    """As whom they speak: somebody who uses support, family or a carer, staff, an organisation."""
    words = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField()


class CommentAnswer(AppendOnly):
    """What was answered to a comment, by name, and what comes of it; the latest stands."""

    id = models.UUIDField(primary_key=True)
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="answers")
    words = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField()


class Withdrawal(AppendOnly):
    """That a draft, or a published version before its first day, was taken back, and why. It never holds then."""

    id = models.UUIDField(primary_key=True)
    version = models.OneToOneField(PackVersion, on_delete=models.PROTECT, related_name="withdrawal")
    words = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField()
