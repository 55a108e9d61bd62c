"""What is kept stays: append-only tables are never updated or deleted, and free text is sealed."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .source import Module, dotted, product

CHANGES = {"update", "delete", "bulk_update", "update_or_create"}
# Fields of these names hold what people write, or where their money goes.
WRITTEN = {
    "words", "text", "note", "notes", "body", "comment", "story", "description", "address", "details", "answer",
    "html", "plain", "iban", "sort_code", "statement", "reasons", "facts", "phone", "email", "before", "after",
    "contact",
}  # fmt: skip
# Text that concerns nobody, or must be found by the database; each with its reason.
OPEN_TEXT = {
    "people.Account.email": "signing in must find an account by it",
    "outcomes.AspectAnswered.answer": "better, same or worse: results are counted from it",
    "market.Listing.words": "stands in the public directory",
    "market.Listing.phone": "stands in the public directory",
    "market.Listing.interests_words": "stands in the public directory",
    "market.Listing.licence_words": "stands in the public directory",
    "programmes.Comment.words": "stands in the open with the draft it is about, without a name",
    "programmes.CommentAnswer.words": "stands in the open, by name",
    "programmes.Withdrawal.words": "stands in the open: everybody may read why a rule was taken back",
    "trail.Seal.statement": "numbers and hashes only, which anyone may check",
}


def classes(module: Module) -> Iterator[ast.ClassDef]:
    """Yield the classes a module declares."""
    for node in module.parsed.body:
        if isinstance(node, ast.ClassDef):
            yield node


def bases(node: ast.ClassDef) -> set[str]:
    """Return the last names of the classes it stands on."""
    return {dotted(base).rpartition(".")[2] for base in node.bases}


def append_only(tree: Path) -> set[str]:
    """Return the names of all append-only models, those that stand on another one too."""
    stands_on = {
        node.name: bases(node)
        for module in product(tree, "registers", "steps", "oversight")
        if module.room == "models"
        for node in classes(module)
    }
    found = {"AppendOnly"}
    while more := {name for name, below in stands_on.items() if below & found} - found:
        found |= more
    return found - {"AppendOnly"}


def chain(node: ast.AST) -> Iterator[str]:
    """Yield the names along ``Journal.objects.filter(…).update``, from the last to the first."""
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            yield node.attr
            node = node.value
        else:
            if isinstance(node, ast.Name):
                yield node.id
            return


def changed(module: Module, kept: set[str]) -> Iterator[tuple[int, str]]:
    """Yield (line, name) where a module changes rows of an append-only table."""
    for node in ast.walk(module.parsed):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
            for name in chain(node.func.value):
                if name in kept:
                    yield node.lineno, name


def open_text(module: Module) -> Iterator[tuple[int, str]]:
    """Yield (line, ``Model.field``) for what people write that is kept in the open."""
    for model in classes(module):
        for line in model.body:
            if isinstance(line, ast.Assign) and isinstance(line.value, ast.Call):
                kind = dotted(line.value.func).rpartition(".")[2]
                name = dotted(line.targets[0])
                if (
                    kind in ("TextField", "CharField", "JSONField", "EmailField")
                    and {name, name.rpartition("_")[2]} & WRITTEN
                ):
                    yield line.lineno, f"{model.name}.{name}"


def violations(tree: Path) -> list[str]:
    """Return each change to an append-only table, and each free text kept in the open."""
    kept = append_only(tree)
    found = []
    for module in product(tree, "registers", "steps", "oversight"):
        if module.is_migration:
            continue
        for line, name in changed(module, kept):
            found.append(f"{module.where}:{line} changes rows of {name}, which is append-only")
        if module.room == "models":
            for line, name in open_text(module):
                field = f"{module.app.rpartition('.')[2]}.{name}"
                if field not in OPEN_TEXT:
                    found.append(f"{module.where}:{line} {field} keeps text in the open; seal it or say why not")
    return found
