"""Writes the pages of the manual that are made from the code, or with ``--check`` compares them."""

import contextlib
import csv
import importlib
import io
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.house.guards import requirements, sentences, source

TREE = Path(__file__).parents[2]
FOLDER = "docs/reference"
SETTINGS = "tests/house/settings.csv"
ENVIRONMENT = re.compile(r"\"(OWNWAY_[A-Z_]+|DATABASE_URL)\"")
FAMILIES = {
    "A": "Allocation", "P": "Planning", "G": "Agreement", "C": "Control", "U": "Use", "F": "Funding streams",
    "O": "Outcomes", "R": "Review and learning", "M": "Market, brokers, workforce", "X": "Oversight", "L": "The lab",
    "W": "Programmes as packs", "H": "For everyone", "K": "Scale",
    "LR": "What courts and laws ask of a rule",
}  # fmt: skip


def requirements_page(tree: Path) -> str:
    """Return the list of requirements, each with the tests that prove it or the word *unproved*."""
    rows, named = requirements.rows(tree), requirements.named(tree)
    proved = [row for row in rows if row in named]
    lines = [
        "# What the software must do, and what proves it",
        "",
        "Made from the marks on the tests (`@pytest.mark.req`).",
        f"Of {len(rows)} rows, {len(proved)} are named by a test.",
        "A row may be proved in part only: read the test.",
    ]
    for letter, family in FAMILIES.items():
        lines += ["", f"## {letter}. {family}", "", "| id | what must work | proved by |", "|---|---|---|"]
        for row, what in rows.items():
            if row.rstrip("0123456789") == letter:
                files = sorted({f"[{Path(where).stem}](../../{where})" for where, _, _ in named.get(row, [])})
                lines.append(f"| {row} | {what} | {', '.join(files) or '*unproved*'} |")
    return "\n".join(lines) + "\n"


def state_tables(tree: Path) -> Iterator[tuple[source.Module, ModuleType]]:
    """Yield the modules of rules that hold a table of states."""
    for module in source.product(tree, "registers", "steps", "oversight"):
        if module.room == "rules" and ("MOVES" in module.text or "def diagram(" in module.text):
            found = importlib.import_module(module.name)
            if hasattr(found, "MOVES"):
                yield module, found


def states_page(tree: Path) -> str:
    """Return every table of states as a diagram with the meaning of each state."""
    from ownway.words import diagrams

    lines = ["# States", "", "What can follow what. Made from the tables in the rules of each app."]
    for module, found in state_tables(tree):
        if not all(isinstance(deeds, Mapping) for deeds in found.MOVES.values()):
            continue
        title = module.app.replace(".", ": ")
        meanings = dict.fromkeys(found.MOVES, "") | dict(getattr(found, "MEANINGS", {}))
        drawn = found.diagram() if hasattr(found, "diagram") else diagrams.of_states("", found.MOVES, meanings)
        _, _, body = drawn.partition("do not edit by hand.\n")
        lines += ["", f"## {title}", "", sentences.opening(module), body.rstrip()]
    return "\n".join(lines) + "\n"


def access_page(tree: Path) -> str:
    """Return the policy table."""
    from ownway.registers.people.rules.access import ACCESS
    from ownway.registers.people.rules.grant import as_markdown

    return as_markdown(ACCESS)


def routes_page(tree: Path) -> str:
    """Return who gets what from each address."""
    from tests import matrix

    return matrix.as_markdown()


def settings_read(tree: Path) -> set[str]:
    """Return the names of ours, and the standard ones, that the product reads from its environment."""
    return {name for module in source.product(tree) for name in ENVIRONMENT.findall(module.text)}


def settings_page(tree: Path) -> str:
    """Return every setting that comes from the environment."""
    lines = [
        "# Settings",
        "",
        "All come from the environment.",
        "",
        "| name | otherwise | what it is |",
        "|---|---|---|",
    ]
    with (tree / SETTINGS).open(encoding="utf-8", newline="") as rows:
        lines += [f"| `{row['name']}` | {row['otherwise']} | {row['what']} |" for row in csv.DictReader(rows)]
    return "\n".join(lines) + "\n"


def pack_pages(tree: Path) -> dict[str, str]:
    """Return the form of a pack, and the reference of every pack, in English where it speaks it."""
    from ownway.rulebook.format import format_page
    from ownway.rulebook.load import load_pack
    from ownway.rulebook.reference import reference_of

    packs = [load_pack(path.parent) for path in sorted((tree / "packs").glob("*/pack.yaml"))]
    made = {f"{FOLDER}/pack-{pack.id}.md": reference_of(pack, "en" if "en" in pack.languages else "") for pack in packs}
    return {f"{FOLDER}/pack-format.md": format_page(), **made}


def schema_pages(tree: Path) -> dict[str, str]:
    """Return the JSON Schema of each kind of file of a pack."""
    from ownway.rulebook import exact_json
    from ownway.rulebook.schema import SCHEMAS

    return {f"{FOLDER}/schema/{name}.json": exact_json.write(schema) for name, schema in SCHEMAS.items()}


def commands_page(tree: Path) -> str:
    """Return what ``make`` and ``ownway`` can be asked for, as they tell it themselves."""
    import typer

    from ownway.interfaces.cli.main import app

    lines = ["# Commands", "", "## make", "", "| target | what it does |", "|---|---|"]
    makefile = tree / "Makefile"
    for line in makefile.read_text(encoding="utf-8").splitlines() if makefile.exists() else ():
        target, marker, words = line.partition("## ")
        if marker and ":" in target and not target.startswith(("\t", "#", " ")):
            lines.append(f"| `make {target.split(':')[0]}` | {words.strip()} |")
    lines += ["", "## ownway"]
    for words, command in sorted(leaves(typer.main.get_command(app))):
        lines += ["", f"### ownway {words}", "", "```text", *help_of(command, f"ownway {words}"), "```"]
    return "\n".join(lines) + "\n"


def leaves(command: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command below *command* with the words that lead to it."""
    if not hasattr(command, "commands"):
        yield before, command
        return
    for name in command.commands:
        yield from leaves(command.commands[name], f"{before} {name}".strip())


def help_of(command: Any, name: str) -> list[str]:
    """Return the help of a command as lines, plain and of one width wherever it is run."""
    with contextlib.redirect_stdout(io.StringIO()) as told, contextlib.suppress(SystemExit):
        command.main(["--help"], prog_name=name)
    return [line.rstrip() for line in told.getvalue().strip().splitlines()]


def api_page(tree: Path) -> str:
    """Return the description of the API, as it is served at ``/api/v1/openapi.json``."""
    import django

    django.setup()
    from ownway.interfaces.api.main import api

    described = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"


def pages(tree: Path) -> dict[str, str]:
    """Return every generated page of the manual by its place in the tree."""
    made = {
        "requirements": requirements_page,
        "access": access_page,
        "routes": routes_page,
        "states": states_page,
        "commands": commands_page,
        "settings": settings_page,
    }
    written = {f"{FOLDER}/{name}.md": make(tree) for name, make in made.items()}
    return written | pack_pages(tree) | schema_pages(tree) | {f"{FOLDER}/openapi.json": api_page(tree)}


def differing(tree: Path) -> list[str]:
    """Return the pages that are not as the code would make them now."""
    return [
        where
        for where, text in pages(tree).items()
        if not (tree / where).exists() or (tree / where).read_text(encoding="utf-8") != text
    ]


def main() -> int:
    """Write the pages, or with ``--check`` say which of them are out of date."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    # The command line would draw boxes as wide as the terminal.
    os.environ |= {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "TYPER_USE_RICH": "0"}
    old = differing(TREE)
    if "--check" in sys.argv:
        print(*(f"{where} is out of date. Run: make docs" for where in old), sep="\n")
        return bool(old)
    for where, text in pages(TREE).items():
        (TREE / where).parent.mkdir(parents=True, exist_ok=True)
        (TREE / where).write_text(text, encoding="utf-8")
    print(f"{len(old)} pages of {FOLDER} written anew." if old else f"{FOLDER} is up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
