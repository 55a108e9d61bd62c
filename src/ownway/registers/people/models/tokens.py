"""Tokens that a person gives to a program: what it may do in their name, until when, and kept only as a keyed hash."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ownway.registers.people.models.parties import Party
from ownway.registers.trail.models import AppendOnly


class Token(AppendOnly):
    """A token of a party; the secret itself is shown once and never kept."""

    id = models.UUIDField(primary_key=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="tokens")
    named = models.TextField()
    scopes = ArrayField(models.TextField())
    hashed = models.TextField(unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        """A token ends after it was made, and reaches something."""

        constraints = (
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("made_at")), name="people_token_expires"),
            models.CheckConstraint(condition=models.Q(scopes__len__gt=0), name="people_token_scopes"),
        )


class TokenEnd(AppendOnly):
    """That a token was ended before its time."""

    id = models.UUIDField(primary_key=True)
    token = models.OneToOneField(Token, on_delete=models.PROTECT, related_name="end")
    by = models.UUIDField()
    at = models.DateTimeField()
