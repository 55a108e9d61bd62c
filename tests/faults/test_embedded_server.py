"""The PostgreSQL of our own: private, shared by all who need it at once, and gone with the last of them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from ownway.interfaces.cli.embedded import NoPostgres, Server
from ownway.interfaces.cli.places import mark_of_home

HOLD = """
import sys
from ownway.interfaces.cli.embedded import Server
server = Server("tests")
print(server.share().app, flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server of an installation that nobody else knows."""
    monkeypatch.setenv("OWNWAY_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = Server("tests")
    yield found
    found.leave()
    shutil.rmtree(found.folder.parent)


def holder() -> "subprocess.Popen[str]":
    """Another process that shares the server until it reads a line, or is killed."""
    told = os.environ.copy()
    return subprocess.Popen([sys.executable, "-c", HOLD], text=True, stdin=-1, stdout=-1, env=told)


def test_it_is_shared_and_ends_with_the_last_who_uses_it(server: Server) -> None:
    url = server.share().app
    other = holder()
    assert other.stdout is not None and other.stdin is not None
    assert other.stdout.readline().strip() == url
    server.leave()
    with psycopg.connect(url) as still_there:
        assert still_there.execute("select 1").fetchone() == (1,)
    other.communicate("\n", timeout=60)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


def test_one_that_was_killed_does_not_keep_it_running(server: Server) -> None:
    url = server.share().app
    other = holder()
    assert other.stdout is not None
    other.stdout.readline()
    other.kill()
    other.communicate()
    server.leave()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


def test_it_comes_back_with_what_it_kept(server: Server) -> None:
    with psycopg.connect(server.share().owner) as owner:
        owner.execute("create table kept (what text)")
        owner.execute("insert into kept values ('a letter')")
    server.leave()
    with psycopg.connect(server.share().owner) as owner:
        assert owner.execute("select what from kept").fetchone() == ("a letter",)


def test_whoever_removes_the_folder_with_the_keys_begins_with_an_empty_database(server: Server, tmp_path: Path) -> None:
    with psycopg.connect(server.share().owner) as owner:
        owner.execute("create table kept (what text)")
    server.leave()
    shutil.rmtree(tmp_path / "home")
    afresh = Server("tests")
    try:
        with psycopg.connect(afresh.share().owner) as owner:
            assert owner.execute("select to_regclass('kept')").fetchone() == (None,)
        assert mark_of_home() == mark_of_home()
    finally:
        afresh.leave()
        shutil.rmtree(afresh.folder.parent)


def test_a_folder_from_before_the_mark_was_kept_finds_its_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "old"
    monkeypatch.setenv("OWNWAY_HOME", str(folder))
    (folder / "keys").mkdir(parents=True)
    assert mark_of_home() == sha256(str(folder.resolve()).encode()).hexdigest()[:12]


def test_nobody_comes_in_without_the_right_password(server: Server) -> None:
    passwords = json.loads((server.folder / "passwords.json").read_text()) if server.share() else {}
    for role, password in passwords.items():
        wrong = server.url(role).replace(password, "anything")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
    with pytest.raises(psycopg.OperationalError, match=r"no pg_hba.conf entry"):
        psycopg.connect(server.url("ownway_app").replace("ownway_app", "postgres"))


def test_only_its_maker_can_read_the_passwords_and_only_its_user_the_data(server: Server) -> None:
    server.share()
    assert (server.folder / "passwords.json").stat().st_mode & 0o777 == 0o600
    assert server.data.stat().st_mode & 0o777 == 0o700
    assert not (server.folder / "first.password").exists()


def test_the_roles_own_no_more_than_they_need(server: Server) -> None:
    urls = server.share()
    with psycopg.connect(urls.app) as app:
        powers = (
            "select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls from pg_roles where rolname = current_user"
        )
        assert app.execute(powers).fetchone() == (False,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("create table mine (what text)")
    with psycopg.connect(urls.owner) as owner:
        assert owner.execute("select rolsuper from pg_roles where rolname = current_user").fetchone() == (False,)


def test_a_machine_without_postgresql_is_told_what_helps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OWNWAY_POSTGRES", str(tmp_path))
    with pytest.raises(NoPostgres, match=rf"OWNWAY_POSTGRES is {tmp_path}, and no PostgreSQL 15 or newer is there"):
        Server("tests")
