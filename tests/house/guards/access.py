"""The policy table and the code name the same deeds: none is asked for in vain, none is granted for nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .source import Module, called, dotted, product

QUOTED = re.compile(r'"([a-z_.]+)"')
TABLE = "src/ownway/registers/people/rules/access"


def asked(module: Module) -> Iterator[tuple[int, str]]:
    """Yield (line, deed) where a module asks whether somebody may."""
    for call in called(module.parsed):
        name = dotted(call.func).rpartition(".")[2]
        if not (name == "may" or name.startswith(("check_may", "may_"))):
            continue
        given = [
            *call.args[1:2],
            *(word.value for word in call.keywords if word.arg == "deed"),
        ]
        for value in given:
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and "." in value.value:
                yield value.lineno, value.value


def granted(tree: Path) -> dict[str, str]:
    """Return every deed of the table and where it is granted."""
    return {
        key.value: f"{module.where}:{key.lineno}"
        for module in product(tree, "registers/people/rules/access")
        for node in ast.walk(module.parsed)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and "." in key.value
    }


def violations(tree: Path) -> list[str]:
    """Return deeds that are asked for and not in the table, and grants that nothing asks for."""
    table = granted(tree)
    used: set[str] = set()
    prefixing = {
        app
        for module in product(tree, "registers", "steps", "oversight")
        if module.room == "policies" and f'f"{(app := module.app.rpartition(".")[2])}.{{' in module.text
    }
    found = []
    for module in product(tree):
        if module.where.startswith(TABLE):
            continue
        quoted = set(QUOTED.findall(module.text))
        used |= quoted & table.keys()
        # Inside its own app a deed may go by its verb alone, when a policy puts the app before it.
        app = module.app.rpartition(".")[2]
        if app in prefixing:
            used |= {f"{app}.{verb}" for verb in quoted} & table.keys()
        for line, deed in asked(module):
            if deed not in table:
                found.append(f"{module.where}:{line} asks for {deed}, which the policy table does not know")
    return found + [
        f"{where} grants {deed}, which nothing asks for" for deed, where in table.items() if deed not in used
    ]
