"""Starts a PostgreSQL of our own, so that one command starts everything."""

from ownway.interfaces.cli.embedded.binaries import NoPostgres
from ownway.interfaces.cli.embedded.server import Server, Urls, share

__all__ = ["NoPostgres", "Server", "Urls", "share"]
