"""Nothing in the repository knows on whose machine or from which host it was made."""

import re
from pathlib import Path

from .source import files

TEXT = {
    "", ".py", ".md", ".toml", ".yaml", ".yml", ".json", ".lock", ".cfg", ".ini", ".txt", ".csv", ".svg", ".jinja",
    ".html", ".scss", ".css", ".js", ".po", ".pot", ".sh", ".sql", ".xml", ".xsd",
}  # fmt: skip
PLACES = {
    "a folder of one machine": re.compile(r"(?<![\w.\-/])/(?:home|Users|root|work|mnt|tmp)/[\w.]+"),
    "a host that packages came from": re.compile(
        r"--(?:extra-)?index-url|--registry|--trusted-host|\"resolved\":\s*\"https?:", re.IGNORECASE
    ),
    "a place outside the repository": re.compile(r"(?<![\w.])\.\./shared\b"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
}


def violations(tree: Path) -> list[str]:
    """Return each line that names such a place."""
    found = []
    for path in files(tree):
        if path.suffix not in TEXT or path.name == Path(__file__).name:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            for what, pattern in PLACES.items():
                if hit := pattern.search(line):
                    found.append(f"{path.relative_to(tree).as_posix()}:{number} names {what}: {hit[0]}")
    return found
