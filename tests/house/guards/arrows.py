"""Arrows point down: import-linter reads ``.importlinter`` and every contract must be kept."""

import os
import re
import subprocess
import sys
from pathlib import Path


def violations(tree: Path) -> list[str]:
    """Return the imports that break a contract, each behind the contract's name."""
    told = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--config", ".importlinter", "--no-cache"],
        cwd=tree,
        # The tree's own source stands before whatever is installed.
        env=os.environ | {"PYTHONPATH": str(tree / "src"), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if told.returncode == 0:
        return []
    _, _, broken = told.stdout.partition("Broken contracts")
    found, contract, before = [], "", ""
    for line in broken.splitlines():
        if re.fullmatch(r"-{3,}", line.strip()):
            contract = before
        elif "->" in line or "not allowed" in line or "missing" in line.lower():
            found.append(f"{contract}: {line.strip(' -')}")
        before = line.strip()
    return found or [f"import-linter could not read the tree: {(told.stdout + told.stderr)[-600:]}"]


def kept(tree: Path) -> int:
    """Return how many contracts the tree declares."""
    return (tree / ".importlinter").read_text(encoding="utf-8").count("[importlinter:contract:")
