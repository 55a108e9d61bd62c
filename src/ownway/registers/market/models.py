"""Those who offer support, and what they offered from which day on; the latest day that has come is what holds."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from ownway.registers.people.models import Party
from ownway.registers.trail.models import AppendOnly


class Provider(AppendOnly):
    """Someone in the directory. *party* is who they are in the register of people, where they are in it."""

    id = models.UUIDField(primary_key=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="offers", null=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)
    source = models.CharField(max_length=80, blank=True, default="")
    """The directory it was taken over from; "" for what was put in here."""
    source_id = models.CharField(max_length=80, blank=True, default="")
    """What that directory calls it, so that taking it over again is the same provider."""

    class Meta:
        """What another directory calls one thing is one thing here."""

        constraints = (
            models.UniqueConstraint(
                fields=("source", "source_id"), condition=~models.Q(source=""), name="market_provider_source"
            ),
        )


class Listing(AppendOnly):
    """What a provider offers from a day on; one that is not *listed* ends the offer. Public, so nothing is sealed."""

    id = models.UUIDField(primary_key=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="listings")
    starts = models.DateField()
    ordinal = models.PositiveSmallIntegerField()
    """A second listing of one day takes the place of the first."""
    listed = models.BooleanField()
    name = models.CharField(max_length=200)
    kinds = ArrayField(models.CharField(max_length=60))
    places = ArrayField(models.CharField(max_length=60))
    words = models.CharField(max_length=4_000, blank=True)
    pence = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    per = models.CharField(max_length=60, blank=True)
    good_for = ArrayField(models.CharField(max_length=60))
    web = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    user_led = models.BooleanField()
    is_broker = models.BooleanField()
    fee_pence = models.BigIntegerField(null=True)
    fee_currency = models.CharField(max_length=3, blank=True)
    fee_every = models.CharField(max_length=20)
    interests = ArrayField(models.UUIDField())
    interests_words = models.CharField(max_length=4_000, blank=True)
    languages = ArrayField(models.CharField(max_length=60), default=list)
    access = ArrayField(models.CharField(max_length=60), default=list)
    mail = models.CharField(max_length=200, blank=True, default="")
    """Where to write to; it stands in the public directory."""
    licence = models.CharField(max_length=20, blank=True, default="")
    licence_words = models.CharField(max_length=200, blank=True, default="")
    ask_price = models.BooleanField(default=False)

    class Meta:
        """Found by kind and place; a broker shows the fee, and no price is below nothing."""

        constraints = (
            models.UniqueConstraint(fields=("provider", "starts", "ordinal"), name="market_listing_start"),
            models.CheckConstraint(
                condition=models.Q(is_broker=False) | models.Q(fee_pence__gte=0), name="market_broker_fee"
            ),
            models.CheckConstraint(
                condition=models.Q(pence__isnull=True) | models.Q(pence__gte=0), name="market_price"
            ),
        )
        indexes = (
            GinIndex(fields=("kinds",), name="market_listing_kinds"),
            GinIndex(fields=("places",), name="market_listing_places"),
        )
