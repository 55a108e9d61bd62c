"""Every reason has a sentence: a code that a person may meet stands in the catalogue of the product's words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .source import Module, called, dotted, files, product

CATALOGUE = "src/ownway/words/reasons"
CODE = re.compile(r"[a-z_]+(\.[a-z_0-9]+)+")
# Codes that begin so are told in the words of a programme.
FROM_A_PACK = "pack:"
RAISED = re.compile(r"(Cannot\w*|NotFound|NotAllowed|Stale|Reason)")


def catalogue(tree: Path) -> set[str]:
    """Return the codes that have a sentence."""
    return {
        line.split(":")[0].strip("\"'")
        for path in files(tree, ".yaml", under=CATALOGUE)
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"[\"']?[a-z]", line)
    }


def codes(module: Module) -> Iterator[tuple[int, str]]:
    """Yield (line, code) for each reason and error that a module makes, where the code is written out."""
    for call in called(module.parsed):
        if not RAISED.fullmatch(dotted(call.func).rpartition(".")[2]):
            continue
        given = [*call.args[:1], *(word.value for word in call.keywords if word.arg in ("code", "why"))]
        for value in given:
            choices = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
            for choice in choices:
                if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
                    yield choice.lineno, choice.value


def violations(tree: Path) -> list[str]:
    """Return each code that is raised and has no sentence."""
    known = catalogue(tree)
    return [
        f"{module.where}:{line} gives the reason {code}, which has no sentence"
        for module in product(tree)
        for line, code in codes(module)
        if code not in known and CODE.fullmatch(code) and not code.startswith(FROM_A_PACK)
    ]
