"""Runs of the bench: the people they work on, sealed; each piece of work asked for, and what came of it."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedBytes, SealedJSON


class Run(AppendOnly):
    """One pack tried on people: those of a file that was handed in, or so many made up by a seed."""

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey("programmes.PackVersion", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    """Which people they are, in the words of the one who loaded them."""
    content = SealedBytes(null=True)
    """The file as it was handed in; none where people are made up."""
    ending = models.CharField(max_length=10, default="")
    sha256 = models.CharField(max_length=64, default="")
    made_up = models.PositiveIntegerField(default=0)
    seed = models.PositiveIntegerField()
    read = SealedJSON()
    """How many people, their cost, sums per score, and each row put aside in words."""
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        """What the database itself holds to."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(content__isnull=True, made_up__gt=0) | models.Q(content__isnull=False, made_up=0),
                name="bench_run_people",
            ),
        )


class Work(AppendOnly):
    """One stage of a run, asked for with its settings; the latest of a stage counts."""

    id = models.UUIDField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="works")
    stage = models.CharField(max_length=20)
    settings = models.JSONField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True)


class Done(AppendOnly):
    """What came of a piece of work: what it found, or why it could not be done."""

    id = models.UUIDField(primary_key=True)
    work = models.OneToOneField(Work, on_delete=models.PROTECT, related_name="done")
    found = SealedJSON()
    """Tables and sentences; nobody's row."""
    archive = SealedBytes(null=True)
    """The one file that runs it again, where the stage makes one."""
    at = models.DateTimeField()


class Brought(AppendOnly):
    """That the version a run made was kept as a draft, with its validation report."""

    id = models.UUIDField(primary_key=True)
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="brought")
    priced = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="+")
    version = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)


class Reached(AppendOnly):
    """How far a piece of work has come, while it is done."""

    id = models.UUIDField(primary_key=True)
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="reached")
    per_cent = models.PositiveSmallIntegerField()
    at = models.DateTimeField()


class PutAway(AppendOnly):
    """That a run was put away, or brought back: the latest counts. Nothing of it is lost."""

    id = models.UUIDField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="put_away")
    away = models.BooleanField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
