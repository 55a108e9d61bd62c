"""Holds the running product to the plan: tables, routes, settings and commands as Django and Typer know them."""

from pathlib import Path
from typing import Any

import typer
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import get_resolver

from ownway.interfaces.cli.main import app as command_line
from ownway.interfaces.web.design.public_routes import PUBLIC_ROUTES

from .guards import documents, relations, routes

TREE = Path(__file__).parents[2]


def our_models() -> list[type[models.Model]]:
    """Return the models of our own apps."""
    return [model for model in apps.get_models() if model.__module__.startswith("ownway.")]


def commands(group: Any, before: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Return every command below *group* as the words one types after ``ownway``."""
    if not hasattr(group, "commands"):
        return {before}
    return {found for name, inner in group.commands.items() for found in commands(inner, (*before, name))}


def test_no_table_points_upward() -> None:
    """Relations follow the arrows, however they were written."""
    assert relations.registered() == []


def test_every_row_has_an_identifier_made_by_an_action() -> None:
    """Primary keys are UUIDs without a default: an identifier is made with the clock that the action was given."""
    found = []
    for model in our_models():
        key = model._meta.pk
        if isinstance(key, models.OneToOneField | models.ForeignKey):
            continue
        if not isinstance(key, models.UUIDField) or key.has_default():
            found.append(f"{model._meta.label}.{key.name}")
    assert found == []


def test_actions_own_their_transactions() -> None:
    """The framework opens no transaction round a request."""
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS", False)


def test_every_route_asks_who_is_there_or_is_listed_as_public() -> None:
    """The list of public routes is complete and holds nothing else."""
    assert routes.breaches(get_resolver().url_patterns, PUBLIC_ROUTES) == []


def test_every_command_named_in_a_document_exists() -> None:
    """A reader can type what the documents show."""
    known = commands(typer.main.get_command(command_line))
    assert ("migrate",) in known
    assert documents.unknown_commands(TREE, known) == []


def test_a_command_that_does_not_exist_is_named(tmp_path: Path) -> None:
    """The guard over commands sees one that nobody can give."""
    (tmp_path / "README.md").write_text("Type `ownway plant trees`, then `ownway serve now`.", encoding="utf-8")
    found = documents.unknown_commands(tmp_path, {("serve",)})
    assert found == ["README.md names the command ownway plant trees, which does not exist"]
