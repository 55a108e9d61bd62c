"""Rows that are only ever added refuse all else, and sealed text opens for its own row and person until erased."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from psycopg import errors

from ownway.registers.people.models import Consent, PartyName
from ownway.registers.trail import actions
from ownway.registers.trail.models import (
    AppendOnly,
    CannotOverwrite,
    CannotSeal,
    Line,
    Sealed,
    SealedJSON,
    SealedText,
    SubjectKey,
    Tombstone,
    is_erased,
    keys,
    remember_keys,
)
from ownway.registers.trail.rules.cipher import CannotUnseal
from ownway.values import Asker, Basis, Reason, new_identifier
from ownway.values.cannot import NotAllowed

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
APPEND_ONLY = sorted(
    model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly) and model._meta.managed
)


@pytest.fixture(autouse=True)
def forget_keys() -> Iterator[None]:
    """Let no test open anything with a key another test remembered."""
    keys.forget_all_keys()
    yield
    keys.forget_all_keys()


def human() -> Asker:
    """Return a person who asks."""
    return Asker(Basis.SELF, new_identifier(NOW), new_identifier(NOW), frozenset({"panel"}))


def subject_with_key() -> UUID:
    """Return a subject for whom a key was made."""
    subject = new_identifier(NOW)
    actions.make_key(human(), now=NOW, subject=subject)
    return subject


def line(subject: UUID | None, **told: Any) -> UUID:
    """Add a line about a subject and return its identifier."""
    with transaction.atomic():
        return actions.note_change(
            human(), now=NOW, about=subject, deed="people.rename", thing="name", thing_id=None, **told
        )


@pytest.mark.req("X5")
@pytest.mark.django_db
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("deed", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_application_cannot_change_what_is_only_added(table: str, deed: str) -> None:
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed.format(f'"{table}"'))
    assert isinstance(refused.value.__cause__, errors.InsufficientPrivilege)


@pytest.mark.req("X5")
@pytest.mark.parametrize("deed", ["UPDATE trail_line SET deed = 'x'", "DELETE FROM trail_line", "TRUNCATE trail_line"])
def test_not_even_the_owner_of_the_tables_changes_a_line_unawares(owner_url: str, deed: str) -> None:
    with psycopg.connect(owner_url) as owner, pytest.raises(errors.RestrictViolation, match="only ever added"):
        owner.execute(deed)


@pytest.mark.django_db
def test_the_model_refuses_what_the_database_would() -> None:
    kept = Line.objects.get(id=line(None))
    for refused in (
        kept.save,
        kept.delete,
        lambda: Line.objects.update(deed="x"),
        Line.objects.all().delete,
        lambda: Line.objects.bulk_update([kept], ["deed"]),
        Line.objects.select_for_update,
    ):
        with pytest.raises(CannotOverwrite):
            refused()


@pytest.mark.django_db
def test_a_row_that_is_there_is_not_written_over_by_a_new_one_of_its_identifier() -> None:
    kept = Line.objects.get(id=line(None))
    again = Line(**{field.attname: getattr(kept, field.attname) for field in Line._meta.concrete_fields})
    with pytest.raises(DatabaseError), transaction.atomic():
        again.save()


@pytest.mark.django_db
def test_sealed_text_and_structures_come_back_as_they_were() -> None:
    subject = subject_with_key()
    told = {"name": "Zoë 👩🏽‍🦽 שלום", "list": [1, True, None], "deep": {"a": ""}}
    kept = line(subject, before={}, after=told, reason=Reason("people.erased", words="weil"))
    row = Line.objects.get(id=kept)
    assert (row.before, row.after) == ({}, told)
    assert Reason.from_json(row.reason) == Reason("people.erased", words="weil")


@pytest.mark.django_db
def test_the_database_holds_no_word_of_it() -> None:
    kept = line(subject_with_key(), after={"name": "Amina"})
    raw = Line.objects.filter(id=kept).values_list("after", flat=True).get()
    assert isinstance(raw, Sealed)
    assert b"Amina" not in raw


@pytest.mark.django_db
def test_rows_about_nobody_are_sealed_by_the_installation() -> None:
    kept = line(None, after={"how_many": 3})
    assert Line.objects.get(id=kept).after == {"how_many": 3}


@pytest.mark.parametrize("column", ["row", "person", "column"])
def test_a_moved_ciphertext_does_not_open(own_database: str, owner_url: str, column: str) -> None:
    one, other = subject_with_key(), subject_with_key()
    first, second = line(one, before={"a": 1}, after={"b": 2}), line(one, before={"a": 3}, after={"b": 4})
    third = line(other, before={"a": 5}, after={"b": 6})
    source, target, into = {
        "row": (first, second, "after"),
        "person": (first, third, "after"),
        "column": (first, first, "before"),
    }[column]
    with psycopg.connect(owner_url) as owner:
        owner.execute("ALTER TABLE trail_line DISABLE TRIGGER USER")
        owner.execute(
            f"UPDATE trail_line SET {into} = (SELECT after FROM trail_line WHERE id = %s) WHERE id = %s",  # type: ignore[arg-type]
            [source, target],
        )
        owner.commit()
    with pytest.raises(CannotUnseal):
        getattr(Line.objects.get(id=target), into)


@pytest.mark.django_db
def test_nothing_is_sealed_for_somebody_without_a_key() -> None:
    with pytest.raises(CannotSeal, match=r"trail\.no_key"):
        line(new_identifier(NOW), after={"a": 1})


@pytest.mark.django_db
def test_what_was_erased_reads_as_erased_and_nothing_new_is_sealed() -> None:
    subject = subject_with_key()
    kept = line(subject, after={"name": "Amina"})
    actions.destroy_key(human(), now=NOW, subject=subject, reason=Reason("people.erased", words="asked"))
    row = Line.objects.get(id=kept)
    assert is_erased(row.after)
    assert row.after == {}
    with pytest.raises(CannotSeal, match=r"trail\.erased"):
        line(subject, after={"a": 1})
    with pytest.raises(actions.CannotMakeKey, match=r"trail\.erased"):
        actions.make_key(human(), now=NOW, subject=subject)
    stone = Tombstone.objects.get(subject=subject)
    noted = Line.objects.get(deed="trail.destroy_key")
    assert (noted.thing_id, noted.about, noted.reason["words"]) == (stone.key, [subject], "asked")


@pytest.mark.django_db
def test_a_key_that_is_gone_without_a_tombstone_is_lost_and_not_erased() -> None:
    subject = subject_with_key()
    kept = line(subject, after={"a": 1})
    SubjectKey.objects.filter(subject=subject).delete()
    keys.forget_all_keys()
    with pytest.raises(CannotUnseal, match=r"trail\.key_lost"):
        _ = Line.objects.get(id=kept).after


@pytest.mark.django_db
def test_a_second_key_and_a_missing_one_are_refused() -> None:
    subject = subject_with_key()
    with pytest.raises(actions.CannotMakeKey, match=r"trail\.key_there"):
        actions.make_key(human(), now=NOW, subject=subject)
    with pytest.raises(actions.CannotDestroyKey):
        actions.destroy_key(human(), now=NOW, subject=new_identifier(NOW), reason=Reason("people.erased"))


@pytest.mark.django_db
@pytest.mark.parametrize("basis", [Basis.JOB, Basis.PUBLIC])
def test_only_a_human_destroys_a_key(basis: Basis) -> None:
    subject = subject_with_key()
    asker = Asker(basis, new_identifier(NOW), named="set-up" if basis is Basis.JOB else "")
    with pytest.raises(NotAllowed):
        actions.destroy_key(asker, now=NOW, subject=subject, reason=Reason("people.erased"))


def test_a_key_made_in_a_transaction_that_is_rolled_back_is_not_remembered(own_database: str) -> None:
    subject = new_identifier(NOW)
    with transaction.atomic():
        actions.make_key(human(), now=NOW, subject=subject)
        line(subject, after={"a": 1})
        transaction.set_rollback(True)
    with pytest.raises(CannotSeal, match=r"trail\.no_key"):
        line(subject, after={"a": 1})


@pytest.mark.django_db
def test_a_key_just_made_is_remembered_by_its_transaction_until_what_made_it_is_undone() -> None:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        kept, taken_back = subject_with_key(), new_identifier(NOW)
        line(kept, after={"a": 1})
    assert not [one for one in asked if one["sql"].startswith("SELECT") and "wrapped" in one["sql"]]
    with transaction.atomic():
        actions.make_key(human(), now=NOW, subject=taken_back)
        transaction.set_rollback(True)
    with pytest.raises(CannotSeal, match=r"trail\.no_key"):
        line(taken_back, after={"a": 1})


def test_many_keys_are_fetched_by_one_question(own_database: str) -> None:
    from django.test.utils import CaptureQueriesContext

    subjects = [subject_with_key() for _ in range(5)]
    kept = [line(subject, after={"number": number}) for number, subject in enumerate(subjects)]
    keys.forget_all_keys()
    with CaptureQueriesContext(connection) as asked:
        remember_keys(subjects)
        assert sorted(row.after["number"] for row in Line.objects.filter(id__in=kept)) == [0, 1, 2, 3, 4]
    assert len(asked) == 2


def test_a_change_is_noted_inside_its_transaction_only(own_database: str) -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        actions.note_change(human(), now=NOW, about=None, deed="people.rename", thing="name", thing_id=None)


def test_a_change_rolled_back_leaves_no_line(own_database: str) -> None:
    with transaction.atomic():
        line(None)
        transaction.set_rollback(True)
    assert Line.objects.count() == 0


@pytest.mark.req("X5")
def test_a_look_is_committed_by_itself_a_list_as_one_line_and_refusals_too(own_database: str) -> None:
    seen = [new_identifier(NOW) for _ in range(3)]
    asker = human()
    actions.note_look(asker, now=NOW, deed="people.see", about=[*seen, seen[0]], page="/people/")
    actions.note_look(asker, now=NOW, deed="people.see", about=seen[:1], page="/people/1/", refused=True)
    with psycopg.connect(own_database) as other:
        rows = other.execute("SELECT about, refused, party, looked FROM trail_line ORDER BY transaction").fetchall()
    assert rows == [(seen, False, asker.party, True), (seen[:1], True, asker.party, True)]


def test_a_look_is_refused_inside_another_transaction(own_database: str) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.note_look(human(), now=NOW, deed="people.see", about=[], page="/")


@pytest.mark.django_db
def test_sealed_fields_refuse_what_they_cannot_seal() -> None:
    subject = subject_with_key()
    with pytest.raises(TypeError, match="cannot be compared"):
        list(Line.objects.filter(after={"a": 1}))
    with pytest.raises(TypeError, match="cannot be compared"), transaction.atomic():
        PartyName.objects.update(name="Amina")
    with pytest.raises(TypeError, match="keeps text"):
        PartyName(id=new_identifier(NOW), party_id=subject, starts=NOW, name=7, known_as="", found_by=[]).save()
    with pytest.raises(TypeError, match="identifier first"):
        _ = Consent(person_id=subject, words=Sealed(b"x")).words


@pytest.mark.django_db
def test_a_deferred_sealed_field_opens_when_it_is_read() -> None:
    kept = line(subject_with_key(), after={"a": 1})
    assert Line.objects.defer("after").get(id=kept).after == {"a": 1}


def test_free_text_in_the_registers_of_trail_and_people_is_sealed() -> None:
    # Everything a person can write, or that tells of them, by the name of its column.
    telling = {"name", "known_as", "born", "ways", "needs", "details", "facts", "words", "evidence", "wishes", "typed"}
    telling |= {"decision", "help_tried", "best_interest", "before", "after", "reason"}
    found = set()
    for label in ("trail", "people"):
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.concrete_fields:
                if field.name in telling and not field.is_relation:
                    assert isinstance(field, SealedText | SealedJSON), field
                    found.add(field.name)
    assert found == telling
