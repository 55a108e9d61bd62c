"""Allots people to arms by lot: in permuted blocks within strata, sealed beforehand, and revealed one by one.

The order of the arms follows from a secret, the protocol as it was first locked, and the stratum, by HMAC-SHA-256. The
secret's hash (the seal) is published in the lock, so the order can be neither foreseen by whoever enrols people nor
changed afterwards: when the trial is over the secret is opened and every line is worked out again. Block sizes vary at
random, so that the end of a block cannot be guessed (Schulz and Grimes, Lancet 2002, 359: 515-519 and 614-618).
"""

import hashlib
import hmac
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from ownway.lab.evaluate.cannot import CannotEvaluate
from ownway.lab.evaluate.locking import Lock
from ownway.lab.evaluate.protocol import Protocol

SECRET_BYTES = 32


@dataclass(frozen=True)
class Allotted:
    """One line of the register: who came when, agreed when, in which stratum, as the how manieth, and to which arm."""

    number: int
    person: str
    on: str
    consented_on: str
    baseline_on: str
    stratum: str
    place: int
    arm: str
    before: str

    @property
    def own(self) -> str:
        """The hash of this line."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()

    def to_json(self) -> dict[str, str | int]:
        """Return the line as plain data, with its hash."""
        return asdict(self) | {"own": self.own}


def seal_of(secret: bytes) -> str:
    """Return what is published of a secret: its SHA-256.

    :raises CannotEvaluate: for a secret that could be guessed.
    """
    if len(secret) < SECRET_BYTES:
        raise CannotEvaluate("evaluation.short_secret", bytes=SECRET_BYTES)
    return hashlib.sha256(b"ownway trial" + secret).hexdigest()


def sequence(protocol: Protocol, first_hash: str, secret: bytes, stratum: str) -> Iterator[str]:
    """Yield the arms of a stratum in order, block by block, without an end."""
    chance = _numbers(secret, f"{first_hash}|{stratum}")
    arms = [arm.id for arm in protocol.arms]
    while True:
        size = protocol.block_sizes[_below(chance, len(protocol.block_sizes))]
        block = arms * (size // len(arms))
        for last in range(size - 1, 0, -1):
            at = _below(chance, last + 1)
            block[last], block[at] = block[at], block[last]
        yield from block


def allot(
    locked: Lock,
    secret: bytes,
    before: tuple[Allotted, ...],
    person: str,
    *,
    stratum: Mapping[str, str],
    consented_on: date,
    baseline_on: date,
    on: date,
) -> Allotted:
    """Return the next line of the register: the arm is known only once the person is in.

    :raises CannotEvaluate: for a person who is in already, has not agreed or been interviewed first, a stratum the
        protocol does not know, a trial that is not randomised, or a secret that is not the sealed one.
    """
    protocol = _first(locked)
    _check_secret(locked, secret)
    if any(line.person == person for line in before):
        raise CannotEvaluate("evaluation.in_already", person=person)
    if not person.strip():
        raise CannotEvaluate("evaluation.no_person")
    if consented_on > baseline_on or baseline_on > on or on.isoformat() < locked.locked_on:
        raise CannotEvaluate("evaluation.out_of_order")
    named = _stratum(protocol, stratum)
    place = sum(line.stratum == named for line in before) + 1
    order = sequence(protocol, locked.entries[0].hash, secret, named)
    arm = next(arm for at, arm in enumerate(order, 1) if at == place)
    days = (on.isoformat(), consented_on.isoformat(), baseline_on.isoformat())
    last = before[-1].own if before else locked.entries[0].own
    return Allotted(len(before) + 1, person, *days, named, place, arm, last)


def order_of(locked: Lock, secret: bytes, authorities: Collection[str], steps: int) -> tuple[tuple[str, ...], ...]:
    """Return which authorities begin at each of the *steps*, as even as they go, by the sealed lot.

    The same authorities in whatever order give the same, so anyone who holds the opened secret can work it out again.

    :raises CannotEvaluate: for a comparison that is not of steps, another secret, a name that is empty or there twice,
        or fewer authorities than steps.
    """
    if Protocol.model_validate(locked.entries[0].said).design != "stepped":
        raise CannotEvaluate("evaluation.not_stepped")
    _check_secret(locked, secret)
    names = sorted(authorities)
    if len(set(names)) < len(names) or not all(names) or not 2 <= steps <= len(names):
        raise CannotEvaluate("evaluation.no_order", authorities=len(names), steps=steps)
    chance = _numbers(secret, f"{locked.entries[0].hash}|order|{json.dumps([*names, steps])}")
    for last in range(len(names) - 1, 0, -1):
        at = _below(chance, last + 1)
        names[last], names[at] = names[at], names[last]
    return tuple(tuple(sorted(names[step::steps])) for step in range(steps))


def faults_of(locked: Lock, secret: bytes, lines: tuple[Allotted, ...]) -> tuple[str, ...]:
    """Return what is wrong with a register, now that the secret is open: nothing, where every line follows from it."""
    protocol = _first(locked)
    _check_secret(locked, secret)
    found = []
    last = locked.entries[0].own
    orders: dict[str, Iterator[str]] = {}
    for number, line in enumerate(lines, 1):
        order = orders.setdefault(line.stratum, sequence(protocol, locked.entries[0].hash, secret, line.stratum))
        if line.number != number or line.before != last:
            found.append(f"Line {number} does not follow the one before it.")
        if line.arm != (right := next(order)):
            found.append(f"Line {number} says {line.arm}, where the sealed order has {right}.")
        last = line.own
    return tuple(found)


def read_register(text: str) -> tuple[Allotted, ...]:
    """Return the lines of a register, one JSON a line.

    :raises CannotEvaluate: naming a line that cannot be read, or is not what its hash says.
    """
    lines = []
    for number, told in enumerate(text.splitlines(), 1):
        try:
            given = json.loads(told)
            own = given.pop("own")
            line = Allotted(**given)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise CannotEvaluate("evaluation.register_broken", number=number) from None
        if line.own != own:
            raise CannotEvaluate("evaluation.register_broken", number=number)
        lines.append(line)
    return tuple(lines)


def _first(locked: Lock) -> Protocol:
    protocol = Protocol.model_validate(locked.entries[0].said)
    if protocol.design != "randomised":
        raise CannotEvaluate("evaluation.not_randomised")
    return protocol


def _check_secret(locked: Lock, secret: bytes) -> None:
    if not locked.seal or not hmac.compare_digest(seal_of(secret), locked.seal):
        raise CannotEvaluate("evaluation.other_secret")


def _stratum(protocol: Protocol, given: Mapping[str, str]) -> str:
    if set(given) != set(protocol.strata) or not all(given.values()):
        raise CannotEvaluate("evaluation.stratum", needed=", ".join(protocol.strata) or "none")
    if "group" in given and given["group"] not in protocol.groups:
        raise CannotEvaluate("evaluation.unknown_group", group=given["group"])
    return json.dumps({name: given[name] for name in protocol.strata}, sort_keys=True)


def _numbers(secret: bytes, said: str) -> Iterator[int]:
    """Yield whole numbers of 64 bits that nobody can foresee without the secret."""
    at = 0
    while True:
        drawn = hmac.digest(secret, f"{said}|{at}".encode(), "sha256")
        for start in range(0, len(drawn), 8):
            yield int.from_bytes(drawn[start : start + 8], "big")
        at += 1


def _below(chance: Iterator[int], size: int) -> int:
    """Return a number from 0 up to below *size*, each as likely as the other: what would favour some is drawn again."""
    limit = (1 << 64) // size * size
    return next(number for number in chance if number < limit) % size
