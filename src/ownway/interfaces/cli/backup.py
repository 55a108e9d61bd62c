"""``ownway backup`` and ``ownway restore``: the whole database in one file, and from it back into an empty database.

The file is a zip of two members, so that it can be opened and read without ownway: ``database.dump``, as PostgreSQL's
own ``pg_dump`` writes it in its custom format, and ``manifest.json``, which says what it is and how it hashes. It is
one moment of the database: who writes meanwhile is not held up, and stands in it wholly or not at all. The key file is
never in it: names, letters and all free text stay sealed; sums, days and the addresses of those who sign in do not.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Annotated, Any, NoReturn
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
import typer

from ownway.interfaces.cli import running, serving
from ownway.interfaces.cli.embedded import binaries
from ownway.values import Asker, Basis, new_identifier

FORMAT = "ownway backup 1"
DUMP, MANIFEST = "database.dump", "manifest.json"
PIECE = 1 << 20
# Nobody stays signed in by a session that a backup brought back.
LEFT_OUT = ("public.django_session",)
IN_PUBLIC = """
    select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
"""


def backup(file: Annotated[Path, typer.Argument(help="The file to write; it must not be there yet.")]) -> None:
    """Write the whole database to one file, as it stands at this moment, while everybody goes on working."""
    running.find_database()
    owner, now = os.environ["OWNWAY_DATABASE_OWNER_URL"], datetime.now(UTC)
    if file.exists():
        _refuse(f"{file} is there already; a backup never overwrites one.")
    migrations = _migrations(owner)
    if not migrations:
        _refuse("There is nothing to back up: the database has no tables of ownway. `ownway set-up` makes them.")
    half = file.with_name(f"{file.name}.{os.getpid()}.half")
    try:
        with open(half, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
                told = _write(packed, owner)
                told |= {"format": FORMAT, "made_at": now.isoformat(), "ownway": version("ownway")}
                packed.writestr(MANIFEST, json.dumps(told | {"migrations": migrations}, indent=2))
            out.flush()
            os.fsync(out.fileno())
        # A link refuses to take the place of a file that came meanwhile; a rename would not.
        os.link(half, file)
    except FileExistsError:
        _refuse(f"{file} is there already; a backup never overwrites one.")
    except OSError as failed:
        _refuse(f"The backup could not be written: {failed.strerror}. Nothing of it was left behind.")
    finally:
        half.unlink(missing_ok=True)
    typer.echo(f"Written to {file}: {file.stat().st_size:,} bytes, as of {now:%Y-%m-%d %H:%M} UTC.")
    typer.echo("The key file is not in it. Keep a copy of that apart from this: without it no name can be read again.")


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.", exists=True, dir_okay=False)],
    copies: Annotated[
        Path | None,
        typer.Option(help="The second party's copies of the seals; OWNWAY_SEAL_COPY otherwise.", file_okay=False),
    ] = None,
) -> None:
    """Bring a backup back into an empty database, prove it, and erase again who was erased since it was made."""
    running.find_database()
    owner = os.environ["OWNWAY_DATABASE_OWNER_URL"]
    told = _checked(file)
    with psycopg.connect(owner) as connection:
        found = connection.execute(IN_PUBLIC).fetchone()
    if found is None or found[0]:
        _refuse("The database is not empty. A backup is brought back into an empty one, so nothing is overwritten.")
    _load(file, owner)
    # It also brings tables of an earlier ownway up to date, and says again what the application may do with them.
    serving.run_apart("migrate")
    typer.echo(f"All of {told['made_at'][:16].replace('T', ' ')} UTC is back.")
    raise typer.Exit(0 if _proved(copies) else 1)


def _refuse(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(1)


def _program(name: str) -> str:
    """Return where PostgreSQL's *name* stands: beside the server's programs, or in PATH."""
    try:
        folder: Path | None = binaries.find()
    except binaries.NoPostgres:
        folder = None
    if folder and (folder / name).is_file():
        return str(folder / name)
    found = shutil.which(name)
    return found or _refuse(f"{name} is not on this machine. Install PostgreSQL's client programs.")


def _reached(url: str) -> tuple[str, dict[str, str]]:
    """Return an address without its password, which goes by the environment: others can read what a command is told."""
    parts = urlsplit(url)
    bare = urlunsplit(parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@")))
    return bare, dict(os.environ) | ({"PGPASSWORD": unquote(parts.password)} if parts.password else {})


def _migrations(owner: str) -> dict[str, str]:
    """Return the newest migration of each app that the database stands at."""
    with psycopg.connect(owner) as connection:
        try:
            rows = connection.execute("select app, max(name) from django_migrations group by app order by app")
        except psycopg.errors.UndefinedTable:
            return {}
        return dict(rows.fetchall())


def _write(packed: zipfile.ZipFile, owner: str) -> dict[str, Any]:
    """Write the dump into a zip, and return how long it is and how it hashes."""
    bare, environment = _reached(owner)
    command = [_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--dbname={bare}"]
    command += [f"--exclude-table-data={table}" for table in LEFT_OUT]
    hashed, size = hashlib.sha256(), 0
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, env=environment) as dumping:
            assert dumping.stdout is not None
            with packed.open(DUMP, "w", force_zip64=True) as member:
                while piece := dumping.stdout.read(PIECE):
                    hashed.update(piece)
                    size += len(piece)
                    member.write(piece)
        if dumping.returncode:
            said.seek(0)
            _refuse(f"PostgreSQL could not be read: {said.read().decode(errors='replace').strip()}")
    return {"bytes": size, "sha256": hashed.hexdigest()}


def _checked(file: Path) -> Mapping[str, Any]:
    """Return a backup's manifest after its dump was read through once, or refuse it."""
    try:
        with zipfile.ZipFile(file) as packed:
            told: dict[str, Any] = json.loads(packed.read(MANIFEST))
            hashed = hashlib.sha256()
            with packed.open(DUMP) as member:
                while piece := member.read(PIECE):
                    hashed.update(piece)
        is_whole = told["format"] == FORMAT and told["sha256"] == hashed.hexdigest()
        migrations: dict[str, str] = told["migrations"]
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError, NotImplementedError):
        is_whole = False
    if not is_whole:
        _refuse(f"{file} is no whole backup of ownway: it is damaged, cut off or something else. Nothing was changed.")
    newer = _unknown(migrations)
    if newer:
        _refuse(f"The backup was made by a newer ownway ({', '.join(newer)}). Install that version, then restore.")
    return told


def _unknown(migrations: Mapping[str, str]) -> list[str]:
    """Return what a backup was migrated to and this version does not know."""
    import django
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    django.setup()
    known = MigrationLoader(connection, ignore_no_migrations=True, replace_migrations=False, load=False)
    known.load_disk()
    return sorted(f"{app} {name}" for app, name in migrations.items() if (app, name) not in known.disk_migrations)


@contextmanager
def _dump_of(file: Path) -> Iterator[IO[bytes]]:
    with zipfile.ZipFile(file) as packed, packed.open(DUMP) as member:
        yield member


def _load(file: Path, owner: str) -> None:
    """Bring the dump back in one transaction: all of it, or nothing."""
    bare, environment = _reached(owner)
    command = [_program("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    with tempfile.TemporaryFile() as said, _dump_of(file) as dump:
        process = subprocess.Popen(
            [*command, f"--dbname={bare}"], stdin=subprocess.PIPE, stdout=said, stderr=said, env=environment
        )
        assert process.stdin is not None
        try:
            shutil.copyfileobj(dump, process.stdin, PIECE)
            process.stdin.close()
        except BrokenPipeError:
            pass  # It ended before it had read all; what it said is told below.
        if process.wait():
            said.seek(0)
            _refuse(f"PostgreSQL did not take it, and nothing was kept: {said.read().decode(errors='replace').strip()}")


def _proved(copies: Path | None) -> bool:
    """Say whether what came back can be read and adds up, and erase again who was erased; false where not all holds."""
    from django.conf import settings

    from ownway.registers.money import queries as money
    from ownway.registers.trail import queries as trail

    now = datetime.now(UTC)
    nightly, setting_up = (Asker(Basis.JOB, new_identifier(now), named=name) for name in ("nightly", "set-up"))
    opens = trail.keys_open(setting_up)
    if not opens:
        typer.echo("The key file here is not that of this backup: nobody's name can be read. Put back the one it had.")
    faults = money.prove_ledger(nightly, now=now).faults
    typer.echo(
        "Not a penny is astray." if not faults else f"{len(faults)} balances are astray; see `ownway ledger prove`."
    )
    folder = copies or Path(str(settings.OWNWAY_SEAL_COPY or ""))
    if folder == Path() or not folder.is_dir():
        typer.echo("Who was erased since then can be read again until you run `ownway trail destroy-again COPIES`.")
    elif opens:
        running.erase_again(folder)
    typer.echo("What happened since is not in it. Import the bank's statements before you build a payment run.")
    return opens and not faults
