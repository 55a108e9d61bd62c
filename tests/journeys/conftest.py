"""Serves the pages on this machine and opens them in a real browser, script off, each page held to the rules of axe."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.walking import Walker

# The driver of the browser keeps an event loop in the test's own thread; our code there is not part of it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = 390, 1280


def chromium() -> str:
    """Where the browser is: CHROMIUM, or one that is installed; "" where there is none."""
    given = os.environ.get("CHROMIUM", "")
    return given or next((found for name in NAMES if (found := shutil.which(name))), "")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Say in words that journeys cannot be walked here; where a machine must have a browser, that is a failure.

    Short runs walk a journey at one width, one on a phone and the next at a desk. What is marked ``every_width``, long
    runs (``make evidence``) and those that keep pictures (``make journeys``) take them all.
    """
    here = Path(__file__).parent
    journeys = [item for item in items if here in Path(item.path).parents]
    if chromium():
        if not (os.environ.get("OWNWAY_EVIDENCE") or os.environ.get("OWNWAY_SCREENSHOTS")):
            once_is_enough = set(_at_other_widths(journeys))
            config.hook.pytest_deselected(items=list(once_is_enough))
            items[:] = [item for item in items if item not in once_is_enough]
        return
    if not journeys:
        return
    told = f"No Chromium was found, so {len(journeys)} journeys are not walked. Install it, or name it in CHROMIUM."
    if os.environ.get("CI"):
        raise pytest.UsageError(told)
    config.hook.pytest_deselected(items=journeys)
    items[:] = [item for item in items if item not in journeys]
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter:
        reporter.write_line(told, yellow=True)


def _at_other_widths(journeys: list[pytest.Item]) -> Iterator[pytest.Item]:
    """Yield what is collected at several widths beyond the first; first comes the phone, then the desk, in turn."""
    groups: dict[str, dict[object, pytest.Item]] = {}
    for item in journeys:
        call = getattr(item, "callspec", None)
        if call and "width" in call.params and item.get_closest_marker("every_width") is None:
            rest = sorted((name, str(value)) for name, value in call.params.items() if name != "width")
            groups.setdefault(f"{item.path}::{getattr(item, 'originalname', item.name)} {rest}", {})[
                call.params["width"]
            ] = item
    for place, name in enumerate(sorted(groups)):
        widths = groups[name]
        wanted = (PHONE, DESK)[place % 2]
        kept = wanted if wanted in widths else next(iter(widths))
        yield from (item for width, item in widths.items() if width != kept)


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def address(own_database: str, django_db_blocker: Any) -> Iterator[str]:
    """Where the pages are served, on a database of this test's own."""
    # Else a server thread that waits for its browser would keep a connection, and the database could not be removed.
    connections.databases["default"]["CONN_MAX_AGE"] = 0
    with django_db_blocker.unblock():
        server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
        server.set_app(WSGIHandler())
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, started once."""
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def walk(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator["Walking"]:
    """Opens a browser for each who walks: ``ada = walk("Ada", width=PHONE)``."""
    walking = Walking(browser, address, request.node.name)
    yield walking
    walking.close()


class Walking:
    """Makes walkers, and closes their browsers."""

    def __init__(self, browser: Browser, address: str, journey: str) -> None:
        self.browser = browser
        self.address = address
        self.journey = journey
        self.walkers: list[Walker] = []

    def __call__(self, name: str, *, width: int = DESK, script: bool = False, **shown: Any) -> Walker:
        """A browser of its own for one who walks; *shown* goes to the browser (``forced_colors``, ``locale``)."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            reduced_motion="reduce",
            **shown,
        )
        # A machine that does much else at once answers late.
        context.set_default_timeout(30_000)
        look = f"{width} {script} {sorted(shown.items())}"
        walker = Walker(context.new_page(), name=name, journey=self.journey, look=look)
        self.walkers.append(walker)
        return walker

    def close(self) -> None:
        """Close every browser of this journey."""
        for walker in self.walkers:
            walker.page.context.close()
