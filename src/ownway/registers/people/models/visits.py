"""What a practitioner wrote down of a visit: a line of the person's file, which the person reads too."""

from django.db import models

from ownway.registers.people.models.parties import Party
from ownway.registers.trail.models import AppendOnly, SealedText


class VisitNote(AppendOnly):
    """One note of one visit; it may reach us days after it was written, from a telephone that had no signal."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    words = SealedText(subject="person_id")
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    """When it reached us; *day* is that of the visit."""

    class Meta:
        """Notes are read person by person, the latest visit first."""

        indexes = (models.Index(fields=("person", "day"), name="people_visit_of"),)
