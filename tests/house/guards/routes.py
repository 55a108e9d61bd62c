"""Every route asks who is there, or stands on the list of public ones."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Routes of the framework that serve nothing about anybody.
OWN_DOOR = ("api-1.0.0:", "api")


def routes(patterns: list[Any], namespace: str = "", prefix: str = "") -> Iterator[tuple[str, str, Any]]:
    """Yield (name with its namespace, path, view) for every route below *patterns*."""
    for entry in patterns:
        where = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from routes(entry.url_patterns, inner, where)
        else:
            yield f"{namespace}{entry.name}" if entry.name else "", where, entry.callback


def breaches(patterns: list[Any], public: frozenset[str]) -> list[str]:
    """Return each route that lets anybody in without being listed, has no name, or is listed and not there."""
    found = []
    names = set()
    for name, where, view in routes(patterns):
        names.add(name)
        if not name:
            found.append(f"/{where} has no name")
        elif not getattr(view, "login_required", True) and name not in public and not name.startswith("api"):
            found.append(f"/{where} ({name}) lets anybody in and is not listed as public")
    return found + [f"{name} is listed as public and is no route" for name in sorted(public - names)]


def open_operations(api: Any, public: frozenset[str]) -> list[str]:
    """Return each operation of the API that asks for no token and is not listed as public."""
    return [
        f"{method} {path} ({operation.view_func.__name__}) asks for no token and is not listed as public"
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
        if not operation.auth_callbacks and f"api:{operation.view_func.__name__}" not in public
    ]


def violations(tree: Path) -> list[str]:
    """Return the breaches of a tree that is not the running one, read in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-c", READ],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": f"{tree / 'src'}:{tree}", "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if told.returncode:
        return [f"the routes could not be read: {told.stderr[-800:]}"]
    return told.stdout.splitlines()


def running() -> list[str]:
    """Return the breaches of the routes that this process serves."""
    from django.urls import get_resolver

    from ownway.interfaces.web.design.public_routes import PUBLIC_ROUTES

    return breaches(get_resolver().url_patterns, PUBLIC_ROUTES)


READ = """
import django
django.setup()
from tests.house.guards import routes
print(*routes.running(), sep="\\n")
"""
