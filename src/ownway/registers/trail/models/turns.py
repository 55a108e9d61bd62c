"""Lets one deed at a time work on a thing: rows that are only added cannot be locked, so the thing's name is."""

from uuid import UUID

from django.db import connection


def take_turn(topic: str, thing: UUID | str) -> None:
    """Wait until no other transaction works on *thing* under this *topic*; the turn lasts until this one ends.

    *topic* names the register or step and what it guards, so that two of them never wait for each other by chance.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{topic} {thing}"])
