"""PostgreSQL killed, starved of disk and damaged on disk: nothing acknowledged is lost, and no damage goes unseen.

``OWNWAY_SEED`` repeats a run; ``make evidence`` kills more often.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection

from ownway.registers.money import actions as money
from ownway.registers.money.models import Journal, RunFilePart
from ownway.registers.money.queries import prove_ledger
from ownway.values import Cannot
from tests.databases import Databases
from tests.faults.databases import Mortal, mortal
from tests.faults.dying import LONG, SEED, Doomed, Town
from tests.ledger.scene import MONDAY, NOW

KILLS = 50 if LONG else 3


@pytest.fixture
def own(django_db_setup: None, databases: Databases, django_db_blocker: Any, tmp_path: Path) -> Iterator[Mortal]:
    """A server that may be killed."""
    with django_db_blocker.unblock(), mortal(databases, tmp_path / "home") as made:
        yield made


def test_postgresql_killed_under_load_loses_nothing_acknowledged(own: Mortal) -> None:
    print(f"seed {SEED}")
    chance, town, said = Random(SEED + 2), Town.built(), []
    for kill in range(KILLS):
        workers = [
            Doomed(lambda tell, seed=SEED + kill: town.spends(tell, seed)),
            Doomed(lambda tell, weeks=kill + 1: town.pays(tell, weeks)),
        ]
        workers[0].listen(chance.randint(1, 15), chance.random() / 20)
        own.kill()
        for worker in workers:
            said += worker.end()
        own.start()
        town.check(said)
    assert len(said) >= KILLS


def spend(town: Town, key: str) -> None:
    money.contribute(
        town.scene.ask(town.scene.ann), now=NOW, key=key, budget=town.budgets[0], pence=100, on=MONDAY, words="x" * 999
    )


def filled(own: Mortal) -> int:
    """Fill the file of the transfers beyond what the log needs at once, with rows that are gone; give its size."""
    with psycopg.connect(own.owner, autocommit=True) as owner:
        owner.execute("alter table money_transfer set (autovacuum_enabled = off)")
        owner.execute("alter table money_transfer disable trigger user")
        owner.execute(
            """insert into money_transfer (id, journal_id, debit_id, credit_id, pence)
               select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1
               from generate_series(1, 200000)"""
        )
        owner.execute("delete from money_transfer where not exists (select from money_journal where id = journal_id)")
        owner.execute("alter table money_transfer enable trigger user")
        size: int = owner.execute("select pg_relation_size('money_transfer')").fetchone()[0]
    assert size > 17 * 2**20
    return size


def test_when_the_disk_is_full_what_fails_is_told_and_what_was_kept_stands(own: Mortal) -> None:
    town = Town.built(people_paid=1)
    spend(town, "before")
    room = filled(own) + 16_384
    own.stop()
    own.start(most_bytes=room)
    kept = []
    with pytest.raises(DatabaseError, match="could not extend file"):
        for number in range(1_000):
            spend(town, f"full {number}")
            kept.append(f"full {number}")
    assert len(kept) > 10
    town.check([])
    own.stop()
    own.start()
    town.check([])
    assert set(Journal.objects.filter(key__startswith="full").values_list("key", flat=True)) == set(kept)
    spend(town, f"full {len(kept)}")
    assert prove_ledger(town.scene.ask(town.scene.ann), now=NOW).holds


def test_a_byte_flipped_on_the_disk_is_seen_before_anything_is_reckoned_with_it(own: Mortal) -> None:
    chance, town = Random(SEED + 3), Town.built(people_paid=1)
    for number in range(20):
        spend(town, f"deed {number}")
    with connection.cursor() as cursor:
        cursor.execute("select pg_relation_filepath('money_transfer')")
        file = own.server.data / cursor.fetchone()[0]
    own.stop()
    content = bytearray(file.read_bytes())
    place = len(content) - 1 - chance.randrange(200)
    content[place] ^= 1 << chance.randrange(8)
    file.write_bytes(content)
    own.start()
    with pytest.raises(DatabaseError, match="invalid page"):
        prove_ledger(town.scene.ask(town.scene.ann), now=NOW)


def test_a_byte_flipped_in_a_kept_bank_file_never_reaches_the_bank(owner_url: str) -> None:
    chance, town = Random(SEED + 4), Town.built(people_paid=2)
    ann, ben = town.scene.ask(town.scene.ann), town.scene.ask(town.scene.ben)
    run = money.build_run(ann, now=NOW, pay_on=MONDAY, key="run")
    money.approve_run(ben, now=NOW, run=run)
    money.export_run(ann, now=NOW, run=run)
    part = RunFilePart.objects.get().pk
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("alter table money_runfilepart disable trigger user")
        packed = owner.execute("select packed from money_runfilepart where id = %s", [part]).fetchone()[0]
        for place in chance.sample(range(len(packed)), 8):
            flipped = bytearray(packed)
            flipped[place] ^= 1 << chance.randrange(8)
            owner.execute("update money_runfilepart set packed = %s where id = %s", [bytes(flipped), part])
            with pytest.raises(Cannot):
                money.export_run(ann, now=NOW, run=run)
        owner.execute("update money_runfilepart set packed = %s where id = %s", [packed, part])
    assert money.export_run(ann, now=NOW, run=run).again
