"""The trail is sealed in batches, and whoever tampers with an export of it is found."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core import mail
from django.db import transaction

from ownway.interfaces.cli import verify_trail
from ownway.registers.trail import actions, queries
from ownway.registers.trail.models import Line, Seal
from ownway.values import Asker, Basis, Reason, new_identifier
from ownway.values.cannot import NotAllowed

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


def job() -> Asker:
    """Return the job that seals."""
    return Asker(Basis.JOB, new_identifier(NOW), named="seal")


def add_lines(how_many: int) -> None:
    """Add lines, each in a transaction of its own."""
    for number in range(how_many):
        with transaction.atomic():
            actions.note_change(
                job(),
                now=NOW,
                about=None,
                deed="people.rename",
                thing="name",
                thing_id=new_identifier(NOW),
                after={"name": f"Zoë {number}"},
            )


@pytest.fixture
def sealed(own_database: str, settings: Any, tmp_path: Path) -> Path:
    """Give a folder with an export of two seals and a line not yet sealed, and the copies of the second party."""
    settings.OWNWAY_SEAL_COPY = str(tmp_path / "copies")
    add_lines(5)
    actions.seal_batch(job(), now=NOW)
    add_lines(3)
    actions.seal_batch(job(), now=NOW)
    actions.copy_seals(job(), now=NOW)
    (tmp_path / "trail.jsonl").write_text("".join(f"{line}\n" for line in queries.export(job())))
    return tmp_path


def public_key() -> Path:
    """Return the file with the key that checks seals."""
    return Path(settings.OWNWAY_KEY_FILE).with_name("seal.pub")


def verify(folder: Path, *, copies: bool = True) -> tuple[int, list[str]]:
    """Run the stand-alone verifier; return its code and what it found."""
    verifier = verify_trail.Verifier(public_key().read_text())
    with (folder / "trail.jsonl").open() as export:
        verifier.read(export)
    if copies:
        verifier.compare(iter(sorted((folder / "copies").glob("seal-*.json"))))
    given = [str(folder / "trail.jsonl"), "--key", str(public_key())]
    code = verify_trail.main(given + (["--copies", str(folder / "copies")] if copies else []))
    return code, verifier.findings


@pytest.mark.req("X5")
def test_a_sealed_trail_is_whole(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, findings = verify(sealed)
    assert (code, findings) == (0, [])
    # Five lines and three, and the line each sealing leaves goes under the seal after it.
    assert "9 lines under 2 seals, 2 copies compared." in capsys.readouterr().out


def change_a_deed(lines: list[str]) -> list[str]:
    return [lines[0].replace("people.rename", "people.remade"), *lines[1:]]


def flip_a_sealed_bit(lines: list[str]) -> list[str]:
    told = json.loads(lines[1])
    sealed_text = told["line"]["after"]
    told["line"]["after"] = ("B" if sealed_text[40] == "A" else "A").join((sealed_text[:40], sealed_text[41:]))
    return [lines[0], json.dumps(told) + "\n", *lines[2:]]


def take_out(lines: list[str]) -> list[str]:
    return lines[:2] + lines[3:]


def put_in(lines: list[str]) -> list[str]:
    told = json.loads(lines[0])
    told["line"]["id"] = str(new_identifier(NOW))
    return [lines[0], json.dumps(told) + "\n", *lines[1:]]


def put_in_at_the_end(lines: list[str]) -> list[str]:
    told = json.loads(lines[0])
    told["line"]["id"] = str(new_identifier(NOW))
    return [*lines, json.dumps(told) + "\n"]


def swap(lines: list[str]) -> list[str]:
    return [lines[1], lines[0], *lines[2:]]


def drop_the_first_seal_with_its_lines(lines: list[str]) -> list[str]:
    return lines[6:]


def move_the_seal(lines: list[str]) -> list[str]:
    return [*lines[:4], lines[5], lines[4], *lines[6:]]


def cut_off(lines: list[str]) -> list[str]:
    return lines[:6]


def break_the_signature(lines: list[str]) -> list[str]:
    told = json.loads(lines[5])
    told["seal"]["signature"] = "00" * 64
    return [*lines[:5], json.dumps(told) + "\n", *lines[6:]]


def make_it_unreadable(lines: list[str]) -> list[str]:
    return [lines[0][:-10] + "\n", *lines[1:]]


@pytest.mark.req("X5")
@pytest.mark.parametrize(
    ("tampering", "word"),
    [
        (change_a_deed, "not those that were sealed"),
        (flip_a_sealed_bit, "not those that were sealed"),
        (take_out, "covers 5 lines and 4"),
        (put_in, "covers 5 lines and 6"),
        (put_in_at_the_end, "put in"),
        (swap, "not in their order"),
        (drop_the_first_seal_with_its_lines, "one is missing"),
        (move_the_seal, "covers 5 lines and 4"),
        (break_the_signature, "not signed with the key"),
        (cut_off, "cut off"),
        (make_it_unreadable, "cannot be read"),
    ],
)
def test_tampering_is_found(sealed: Path, tampering: Callable[[list[str]], list[str]], word: str) -> None:
    file = sealed / "trail.jsonl"
    file.write_text("".join(tampering(file.read_text().splitlines(keepends=True))))
    code, findings = verify(sealed)
    assert code == 1
    assert any(word in finding for finding in findings), findings


def test_only_the_second_party_can_tell_that_a_trail_was_cut_off_at_a_seal(sealed: Path) -> None:
    file = sealed / "trail.jsonl"
    file.write_text("".join(cut_off(file.read_text().splitlines(keepends=True))))
    assert verify(sealed, copies=False)[0] == 0
    assert verify(sealed, copies=True)[0] == 1


def test_a_seal_made_anew_with_another_history_is_not_the_copy(sealed: Path) -> None:
    copy = sealed / "copies" / "seal-00000001.json"
    told = json.loads(copy.read_text())
    told["statement"] = told["statement"].replace('"lines":"5"', '"lines":"4"')
    copy.write_text(json.dumps(told))
    assert verify(sealed)[1] == ["The second party holds another seal 1."]


def test_lines_of_an_open_transaction_wait_for_the_next_seal(own_database: str) -> None:
    add_lines(1)
    with psycopg.connect(own_database) as other:
        other.execute("SELECT pg_current_xact_id()")
        add_lines(2)
        actions.seal_batch(job(), now=NOW)
        first = json.loads(Seal.objects.get(ordinal=1).statement)
        assert first["lines"] == "1"
        other.commit()
    actions.seal_batch(job(), now=NOW)
    second = json.loads(Seal.objects.get(ordinal=2).statement)
    # The two that waited, and the line the first sealing left.
    assert second["lines"] == "3"
    assert second["first"] == first["below"]


def test_two_sealers_at_once_make_one_chain(own_database: str) -> None:
    from django.db import connection

    add_lines(4)

    def seal() -> None:
        actions.seal_batch(job(), now=NOW)
        connection.close()

    sealers = [threading.Thread(target=seal) for _ in range(2)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join(timeout=30)
    ordinals = list(Seal.objects.order_by("ordinal").values_list("ordinal", flat=True))
    assert ordinals == list(range(1, len(ordinals) + 1))
    verifier = verify_trail.Verifier(public_key().read_text())
    verifier.read(queries.export(job()))
    assert verifier.findings == []


def test_nothing_new_makes_no_seal(own_database: str) -> None:
    assert actions.seal_batch(job(), now=NOW) == ()
    assert actions.seal_batch(job(), now=NOW) == (1,)  # over the line the first call left


def test_lines_of_a_server_that_was_left_are_sealed_too(own_database: str, owner_url: str) -> None:
    add_lines(2)
    with psycopg.connect(owner_url) as owner:
        # What a restored dump looks like: lines of another server, with numbers beyond this one's.
        owner.execute("ALTER TABLE trail_line DISABLE TRIGGER USER")
        owner.execute("UPDATE trail_line SET server = 17, transaction = transaction + 1000000000")
        owner.execute("ALTER TABLE trail_line ENABLE TRIGGER USER")
        owner.commit()
    add_lines(1)
    assert actions.seal_batch(job(), now=NOW) == (1, 2)
    verifier = verify_trail.Verifier(public_key().read_text())
    verifier.read(queries.export(job()))
    assert (verifier.findings, verifier.sealed_lines) == ([], 3)


def test_copies_are_made_once_and_never_overwritten(own_database: str, settings: Any, tmp_path: Path) -> None:
    settings.OWNWAY_SEAL_COPY = str(tmp_path)
    add_lines(1)
    actions.seal_batch(job(), now=NOW)
    assert actions.copy_seals(job(), now=NOW) == 1
    assert actions.copy_seals(job(), now=NOW) == 0
    add_lines(1)
    actions.seal_batch(job(), now=NOW)
    (tmp_path / "seal-00000002.json").write_text("{}")
    with pytest.raises(actions.CannotCopySeals):
        actions.copy_seals(job(), now=NOW)


def test_copies_can_go_by_email(own_database: str, settings: Any) -> None:
    settings.OWNWAY_SEAL_COPY = "mailto:auditor@example.org"
    add_lines(1)
    actions.seal_batch(job(), now=NOW)
    assert actions.copy_seals(job(), now=NOW) == 1
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [(["auditor@example.org"], "Seal 1")]


def test_only_a_sealer_or_an_auditor_seals_and_exports(own_database: str) -> None:
    stranger = Asker(Basis.SELF, new_identifier(NOW), new_identifier(NOW), frozenset({"finance"}))
    auditor = Asker(Basis.SELF, new_identifier(NOW), new_identifier(NOW), frozenset({"auditor"}))
    for refused in (
        lambda: actions.seal_batch(stranger, now=NOW),
        lambda: actions.copy_seals(stranger, now=NOW),
        lambda: list(queries.export(stranger)),
    ):
        with pytest.raises(NotAllowed):
            refused()
    add_lines(1)
    assert actions.seal_batch(auditor, now=NOW) == (1,)
    assert len(list(queries.export(auditor))) == Line.objects.count() + 1


def test_a_restored_key_is_destroyed_again_by_what_the_second_party_holds(
    own_database: str, settings: Any, tmp_path: Path
) -> None:
    from ownway.registers.trail.models import SubjectKey

    settings.OWNWAY_SEAL_COPY = str(tmp_path)
    human = Asker(Basis.SELF, new_identifier(NOW), new_identifier(NOW), frozenset({"panel"}))
    subject = new_identifier(NOW)
    actions.make_key(human, now=NOW, subject=subject)
    backup = SubjectKey.objects.get(subject=subject)
    actions.destroy_key(human, now=NOW, subject=subject, reason=Reason("people.erased"))
    actions.seal_batch(job(), now=NOW)
    actions.copy_seals(job(), now=NOW)
    backup.save(force_insert=True)
    setup = Asker(Basis.JOB, new_identifier(NOW), named="set-up")
    destroyed = list(queries.destroyed_by_copies(setup, folder=tmp_path))
    assert destroyed == [backup.id]
    assert actions.destroy_again(setup, now=NOW, destroyed=destroyed) == 1
    assert not SubjectKey.objects.filter(subject=subject).exists()
