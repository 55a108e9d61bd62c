"""Every requirement has a test that names it, and no test names one that does not exist."""

import ast
import csv
from pathlib import Path

from .source import Function, dotted, modules

LIST = "tests/house/requirements.csv"


def rows(tree: Path) -> dict[str, str]:
    """Return the requirements: id and short words."""
    with (tree / LIST).open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row["what"] for row in csv.DictReader(lines)}


def marks(node: Function | ast.ClassDef | ast.Module) -> list[tuple[int, str]]:
    """Return (line, id) for each ``pytest.mark.req`` on a test, a class of tests or a whole file."""
    if isinstance(node, ast.Module):
        calls = [
            call
            for line in node.body
            if isinstance(line, ast.Assign) and dotted(line.targets[0]) == "pytestmark"
            for call in ast.walk(line.value)
        ]
    else:
        calls = list(node.decorator_list)
    return [
        (call.lineno, argument.value)
        for call in calls
        if isinstance(call, ast.Call) and dotted(call.func) == "pytest.mark.req"
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def named(tree: Path) -> dict[str, list[tuple[str, int, str]]]:
    """Return for each id named by a test: where, on which line, by which test."""
    found: dict[str, list[tuple[str, int, str]]] = {}
    for module in modules(tree, "tests"):
        tests = [node for node in ast.walk(module.parsed) if isinstance(node, Function | ast.ClassDef)]
        for node in [module.parsed, *tests]:
            name = getattr(node, "name", "all of it")
            for line, requirement in marks(node):
                found.setdefault(requirement, []).append((module.where, line, name))
    return found


def violations(tree: Path) -> list[str]:
    """Return each test that names a requirement which is not on the list."""
    known = rows(tree)
    return [
        f"{where}:{line} {test} names the requirement {requirement}, which does not exist"
        for requirement, tests in named(tree).items()
        if requirement not in known
        for where, line, test in tests
    ]
