"""Commands that keep something running: the server with its worker, and the demonstration with everything it needs."""

import hashlib
import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Annotated
from urllib.parse import urlsplit

import psycopg
import typer
from rich.console import Console

from ownway.interfaces.cli.places import home, packs
from ownway.interfaces.cli.running import SETTINGS, find_database

SOURCES = Path(__file__).resolve().parents[2]
READ_AT_SET_UP = {".py", ".yaml", ".po", ".css", ".js", ".svg"}
PATIENCE = 30.0
"""Seconds that the server may take to answer for the first time, and that children may take to end."""

Port = Annotated[int, typer.Option(envvar="PORT", help="The port of 127.0.0.1 to answer on.")]
Workers = Annotated[int, typer.Option(help="How many requests may be answered at once.")]


def serve(port: Port = 8000, workers: Workers = 3) -> None:
    """Serve the pages on this machine and work off the jobs, until stopped; a proxy in front speaks to the world."""
    find_database()
    keep_running(port, workers, Console())


def set_up() -> None:
    """Bring database, words, packs and files up to date; doing it again changes nothing."""
    from datetime import UTC, datetime

    find_database()
    run_apart("migrate")
    import django
    from django.core.management import call_command

    django.setup()
    from ownway.registers.programmes import actions as programmes
    from ownway.registers.programmes import queries as rules
    from ownway.values import Asker, Basis, new_identifier
    from ownway.words.catalogues import compile_catalogues

    now = datetime.now(UTC)
    compile_catalogues()
    call_command("collectstatic", interactive=False, verbosity=0)
    for folder in sorted(file.parent for file in packs().glob("*/pack.yaml")):
        asker = Asker(Basis.JOB, new_identifier(now), named="set-up")
        version = programmes.install(asker, now=now, folder=folder)
        draft = rules.standing(version, on=now.date()).state is rules.State.DRAFT
        told = ", kept as a draft: its rule is new, and people publish it" if draft else ""
        typer.echo(f"{folder.name}: version {version}{told}")


def invent() -> None:
    """Fill an empty database with an invented authority, and list who one can sign in as."""
    from datetime import UTC, datetime

    find_database()
    if importlib.util.find_spec("ownway.interfaces.cli.demo") is None:
        return
    import django

    django.setup()
    from ownway.interfaces.cli import demo as authority  # type: ignore[attr-defined,unused-ignore]

    listed = [dict(each) for each in authority.build(datetime.now(UTC))]
    file = home() / "demo.json"
    with open(file, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as written:
        json.dump(listed, written)


def demo(port: Port = 8000, workers: Workers = 3) -> None:
    """Start everything with invented people: database, tables, packs, an authority, a server. Ctrl-C ends it all."""
    console = Console(highlight=False)
    stop_on_signals()
    if taken(port):
        console.print(f"Something else answers on port {port} already. Choose another: [bold]make demo PORT=8001[/]")
        raise typer.Exit(1)
    # Nobody but this machine reaches the demonstration, so its cookies need no HTTPS.
    os.environ.setdefault("OWNWAY_HTTPS", "off")
    os.environ["OWNWAY_DEMO"] = str(home() / "demo.json")
    with stage(console, "Starting PostgreSQL"):
        find_database()
    done, state = home() / "set-up.mark", state_of_source()
    if not done.is_file() or done.read_text() != state:
        with stage(console, "Bringing tables, words and packs up to date"):
            run_apart("set-up")
        with stage(console, "Inventing an authority and its people"):
            run_apart("invent")
        done.write_text(state)
    keep_running(port, workers, console)


def state_of_source() -> str:
    """A mark of all that setting up reads and of the database it fills; the same mark twice means nothing to do."""
    mark = hashlib.sha256()
    files = [file for folder in (SOURCES, packs()) for file in folder.rglob("*") if file.suffix in READ_AT_SET_UP]
    for file in sorted(files):
        told = file.stat()
        mark.update(f"{file} {told.st_size} {told.st_mtime_ns}\n".encode())
    where = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        # A database that was made anew has another identity, though it may have the same address.
        made = connection.execute("select oid, datname from pg_database where datname = current_database()").fetchone()
        begun = connection.execute("select system_identifier from pg_control_system()").fetchone()
    mark.update(f"{where.hostname} {made} {begun}".encode())
    return mark.hexdigest()


def keep_running(port: int, workers: int, console: Console) -> None:
    """Start server and worker, wait until the server answers, and end both when either ends or we are told to stop."""
    stop_on_signals()
    server = ["gunicorn", "ownway.config.wsgi:application", "--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
    server += ["--log-level", "warning", "--no-control-socket", "--preload"]
    worker = ["ownway.interfaces.cli.main", "work"]
    children: dict[str, subprocess.Popen[bytes]] = {}
    told: dict[str, IO[str] | None] = {"server": None, "worker": open(home() / "worker.log", "a")}  # noqa: SIM115 – the worker's own
    try:
        with stage(console, "Starting the server"):
            for name, words in (("server", server), ("worker", worker)):
                children[name] = begin(words, told[name])
            wait_until_answered(port, children["server"])
        console.print(f"\nOpen [bold]http://127.0.0.1:{port}[/] in a browser. Ctrl-C ends everything.\n")
        tell_accounts(console)
        while not any(child.poll() is not None for child in children.values()):
            time.sleep(0.3)
        ended = next(name for name, child in children.items() if child.poll() is not None)
        console.print(f"The {ended} ended by itself, so all else is ended too.")
        raise typer.Exit(1)
    except KeyboardInterrupt:
        console.print("\nEnding …")
    finally:
        end(children)


def begin(words: list[str], told: IO[str] | None) -> "subprocess.Popen[bytes]":
    """Start one of our own programs, in a group of its own: Ctrl-C reaches us alone, and we end the whole group."""
    command = [sys.executable, "-m", *words]
    return subprocess.Popen(command, env=without_owner(), stdout=told, stderr=told, start_new_session=True)


def work() -> None:
    """Work off the jobs that wait, and the standing ones when their time comes, until stopped."""
    find_database()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ownway work", "procrastinate", "worker", "--concurrency", "1"])


def end(children: Mapping[str, "subprocess.Popen[bytes]"]) -> None:
    """End the children, kindly at first."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + PATIENCE
    for child in children.values():
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        # Whoever a killed child had started itself.
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def run_apart(*words: str) -> None:
    """Run another of our commands in a process of its own; what it says is shown when it fails."""
    command = [sys.executable, "-m", "ownway.interfaces.cli.main", *words]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        typer.echo(f"{done.stdout}{done.stderr}", err=True)
        raise typer.Exit(done.returncode)


def without_owner() -> dict[str, str]:
    """The environment of what serves: it never learns how to reach the database as its owner."""
    kept = {name: value for name, value in os.environ.items() if name != "OWNWAY_DATABASE_OWNER_URL"}
    return {"DJANGO_SETTINGS_MODULE": SETTINGS} | kept | {"PYTHONUNBUFFERED": "1"}


def wait_until_answered(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Wait until the server takes connections."""
    until = time.monotonic() + PATIENCE
    while not taken(port):
        if server.poll() is not None or time.monotonic() > until:
            typer.echo("The server did not start.", err=True)
            raise typer.Exit(1)
        time.sleep(0.1)


def taken(port: int) -> bool:
    """Whether somebody answers on this port of the machine."""
    with socket.socket() as trial:
        trial.settimeout(1)
        return trial.connect_ex(("127.0.0.1", port)) == 0


def stop_on_signals() -> None:
    """Let the signals that ask a program to end do what Ctrl-C does."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, stop)


@contextmanager
def stage(console: Console, what: str) -> Iterator[None]:
    """Say what is being done while it is done, and how long it took."""
    began = time.monotonic()
    with console.status(f"{what} …"):
        yield
    console.print(f"{what}: {time.monotonic() - began:.1f} s")


def tell_accounts(console: Console) -> None:
    """List who one can sign in as, in a demonstration."""
    listed = home() / "demo.json"
    if os.environ.get("OWNWAY_DEMO") != str(listed) or not listed.is_file():
        return
    console.print("You can sign in as:")
    for each in json.loads(listed.read_text()):
        console.print(f"  {each['email']:<34} {each['password']:<22} {each['who']}")
