"""Runs one PostgreSQL for an installation, shared by all who need it at once and ended by the last to leave.

It listens on 127.0.0.1 alone and lets nobody in without a password. The passwords are kept in a file that only the
one who started it can read. Whoever uses it holds a shared lock on a file; the kernel takes that lock back even from a
process that was killed, so the last one to leave always knows that it is the last.
"""

import atexit
import fcntl
import json
import os
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from ownway.interfaces.cli.embedded import account, binaries
from ownway.interfaces.cli.places import home, mark_of_home

CHIEF, OWNER, APP = "ownway_chief", "ownway_owner", "ownway_app"
DATABASE = "ownway"
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Urls:
    """Where to find the database: as the owner, who migrates, and as the application, which serves."""

    owner: str
    app: str


class Server:
    """One embedded PostgreSQL. *kind* is "demo", which keeps every commit, or "tests", which is fast and forgets."""

    def __init__(self, kind: str = "demo") -> None:
        self.kind = kind
        self.runs_as = account.choose()
        as_root = self.runs_as.user is not None
        # As root the data lies where another user can come without opening the folders above a checkout.
        place = Path("/var/lib/ownway") if as_root else home() / "postgres"
        place.mkdir(mode=0o755 if as_root else 0o700, parents=True, exist_ok=True)
        self.folder = place / mark_of_home() / kind if as_root else place / kind
        self.folder.mkdir(mode=0o755 if as_root else 0o700, parents=True, exist_ok=True)
        self.data = self.folder / "data"
        self.programs = binaries.find()
        if as_root:
            self.programs = binaries.reachable_copy(self.programs, place)
        self.held: IO[str] | None = None
        self.held_by = 0

    def share(self) -> Urls:
        """Starts the server when it does not run yet, and keeps it running until :meth:`leave` or our end."""
        with self.alone():
            if self.held is None:
                self.held = (self.folder / "users.lock").open("a")
                self.held_by = os.getpid()
                fcntl.flock(self.held, fcntl.LOCK_SH)
                atexit.register(self.leave)
            if not (self.data / "PG_VERSION").is_file():
                self.make()
            if not self.answers():
                self.start()
            self.make_roles()
        return Urls(owner=self.url(OWNER), app=self.url(APP))

    def leave(self) -> None:
        """Lets go of the server; the last one to do so stops it."""
        if self.held is None or self.held_by != os.getpid():
            return
        atexit.unregister(self.leave)
        with self.alone():
            self.held.close()
            self.held = None
            with open(self.folder / "users.lock", "a") as last:
                try:
                    fcntl.flock(last, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return
                self.control("stop", "-m", "fast", "-w")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While this lasts, nobody else starts or stops the server."""
        with open(self.folder / "change.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def make(self) -> None:
        """Makes an empty cluster with checksums, and the file of who may come in."""
        secret = self.folder / "passwords.json"
        passwords = {name: secrets.token_urlsafe(24) for name in (CHIEF, OWNER, APP)}
        with open(secret, "w", opener=private) as file:
            json.dump(passwords, file)
        half = self.folder / f"data.{secrets.token_hex(4)}"
        half.mkdir(mode=0o700)
        self.runs_as.own(half)
        first = self.folder / "first.password"
        with open(first, "w", opener=private) as file:
            file.write(passwords[CHIEF])
        self.runs_as.own(first)
        try:
            self.must(self.initdb(half, first))
        finally:
            first.unlink()
        entry = f"host all {CHIEF},{OWNER},{APP} 127.0.0.1/32 scram-sha-256\n"
        access = "# Only from this machine, and never without a password.\n" + entry
        (half / "pg_hba.conf").write_text(access)
        half.rename(self.data)

    def initdb(self, folder: Path, password: Path) -> list[str]:
        """The command that makes a cluster in *folder*; from version 17 on it needs no locale of the machine."""
        locale = ["--locale-provider=builtin"] if binaries.version_of(self.programs) >= 17 else []
        told = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-instructions"]
        return [f"{self.programs}/initdb", "-D", str(folder), "-U", CHIEF, f"--pwfile={password}", *told, *locale]

    def start(self) -> None:
        """Starts the server on a free port of 127.0.0.1, the one it had before when that is still free."""
        log = self.folder / "server.log"
        log.touch()
        self.runs_as.own(log)
        said = ""
        for _ in range(ATTEMPTS):
            port = free_port(self.port())
            (self.folder / "port").write_text(str(port))
            settings = " ".join(f"-c {name}={value}" for name, value in self.settings(port).items())
            started = self.control("start", "-w", "-t", "60", "-l", str(log), "-o", settings)
            if started.returncode == 0 and self.answers():
                return
            said = f"{started.stdout or ''}{started.stderr or ''}"
        last = "".join(log.read_text(errors="replace").splitlines(keepends=True)[-15:])
        raise binaries.NoPostgres(f"The embedded PostgreSQL did not start. {said}\nIts log {log} ends with:\n{last}")

    def settings(self, port: int) -> dict[str, str]:
        """What differs from PostgreSQL's own defaults."""
        told = {
            "port": str(port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "''",
            "password_encryption": "scram-sha-256",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "shared_buffers": "128MB",
            "max_connections": "200",
            "log_min_messages": "warning",
        }
        if self.kind == "tests":
            told |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "2GB"}
        return told

    def control(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Runs ``pg_ctl``; what it says goes to a file, for the server it leaves behind would keep a pipe open."""
        with open(self.folder / "control.log", "w+") as said:
            command = [f"{self.programs}/pg_ctl", "-D", str(self.data), *words]
            done = self.runs_as.run(command, stdout=said, stderr=said, cwd="/", env=plain_environment())
            said.seek(0)
            done.stdout = said.read()
        return done

    def must(self, command: list[str]) -> None:
        """Runs a command that has to succeed."""
        done = self.runs_as.run(command, capture_output=True, cwd="/", env=plain_environment())
        if done.returncode != 0:
            raise binaries.NoPostgres(f"{command[0]} failed: {done.stdout}{done.stderr}")

    def port(self) -> int:
        """The port it listens on, or listened on last; nought when it never ran."""
        file = self.folder / "port"
        return int(file.read_text()) if file.is_file() else 0

    def url(self, role: str, database: str = DATABASE) -> str:
        """How *role* reaches *database*, password and all."""
        password = json.loads((self.folder / "passwords.json").read_text())[role]
        return f"postgresql://{role}:{password}@127.0.0.1:{self.port()}/{database}"

    def answers(self) -> bool:
        """Whether our own server answers on its port, and not some stranger's."""
        if not self.port():
            return False
        try:
            with psycopg.connect(self.url(CHIEF, "postgres"), connect_timeout=5) as chief:
                told = chief.execute("show data_directory").fetchone()
        except psycopg.Error:
            return False
        return told is not None and Path(told[0]) == self.data

    def make_roles(self) -> None:
        """Makes the two roles and the database when missing: the owner migrates, the application serves."""
        passwords = json.loads((self.folder / "passwords.json").read_text())
        with psycopg.connect(self.url(CHIEF, "postgres"), autocommit=True) as chief:
            known = {row[0] for row in chief.execute("select rolname from pg_roles")}
            for role in {OWNER, APP} - known:
                order = sql.SQL("create role {} login password {}")
                chief.execute(order.format(sql.Identifier(role), sql.Literal(passwords[role])))
            if self.kind == "tests":
                chief.execute(sql.SQL("alter role {} createdb").format(sql.Identifier(OWNER)))
                chief.execute(sql.SQL("grant pg_signal_backend to {}").format(sql.Identifier(OWNER)))
            if not chief.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
                order = sql.SQL("create database {} owner {}")
                chief.execute(order.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
                chief.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(DATABASE)))
                grant = sql.SQL("grant connect on database {} to {}")
                chief.execute(grant.format(sql.Identifier(DATABASE), sql.Identifier(APP)))


def share(kind: str = "demo") -> Server:
    """A running server of this *kind*, held until the process ends."""
    server = Server(kind)
    server.share()
    return server


def free_port(wanted: int) -> int:
    """*wanted* when it is free on 127.0.0.1, else another that is."""
    for port in (wanted, 0):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                time.sleep(0)
                continue
            return int(trial.getsockname()[1])
    raise OSError("127.0.0.1 has no free port.")


def private(path: str, flags: int) -> int:
    """Opens a file that only its owner may read."""
    return os.open(path, flags, 0o600)


def plain_environment() -> dict[str, str]:
    """What PostgreSQL's programs may know of our environment: nothing that would steer them."""
    kept = ("PATH", "HOME", "TZ", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"LC_ALL": "C"}
