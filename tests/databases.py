"""Makes a migrated database once for each state of the source, and copies of it for the tests."""

import fcntl
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import psycopg
from django.db import connections
from psycopg import sql

from ownway.config.database import described
from ownway.interfaces.cli.embedded import Server
from ownway.interfaces.cli.embedded.server import APP, OWNER
from ownway.interfaces.cli.places import checkout, home

KEPT_TEMPLATES = 4
Made = TypeVar("Made")
SHAPES = ("/migrations/", "/models", "/apps.py", "cli/grants.py", "config/settings.py")


class Databases:
    """The databases of one process of a test run.

    They live in the embedded server, or where DATABASE_URL and OWNWAY_DATABASE_OWNER_URL point (the owner's role then
    has to be allowed to make databases). Names hold the process, so that no two runs meet, and what a killed run left
    is swept by the next.
    """

    def __init__(self, worker: str) -> None:
        self.server: Server | None = None
        if os.environ.get("DATABASE_URL"):
            self.app, self.owner = os.environ["DATABASE_URL"], os.environ["OWNWAY_DATABASE_OWNER_URL"]
        else:
            self.server = Server("tests")
            self.server.share()
            self.app, self.owner = self.server.url(APP), self.server.url(OWNER)
        run = re.sub(r"[^a-z0-9]", "", os.environ.get("OWNWAY_TEST_NAME", "").lower())[:16] or "run"
        self.stem = f"ownway_test_{run}_{worker}_p{os.getpid()}"
        self.made = 0
        self.connected = ""
        self.template = self.find_template()

    @contextmanager
    def as_owner(self) -> Iterator[psycopg.Connection]:
        """A connection of the owner to a database that nobody copies."""
        with psycopg.connect(replaced(self.owner, "postgres"), autocommit=True) as connection:
            yield connection

    def find_template(self) -> str:
        """The name of a database migrated to this state of the source; makes it when there is none."""
        name = f"ownway_template_{state_of_source()}"
        with open(home() / "template.lock", "a") as lock, self.as_owner() as owner:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.sweep(owner)
            if not exists(owner, name):
                half = f"ownway_half_p{os.getpid()}"
                owner.execute(sql.SQL("create database {}").format(sql.Identifier(half)))
                try:
                    migrate(replaced(self.owner, half), replaced(self.app, half))
                except BaseException:
                    owner.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(half)))
                    raise
                order = sql.SQL("alter database {} rename to {}")
                owner.execute(order.format(sql.Identifier(half), sql.Identifier(name)))
                forget_old_templates(owner)
        return name

    def copy(self, purpose: str) -> str:
        """A new copy of the template."""
        self.made += 1
        name = f"{self.stem}_{purpose}{self.made}"
        order = sql.SQL("create database {} template {} strategy file_copy")
        with open(home() / "template.lock", "a") as lock, self.as_owner() as owner:
            # PostgreSQL refuses a copy while another is being made of the same template.
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not exists(owner, self.template):
                raise RuntimeError("The template database went away during the run; run the tests again.")
            owner.execute(order.format(sql.Identifier(name), sql.Identifier(self.template)))
        return name

    def drop(self, name: str) -> None:
        """Removes a copy, with whoever is still connected to it."""
        with self.as_owner() as owner:
            owner.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def connect(self, name: str) -> None:
        """Points Django's connection at a copy, in the application's role."""
        connections["default"].close()
        given = described(self.url(name))
        for settings in (connections.databases["default"], connections["default"].settings_dict):
            settings.update({key: given[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")})
        self.connected = name

    def disconnect(self) -> None:
        """Closes Django's connection and removes the copy it used."""
        connections["default"].close()
        self.drop(self.connected)

    @contextmanager
    def built(self, purpose: str, build: Callable[[], Made], blocker: Any) -> Iterator[tuple[str, Made]]:
        """A copy in which *build* was carried out, for as long as this lasts; gives its name and what was built."""
        with blocker.unblock():
            name = self.copy(purpose)
            with self.connected_to(name):
                made = build()
        yield name, made
        with blocker.unblock():
            self.drop(name)

    @contextmanager
    def connected_to(self, name: str) -> Iterator[None]:
        """Points Django's connection at a copy for as long as this lasts."""
        shared = self.connected
        self.connect(name)
        try:
            yield
        finally:
            self.connect(shared)

    def url(self, name: str) -> str:
        """How the application reaches a copy."""
        return replaced(self.app, name)

    def owner_url(self, name: str) -> str:
        """How the owner of the tables reaches a copy."""
        return replaced(self.owner, name)

    def sweep(self, owner: psycopg.Connection) -> None:
        """Removes what runs left behind whose process is gone."""
        for (name,) in owner.execute(
            "select datname from pg_database where datname ~ '^ownway_(test|half)_'"
        ).fetchall():
            process = re.search(r"_p(\d+)(_|$)", name)
            if process and not alive(int(process.group(1))):
                with suppress(psycopg.errors.ObjectInUse, psycopg.errors.InsufficientPrivilege):
                    owner.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def end(self) -> None:
        """Lets go of the server."""
        if self.server is not None:
            self.server.leave()


def state_of_source() -> str:
    """A mark of all that shapes a migrated database: migrations, models, apps, grants and the libraries' own tables."""
    root = checkout()
    files = [*root.glob("src/ownway/**/*.py"), root / "requirements.lock"]
    mark = hashlib.sha256()
    for file in sorted(files):
        inside = file.relative_to(root)
        if inside.parts[0] != "src" or any(shape in inside.as_posix() for shape in SHAPES):
            mark.update(f"{inside}\n".encode() + file.read_bytes())
    return mark.hexdigest()[:16]


def migrate(owner: str, app: str) -> None:
    """Migrates an empty database in a process of its own, by the command that installations use too."""
    environment = os.environ | {"DATABASE_URL": app, "OWNWAY_DATABASE_OWNER_URL": owner}
    environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    command = [sys.executable, "-m", "ownway.interfaces.cli.main", "migrate"]
    done = subprocess.run(command, env=environment, cwd=checkout(), capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(f"The database of the tests could not be migrated.\n{done.stdout}\n{done.stderr}")


def forget_old_templates(owner: psycopg.Connection) -> None:
    """Keeps the newest few templates, for a source that goes back and forth."""
    known = owner.execute("select datname from pg_database where datname like 'ownway_template_%' order by oid desc")
    for (name,) in known.fetchall()[KEPT_TEMPLATES:]:
        owner.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def exists(owner: psycopg.Connection, name: str) -> bool:
    """Whether the server has a database of this name."""
    return owner.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is not None


def replaced(url: str, database: str) -> str:
    """The same address with another database."""
    return urlsplit(url)._replace(path=f"/{database}").geturl()


def alive(process: int) -> bool:
    """Whether a process of this number runs."""
    return Path(f"/proc/{process}").exists() if Path("/proc/self").exists() else responds(process)


def responds(process: int) -> bool:
    """The same where the kernel keeps no /proc."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
