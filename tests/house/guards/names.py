"""No place to put things: nothing is called utils, helpers, common, core or misc."""

import ast
from pathlib import Path

from .source import files, modules

BANNED = {"util", "utils", "helper", "helpers", "common", "core", "misc"}


def violations(tree: Path) -> list[str]:
    """Return files, folders and classes with a banned name."""
    found = []
    for path in [path for under in ("src", "tests", "packs", "docs") for path in files(tree, under=under)]:
        # A page may be about the helpers of a plan; a module or a folder of that name is a place to put things.
        parts = path.relative_to(tree).parts
        for part in parts if path.suffix == ".py" else parts[:-1]:
            if Path(part).stem.lower() in BANNED:
                found.append(f"{path.relative_to(tree).as_posix()} is called {part}")
    for module in modules(tree, "src"):
        for node in ast.walk(module.parsed):
            if isinstance(node, ast.ClassDef) and node.name.lower() in BANNED:
                found.append(f"{module.where}:{node.lineno} a class is called {node.name}")
    return found
