"""Packs a run of the lab into one file that says how to run it again: a Frictionless data package with every hash."""

import csv
import hashlib
import io
import json
import platform
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

DESCRIPTION = "datapackage.json"
WITH = ("ownway", "numpy", "pyarrow", "scipy", "numba")
"""The libraries whose versions a result may rest on."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The day on every part of an archive, so that the same run makes the same bytes."""


@dataclass(frozen=True)
class Archive:
    """A run of the lab: a name and title, the *recipe* that makes it again, its data by path, and what it rests on.

    *inputs* are files that the run read and that are not in it, with their length and hash.
    """

    name: str
    title: str
    recipe: Mapping[str, Any]
    data: Mapping[str, bytes]
    inputs: tuple[Mapping[str, Any], ...] = ()

    def description(self) -> dict[str, Any]:
        """Return the description after the Data Package standard (Frictionless), with hashes and versions."""
        resources = []
        for path, content in sorted(self.data.items()):
            held: dict[str, Any] = {
                "name": path.replace("/", "-").replace(".", "-").replace("_", "-").lower(),
                "path": path,
                "format": path.rpartition(".")[2],
                "mediatype": MEDIA.get(path.rpartition(".")[2], "application/octet-stream"),
                "bytes": len(content),
                "hash": f"sha256:{hashed(content)}",
            }
            if path.endswith(".csv"):
                held |= {
                    "encoding": "utf-8",
                    "profile": "tabular-data-resource",
                    "schema": {"fields": fields_of(content)},
                }
            resources.append(held)
        return {
            "profile": "data-package",
            "name": self.name,
            "title": self.title,
            "recipe": dict(self.recipe),
            "inputs": [dict(one) for one in self.inputs],
            "versions": {"python": platform.python_version(), **{name: version(name) for name in WITH}},
            "resources": resources,
        }

    def write(self, target: Path) -> None:
        """Write it as one file where the name ends in ``.zip``, else as a folder; nothing half."""
        parts = {DESCRIPTION: as_json(self.description()), **self.data}
        if target.suffix.lower() == ".zip":
            part = target.with_name(f".{target.name}.part")
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as file:
                for path, content in sorted(parts.items()):
                    held = zipfile.ZipInfo(path, LONG_AGO)
                    held.compress_type = zipfile.ZIP_DEFLATED
                    held.external_attr = 0o644 << 16
                    file.writestr(held, content)
            part.replace(target)
            return
        for path, content in parts.items():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(content)


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of an archive that came out otherwise, or is missing."""

    path: str
    why: str


MEDIA = {"csv": "text/csv", "json": "application/json", "yaml": "application/yaml", "svg": "image/svg+xml",
         "html": "text/html", "txt": "text/plain"}  # fmt: skip


def read(source: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the description and the data of an archive, one file or a folder.

    :raises ValueError: when it is none, or a part does not have the hash that is written down for it.
    """
    try:
        parts = _parts(source)
        description = json.loads(parts.pop(DESCRIPTION))
        listed = {one["path"]: one["hash"] for one in description["resources"]}
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as wrong:
        raise ValueError(f"“{source}” is no archive of the lab: {wrong}") from None
    for path, hash in listed.items():
        if path not in parts:
            raise ValueError(f"“{path}” is missing in the archive.")
        if f"sha256:{hashed(parts[path])}" != hash:
            raise ValueError(f"“{path}” was changed since the archive was made.")
    return description, {path: parts[path] for path in listed}


def _parts(source: Path) -> dict[str, bytes]:
    if source.is_dir():
        paths = [path for path in source.rglob("*") if path.is_file()]
        return {path.relative_to(source).as_posix(): path.read_bytes() for path in paths}
    with zipfile.ZipFile(source) as file:
        return {one.filename: file.read(one) for one in file.infolist() if not one.is_dir()}


def differences(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterable[Difference]:
    """Yield each part that is not the same byte for byte."""
    for path in sorted({*old, *new}):
        if path not in new:
            yield Difference(path, "the run made no such part this time")
        elif path not in old:
            yield Difference(path, "the archive has no such part")
        elif old[path] != new[path]:
            lines = enumerate(zip(old[path].splitlines(), new[path].splitlines(), strict=False), 1)
            line = next((number for number, (one, two) in lines if one != two), 0)
            yield Difference(path, f"other bytes, first in line {line}" if line else "another length")


def hashed(content: bytes) -> str:
    """Return the SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def input_of(path: Path) -> dict[str, Any]:
    """Return what is written down of a file that stays outside: its name, length and hash, read in pieces."""
    with path.open("rb") as file:
        told = hashlib.file_digest(file, "sha256").hexdigest()
    return {"name": path.name, "bytes": path.stat().st_size, "hash": f"sha256:{told}"}


def as_json(held: Any) -> bytes:
    """Return an object as the bytes of a JSON file that people can read."""
    return (json.dumps(held, ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return rows as a CSV file for people and programs: UTF-8, nothing that a spreadsheet would reckon with."""
    told = io.StringIO()
    if rows:
        writer = csv.writer(told, lineterminator="\r\n")
        writer.writerow(rows[0])
        writer.writerows([[_cell(value) for value in row.values()] for row in rows])
    return told.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value


def fields_of(content: bytes) -> list[dict[str, str]]:
    """Return the columns of a CSV file and what each holds: whole numbers, numbers or text."""
    rows = list(csv.reader(io.StringIO(content.decode())))
    if not rows:
        return []
    return [
        {"name": name, "type": _kind([row[place] for row in rows[1:] if row[place]])}
        for place, name in enumerate(rows[0])
    ]


def _kind(cells: list[str]) -> str:
    for kind, read_as in (("integer", int), ("number", float)):
        try:
            for cell in cells:
                read_as(cell)
        except ValueError:
            continue
        return kind if cells else "string"
    return "string"
