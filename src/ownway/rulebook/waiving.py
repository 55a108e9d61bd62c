"""Writes a waiver into the files of a pack: the text stays as its people wrote it, with one entry more."""

import re
from collections.abc import Mapping

from ownway.rulebook.model.pack import Waiver

FILE = "pack.yaml"
HEAD = re.compile(r"^waivers:[ \t]*(\[\])?[ \t]*(#.*)?$", re.MULTILINE)


def with_waiver(files: Mapping[str, str], waiver: Waiver) -> dict[str, str]:
    """Return the files with *waiver* added to ``pack.yaml``: at the head of its waivers, or as the first of them."""
    entry = (
        f"  - finding: {_quoted(waiver.finding)}\n"
        f"    because: {_quoted(waiver.because)}\n"
        f"    by: {_quoted(waiver.by)}\n"
        f"    on: {waiver.on.isoformat()}\n"
    )
    text = files[FILE]
    if not text.endswith("\n"):
        text += "\n"
    head = HEAD.search(text)
    if head is None:
        return {**files, FILE: f"{text}waivers:\n{entry}"}
    return {**files, FILE: f"{text[: head.start()]}waivers:\n{entry}{text[head.end() :].removeprefix(chr(10))}"}


def _quoted(text: str) -> str:
    """Return *text* as one line of YAML in single quotes, in which nothing means anything but itself."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
