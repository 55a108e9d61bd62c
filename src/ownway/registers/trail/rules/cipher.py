"""Seals text under one person's key, so that it opens in its own place only and nowhere once the key is gone.

AES-256 in Galois/counter mode (NIST SP 800-38D) with a random nonce of 96 bits. A sealed value is
``format (1 byte) | key id (16) | nonce (12) | ciphertext with tag``. The place (table, column, row and person) is
authenticated with it, so a value copied to another row, column or person does not open.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ownway.values import Cannot

FORMAT = 1
KEY_BYTES = 32
NONCE_BYTES = 12
HEAD_BYTES = 1 + 16 + NONCE_BYTES
TAG_BYTES = 16


class CannotUnseal(Cannot):
    """A sealed value does not open: it is damaged, it was moved, or its key is lost."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value belongs: *column* as ``table.column``, the *row*, and the *subject* it is about."""

    column: str
    row: str
    subject: UUID | None

    def as_bytes(self) -> bytes:
        """Return the place as authenticated beside the ciphertext; no part may hold the separator."""
        return b"\x1f".join(
            (
                b"ownway",
                self.column.encode(),
                self.row.encode(),
                str(self.subject).encode(),
            )
        )


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """An unwrapped key and its id; never shown, not even by a traceback."""

    id: UUID
    secret: bytes

    def __repr__(self) -> str:
        return f"Key({self.id})"


def new_secret() -> bytes:
    """Return 256 fresh random bits."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: Key, plain: bytes, place: Place) -> bytes:
    """Return *plain* sealed under *key* for this *place*; two seals of one text never look alike."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return bytes([FORMAT]) + key.id.bytes + nonce + AESGCM(key.secret).encrypt(nonce, plain, place.as_bytes())


def key_of(sealed: bytes) -> UUID:
    """Return the id of the key a value is sealed under.

    :raises CannotUnseal: with code ``trail.not_sealed`` when these bytes are no sealed value.
    """
    if len(sealed) < HEAD_BYTES + TAG_BYTES or sealed[0] != FORMAT:
        raise CannotUnseal("trail.not_sealed")
    return UUID(bytes=sealed[1:17])


def unseal(key: Key, sealed: bytes, place: Place) -> bytes:
    """Return what was sealed.

    :raises CannotUnseal: with code ``trail.moved_or_damaged`` when the bytes, the key or the place is another.
    """
    if key_of(sealed) != key.id:
        raise CannotUnseal("trail.moved_or_damaged", column=place.column)
    try:
        return AESGCM(key.secret).decrypt(sealed[17:HEAD_BYTES], sealed[HEAD_BYTES:], place.as_bytes())
    except InvalidTag:
        raise CannotUnseal("trail.moved_or_damaged", column=place.column) from None


def derived(master: bytes, purpose: str) -> bytes:
    """Return a 256-bit secret that only *master* gives, another for each *purpose* (HKDF, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(master)


def fingerprint(secret: bytes) -> UUID:
    """Return a name for a secret that tells nothing about it."""
    return UUID(bytes=hashlib.sha256(b"ownway fingerprint" + secret).digest()[:16])


def keyed_hash(secret: bytes, text: str) -> str:
    """Return 128 bits, as hexadecimal, by which *text* is found again without being kept (HMAC-SHA-256)."""
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:32]


def wrap(master: Key, inner: Key, subject: UUID) -> bytes:
    """Return a person's key sealed under the master key, bound to its id and to the person."""
    return seal(master, inner.secret, Place("trail_subjectkey.wrapped", str(inner.id), subject))


def unwrap(master: Key, wrapped: bytes, key_id: UUID, subject: UUID) -> Key:
    """Return a person's key from its wrapped form.

    :raises CannotUnseal: when it was wrapped by another master key, or for another person.
    """
    return Key(
        key_id,
        unseal(master, wrapped, Place("trail_subjectkey.wrapped", str(key_id), subject)),
    )
