"""How names are found without being kept in the open: by keyed hashes of the beginnings of their words."""

import unicodedata
from collections.abc import Callable

LONGEST_BEGINNING = 12


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: small letters, without accents and marks."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return tuple("".join(letter if letter.isalnum() else " " for letter in plain.casefold()).split())


def kept_for(names: tuple[str, ...], hashed: Callable[[str], str]) -> list[str]:
    """Return the hashes kept beside a party's names, one for each beginning of each word."""
    beginnings = {
        word[:length]
        for name in names
        for word in words_of(name)
        for length in range(1, min(len(word), LONGEST_BEGINNING) + 1)
    }
    return sorted(hashed(beginning) for beginning in beginnings)


def asked_for(typed: str, hashed: Callable[[str], str]) -> list[str]:
    """Return the hashes that a party must all have to be found by what was *typed*."""
    return sorted({hashed(word[:LONGEST_BEGINNING]) for word in words_of(typed)})
