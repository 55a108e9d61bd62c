"""Keeps the secrets of an installation in files of their own, outside the database and outside the source."""

import os
import secrets
from pathlib import Path


def secret_in(file: Path) -> str:
    """The secret kept in *file*: 64 hexadecimal digits (32 bytes); made, for its owner's eyes only, when missing."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return read(file)
    with open(made, "w") as new:
        new.write(secrets.token_hex(32) + "\n")
    return read(file)


def read(file: Path) -> str:
    """The secret in *file*, which has to be whole."""
    secret = file.read_text().strip()
    if len(secret) < 64:
        raise RuntimeError(
            f"The key file {file} is cut short. Restore it from where its copy is kept; never make a new one."
        )
    return secret
