"""Invitations to stand beside a person: sent to one address, taken up once, and worth nothing until confirmed."""

from django.db import models

from ownway.registers.people.models.parties import Party
from ownway.registers.trail.models import AppendOnly, SealedText


class Invitation(AppendOnly):
    """An invitation to an email address; the secret in its link is kept only as a keyed hash."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="invitations")
    relation = models.TextField()
    email = SealedText(subject="person_id")
    hashed = models.TextField(unique=True)
    by = models.UUIDField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        """It ends after it was made."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="people_invitation_expires"
            ),
        )


class InvitationTaken(AppendOnly):
    """That somebody took an invitation up, once; whoever invited them still has to say that it is them."""

    id = models.UUIDField(primary_key=True)
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="taken")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class InvitationEnd(AppendOnly):
    """That an invitation came to its end: confirmed, or taken back."""

    id = models.UUIDField(primary_key=True)
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="end")
    confirmed = models.BooleanField()
    by = models.UUIDField()
    at = models.DateTimeField()
