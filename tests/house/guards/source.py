"""How the guards read a source tree: every module parsed once, none imported."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PRODUCT = "src/ownway"
STEPS = ("allocation", "planning", "agreement", "control", "spending", "outcomes", "review")
REGISTERS = ("trail", "people", "letters", "decisions", "programmes", "market", "money", "stories")
OVERSIGHT = ("flags", "figures", "bench")
NOT_OURS = {
    ".git", ".venv", ".ownway", ".ci", "node_modules", "build", "built", "__pycache__", ".mypy_cache", ".ruff_cache",
    ".pytest_cache", ".hypothesis", ".import_linter_cache",
}  # fmt: skip
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: where it is below the tree, and what it says."""

    where: str
    text: str

    @property
    def parsed(self) -> ast.Module:
        """Its syntax tree."""
        return parse(self.text)

    @property
    def name(self) -> str:
        """Its dotted name, as an import would say it."""
        parts = Path(self.where).with_suffix("").parts
        parts = parts[1:] if parts[0] == "src" else parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def storey(self) -> str:
        """The folder directly below the package: ``values``, ``steps`` …; nothing outside the product."""
        parts = Path(self.where).parts
        return parts[2] if parts[:2] == ("src", "ownway") and len(parts) > 3 else ""

    @property
    def app(self) -> str:
        """The app it belongs to, as in ``steps.allocation``; nothing where there are no apps."""
        parts = Path(self.where).parts
        holds_apps = self.storey in ("registers", "steps", "oversight") and len(parts) > 4
        return f"{parts[2]}.{parts[3]}" if holds_apps else ""

    @property
    def room(self) -> str:
        """The room of its app, a file or a folder: ``actions``, ``models`` …"""
        parts = Path(self.where).parts
        return Path(parts[4]).stem if self.app else ""

    @property
    def is_migration(self) -> bool:
        """Whether it is a step in the history of the tables."""
        return "migrations" in Path(self.where).parts


@lru_cache(maxsize=4096)
def parse(text: str) -> ast.Module:
    """Return the syntax tree of *text*; the same text is parsed once."""
    return ast.parse(text)


def files(tree: Path, *suffixes: str, under: str = ".") -> Iterator[Path]:
    """Yield our own files below *tree*, in order; with *suffixes*, those that end so."""
    start = tree / under
    if start.is_file():
        yield start
        return
    for path in sorted(start.iterdir()) if start.is_dir() else ():
        if path.name in NOT_OURS or path.name.endswith(".egg-info") or path.is_symlink():
            continue
        if path.is_dir():
            yield from files(tree, *suffixes, under=str(path.relative_to(tree)))
        elif not suffixes or path.suffix in suffixes:
            yield path


def modules(tree: Path, *under: str) -> Iterator[Module]:
    """Yield the Python modules below *tree* (or only *under* these folders of it)."""
    for folder in under or (".",):
        for path in files(tree, ".py", under=folder):
            yield Module(path.relative_to(tree).as_posix(), path.read_text(encoding="utf-8"))


def product(tree: Path, *storeys: str) -> Iterator[Module]:
    """Yield the modules of the product, or of some of its *storeys* only."""
    yield from modules(tree, *([f"{PRODUCT}/{storey}" for storey in storeys] or [PRODUCT]))


def functions(parsed: ast.AST) -> Iterator[Function]:
    """Yield every function in *parsed*, methods and inner ones too."""
    for node in ast.walk(parsed):
        if isinstance(node, Function):
            yield node


def public_functions(module: Module) -> Iterator[Function]:
    """Yield the functions a module offers: at its top level, without a leading underscore."""
    for node in module.parsed.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node


def dotted(node: ast.AST) -> str:
    """Return ``a.b.c`` for a name or an attribute of names; nothing for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        below = dotted(node.value)
        return f"{below}.{node.attr}" if below else ""
    return ""


def called(node: ast.AST) -> Iterator[ast.Call]:
    """Yield every call below *node*."""
    for below in ast.walk(node):
        if isinstance(below, ast.Call):
            yield below


def imports(parsed: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) for all that is imported; ``from a import b`` gives ``a.b``."""
    for node in ast.walk(parsed):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"
