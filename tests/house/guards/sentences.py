"""Every module opens with one true sentence of its own, and every public function says what it does."""

import ast
import re
from pathlib import Path

from .source import Module, modules, public_functions

# The same sentence is true of each of these, so they may share it.
MAY_SHARE = ("apps.py", "migrations/__init__.py")


def opening(module: Module) -> str:
    """Return the first paragraph of the module's docstring on one line."""
    paragraph = (ast.get_docstring(module.parsed) or "").split("\n\n")[0]
    return re.sub(r"\s+", " ", paragraph).strip()


def violations(tree: Path) -> list[str]:
    """Return modules without a sentence or with another's, and public functions without a word."""
    found: list[str] = []
    seen: dict[str, str] = {}
    for module in modules(tree, "src", "tests"):
        sentence = opening(module)
        if not re.match(r"(?:ownway\b|[A-Z0-9`\"“‘'*:]).*[.?!]$", sentence):
            found.append(f"{module.where} does not open with a sentence")
        elif sentence in seen and not module.where.endswith(MAY_SHARE):
            found.append(f"{module.where} opens with the sentence of {seen[sentence]}")
        seen.setdefault(sentence, module.where)
        if module.where.startswith("src/") and not module.is_migration:
            for function in public_functions(module):
                if not ast.get_docstring(function):
                    found.append(f"{module.where}:{function.lineno} {function.name} has no docstring")
    return found
