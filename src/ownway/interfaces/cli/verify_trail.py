"""Checks an exported trail without ownway: every line, every seal, and the copies a second party holds.

Needs Python and the library ``cryptography``, nothing else; copy this one file to where it shall run::

    python verify_trail.py trail.jsonl --key seal.pub --copies copies/

It finds a line that was changed, taken out, put in or moved, a seal that was forged, dropped or replaced, and (by the
copies) a trail that was cut off. Lines after the last seal are counted: nothing protects them yet.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def canonical(told: object) -> bytes:
    """Return the one way in which a line is written for hashing."""
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def root(leaves: list[bytes]) -> str:
    """Return the root of the hash tree (RFC 9162 §2.1) over the hashes of lines."""
    level = leaves or [hashlib.sha256().digest()]
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0].hex()


class Verifier:
    """Reads an export from its first line to its last and keeps what it finds wrong."""

    def __init__(self, public: str) -> None:
        self.public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public.strip()))
        self.findings: list[str] = []
        self.seals: dict[int, tuple[str, str]] = {}
        self.sealed_lines = 0
        self.waiting: list[dict[str, object]] = []
        self.bounds: dict[str, int] = {}
        self.previous = ""

    def read(self, export: Iterable[str]) -> None:
        """Read every line of an export."""
        for number, text in enumerate(export, start=1):
            try:
                told = json.loads(text)
                if "line" in told:
                    self.waiting.append(told["line"])
                else:
                    self.seal(told["seal"]["statement"], told["seal"]["signature"])
            except (ValueError, KeyError, TypeError) as error:
                self.findings.append(f"Line {number} of the file cannot be read ({type(error).__name__}).")
        for line in self.waiting:
            if int(str(line["transaction"])) < self.bounds.get(str(line["server"]), 0):
                self.findings.append(f"Line {line['id']} stands after the last seal and belongs before it: put in.")

    def seal(self, statement: str, signature: str) -> None:
        """Check one seal against the lines before it and the seal before it."""
        told = json.loads(statement)
        ordinal, server = int(told["ordinal"]), told["server"]
        try:
            self.public.verify(bytes.fromhex(signature), statement.encode())
        except (InvalidSignature, ValueError):
            self.findings.append(f"Seal {ordinal} is not signed with the key given: forged or replaced.")
        if ordinal != len(self.seals) + 1:
            self.findings.append(f"Seal {ordinal} stands where seal {len(self.seals) + 1} should: one is missing.")
        if told["previous"] != self.previous:
            self.findings.append(f"Seal {ordinal} does not follow the seal before it.")
        if int(told["first"]) != self.bounds.get(server, 0):
            self.findings.append(f"Seal {ordinal} leaves a gap after the seal before it.")
        self.lines(told, ordinal)
        self.seals[ordinal] = (statement, signature)
        self.previous = hashlib.sha256(statement.encode()).hexdigest()
        self.bounds[server] = int(told["below"])

    def lines(self, told: dict[str, str], ordinal: int) -> None:
        """Check the lines that one seal covers: how many, which, in what order, and every sign in them."""
        lines, self.waiting = self.waiting, []
        self.sealed_lines += len(lines)
        if len(lines) != int(told["lines"]):
            self.findings.append(f"Seal {ordinal} covers {told['lines']} lines and {len(lines)} are here.")
        for line in lines:
            if line["server"] != told["server"] or not (
                int(told["first"]) <= int(str(line["transaction"])) < int(told["below"])
            ):
                self.findings.append(f"Line {line['id']} does not belong under seal {ordinal}.")
        order = [(int(str(line["transaction"])), str(line["id"])) for line in lines]
        if order != sorted(set(order)):
            self.findings.append(f"The lines under seal {ordinal} are not in their order, or one is there twice.")
        if root([hashlib.sha256(b"\x00" + canonical(line)).digest() for line in lines]) != told["root"]:
            self.findings.append(f"The lines under seal {ordinal} are not those that were sealed.")

    def compare(self, copies: Iterator[Path]) -> int:
        """Compare the seals with the copies of a second party; return how many copies there were."""
        count = 0
        for file in copies:
            count += 1
            copy = json.loads(file.read_text())
            ordinal = int(json.loads(copy["statement"])["ordinal"])
            if ordinal not in self.seals:
                self.findings.append(f"The second party holds seal {ordinal}; here it is missing: cut off.")
            elif self.seals[ordinal] != (copy["statement"], copy["signature"]):
                self.findings.append(f"The second party holds another seal {ordinal}.")
        return count


def main(given: list[str] | None = None) -> int:
    """Check an export named on the command line; return 0 when nothing was found, 1 otherwise."""
    parser = argparse.ArgumentParser(description="Checks an exported trail without ownway.")
    parser.add_argument("export", type=Path, help="the exported trail, one JSON object a line")
    parser.add_argument("--key", type=Path, required=True, help="seal.pub, had from somewhere you trust")
    parser.add_argument("--copies", type=Path, help="the folder where the second party keeps its copies of the seals")
    asked = parser.parse_args(given)
    verifier = Verifier(asked.key.read_text())
    with asked.export.open() as export:
        verifier.read(export)
    copies = verifier.compare(iter(sorted(asked.copies.glob("seal-*.json")))) if asked.copies else 0
    print(f"{verifier.sealed_lines} lines under {len(verifier.seals)} seals, {copies} copies compared.")
    print(f"{len(verifier.waiting)} lines wait for the next seal; nothing protects them yet.")
    for finding in verifier.findings:
        print(f"FOUND: {finding}")
    print("The trail is whole." if not verifier.findings else f"{len(verifier.findings)} things are wrong.")
    return 1 if verifier.findings else 0


if __name__ == "__main__":
    sys.exit(main())
