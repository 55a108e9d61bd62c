"""Turns the address of a database into what Django wants to know."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

NOWHERE = "postgresql://ownway_app@127.0.0.1:1/ownway"
"""Where the database is said to be while none was started and DATABASE_URL names none: connecting fails at once."""


def described(url: str) -> dict[str, Any]:
    """The entry of ``DATABASES`` for a URL such as ``postgresql://name:password@host:port/database?sslmode=require``."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("DATABASE_URL begins with postgresql://, for ownway runs on PostgreSQL alone.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"application_name": "ownway", **options},
    }


def from_environment() -> dict[str, Any]:
    """The database that DATABASE_URL names; the programs that start an embedded one set it before Django is set up."""
    return described(os.environ.get("DATABASE_URL") or NOWHERE)
