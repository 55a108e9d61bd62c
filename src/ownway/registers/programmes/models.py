"""Versions of programmes, each with all its files for ever, and from when which of them is in force."""

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
