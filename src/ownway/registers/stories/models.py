"""Stories of what people did with their budgets, who checked that nobody can be recognised, and those taken back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ownway.registers.people.models import Party
from ownway.registers.trail.models import AppendOnly, SealedJSON


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
    told = SealedJSON(subject="person_id")


class StoryShown(AppendOnly):
    """A second person has read the story and found nobody in it who could be recognised; from now on it is shown."""

    id = models.UUIDField(primary_key=True)
    story = models.OneToOneField(Story, on_delete=models.PROTECT, related_name="shown")
    by = models.UUIDField()
    at = models.DateTimeField()


class StoryTakenBack(AppendOnly):
    """The person no longer wants the story shown."""

    id = models.UUIDField(primary_key=True)
    story = models.OneToOneField(Story, on_delete=models.PROTECT, related_name="taken_back")
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
