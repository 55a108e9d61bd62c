"""Small things: no file above 400 lines, half of them below 150, no function above 60, no more than 5 by position."""

from pathlib import Path
from statistics import median

from .source import Function, files, functions, modules

FILE_LINES_MAX = 400
FILE_LINES_MEDIAN_MAX = 150
FUNCTION_LINES_MAX = 60
POSITIONAL_MAX = 5
HAND_WRITTEN = (".py", ".jinja", ".html", ".scss", ".css", ".js", ".yaml")


def function_lines(function: Function) -> int:
    """Return how many lines a function takes, from its name to its end (decorators not counted)."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def positional(function: Function) -> int:
    """Return how many arguments can be given by position, the instance itself not counted."""
    names = [argument.arg for argument in function.args.posonlyargs + function.args.args]
    return len(names) - (bool(names) and names[0] in ("self", "cls"))


def file_lines(tree: Path) -> dict[str, int]:
    """Return the length of each file that a person writes; the framework writes migrations."""
    written = [path for under in ("src", "tests", "packs") for path in files(tree, *HAND_WRITTEN, under=under)]
    return {
        path.relative_to(tree).as_posix(): path.read_text(encoding="utf-8").count("\n")
        for path in written
        if path.parent.name != "migrations"
    }


def violations(tree: Path) -> list[str]:
    """Return what is too long, or takes too much by position."""
    lines = file_lines(tree)
    found = [f"{where} has {count} lines" for where, count in lines.items() if count > FILE_LINES_MAX]
    source = [count for where, count in lines.items() if where.startswith("src/") and where.endswith(".py")]
    if source and median(source) > FILE_LINES_MEDIAN_MAX:
        found.append(f"half of all source files have more than {median(source):.0f} lines")
    for module in modules(tree, "src", "tests"):
        for function in functions(module.parsed):
            at = f"{module.where}:{function.lineno} {function.name}"
            if (count := function_lines(function)) > FUNCTION_LINES_MAX and not module.is_migration:
                found.append(f"{at} has {count} lines")
            # A test is given its fixtures by name.
            if (count := positional(function)) > POSITIONAL_MAX and not function.name.startswith("test_"):
                found.append(f"{at} takes {count} arguments by position")
    return found
