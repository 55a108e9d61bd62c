"""Text as people type it: kept as given, cleaned only of what no database or page can hold."""

import unicodedata

from ownway.values.cannot import Cannot


class CannotKeepText(Cannot):
    """The text cannot be kept as it is."""


def clean_text(given: object, *, longest: int, field: str = "", required: bool = False) -> str:
    """Return *given* as text in normal form C, without surrounding space.

    Line ends become ``\\n``. Emoji, right-to-left letters and marks are kept.

    :raises CannotKeepText: with code ``text.not_text``, ``text.nul``, ``text.too_long`` or ``text.missing``.
    """
    if not isinstance(given, str):
        raise CannotKeepText("text.not_text", field=field)
    if "\x00" in given:
        raise CannotKeepText("text.nul", field=field)
    # A lone surrogate cannot be written as UTF-8; it comes from broken JSON, never from a keyboard.
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in given):
        raise CannotKeepText("text.not_text", field=field)
    text = unicodedata.normalize("NFC", given.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > longest:
        raise CannotKeepText("text.too_long", field=field, longest=longest, given=len(text))
    if required and not text:
        raise CannotKeepText("text.missing", field=field)
    return text
