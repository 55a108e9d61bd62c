"""Says where an installation keeps what is its own: keys, the embedded database, logs."""

import hashlib
import os
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
    """Twelve characters that tell this installation from another on the same machine."""
    return hashlib.sha256(str(home().resolve()).encode()).hexdigest()[:12]
