"""Says where an installation keeps what is its own: keys, the embedded database, logs."""

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[4]


def checkout() -> Path:
    """The folder of the repository when run from a checkout, else the folder one stands in."""
    return SOURCE if (SOURCE / "pyproject.toml").is_file() else Path.cwd()


def home() -> Path:
    """The private folder of this installation: ``OWNWAY_HOME``, or ``.ownway`` in the checkout; made when missing."""
    given = os.environ.get("OWNWAY_HOME")
    folder = Path(given) if given else checkout() / ".ownway"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def packs() -> Path:
    """The folder that holds the packs of the checkout: ``OWNWAY_PACKS``, or ``packs``."""
    given = os.environ.get("OWNWAY_PACKS")
    return Path(given) if given else checkout() / "packs"


def mark_of_home() -> str:
    """Twelve characters that tell this installation from another on the same machine.

    They are kept in its folder. As root the database lies elsewhere: whoever removes the folder, and with it the keys,
    begins afresh, and does not find a database that no key opens.
    """
    folder = home()
    kept = folder / "installation"
    if not kept.is_file():
        # Before this was kept, the mark was made of the path alone; a folder of those days has keys.
        of_path = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
        mark = of_path if (folder / "keys").is_dir() else secrets.token_hex(6)
        own = folder / f"installation.{secrets.token_hex(4)}"
        own.write_text(mark)
        # Of several that begin together one is first, and what it wrote is there whole.
        with suppress(FileExistsError):
            os.link(own, kept)
        own.unlink()
    return kept.read_text()
