"""Stories of what people did with their budgets: told, agreed to, read by a second person, shown, and taken back."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from ownway.registers.people.models import Party
from ownway.registers.trail.models import AppendOnly, SealedJSON, SealedText


class Story(AppendOnly):
    """One story, sealed under the key of whoever it is about, so that it goes with their file."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="stories")
    told_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    aims = ArrayField(models.CharField(max_length=60))
    kinds = ArrayField(models.CharField(max_length=60))
    from_pence = models.BigIntegerField(null=True)
    to_pence = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    group = models.CharField(max_length=80, blank=True, default="")
    """The programme it was told in."""
    area = models.CharField(max_length=60, blank=True, default="")
    region = models.CharField(max_length=60, blank=True, default="")
    told = SealedJSON(subject="person_id")


class StoryAgreed(AppendOnly):
    """The person has seen this story as others will, and said yes to it."""

    id = models.UUIDField(primary_key=True)
    story = models.OneToOneField(Story, on_delete=models.PROTECT, related_name="agreed")
    by = models.UUIDField()
    at = models.DateTimeField()


class StoryShown(AppendOnly):
    """A second person has read the story and found nobody in it who could be recognised."""

    id = models.UUIDField(primary_key=True)
    story = models.OneToOneField(Story, on_delete=models.PROTECT, related_name="shown")
    by = models.UUIDField()
    at = models.DateTimeField()


class StorySentBack(AppendOnly):
    """A second person found somebody in it who could be recognised, and told the teller what would help."""

    id = models.UUIDField(primary_key=True)
    story = models.OneToOneField(Story, on_delete=models.PROTECT, related_name="sent_back")
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    by = models.UUIDField()
    at = models.DateTimeField()
    words = SealedText(subject="person_id")


class StoryTakenBack(AppendOnly):
    """The person no longer wants the story shown."""

    id = models.UUIDField(primary_key=True)
    story = models.OneToOneField(Story, on_delete=models.PROTECT, related_name="taken_back")
    by = models.UUIDField(null=True)
    at = models.DateTimeField()


class StoryRelease(AppendOnly):
    """How much of a story's particulars was told from a moment on, or that too few people fit and it waits."""

    id = models.UUIDField(primary_key=True)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="releases")
    at = models.DateTimeField()
    waits = models.BooleanField()
    from_pence = models.BigIntegerField(null=True)
    to_pence = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    group = models.CharField(max_length=80, blank=True)
    area = models.CharField(max_length=60, blank=True)
    region = models.CharField(max_length=60, blank=True)


class StoryFound(models.Model):
    """What the search looks through: each story that is shown now. A story taken back leaves it at once."""

    story = models.OneToOneField(Story, on_delete=models.PROTECT, primary_key=True, related_name="found")
    release = models.ForeignKey(StoryRelease, on_delete=models.PROTECT, related_name="+")
    lexemes = SearchVectorField()

    class Meta:
        """Found by its words."""

        indexes = (GinIndex(fields=("lexemes",), name="stories_found_lexemes"),)


class Area(AppendOnly):
    """A place that stories may name, and the wider region it lies in; an address that names it lies there."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=60, unique=True)
    region = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)
