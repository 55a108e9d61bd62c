"""Each dependency has its reason beside it, and what is imported is declared."""

import re
import sys
import tomllib
from pathlib import Path

from .source import imports, product

# What one imports is not always called as what one installs.
INSTALLED_AS = {
    "PIL": "pillow",
    "yaml": "pyyaml", "ninja": "django-ninja", "allauth": "django-allauth", "axes": "django-axes", "csp": "django-csp",
    "argon2": "argon2-cffi", "markupsafe": "jinja2", "asgiref": "django", "click": "typer",
}  # fmt: skip


def declared(tree: Path) -> set[str]:
    """Return the names of the run-time dependencies, extras of ours included."""
    project = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [needs for name, needs in project.get("optional-dependencies", {}).items() if name not in ("dev", "bench")]
    needs = [*project["dependencies"], *(need for extra in extras for need in extra)]
    return {re.split(r"[\[<>=~! ;]", need)[0].lower() for need in needs}


def without_reason(tree: Path) -> list[str]:
    """Return each dependency line that says nothing beside it."""
    inside = False
    found = []
    for number, line in enumerate((tree / "pyproject.toml").read_text(encoding="utf-8").splitlines(), 1):
        if re.match(r"\[", line):
            inside = line.startswith("[project.optional-dependencies]")
        elif re.match(r"dependencies = \[", line):
            inside = True
        elif inside and (need := re.match(r'\s+"([^"]+)",?(.*)', line)):
            words = need[2].partition("#")[2].split()
            if len(words) < 2:
                found.append(f"pyproject.toml:{number} {need[1]} has no reason beside it")
    return found


def undeclared(tree: Path) -> list[str]:
    """Return each import of something that is neither ours, nor Python's, nor declared."""
    known = declared(tree)
    found = []
    for module in product(tree):
        for line, name in imports(module.parsed):
            top = name.split(".")[0]
            if top == "ownway" or top in sys.stdlib_module_names:
                continue
            if INSTALLED_AS.get(top, top).replace("_", "-") not in known:
                found.append(f"{module.where}:{line} imports {top}, which pyproject.toml does not declare")
    return found


def violations(tree: Path) -> list[str]:
    """Return dependencies without a reason and imports without a dependency."""
    return without_reason(tree) + undeclared(tree)
