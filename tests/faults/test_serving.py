"""What serves ends as a whole: at Ctrl-C, when it is told to, and when a part of it dies."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

PATIENCE = 90.0


class Serving:
    """``ownway serve`` in a process of its own."""

    def __init__(self, url: str, home: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        told = os.environ | {"DATABASE_URL": url, "OWNWAY_HTTPS": "off", "DJANGO_SETTINGS_MODULE": "tests.settings"}
        told |= {"OWNWAY_HOME": str(home), "OWNWAY_DATABASE_OWNER_URL": "postgresql://secret@nowhere/none"}
        command = [
            sys.executable,
            "-m",
            "ownway.interfaces.cli.main",
            "serve",
            "--port",
            str(self.port),
            "--workers",
            "1",
        ]
        self.process = subprocess.Popen(command, env=told, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert self.process.stdout is not None
        self.said: list[str] = []
        for line in self.process.stdout:
            self.said.append(line)
            if "Open http" in line:
                return
        self.end()
        raise AssertionError("".join(self.said))

    def family(self) -> list[psutil.Process]:
        """Every process below it, by now."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self) -> int:
        """Wait until it has ended."""
        code = self.process.wait(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture
def serving(own_database: str, tmp_path: Path) -> Iterator[Serving]:
    """A server over a database of its own."""
    found = Serving(own_database, tmp_path)
    yield found
    if found.process.poll() is None:
        found.process.terminate()
        found.end()


def test_it_answers_and_what_serves_never_learns_of_the_owner(serving: Serving) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{serving.port}/", timeout=PATIENCE) as page:
        assert page.status == 200
    assert serving.family()
    for process in serving.family():
        assert "OWNWAY_DATABASE_OWNER_URL" not in process.environ()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_as_a_whole_when_told_to(serving: Serving, how: signal.Signals) -> None:
    family = serving.family()
    assert len(family) >= 3
    serving.process.send_signal(how)
    assert serving.end() == 0
    assert psutil.wait_procs(family, timeout=10)[1] == []


def test_when_a_part_dies_all_of_it_ends(serving: Serving) -> None:
    family = serving.family()
    server = next(process for process in family if "gunicorn" in " ".join(process.cmdline()))
    server.kill()
    assert serving.end() == 1
    assert psutil.wait_procs(family, timeout=10)[1] == []
