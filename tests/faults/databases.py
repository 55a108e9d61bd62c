"""A PostgreSQL of one test's own that may be killed, starved and damaged, with a copy of the migrated tables in it."""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from django.db import connections

from ownway.config.database import described
from ownway.interfaces.cli.embedded import Server
from ownway.interfaces.cli.embedded.server import APP, OWNER
from tests.databases import Databases

KEYS = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


class Mortal:
    """A server whose data stands in a folder of its own, and Django's connection pointed at it."""

    def __init__(self, server: Server, databases: Databases) -> None:
        self.server = server
        urls = server.share()
        dump = [f"{server.programs}/pg_dump", databases.owner_url(databases.template)]
        load = [f"{server.programs}/psql", "-q", "-v", "ON_ERROR_STOP=1", urls.owner]
        tables = subprocess.run(dump, capture_output=True, text=True, check=True, timeout=120).stdout
        subprocess.run(load, input=tables, capture_output=True, text=True, check=True, timeout=120)
        self.point()

    def point(self) -> None:
        """Point Django at it, wherever it listens now."""
        point(self.server.url(APP))

    @property
    def owner(self) -> str:
        """How the owner of the tables reaches it."""
        return self.server.url(OWNER)

    def family(self) -> list[psutil.Process]:
        """The server and every process of it."""
        first = psutil.Process(int((self.server.data / "postmaster.pid").read_text().splitlines()[0]))
        return [first, *first.children(recursive=True)]

    def kill(self) -> None:
        """Kill it as a power cut does: every process at once, with no word to any of them."""
        family = self.family()
        for process in family:
            process.kill()
        psutil.wait_procs(family, timeout=30)

    def stop(self) -> None:
        """Stop it in good order, its data on disk."""
        connections.close_all()
        self.server.control("stop", "-m", "fast", "-w")

    def start(self, most_bytes: int = resource.RLIM_INFINITY) -> None:
        """Start it again; it brings itself to where the last commit was. No file of its may grow above *most_bytes*."""
        connections.close_all()
        before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
        try:
            with self.server.alone():
                self.server.start()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))
        self.point()


def point(url: str) -> None:
    """Point Django's connection at a database."""
    connections["default"].close()
    given = described(url)
    for settings in (connections.databases["default"], connections["default"].settings_dict):
        settings.update({key: given[key] for key in KEYS})


@contextmanager
def mortal(databases: Databases, folder: Path) -> Iterator[Mortal]:
    """A server of one's own for a while; afterwards Django is pointed at the shared one again."""
    home, shared = os.environ.get("OWNWAY_HOME"), databases.connected
    os.environ["OWNWAY_HOME"] = str(folder)
    try:
        # The kind for people: one for tests would forget its last commits.
        server = Server("demo")
    finally:
        os.environ.pop("OWNWAY_HOME") if home is None else os.environ.update(OWNWAY_HOME=home)
    try:
        yield Mortal(server, databases)
    finally:
        connections.close_all()
        server.leave()
        shutil.rmtree(server.folder.parent)
        databases.connect(shared)
