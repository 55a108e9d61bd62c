"""``ownway lab keep`` runs a command of the lab and keeps it, with all that runs it again, in one file."""

import io
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from ownway.interfaces.cli.lab.telling import end, err, say_how_again
from ownway.interfaces.cli.pack import folder_of
from ownway.lab.reports.archive import Archive, hashed, input_of
from ownway.rulebook.load.pack import files_of

FOLDERS = ("to", "tables")
"""The options of commands that name a folder for results; here that folder is ours."""
ELSEWHERE = ("html",)
"""The options that write one page more; what is in it is in the folder too."""
DAYS = ("as_of", "starts")
"""The options that are today where they are not given: a run that is kept says which day."""
OUTSIDE = ("value_set",)
"""Files that others own stay outside, as files of people do; the archive knows them by their hash."""
ROWS = (".csv", ".parquet")


def keep(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(help="The archive that is made: one .zip file, or a folder.")],
    command: Annotated[str, typer.Argument(help="The command of the lab, as calibrate or evaluate.")],
) -> None:
    """Run a command of the lab with what follows, and keep it with seed, versions and hashes, to be run again.

    Files of people and value sets stay outside, known by their hash; packs, protocols and prices are kept inside.
    """
    known = _commands(context)
    if command not in known:
        end(f"“{command}” cannot be kept. These can: {', '.join(sorted(known))}. “simulate” keeps itself with --out.")
    order = _order(known[command], list(context.args))
    made = carry_out(known[command], order)
    inputs = tuple(input_of(path) for path in order.outside)
    Archive(f"lab-{command}", f"ownway lab {command}", order.recipe(command, made.code), made.data, inputs).write(
        target
    )
    say_how_again(target, order.outside)
    raise typer.Exit(made.code)


@dataclass
class Order:
    """A command's words in which each file stands as a number in braces, and those files: kept inside or outside."""

    words: list[str]
    held: dict[str, bytes] = field(default_factory=dict)
    outside: list[Path] = field(default_factory=list)
    folder: str = ""

    def recipe(self, command: str, code: int) -> dict[str, Any]:
        """Return what the archive says of how it was made; a test that is not passed ends with 1, and that is kept."""
        return {"command": command, "words": self.words, "folder": self.folder, "ended_with": code}


@dataclass(frozen=True)
class Made:
    """What a run gave: its files by path, and what it ended with."""

    data: Mapping[str, bytes]
    code: int


def _commands(context: typer.Context) -> dict[str, TyperCommand]:
    """Return the commands that tell their results in JSON."""
    group = context.parent.command if context.parent is not None else None
    found = group.commands if isinstance(group, TyperGroup) else {}
    return {
        name: one
        for name, one in found.items()
        if isinstance(one, TyperCommand) and name != "simulate" and any(param.name == "as_json" for param in one.params)
    }


def _order(command: TyperCommand, words: Sequence[str]) -> Order:
    """Read a command's words: which are files, which stay outside; today's day is written down."""
    given = command.make_context(command.name, list(words)).params
    if wrong_option := next((name for name in (*FOLDERS, *ELSEWHERE) if given.get(name)), None):
        option = next(param.opts[0] for param in command.params if param.name == wrong_option)
        end(f"Leave {option} out: all that the command writes is kept in the archive.")
    order = Order(list(words))
    for param in command.params:
        if param.name in FOLDERS:
            order.folder = param.opts[0]
        if param.name in DAYS and not given.get(param.name):
            order.words += [param.opts[0], datetime.now(UTC).date().isoformat()]
        for path in _paths(given.get(param.name or "")):
            _put(order, str(param.name), path)
    order.words = [word for word in order.words if word != "--json"]
    return order


def _paths(given: object) -> Iterator[Path]:
    if isinstance(given, Path):
        yield given
    elif isinstance(given, list | tuple):
        yield from (one for one in given if isinstance(one, Path))


def _put(order: Order, name: str, path: Path) -> None:
    if name == "pack":
        folder = path if path.is_dir() else folder_of(path)
        order.held |= {f"pack/{file}": text.encode() for file, text in files_of(folder).items()}
        _replace(order, path, "{pack}")
    elif path.is_dir():
        number = len(order.held)
        for file in sorted(file for file in path.rglob("*") if file.is_file()):
            order.held[f"given/{number}/{file.relative_to(path).as_posix()}"] = file.read_bytes()
        _replace(order, path, f"{{given/{number}}}")
    elif not path.is_file():
        end(f"“{path}” cannot be read.")
    elif name in OUTSIDE or path.suffix.lower() in ROWS:
        order.outside.append(path)
        _replace(order, path, f"{{outside/{len(order.outside) - 1}}}")
    else:
        number = len(order.held)
        order.held[f"given/{number}/{path.name}"] = path.read_bytes()
        lock = path.with_suffix(".lock.json")
        if lock.is_file():
            order.held[f"given/{number}/{lock.name}"] = lock.read_bytes()
        _replace(order, path, f"{{given/{number}/{path.name}}}")


def _replace(order: Order, path: Path, by: str) -> None:
    order.words = [
        by if word == str(path) else f"{word.partition('=')[0]}={by}" if word.endswith(f"={path}") else word
        for word in order.words
    ]


def carry_out(command: TyperCommand, order: Order) -> Made:
    """Run a command as an order says, in a folder of its own; return its files, the order's own among them."""
    with tempfile.TemporaryDirectory(prefix="ownway-lab-") as home:
        here, results = Path(home), Path(home) / "results"
        for path, content in order.held.items():
            (here / path).parent.mkdir(parents=True, exist_ok=True)
            (here / path).write_bytes(content)
        files = {f"{{outside/{number}}}": str(path.resolve()) for number, path in enumerate(order.outside)}
        words = [_filled(word, files, here) for word in order.words]
        words += ["--json", *((order.folder, str(results)) if order.folder else ())]
        told, beside = io.StringIO(), io.StringIO()
        try:
            with redirect_stdout(told), redirect_stderr(beside):
                code = command.main(words, prog_name=f"ownway lab {command.name}", standalone_mode=False)
        finally:
            # Where it wrote to is nobody's business: that folder is gone in a moment.
            for line in beside.getvalue().splitlines():
                if not line.startswith("Written:"):
                    err.print(line, markup=False, highlight=False, soft_wrap=True)
        if not told.getvalue():
            raise typer.Exit(code if isinstance(code, int) and code else 1)
        data = {f"results/{path.relative_to(results).as_posix()}": path.read_bytes() for path in _files(results)}
        data["results/told.json"] = told.getvalue().replace(home + os.sep, "").encode()
        return Made({**order.held, **data}, code if isinstance(code, int) else 0)


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else ()


def _filled(word: str, files: Mapping[str, str], here: Path) -> str:
    start = word.find("{")
    if start < 0 or not word.endswith("}"):
        return word
    place = word[start:]
    return word[:start] + files.get(place, str(here / place[1:-1]))


def kept_again(
    context: typer.Context, description: Mapping[str, Any], data: Mapping[str, bytes], files: Sequence[Path]
) -> Made:
    """Run what an archive holds again; *files* are those it read and does not hold, found by their hash."""
    recipe = description["recipe"]
    command = _commands(context).get(recipe["command"])
    if command is None:
        end(f"This archive holds “{recipe['command']}”, which is no command here.")
    given = {f"sha256:{hashed(path.read_bytes())}": path for path in files if path.is_file()}
    missing = [one["name"] for one in description["inputs"] if one["hash"] not in given]
    if missing:
        end(f"The run read “{missing[0]}”, which is not in the archive. Give the same file as --population.")
    held = {path: content for path, content in data.items() if not path.startswith("results/")}
    outside = [given[one["hash"]] for one in description["inputs"]]
    return carry_out(command, Order(list(recipe["words"]), held, outside, recipe["folder"]))
