"""Parties (persons, organisations, teams), their accounts and names, how to reach them and how to tell them well."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower

from ownway.registers.trail.models import AppendOnly, SealedJSON, SealedText


class Party(models.Model):
    """Someone or some body in the register; all else about them stands in dated rows."""

    class Kind(models.TextChoices):
        """What a party can be."""

        PERSON = "person"
        ORGANISATION = "organisation"
        TEAM = "team"

    id = models.UUIDField(primary_key=True)
    kind = models.TextField(choices=Kind.choices)
    made_at = models.DateTimeField()

    class Meta:
        """The kinds are known to the database too."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=("person", "organisation", "team")),
                name="people_party_kind",
            ),
        )


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts as the sign-in does."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account of an email address, however its letters are written."""
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser):
    """The way a party signs in: an email address and a password (a second factor stands in the sign-in library)."""

    id = models.UUIDField(primary_key=True)
    party = models.OneToOneField(Party, on_delete=models.PROTECT)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        """An address is kept in small letters, so that one mailbox has one account."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="people_account_email_small",
            ),
        )

    def __str__(self) -> str:
        return self.email


class DatedRow(models.Model):
    """Base of rows that keep a start only; the latest start that has come is the one that holds."""

    id = models.UUIDField(primary_key=True)
    starts = models.DateTimeField()
    by = models.UUIDField(null=True)
    """The party that wrote the row; nobody where the installation did."""

    class Meta:
        """No table of its own."""

        abstract = True


class PartyName(DatedRow):
    """What a party is called; one name alone is enough. *found_by* holds keyed hashes of its words' beginnings."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="names")
    name = SealedText(subject="party_id")
    known_as = SealedText(subject="party_id", blank=True)
    born = SealedText(subject="party_id", null=True)
    found_by = ArrayField(models.TextField())

    class Meta:
        """One name starts at one moment; names are found by their hashed beginnings."""

        constraints = (models.UniqueConstraint(fields=("party", "starts"), name="people_name_start"),)
        indexes = (GinIndex(fields=("found_by",), name="people_name_found_by"),)


class Contact(DatedRow, AppendOnly):
    """How a party is reached: email, phone, address, or no fixed address and where word may be left."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contacts")
    ways = SealedJSON(subject="party_id")

    class Meta:
        """One set of ways starts at one moment."""

        constraints = (models.UniqueConstraint(fields=("party", "starts"), name="people_contact_start"),)


class Communication(DatedRow, AppendOnly):
    """What a person needs to be told well: language, Easy Read, large print, and by screen, paper or phone."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="communications")
    language = models.TextField()
    easy_read = models.BooleanField()
    large_print = models.BooleanField()
    told_by = models.TextField()
    needs = SealedText(subject="party_id", blank=True)

    class Meta:
        """One set of needs starts at one moment."""

        constraints = (
            models.UniqueConstraint(fields=("party", "starts"), name="people_communication_start"),
            models.CheckConstraint(
                condition=models.Q(told_by__in=("screen", "paper", "phone")),
                name="people_communication_told_by",
            ),
        )


class PaymentDetails(AppendOnly):
    """Bank details of a party as one person kept them; they count once a second person has confirmed them."""

    id = models.UUIDField(primary_key=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="payment_details")
    details = SealedJSON(subject="party_id")
    kept_by = models.UUIDField()
    kept_at = models.DateTimeField()

    class Meta:
        """The pair lets the confirmation name the same keeper, so that the database can tell the two apart."""

        constraints = (models.UniqueConstraint(fields=("id", "kept_by"), name="people_payment_details_keeper"),)


class PaymentDetailsAnswer(AppendOnly):
    """A second person's word on new bank details: confirmed, or refused; never by the one who kept them."""

    id = models.UUIDField(primary_key=True)
    details = models.OneToOneField(PaymentDetails, on_delete=models.PROTECT, related_name="answer")
    kept_by = models.UUIDField()
    by = models.UUIDField()
    at = models.DateTimeField()
    confirmed = models.BooleanField()
    counts_from = models.DateTimeField(null=True)

    class Meta:
        """Two pairs of eyes; and what is confirmed says from when it counts."""

        constraints = (
            models.CheckConstraint(
                condition=~models.Q(by=models.F("kept_by")),
                name="people_payment_details_two",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed=True, counts_from__isnull=False)
                | models.Q(confirmed=False, counts_from__isnull=True),
                name="people_payment_details_counts_from",
            ),
        )


class NoticeDue(AppendOnly):
    """Something a party must be told by a way of reaching them that held at that time, however it changed since."""

    id = models.UUIDField(primary_key=True)
    to = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="notices")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True)
    kind = models.TextField()
    facts = SealedJSON(subject="to_id")
    made_at = models.DateTimeField()


class NoticeGiven(AppendOnly):
    """Says that a notice was given, and in which letter."""

    id = models.UUIDField(primary_key=True)
    notice = models.OneToOneField(NoticeDue, on_delete=models.PROTECT, related_name="given")
    letter = models.UUIDField(null=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
