"""Starts a PostgreSQL of our own, so that one command starts everything."""

from ownway.config.embedded.binaries import NoPostgres
from ownway.config.embedded.server import Server, Urls, share

__all__ = ["NoPostgres", "Server", "Urls", "share"]
