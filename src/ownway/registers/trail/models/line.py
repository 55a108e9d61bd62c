"""The lines of the trail, the seals over them and the copies of the seals held by a second party."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models

from ownway.registers.trail.models.append_only import AppendOnly
from ownway.registers.trail.models.sealed import SealedJSON


class TransactionNumber(models.Func):
    """The number of the transaction that adds the row, which never comes again in one database server."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


class ServerNumber(models.Func):
    """The number PostgreSQL gave its data at the start; a dump restored elsewhere counts transactions anew."""

    template = "((pg_control_system()).system_identifier)"
    output_field = models.BigIntegerField()


class Line(AppendOnly):
    """One deed or one look: who, in what part, about whom, at what thing, why, and what it was before and after."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    request = models.UUIDField()
    basis = models.TextField()
    party = models.UUIDField(null=True, db_index=True)
    named = models.TextField(blank=True)
    roles = ArrayField(models.TextField())
    deed = models.TextField()
    looked = models.BooleanField()
    refused = models.BooleanField()
    subject = models.UUIDField(null=True)
    about = ArrayField(models.UUIDField())
    thing = models.TextField(blank=True)
    thing_id = models.UUIDField(null=True)
    page = models.TextField(blank=True)
    reason = SealedJSON(subject="subject", null=True)
    before = SealedJSON(subject="subject", null=True)
    after = SealedJSON(subject="subject", null=True)
    transaction = models.BigIntegerField(db_default=TransactionNumber())
    server = models.BigIntegerField(db_default=ServerNumber())

    class Meta:
        """Found by person, by thing, and by the order of sealing."""

        indexes = (
            GinIndex(fields=("about",), name="trail_line_about"),
            models.Index(fields=("thing_id",), name="trail_line_thing"),
            models.Index(fields=("server", "transaction", "id"), name="trail_line_order"),
        )


TOLD = tuple(field for field in Line._meta.concrete_fields if not field.has_db_default())
INSERT = "INSERT INTO {} ({}) VALUES ({})".format(
    Line._meta.db_table, ", ".join(f'"{field.column}"' for field in TOLD), ", ".join(["%s"] * len(TOLD))
)


def add_line(line: Line) -> None:
    """Add a fresh line; every deed does, so its statement is said once and not put together each time."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [field.get_db_prep_save(field.pre_save(line, True), connection) for field in TOLD])


class Seal(AppendOnly):
    """A signed statement over every line of one server from one transaction number up to another."""

    id = models.UUIDField(primary_key=True)
    ordinal = models.BigIntegerField(unique=True)
    server = models.BigIntegerField()
    first = models.BigIntegerField()
    below = models.BigIntegerField()
    statement = models.TextField()
    signature = models.TextField()


class SealCopy(AppendOnly):
    """Says that a seal was copied to a second party, and to which."""

    id = models.UUIDField(primary_key=True)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT)
    at = models.DateTimeField()
    to = models.TextField()

    class Meta:
        """Each seal is copied once to each party."""

        constraints = (models.UniqueConstraint(fields=("seal", "to"), name="trail_seal_copied_once"),)


def as_sealed(row: dict[str, Any]) -> dict[str, Any]:
    """Return a line as it is hashed and exported: text, truth and lists; what is sealed stays sealed, as base64."""
    told: dict[str, Any] = {}
    for name, value in row.items():
        if value is None or isinstance(value, bool | str):
            told[name] = value
        elif name == "at":
            told[name] = value.astimezone(UTC).isoformat(timespec="microseconds")
        elif isinstance(value, bytes):
            told[name] = b64encode(value).decode()
        elif isinstance(value, list):
            told[name] = [str(one) for one in value]
        else:
            told[name] = str(value)
    return told


def lines_to_seal(server: int, first: int, below: int | None = None) -> Iterator[dict[str, Any]]:
    """Yield the lines of one server from transaction *first* up to *below*, in the order in which they are sealed."""
    rows = Line.objects.filter(server=server, transaction__gte=first)
    if below is not None:
        rows = rows.filter(transaction__lt=below)
    for row in rows.order_by("transaction", "id").values().iterator(chunk_size=2_000):
        yield as_sealed(row)
