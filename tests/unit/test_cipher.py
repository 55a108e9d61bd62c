"""Text is sealed for one place under one key, and opens nowhere else."""

import os
import stat
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.registers.trail.rules import chain, cipher, key_file
from ownway.registers.trail.rules.cipher import CannotUnseal, Key, Place
from ownway.registers.trail.rules.key_file import CannotUseKeyFile

PERSON = UUID(int=7)
PLACE = Place("people_partyname.name", "1", PERSON)


def key(number: int = 1) -> Key:
    """Return a key with its number."""
    return Key(UUID(int=number), cipher.new_secret())


@given(st.binary(max_size=2_000))
def test_what_was_sealed_opens(plain: bytes) -> None:
    one = key()
    assert cipher.unseal(one, cipher.seal(one, plain, PLACE), PLACE) == plain


def test_no_two_seals_look_alike_and_none_shows_the_text() -> None:
    one = key()
    first, second = (cipher.seal(one, b"Amina", PLACE) for _ in range(2))
    assert first != second
    assert b"Amina" not in first


@pytest.mark.parametrize(
    "moved",
    [
        replace(PLACE, column="people_partyname.known_as"),
        replace(PLACE, row="2"),
        replace(PLACE, subject=UUID(int=8)),
        replace(PLACE, subject=None),
    ],
)
def test_a_moved_value_does_not_open(moved: Place) -> None:
    one = key()
    with pytest.raises(CannotUnseal, match="moved_or_damaged"):
        cipher.unseal(one, cipher.seal(one, b"Amina", PLACE), moved)


def test_every_flipped_bit_is_found() -> None:
    one = key()
    sealed = cipher.seal(one, b"Amina", PLACE)
    for at in range(len(sealed)):
        flipped = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(CannotUnseal):
            cipher.unseal(one, flipped, PLACE)


def test_another_key_of_the_same_name_does_not_open() -> None:
    with pytest.raises(CannotUnseal):
        cipher.unseal(key(), cipher.seal(key(), b"Amina", PLACE), PLACE)


@pytest.mark.parametrize("given_bytes", [b"", b"Amina", b"\x01" * 20, b"\x02" * 60])
def test_what_is_no_seal_is_called_so(given_bytes: bytes) -> None:
    with pytest.raises(CannotUnseal, match="not_sealed"):
        cipher.key_of(given_bytes)


def test_a_key_is_never_shown() -> None:
    one = key()
    assert one.secret.hex() not in repr(one) and str(one.secret) not in repr(one)


def test_a_wrapped_key_opens_for_its_own_person_only() -> None:
    master, inner = key(9), key()
    wrapped = cipher.wrap(master, inner, PERSON)
    assert cipher.unwrap(master, wrapped, inner.id, PERSON) == inner
    with pytest.raises(CannotUnseal):
        cipher.unwrap(master, wrapped, inner.id, UUID(int=8))
    with pytest.raises(CannotUnseal):
        cipher.unwrap(master, wrapped, UUID(int=5), PERSON)


def test_the_key_file_is_made_for_its_owner_alone_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "master.key"
    first = key_file.master_keys(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key_file.master_keys(path) == first
    assert list(path.parent.iterdir()) == [path]


def test_a_key_file_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    key_file.master_keys(path)
    os.chmod(path, 0o640)
    with pytest.raises(CannotUseKeyFile, match="key_file_open"):
        key_file.master_keys(path)


@pytest.mark.parametrize("text", ["", "abc\n", "zz" * 32, "00" * 31])
def test_a_damaged_key_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "master.key"
    path.touch(mode=0o600)
    path.write_text(text)
    with pytest.raises(CannotUseKeyFile, match="key_file_wrong"):
        key_file.master_keys(path)


def test_a_new_first_line_changes_the_master_key_and_the_old_still_opens(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    (old,) = key_file.master_keys(path)
    path.write_text("ab" * 32 + "\n" + path.read_text())
    new, still = key_file.master_keys(path)
    assert still == old != new


def test_the_key_that_signs_is_another_and_its_public_half_lies_beside_it(tmp_path: Path) -> None:
    master = tmp_path / "master.key"
    secret = key_file.seal_secret(master)
    assert secret == key_file.seal_secret(master) != key_file.master_keys(master)[0].secret
    assert (tmp_path / "seal.pub").read_text().strip() == chain.public_key(secret)


def test_a_signature_is_of_one_statement_by_one_key() -> None:
    secret, other = cipher.new_secret(), cipher.new_secret()
    signature = chain.sign(secret, "this")
    assert chain.is_signed(chain.public_key(secret), "this", signature)
    assert not chain.is_signed(chain.public_key(secret), "that", signature)
    assert not chain.is_signed(chain.public_key(other), "this", signature)
    assert not chain.is_signed("zz", "this", signature)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=40, unique=True), st.data())
def test_the_root_changes_with_any_leaf_and_any_order(leaves: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(leaves) - 2))
    swapped = leaves[:at] + [leaves[at + 1], leaves[at]] + leaves[at + 2 :]
    without = leaves[:at] + leaves[at + 1 :]
    doubled = leaves[:at] + [leaves[at]] + leaves[at:]
    roots = {chain.root(one) for one in (leaves, swapped, without, doubled)}
    assert len(roots) == 4


def test_the_root_is_that_of_rfc_9162() -> None:
    import hashlib

    a, b, c = (hashlib.sha256(bytes([number])).digest() for number in range(3))
    pair = hashlib.sha256(b"\x01" + a + b).digest()
    assert chain.root([a]) == a.hex()
    assert chain.root([a, b, c]) == hashlib.sha256(b"\x01" + pair + c).hexdigest()
    assert chain.root([]) == hashlib.sha256().hexdigest()
