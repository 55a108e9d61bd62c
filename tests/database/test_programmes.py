"""Versions of programmes are kept for ever, checked before they are kept, and hold from a day on."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from ownway.registers.people.queries import asker_for_party
from ownway.registers.programmes import actions, queries
from ownway.registers.programmes.actions import CannotKeepPack, CannotPutInForce
from ownway.registers.programmes.models import InForce, PackVersion
from ownway.rulebook.load import PackErrors, files_of, pack_from_files
from ownway.values import Asker, Basis, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from tests.factories import Somebody, set_up, somebody

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def folder(repository: Path) -> Path:
    return repository / "packs" / "in-control"


@pytest.fixture
def designer() -> Somebody:
    return somebody("Edith Vaughan", "pack_designer")


@pytest.fixture
def commissioner() -> Somebody:
    return somebody("Samir Haddad", "commissioner")


def by(who: Somebody, now: datetime = NOW) -> Asker:
    return asker_for_party(who.party, request=new_identifier(now), now=now)


def changed_words(folder: Path) -> dict[str, str]:
    """The files of the pack with its name changed, which makes another version of it."""
    files = files_of(folder)
    name = pack_from_files(files).name
    return {file: text.replace(name, f"{name} (new)") for file, text in files.items()}


def test_a_pack_is_kept_once_whatever_how_often_it_is_handed_in(folder: Path, designer: Somebody) -> None:
    files = files_of(folder)
    version = actions.keep_pack(by(designer), now=NOW, files=files)
    assert actions.keep_pack(by(designer), now=NOW, files=files) == version
    assert PackVersion.objects.filter(version=version).count() == 1
    assert queries.files(version) == files
    assert queries.pack(version).version == version
    assert queries.pack(version) is queries.pack(version)


def test_a_pack_with_mistakes_is_not_kept_and_all_of_them_are_told(folder: Path, designer: Somebody) -> None:
    files = files_of(folder)
    broken = files | {
        "allocation.yaml": files["allocation.yaml"] + "\nunheard_of: 1\n",
        "control.yaml": files["control.yaml"] + "\nnever_heard_of: 2\n",
    }
    before = PackVersion.objects.count()
    with pytest.raises(CannotKeepPack, match=r"programmes\.pack_has_errors") as error:
        actions.keep_pack(by(designer), now=NOW, files=broken)
    assert isinstance(error.value.__cause__, PackErrors)
    assert error.value.why.facts["count"] == len(error.value.__cause__.errors) >= 2
    assert PackVersion.objects.count() == before


def test_a_pack_without_end_is_refused_before_it_is_read(designer: Somebody) -> None:
    with pytest.raises(CannotKeepPack, match=r"programmes\.too_large"):
        actions.keep_pack(by(designer), now=NOW, files={"pack.yaml": "x" * 5_000_001})


@pytest.mark.req("H2")
def test_anyone_may_read_which_rules_hold_on_a_day(folder: Path) -> None:
    version = actions.install(set_up(NOW), now=NOW, folder=folder)
    assert queries.in_force("in-control", on=NOW.date()) == version
    known = {programme.id: programme for programme in queries.programmes(on=NOW.date())}
    assert known["in-control"].version == version
    assert known["in-control"].illustrative
    assert known["in-control"].name == queries.pack(version).name


def test_installing_the_same_pack_again_changes_nothing(folder: Path) -> None:
    first = actions.install(set_up(NOW), now=NOW, folder=folder)
    kept, put = PackVersion.objects.count(), InForce.objects.count()
    assert actions.install(set_up(NOW), now=NOW, folder=folder) == first
    assert (PackVersion.objects.count(), InForce.objects.count()) == (kept, put)


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotKeepPack, match=r"programmes\.no_folder"):
        actions.install(set_up(NOW), now=NOW, folder=tmp_path)


def test_before_its_first_day_and_after_its_end_a_programme_has_no_rules(folder: Path, commissioner: Somebody) -> None:
    version = actions.install(set_up(NOW), now=NOW, folder=folder)
    start = queries.pack(version).in_force.start
    with pytest.raises(NotFound, match=r"programmes\.none_in_force"):
        queries.in_force("in-control", on=date(1990, 1, 1))
    assert queries.in_force("in-control", on=start) == version
    actions.end_programme(by(commissioner), now=NOW, programme="in-control", starts=date(2027, 4, 1))
    assert queries.in_force("in-control", on=date(2027, 3, 31)) == version
    with pytest.raises(NotFound, match=r"programmes\.none_in_force"):
        queries.in_force("in-control", on=date(2027, 4, 1))
    assert "in-control" not in {programme.id for programme in queries.programmes(on=date(2027, 4, 1))}
    assert queries.pack(version).version == version


def test_a_version_nobody_kept_is_not_found(commissioner: Somebody) -> None:
    with pytest.raises(NotFound, match=r"programmes\.unknown_version"):
        queries.pack("000000000000-000000")
    with pytest.raises(NotFound, match=r"programmes\.unknown_version"):
        actions.put_in_force(by(commissioner), now=NOW, version="000000000000-000000", starts=NOW.date())


def test_whoever_designed_a_version_does_not_put_it_in_force(
    folder: Path, designer: Somebody, commissioner: Somebody
) -> None:
    version = actions.keep_pack(by(designer), now=NOW, files=changed_words(folder))
    starts = date(2026, 4, 1)
    with pytest.raises(CannotPutInForce, match=r"programmes\.own_version"):
        actions.put_in_force(by(designer), now=NOW, version=version, starts=starts)
    actions.put_in_force(by(commissioner), now=NOW, version=version, starts=starts)
    assert queries.in_force("in-control", on=starts) == version
    with pytest.raises(CannotPutInForce, match=r"programmes\.in_force_already"), transaction.atomic():
        actions.put_in_force(by(commissioner), now=NOW, version=version, starts=starts)


def test_a_version_does_not_hold_outside_its_own_dates(folder: Path, commissioner: Somebody) -> None:
    version = actions.install(set_up(NOW), now=NOW, folder=folder)
    with pytest.raises(CannotPutInForce, match=r"programmes\.outside_dates"):
        actions.put_in_force(by(commissioner), now=NOW, version=version, starts=date(1990, 1, 1))


def test_only_those_whose_work_it_is_keep_and_publish(folder: Path, designer: Somebody) -> None:
    files = files_of(folder)
    version = actions.keep_pack(by(designer), now=NOW, files=files)
    for other in (by(somebody("Tom Okafor", "practitioner")), Asker(Basis.PUBLIC, new_identifier(NOW))):
        with pytest.raises(NotAllowed):
            actions.keep_pack(other, now=NOW, files=files)
        with pytest.raises(NotAllowed):
            actions.put_in_force(other, now=NOW, version=version, starts=NOW.date())


def test_a_new_version_of_an_installed_pack_starts_after_the_old_one(folder: Path, tmp_path: Path) -> None:
    first = actions.install(set_up(NOW), now=NOW, folder=folder)
    other = tmp_path / "in-control"
    for name, text in changed_words(folder).items():
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_text(text, encoding="utf-8")
    second = actions.install(set_up(NOW), now=NOW, folder=other)
    assert second != first
    assert queries.in_force("in-control", on=NOW.date()) == second
    assert queries.in_force("in-control", on=date(2026, 3, 1)) == first
    assert queries.versions("in-control") == ((second, NOW.date()), (first, queries.pack(first).in_force.start))


def test_what_was_kept_is_never_changed() -> None:
    for table in ("packversion", "inforce"):
        for order in (f"UPDATE programmes_{table} SET id = id", f"DELETE FROM programmes_{table}"):
            with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(order)
