"""The seal over a batch of lines: one hash tree over all of them, chained to the seal before, and signed.

Lines are hashed as canonical JSON (keys in order, no spaces, UTF-8; for text, truth and nothing that is RFC 8785) of
what the database holds, ciphertext included, so erasing a person breaks no seal. The tree is that of RFC 9162 §2.1.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def canonical(told: Mapping[str, object]) -> bytes:
    """Return the one way in which a line or a statement is written for hashing and signing."""
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def leaf(line: Mapping[str, object]) -> bytes:
    """Return the hash of one line."""
    return hashlib.sha256(b"\x00" + canonical(line)).digest()


def root(leaves: Iterable[bytes]) -> str:
    """Return the root of the hash tree over *leaves*, in their order, as hexadecimal."""
    level = list(leaves)
    if not level:
        return hashlib.sha256().hexdigest()
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0].hex()


@dataclass(frozen=True, slots=True)
class Batch:
    """What one seal covers: every line of *server* from transaction *first* up to, without, *below*."""

    server: int
    first: int
    below: int
    lines: int
    root: str
    destroyed: tuple[str, ...] = ()
    """Identifiers of the keys destroyed in this batch, so that a restored backup can destroy them again."""


def statement(batch: Batch, *, ordinal: int, previous: str, sealed_at: str) -> str:
    """Return what is signed, as canonical JSON. *previous* is the hash of the statement before, or nothing."""
    return canonical(
        {
            "below": str(batch.below),
            "destroyed": list(batch.destroyed),
            "first": str(batch.first),
            "lines": str(batch.lines),
            "ordinal": str(ordinal),
            "previous": previous,
            "root": batch.root,
            "sealed_at": sealed_at,
            "server": str(batch.server),
        }
    ).decode()


def hash_of(told: str) -> str:
    """Return the hash by which the next statement names this one."""
    return hashlib.sha256(told.encode()).hexdigest()


def sign(secret: bytes, told: str) -> str:
    """Return the Ed25519 signature (RFC 8032) of a statement as hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(secret).sign(told.encode()).hex()


def public_key(secret: bytes) -> str:
    """Return, as hexadecimal, the key with which anyone can check the signatures of *secret*."""
    public = Ed25519PrivateKey.from_private_bytes(secret).public_key()
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def is_signed(public: str, told: str, signature: str) -> bool:
    """Whether *signature* is that of the holder of *public* under a statement."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), told.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
