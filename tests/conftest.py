"""Gives every test a database, and keeps tests away from the network and from each other."""

import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from ownway.words.catalogues import compile_catalogues
from tests.databases import Databases

settings.register_profile("short", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("long" if os.environ.get("OWNWAY_EVIDENCE") else "short")

FORBIDDEN_FIXTURES = {"transactional_db", "live_server", "django_db_reset_sequences"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """No test may flush a database: one that has to commit asks for ``own_database``."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        flushes = marker is not None and (marker.kwargs.get("transaction") or marker.args[:1] == (True,))
        if flushes or FORBIDDEN_FIXTURES & set(getattr(item, "fixturenames", ())):
            raise pytest.UsageError(f"{item.nodeid} would flush the database. Let it use the fixture own_database.")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuses every connection that would leave this machine."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise RuntimeError(f"A test tried to reach {address[0]}. Tests stay on this machine.")
        connect(self, address)

    socket.socket.connect = only_here  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def logs_told_once() -> None:
    """Leave logs to pytest: the handler of the settings writes to what was stderr in the first test, closed since."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if type(one) is logging.StreamHandler]:
        root.removeHandler(handler)


@pytest.fixture(scope="session")
def databases(worker_id: str) -> Iterator[Databases]:
    """The server of the tests, with a migrated template to copy from."""
    found = Databases(worker_id)
    yield found
    found.end()


@pytest.fixture(scope="session")
def django_db_setup(databases: Databases, django_db_blocker: Any) -> Iterator[None]:
    """One copy of the template for all tests of this process that roll back; they connect as the application's role."""
    with django_db_blocker.unblock():
        name = databases.copy("shared")
        databases.connect(name)
    yield
    with django_db_blocker.unblock():
        databases.disconnect()


@pytest.fixture
def own_database(django_db_setup: None, databases: Databases, django_db_blocker: Any) -> Iterator[str]:
    """A database for one test alone, in which it may commit; gives the URL by which the application reaches it."""
    with django_db_blocker.unblock():
        shared = databases.connected
        name = databases.copy("own")
        databases.connect(name)
        try:
            yield databases.url(name)
        finally:
            databases.connect(shared)
            databases.drop(name)


@pytest.fixture
def owner_url(own_database: str, databases: Databases) -> str:
    """How the owner of the tables, who migrates, reaches the database of ``own_database``."""
    return databases.owner_url(databases.connected)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the whole repository."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True, scope="session")
def catalogues() -> None:
    """Every test reads the words of other languages as they are written now."""
    compile_catalogues()
