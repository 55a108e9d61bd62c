"""No two files need each other: whoever reads one can begin at the ground and never has to go round.

An import counts wherever it stands, in a function and for types too. A name that a package hands on is followed to the
file that says it.
"""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from .source import Module, imports, product

Files = dict[str, Module]


def violations(tree: Path) -> list[str]:
    """Return a circle of files that import each other; of several, one at a time."""
    held = {module.name: module for module in product(tree)}
    needs = {name: _needed(module, held) - {name} for name, module in held.items()}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as found:
        return [f"{' -> '.join(reversed(found.args[1]))} go round in a circle"]
    return []


def _needed(module: Module, held: Files) -> set[str]:
    """Return the files that a file needs; what only hands names on needs nobody in its own name."""
    says = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    if not any(isinstance(node, says) for node in module.parsed.body):
        return set()
    return {_said_in(name, held) for _, name in imports(module.parsed)} & held.keys()


def _said_in(name: str, held: Files) -> str:
    """Return the file that says a dotted *name*, followed through the packages that hand it on."""
    package, _, own = name.rpartition(".")
    if name in held or package not in held:
        return name
    for node in held[package].parsed.body:
        for one in node.names if isinstance(node, ast.ImportFrom) else ():
            if (one.asname or one.name) == own:
                return _said_in(f"{node.module}.{one.name}", held)
    return package
