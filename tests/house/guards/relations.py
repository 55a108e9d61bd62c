"""A relation to another app's table is an arrow too, also where it is written as a string."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .source import Module, called, dotted, product

# Each app, by its label, on the height it stands: a table may point to a lower one, or to its own app.
HEIGHTS = {
    "trail": 0, "people": 1, "letters": 2, "decisions": 3,
    "programmes": 4, "market": 4, "money": 4, "stories": 4,
    "allocation": 5, "planning": 6, "agreement": 7, "control": 8, "spending": 9, "outcomes": 9, "review": 10,
    "flags": 11, "figures": 11, "bench": 11,
}  # fmt: skip
RELATIONS = ("ForeignKey", "OneToOneField", "ManyToManyField")


def allowed(source: str, target: str) -> bool:
    """Return whether a table of app *source* may point to one of app *target*."""
    return source == target or target not in HEIGHTS or HEIGHTS[target] < HEIGHTS[source]


def named_targets(module: Module) -> Iterator[tuple[int, str]]:
    """Yield (line, app label) for each relation that names its target in a string."""
    for call in called(module.parsed):
        if dotted(call.func).rpartition(".")[2] not in RELATIONS:
            continue
        target = next((word.value for word in call.keywords if word.arg == "to"), call.args[0] if call.args else None)
        if isinstance(target, ast.Constant) and isinstance(target.value, str) and "." in target.value:
            yield call.lineno, target.value.split(".")[0]


def violations(tree: Path) -> list[str]:
    """Return each relation given as a string that points upward or sideways."""
    found = []
    for module in product(tree, "registers", "steps", "oversight"):
        label = module.app.rpartition(".")[2]
        for line, target in named_targets(module):
            if not allowed(label, target):
                found.append(f"{module.where}:{line} a table of {label} points to {target}, which stands above it")
    return found


def registered() -> list[str]:
    """Return the same for the running registry of models, whatever way each relation was written."""
    from django.apps import apps

    found = []
    for model in apps.get_models(include_auto_created=True):
        source = model._meta.app_label
        for field in model._meta.get_fields():
            if source in HEIGHTS and field.is_relation and field.concrete and field.related_model:
                target = field.related_model._meta.app_label
                if not allowed(source, target):
                    found.append(f"{source}.{model.__name__}.{field.name} points to {target}, which stands above it")
    return found
