"""The ways in act and ask; they reach no table, by import or round the back."""

import ast
import re
from pathlib import Path

from .source import dotted, imports, product

# A room that is a folder has one door: what stands behind it is the room's own affair.
ROOMS = re.compile(
    r"^ownway\.(registers|steps|oversight)\.[a-z]+\.((?!actions\b|queries\b)\w+|(actions|queries)\.\w+\.\w+)"
)
ROUND_THE_BACK = re.compile(r"^django\.(db\.models|apps\.apps|contrib\.admin)\b")


# A lock on a form's own number is no table.
MAY_LOCK = "src/ownway/interfaces/web/design/once.py"
# What the application's role may do with each table is said by the names of the tables, not by their rows.
MAY_NAME_TABLES = "src/ownway/interfaces/cli/grants.py"


def violations(tree: Path) -> list[str]:
    """Return each place where an interface names a table, a policy or a rule."""
    found = []
    for module in product(tree, "interfaces"):
        for line, name in imports(module.parsed):
            if ROOMS.search(name) or (ROUND_THE_BACK.search(name) and module.where != MAY_NAME_TABLES):
                found.append(f"{module.where}:{line} reaches past actions and queries: {name}")
        for node in ast.walk(module.parsed):
            if isinstance(node, ast.Attribute) and (
                node.attr == "objects"
                or dotted(node).endswith("apps.get_model")
                or (dotted(node).endswith("connection.cursor") and module.where != MAY_LOCK)
            ):
                found.append(f"{module.where}:{node.lineno} reaches past actions and queries: {ast.unparse(node)}")
    return found
