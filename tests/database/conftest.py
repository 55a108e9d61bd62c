"""Rosa, Idris and their agreement, and an authority: made once for each process, found by every test as it was made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from ownway.steps.agreement import queries as agreements
from tests.authority import Authority, build
from tests.databases import Databases
from tests.factories import Somebody, somebody, works_with
from tests.steps import asks, install, later, signed


@dataclass(frozen=True, slots=True)
class Agreed:
    """Where a plan was agreed, between whom, and what."""

    database: str
    rosa: Somebody
    idris: Somebody
    agreement: agreements.AgreementSeen


@pytest.fixture(scope="session")
def agreed_once(django_db_setup: None, databases: Databases, django_db_blocker: Any) -> Iterator[Agreed]:
    """A database in which Rosa's plan was agreed, with one paid line of swimming in it."""
    with databases.built("agreed", _agreed, django_db_blocker) as (name, (rosa, idris, seen)):
        yield Agreed(name, rosa, idris, seen)


def _agreed() -> tuple[Somebody, Somebody, agreements.AgreementSeen]:
    install()
    rosa, idris = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(idris, rosa)
    signature = signed(rosa, idris)
    return rosa, idris, agreements.agreement(asks(rosa, later(60)), agreement=signature, now=later(60))


@pytest.fixture
def where_it_was_agreed(agreed_once: Agreed, databases: Databases) -> Iterator[Agreed]:
    """That database for one test, which has to ask for ``db`` after it: what it does there is taken back."""
    if connection.in_atomic_block:
        raise pytest.UsageError("The database was asked for before where_it_was_agreed; a mark of django_db does that.")
    with databases.connected_to(agreed_once.database):
        yield agreed_once


@pytest.fixture
def now() -> datetime:
    """A quarter of an hour ago: what was before the pages are opened."""
    return timezone.now() - timedelta(minutes=15)


@pytest.fixture
def rosa(where_it_was_agreed: Agreed, db: None) -> Somebody:
    """A person with an agreed plan."""
    return where_it_was_agreed.rosa


@pytest.fixture
def idris(where_it_was_agreed: Agreed, db: None) -> Somebody:
    """The practitioner who works with her."""
    return where_it_was_agreed.idris


@pytest.fixture
def agreed(where_it_was_agreed: Agreed, db: None) -> agreements.AgreementSeen:
    """Her agreement: a budget, and one paid line of swimming in the plan."""
    return where_it_was_agreed.agreement


@pytest.fixture(scope="session")
def authority_once(
    django_db_setup: None, databases: Databases, django_db_blocker: Any
) -> Iterator[tuple[str, Authority]]:
    """The invented authority that every route is tried on, and the database it stands in."""
    with databases.built("authority", build, django_db_blocker) as made:
        yield made


@pytest.fixture(scope="module")
def authority(
    authority_once: tuple[str, Authority], databases: Databases, django_db_blocker: Any
) -> Iterator[Authority]:
    """That authority, for a module none of whose tests is elsewhere; each test takes back whatever it did there."""
    name, made = authority_once
    with django_db_blocker.unblock(), databases.connected_to(name):
        yield made
