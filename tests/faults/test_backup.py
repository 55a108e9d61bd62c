"""A backup brought back into an empty database: every row, every guard, and nobody is there again who was erased."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from ownway.interfaces.cli.embedded.server import APP, CHIEF, OWNER
from ownway.registers.money import actions as money
from ownway.registers.people import actions as people
from ownway.registers.people import queries as known
from ownway.registers.trail import actions as trail
from ownway.values import Asker, Basis, new_identifier
from tests.databases import Databases
from tests.factories import Somebody
from tests.faults.databases import Mortal, mortal, point
from tests.faults.dying import Doomed, Town
from tests.ledger.scene import MONDAY, NOW

COUNTED = """
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname
"""
AS_A_TABLE = """
    select count(*), coalesce(md5(string_agg(told, ',' order by told)), '')
    from (select md5(row_to_json(each)::text) told from {} each) rows
"""


@pytest.fixture
def own(django_db_setup: None, databases: Databases, django_db_blocker: Any, tmp_path: Path) -> Iterator[Mortal]:
    """A server of this test's own."""
    with django_db_blocker.unblock(), mortal(databases, tmp_path / "home") as made:
        yield made


class House:
    """An installation with people and money in it, and an empty database beside it."""

    def __init__(self, own: Mortal, folder: Path) -> None:
        self.own, self.folder, self.file = own, folder, folder / "night.ownway"
        self.town = Town.built()
        for budget in self.town.budgets:
            scene = self.town.scene
            asker = scene.ask(scene.ann)
            money.contribute(asker, now=NOW, key=scene.key(), budget=budget, pence=20_000, on=MONDAY, words="A gift")
        self.copies = folder / "copies"
        self.copies.mkdir()
        with psycopg.connect(own.server.url(CHIEF), autocommit=True) as chief:
            chief.execute(sql.SQL("create database empty owner {}").format(sql.Identifier(OWNER)))

    def url(self, role: str, *, empty: bool = False) -> str:
        told = self.own.server.url(role)
        return told.rpartition("/")[0] + "/empty" if empty else told

    def run(self, *command: str, empty: bool = False, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``ownway`` as somebody at the machine does."""
        return subprocess.run(
            [sys.executable, "-m", "ownway.interfaces.cli.main", *command],
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "ownway.config.settings",
                "OWNWAY_SEAL_COPY": str(self.copies),
                "DATABASE_URL": self.url(APP, empty=empty),
                "OWNWAY_DATABASE_OWNER_URL": self.url(OWNER, empty=empty),
                "OWNWAY_KEY_FILE": str(settings.OWNWAY_KEY_FILE),
                "OWNWAY_HOME": str(self.folder),
            }
            | environment,
            capture_output=True,
            text=True,
            timeout=300,
        )

    def rows(self, *, empty: bool = False) -> dict[str, tuple[int, str]]:
        """How many rows each table has, and a mark of them."""
        with psycopg.connect(self.url(OWNER, empty=empty)) as owner:
            tables = [name for (name,) in owner.execute(COUNTED)]
            return {
                table: owner.execute(sql.SQL(AS_A_TABLE).format(sql.Identifier(table))).fetchone() for table in tables
            }

    def erase(self, person: Somebody) -> None:
        """Erase somebody after the backup, and let the second party know by a seal."""
        panel = self.town.scene.somebody("Rosa Lund", "panel")
        people.erase(self.town.scene.ask(panel), now=NOW, person=person.party, words="Ten years have gone by.")
        sealer = Asker(Basis.JOB, new_identifier(NOW), named="seal")
        trail.seal_batch(sealer, now=NOW)
        trail.copy_seals(sealer, now=NOW)


@pytest.fixture
def house(own: Mortal, tmp_path: Path, settings: Any) -> House:
    """Such an installation, whose seals are copied to a second party."""
    made = House(own, tmp_path)
    settings.OWNWAY_SEAL_COPY = str(made.copies)
    return made


def test_every_row_comes_back_with_its_guards_and_who_was_erased_since_stays_erased(house: House) -> None:
    person = house.town.scene.person
    before = house.rows()
    written = house.run("backup", str(house.file))
    assert written.returncode == 0, written.stderr
    assert house.file.stat().st_mode & 0o777 == 0o600
    house.erase(person)

    back = house.run("restore", str(house.file), empty=True)
    assert back.returncode == 0, back.stdout + back.stderr
    assert "Not a penny is astray." in back.stdout
    assert "1 erasures are known to the second party; 1 were repeated." in back.stdout
    after = house.rows(empty=True)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"trail_line", "trail_subjectkey", "trail_tombstone", "people_partyname", "people_account"}
    assert after["money_transfer"] == before["money_transfer"] != (0, "")

    point(house.url(APP, empty=True))
    worker = house.town.scene.ask(house.town.scene.worker)
    assert known.person(worker, person=person.party, now=NOW).erased
    with psycopg.connect(house.url(APP, empty=True)) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("update money_transfer set pence = pence + 1")
    house.town.check([])


def test_with_another_key_file_it_says_that_no_name_can_be_read(house: House, tmp_path: Path) -> None:
    assert house.run("backup", str(house.file)).returncode == 0
    back = house.run("restore", str(house.file), empty=True, OWNWAY_KEY_FILE=str(tmp_path / "another" / "master.key"))
    assert back.returncode == 1
    assert "The key file here is not that of this backup" in back.stdout


def test_what_is_damaged_cut_off_newer_or_something_else_changes_nothing(house: House) -> None:
    assert house.run("backup", str(house.file)).returncode == 0
    whole = house.file.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    for content in (bytes(flipped), whole[: len(whole) // 2], whole[:-30], b"", b"PK\x03\x04nonsense", b"-- a dump"):
        house.file.write_bytes(content)
        refused = house.run("restore", str(house.file), empty=True)
        assert refused.returncode == 1
        assert "is no whole backup of ownway" in refused.stderr, refused.stderr
        assert "Traceback" not in refused.stderr
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(house.file, "w") as newer:
        told = json.loads(old.read("manifest.json"))
        told["migrations"]["money"] = "0999_of_tomorrow"
        newer.writestr("manifest.json", json.dumps(told))
        newer.writestr("database.dump", old.read("database.dump"))
    refused = house.run("restore", str(house.file), empty=True)
    assert (refused.returncode, "money 0999_of_tomorrow" in refused.stderr) == (1, True)
    assert house.rows(empty=True) == {}


def test_it_is_brought_back_into_an_empty_database_alone_and_never_overwrites_a_file(house: House) -> None:
    assert house.run("backup", str(house.file)).returncode == 0
    before = house.rows()
    refused = house.run("restore", str(house.file))
    assert (refused.returncode, "not empty" in refused.stderr) == (1, True)
    assert house.rows() == before
    again = house.run("backup", str(house.file))
    assert (again.returncode, "is there already" in again.stderr) == (1, True)
    nothing = house.run("backup", str(house.folder / "other"), empty=True)
    assert (nothing.returncode, "nothing to back up" in nothing.stderr) == (1, True)
    missing = house.run("backup", str(house.folder / "no folder" / "other"))
    assert (missing.returncode, "could not be written" in missing.stderr) == (1, True)
    assert [file.name for file in house.folder.glob("*.half")] == []


def test_a_database_is_backed_up_while_people_spend_and_without_copies_it_says_what_is_left_to_do(house: House) -> None:
    busy = Doomed(lambda tell: house.town.spends(tell, 1))
    try:
        busy.listen(3, 0.0)
        written = house.run("backup", str(house.file))
    finally:
        busy.die()
    assert written.returncode == 0, written.stderr
    back = house.run("restore", str(house.file), empty=True, OWNWAY_SEAL_COPY="")
    assert (back.returncode, "Not a penny is astray." in back.stdout) == (0, True), back.stdout + back.stderr
    assert "ownway trail destroy-again" in back.stdout
