"""Locks a protocol: its hash and its day are written down, and every later change is an amendment with a reason.

Each entry holds the hash of the one before, so that none can be changed or left out afterwards without it showing.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ownway.lab.evaluate.cannot import CannotEvaluate
from ownway.lab.evaluate.protocol import Protocol

FIRST = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One line of the lock: the day, the protocol's hash and text, what changed and why, and the line before."""

    on: str
    hash: str
    said: dict[str, Any]
    reason: str
    changes: tuple[str, ...]
    before: str

    @property
    def own(self) -> str:
        """The hash of this line."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Lock:
    """All lines of a lock, the first of which locked it; *seal* is the hash of the secret that orders the arms."""

    entries: tuple[Entry, ...]
    seal: str = ""

    @property
    def locked_on(self) -> str:
        """The day on which the protocol was locked, as text."""
        return self.entries[0].on

    @property
    def amendments(self) -> tuple[Entry, ...]:
        """Every change since."""
        return self.entries[1:]

    def holds(self, protocol: Protocol) -> bool:
        """Whether *protocol* is what was locked, or last amended."""
        return self.entries[-1].hash == protocol.hash

    def to_json(self) -> dict[str, Any]:
        """Return the lock as plain data, with the hash of each line."""
        return {"seal": self.seal, "entries": [asdict(entry) | {"own": entry.own} for entry in self.entries]}


def lock(protocol: Protocol, on: date, seal: str = "") -> Lock:
    """Return the lock of a protocol, on the day *on*, with the *seal* of its allocation where it has one."""
    first = Entry(on.isoformat(), protocol.hash, protocol.to_json(), "", (), hashlib.sha256(seal.encode()).hexdigest())
    return Lock((first,), seal)


def amend(locked: Lock, protocol: Protocol, on: date, reason: str) -> Lock:
    """Return the lock with one amendment more.

    :raises CannotEvaluate: where no reason is given, nothing changed, or the day is before the last one.
    """
    last = locked.entries[-1]
    if not reason.strip():
        raise CannotEvaluate("evaluation.no_reason")
    if locked.holds(protocol):
        raise CannotEvaluate("evaluation.nothing_changed")
    if on.isoformat() < last.on:
        raise CannotEvaluate("evaluation.before_last", day=last.on)
    said = protocol.to_json()
    changes = tuple(_differences("", last.said, said))
    entry = Entry(on.isoformat(), protocol.hash, said, reason.strip(), changes, last.own)
    return Lock((*locked.entries, entry), locked.seal)


def read_lock(text: str) -> Lock:
    """Return the lock that a file holds.

    :raises CannotEvaluate: where a line does not fit the one before it, or its own hash.
    """
    try:
        told = json.loads(text)
        entries = tuple(
            Entry(one["on"], one["hash"], one["said"], one["reason"], tuple(one["changes"]), one["before"])
            for one in told["entries"]
        )
        own = [one["own"] for one in told["entries"]]
        seal = str(told["seal"])
    except (ValueError, KeyError, TypeError):
        raise CannotEvaluate("evaluation.no_lock") from None
    before = [hashlib.sha256(seal.encode()).hexdigest(), *own]
    for number, (entry, said) in enumerate(zip(entries, own, strict=True), 1):
        text_hash = hashlib.sha256(json.dumps(entry.said, sort_keys=True).encode()).hexdigest()
        if entry.own != said or entry.before != before[number - 1] or entry.hash != text_hash:
            raise CannotEvaluate("evaluation.lock_broken", number=number)
    if not entries:
        raise CannotEvaluate("evaluation.no_lock")
    return Lock(entries, seal)


def _differences(where: str, old: Any, new: Any) -> list[str]:
    """Return what differs between two pieces of plain data, place by place."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [
            told
            for name in sorted(old.keys() | new.keys())
            for told in _differences(f"{where}.{name}".strip("."), old.get(name), new.get(name))
        ]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [
            told for at, pair in enumerate(zip(old, new, strict=True)) for told in _differences(f"{where}.{at}", *pair)
        ]
    return [] if old == new else [f"{where}: {json.dumps(old)} is now {json.dumps(new)}"]
