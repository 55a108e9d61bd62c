"""The clock is an argument: below the interfaces nothing asks what time it is."""

import ast
import re
from pathlib import Path

from .source import Module, dotted, product

BELOW = ("values", "rulebook", "words", "registers", "steps", "lab", "oversight")
ASKS = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|timezone\.now|time\.(time|time_ns)|gmtime)$")
CONVERTS = re.compile(r"(^|\.)local(date|time)$")
# The database has a clock too.
SQL = re.compile(
    r"\b(now\(\)|current_timestamp|current_date|clock_timestamp\(\)|statement_timestamp\(\))",
    re.IGNORECASE,
)


# A module without any of these reads no clock.
WORTH_READING = re.compile(
    r"\.now|now\(\)|today|auto_now|\btime\b|localdate|localtime|gmtime|timestamp|current_|Now\b",
    re.IGNORECASE,
)


def in_code(module: Module) -> list[str]:
    """Return the places where Python reads a clock."""
    found = []
    for node in ast.walk(module.parsed):
        at = f"{module.where}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Attribute) and ASKS.search(dotted(node)):
            found.append(f"{at} reads the clock with {dotted(node)}")
        # With a moment given these convert it; without one they read the clock.
        if isinstance(node, ast.Call) and CONVERTS.search(dotted(node.func)) and not node.args + node.keywords:
            found.append(f"{at} reads the clock with {dotted(node.func)}")
        if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
            found.append(f"{at} lets a field read the clock with {node.arg}")
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("models.functions"):
            found += [f"{at} reads the database's clock with Now" for alias in node.names if alias.name == "Now"]
        if isinstance(node, ast.ImportFrom) and node.module in (
            "time",
            "django.utils.timezone",
        ):
            read = [alias.name for alias in node.names if alias.name in ("time", "time_ns", "now")]
            found += [f"{at} imports a clock: {name}" for name in read]
    return found


def in_sql(module: Module) -> list[str]:
    """Return the places where a statement reads the database's clock."""
    docstrings = {
        node.body[0].value
        for node in ast.walk(module.parsed)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        f"{module.where}:{node.lineno} a statement reads the database's clock"
        for node in ast.walk(module.parsed)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and node not in docstrings and SQL.search(node.value)
    ]  # fmt: skip


def violations(tree: Path) -> list[str]:
    """Return each place below the interfaces that reads a clock."""
    return [
        breach
        for module in product(tree, *BELOW)
        if WORTH_READING.search(module.text)
        for breach in in_code(module) + in_sql(module)
    ]
