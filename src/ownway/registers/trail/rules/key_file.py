"""Keeps the master key in a file outside the database and its backups, readable by its owner alone.

The file holds one key a line, 64 hexadecimal digits. The first line seals; the others still open what they sealed,
so that a new first line changes the master key without a pause.
"""

import os
from pathlib import Path

from ownway.registers.trail.rules.chain import public_key
from ownway.registers.trail.rules.cipher import (
    KEY_BYTES,
    Key,
    derived,
    fingerprint,
    new_secret,
)
from ownway.values import Cannot


class CannotUseKeyFile(Cannot):
    """The key file cannot be used as it is."""


def _write_new(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.new")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        # A hard link appears whole or not at all, and never replaces a key that another process made first.
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()


def master_keys(path: Path) -> tuple[Key, ...]:
    """Return the master keys of *path*, the one that seals first; the file is made on first use (mode 0600).

    :raises CannotUseKeyFile: when others may read the file, or a line is no key.
    """
    if not path.exists():
        _write_new(path, new_secret().hex() + "\n")
    if path.stat().st_mode & 0o077:
        raise CannotUseKeyFile(
            "trail.key_file_open",
            file=path.name,
            help="Make it readable by its owner alone.",
        )
    keys = []
    for number, line in enumerate(path.read_text().split(), start=1):
        try:
            secret = bytes.fromhex(line)
        except ValueError:
            secret = b""
        if len(secret) != KEY_BYTES:
            raise CannotUseKeyFile("trail.key_file_wrong", file=path.name, line=number)
        keys.append(Key(fingerprint(secret), secret))
    if not keys:
        raise CannotUseKeyFile("trail.key_file_wrong", file=path.name, line=1)
    return tuple(keys)


def own_key(master: Key) -> Key:
    """Return the installation's own key, for rows that are about nobody; its id is the master key's."""
    return Key(master.id, derived(master.secret, "ownway: rows about nobody"))


def seal_secret(master_file: Path) -> bytes:
    """Return the secret that signs the seals, kept in ``seal.key`` beside the master key; made on first use.

    Its public half is written to ``seal.pub``: give it to whoever shall check the trail.

    :raises CannotUseKeyFile: as for the master key.
    """
    path = master_file.with_name("seal.key")
    secret = master_keys(path)[0].secret
    public = path.with_name("seal.pub")
    if not public.exists():
        _write_new(public, public_key(secret) + "\n")
    return secret
