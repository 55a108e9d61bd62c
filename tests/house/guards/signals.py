"""No signals: a reader can follow every call."""

import re
from pathlib import Path

from .source import imports, product

SIGNALS = re.compile(r"^(django\.dispatch|django\.([a-z_]+\.)*signals|allauth\..*signals|axes\.signals)\b")


def violations(tree: Path) -> list[str]:
    """Return each import of a signal."""
    return [
        f"{module.where}:{line} uses a signal: {name}"
        for module in product(tree)
        for line, name in imports(module.parsed)
        if SIGNALS.search(name)
    ]
