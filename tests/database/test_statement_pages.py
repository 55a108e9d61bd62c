"""The desk on which statements come in and entries are matched, and the command that takes them in by itself."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from typer.testing import CliRunner, Result

from ownway.interfaces.cli.statements import app
from ownway.registers.money import actions as money
from ownway.registers.money import queries
from ownway.registers.money.models import Line, StatementEntry
from ownway.values import Every
from ownway.words import days
from tests.browsing import text_of
from tests.factories import Somebody
from tests.ledger.scene import Scene
from tests.statements import Moved, camt
from tests.steps import install

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC) - timedelta(hours=2)
TODAY = localdate(NOW)
SHELL = {"COLUMNS": "400", "DATABASE_URL": "postgresql://named/", "OWNWAY_DATABASE_OWNER_URL": "postgresql://named/"}


class Desk(Scene):
    """The small authority of the ledger's tests, with one payment that is with the bank."""

    def __init__(self) -> None:
        super().__init__()
        install(NOW - timedelta(days=1))
        self.ready_to_pay()
        self.bank_details(self.person)
        money.set_schedule(
            self.ask(self.worker),
            now=NOW,
            key=self.key(),
            budget=self.open_budget(rate=140, starts=TODAY),
            holder=self.person.party,
            starts=TODAY,
            pence=14_000,
            every=Every.WEEK,
        )
        self.run = money.build_run(self.ask(self.ann, NOW), now=NOW, pay_on=TODAY, key=self.key())
        money.approve_run(self.ask(self.ben, NOW), now=NOW, run=self.run)
        money.export_run(self.ask(self.ann, NOW), now=NOW, run=self.run)
        money.mark_sent(self.ask(self.ann, NOW), now=NOW, run=self.run)
        self.line: UUID = Line.objects.get().pk

    def browser(self, who: Somebody) -> Client:
        """A browser in which somebody has signed in."""
        client = Client()
        assert client.post(reverse("account_login"), {"login": who.email, "password": who.password}).status_code == 302
        return client

    def statement(self) -> bytes:
        """The payment and a charge."""
        return camt([Moved(TODAY, -14_000, payment=self.line.hex), Moved(TODAY, -500, words="CHARGE")])


def hidden(answer: Any) -> dict[str, str]:
    """The fields nobody sees of the first form on a page."""
    main = answer.content.decode().split("<main", 1)[1]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main))


def handed(content: bytes, name: str = "may.xml") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, "application/octet-stream")


def asked(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), env=SHELL | {"OWNWAY_TOKEN": ""})


@pytest.mark.req("U1")
def test_a_statement_is_taken_in_matched_and_what_is_left_set_aside() -> None:
    desk = Desk()
    client = desk.browser(desk.ben)
    address = reverse("finance:statements")
    taken = client.post(address, {**hidden(client.get(address)), "content": handed(desk.statement())})
    assert taken.status_code == 303, taken.content.decode()
    words = client.get(address).content.decode()
    for said in ("2 entries wait", "Match 1 that is beyond doubt", "Maryam Okafor", "CHARGE", "−£5.00", "…5432"):
        assert said in words, said
    (paid,) = (one for one in queries.entries_waiting(desk.ask(desk.ben, NOW), now=NOW) if one.candidates)
    asks = client.get(reverse("finance:match", args=[paid.id])).content.decode()
    # One who is paid the same every week is told apart by the day alone.
    assert f"The payment of {days.say(TODAY, 'en')} to Maryam Okafor, £140.00" in asks
    sure = reverse("finance:match_sure")
    assert client.post(sure, hidden(client.get(sure))).status_code == 303
    assert Line.objects.get().outcome.end == "paid"
    done = text_of(client.get(reverse("finance:run", args=[desk.run])))
    assert re.search(r"paid\s?, say that it came back", done), "what was paid is not said to have come back"
    (left,) = queries.entries_waiting(desk.ask(desk.ben, NOW), now=NOW)
    match = reverse("finance:match", args=[left.id])
    without = client.post(match, {**hidden(client.get(match)), "what": "aside"})
    assert without.status_code == 422
    given = {**hidden(client.get(match)), "what": "aside", "words": "The bank’s own charge"}
    assert client.post(match, given).status_code == 303
    assert "Every entry is accounted for" in client.get(address).content.decode()
    undo = reverse("finance:undo_match", args=[left.id])
    assert client.post(undo, hidden(client.get(undo))).status_code == 303
    assert "1 entry waits" in client.get(address).content.decode()


def test_a_file_that_is_no_statement_is_told_beside_its_field_and_nothing_is_kept() -> None:
    desk = Desk()
    client = desk.browser(desk.ben)
    address = reverse("finance:statements")
    for content, said in (
        (desk.statement()[:-40], "breaks off or is damaged"),
        (b"PK\x03\x04\x00", "a sign that no statement holds"),
        (camt([Moved(TODAY, -1)], closing=5), "the statement ends with £0.05"),
    ):
        answer = client.post(address, {**hidden(client.get(address)), "content": handed(content)})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert "Choose a file" in client.post(address, hidden(client.get(address))).content.decode()
    assert not StatementEntry.objects.exists()


def test_the_desk_is_shut_to_those_who_do_not_work_in_finance() -> None:
    desk = Desk()
    for who in (desk.person, desk.worker):
        assert desk.browser(who).get(reverse("finance:statements")).status_code in (403, 404)


def test_the_command_takes_files_in_once_and_people_match_them(tmp_path: Path) -> None:
    desk = Desk()
    file = tmp_path / "may.xml"
    file.write_bytes(desk.statement())
    told = asked("import", str(file))
    assert told.exit_code == 0, told.output
    assert "2 new entries, 0 known." in told.output
    assert "2 wait on the finance desk" in told.output
    again = asked("import", str(file))
    assert "It had been taken in before; nothing was changed." in again.output
    assert "2 entries" in asked("list").output
    assert {command.name for command in app.registered_commands} == {"import", "list"}


def test_the_command_says_at_which_line_a_file_is_wrong_and_keeps_nothing_of_it(tmp_path: Path) -> None:
    Desk()
    file = tmp_path / "bad.csv"
    file.write_bytes(b"date,description,amount,balance\n2026-05-05,PAY,1.00,1.00\n2026-05-06,PAY,ten,2.00\n")
    told = asked("import", str(file))
    assert told.exit_code == 1
    assert "At line 3 there should be a sum. It says “ten”." in told.output
    assert asked("import", str(tmp_path / "none.csv")).exit_code == 1
    assert asked("import", str(file), "--opening", "1,0").exit_code == 1
    assert not StatementEntry.objects.exists()
