"""``ownway payments``: a run built once, its file written once, the bank's word by a person, and clear errors."""

import csv
import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.utils.timezone import localdate
from typer.testing import CliRunner, Result

from ownway.interfaces.cli.payments import app
from ownway.registers.money import actions as money
from ownway.registers.money.models import Approval, Line
from ownway.registers.people import actions as people
from ownway.values import Every
from tests.factories import Somebody
from tests.ledger.scene import Scene

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
TODAY = localdate(NOW)
# The tests are connected to a database already; the command finds one named and starts none.
SHELL = {"COLUMNS": "400", "DATABASE_URL": "postgresql://named/", "OWNWAY_DATABASE_OWNER_URL": "postgresql://named/"}


class Desk(Scene):
    """The small authority of the ledger's tests, with payments that fall due today."""

    def __init__(self, budgets: int = 1) -> None:
        super().__init__()
        self.ready_to_pay()
        self.bank_details(self.person)
        for number in range(budgets):
            budget = self.open_budget(rate=140, starts=TODAY, stream=f"stream-{number}")
            money.set_schedule(
                self.ask(self.worker),
                now=NOW,
                key=self.key(),
                budget=budget,
                holder=self.person.party,
                starts=TODAY,
                pence=14_000,
                every=Every.WEEK,
            )

    def token(self, who: Somebody) -> str:
        """A token by which a program reaches what they may do with money."""
        asker = self.ask(who, NOW)
        return people.make_token(
            asker, now=NOW, named="night run", scopes=["money"], expires_at=NOW + timedelta(days=30)
        )[1]

    def approved(self) -> UUID:
        """A run that the job built and two people approved."""
        assert asked("build").exit_code == 0
        run = Line.objects.values_list("run", flat=True).distinct().get()
        for who in (self.ann, self.ben):
            money.approve_run(self.ask(who, NOW), now=NOW, run=run)
        return run


def asked(*words: str, token: str = "") -> Result:
    return CliRunner().invoke(app, list(words), env=SHELL | {"OWNWAY_TOKEN": token})


@pytest.mark.req("U1")
def test_a_run_goes_to_the_bank_and_back_by_command_and_people_approve_it(tmp_path: Path) -> None:
    desk = Desk()
    run = desk.approved()
    told = asked("export", str(run), "--to", str(tmp_path))
    assert told.exit_code == 0, told.output
    (file,) = tmp_path.iterdir()
    assert hashlib.sha256(file.read_bytes()).hexdigest() in told.output
    assert file.stat().st_mode & 0o077 == 0
    assert "sent" in asked("sent", str(run)).output
    paid = asked("confirm", str(run), "--paid-on", TODAY.isoformat(), token=desk.token(desk.ann))
    assert paid.exit_code == 0, paid.output
    assert "1 payments told, 0 of them came back. The run is confirmed." in paid.output
    assert str(run) in asked("list").output


def test_building_twice_builds_once_and_nothing_due_is_no_fault() -> None:
    Desk()
    first, again = asked("build"), asked("build")
    assert first.output == again.output
    assert "1 payments, £140.00" in first.output
    assert "It waits for 2 to approve it." in first.output
    none = asked("build", "--key", "another")
    assert (none.exit_code, "Nothing falls due" in none.output) == (0, True)
    assert Line.objects.count() == 1
    assert not Approval.objects.exists()


def test_building_tells_sums_and_reasons_and_names_people_only_when_asked() -> None:
    desk = Desk(budgets=3)
    poor = desk.somebody("Poppy Lindqvist")
    money.set_schedule(
        desk.ask(desk.worker), now=NOW, key=desk.key(), budget=desk.open_budget(rate=140, starts=TODAY, stream="last"),
        holder=poor.party, starts=TODAY, pence=14_000, every=Every.WEEK,
    )  # fmt: skip
    short, whole = asked("build").output, asked("build", "--lines").output
    assert "3 payments, £420.00" in short
    assert "1 left out: " in short
    assert "Poppy" not in short
    assert whole.count("£140.00") == 4
    assert "Poppy Lindqvist, left out" in whole


def test_there_is_no_command_that_approves() -> None:
    assert {command.name or command.callback.__name__ for command in app.registered_commands} == {
        "list",
        "build",
        "export",
        "sent",
        "confirm",
    }


def test_what_was_not_approved_is_not_exported_and_it_is_said_why() -> None:
    Desk()
    asked("build")
    run = Line.objects.values_list("run", flat=True).get()
    told = asked("export", str(run))
    assert told.exit_code == 1
    assert "has not been approved by a second person" in told.output


def test_a_file_that_is_there_stays_and_another_in_its_place_is_not_overwritten(tmp_path: Path) -> None:
    run = Desk().approved()
    asked("export", str(run), "--to", str(tmp_path))
    assert "unchanged" in asked("export", str(run), "--to", str(tmp_path)).output
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"something else")
    told = asked("export", str(run), "--to", str(tmp_path))
    assert told.exit_code == 1
    assert file.read_bytes() == b"something else"


def test_the_banks_word_needs_a_person_and_not_the_one_who_sent_the_file(tmp_path: Path) -> None:
    desk = Desk()
    run = desk.approved()
    asked("export", str(run), "--to", str(tmp_path))
    asked("sent", str(run))
    for token in ("", "ownway_nonsense"):
        told = asked("confirm", str(run), "--paid-on", TODAY.isoformat(), token=token)
        assert (told.exit_code, "OWNWAY_TOKEN" in told.output) == (1, True)
    assert not Line.objects.filter(outcome__isnull=False).exists()


def test_confirming_goes_on_where_it_stopped_and_tells_what_came_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ownway.interfaces.cli.payments.PIECE", 2)
    desk = Desk(budgets=5)
    run = desk.approved()
    asked("export", str(run), "--to", str(tmp_path))
    asked("sent", str(run))
    lines = list(Line.objects.order_by("due_on", "id").values_list("pk", flat=True))
    # Two were told before the power failed.
    money.confirm_run(desk.ask(desk.ann, NOW), now=NOW, run=run, lines=lines[:2])
    back = tmp_path / "back.csv"
    with back.open("w", newline="") as file:
        csv.writer(file).writerows([["payment", "why"], [lines[3].hex, "AC04"]])
    token = desk.token(desk.ann)
    told = asked("confirm", str(run), "--paid-on", TODAY.isoformat(), "--came-back", str(back), token=token)
    assert told.exit_code == 0, told.output
    assert "3 payments told, 1 of them came back. The run is confirmed." in told.output
    ends = dict(Line.objects.values_list("pk", "outcome__end"))
    assert [ends[line] for line in lines] == ["paid", "paid", "paid", "rejected", "paid"]
    assert "0 payments told" in asked("confirm", str(run), "--paid-on", TODAY.isoformat(), token=token).output


@pytest.mark.parametrize(
    ("content", "said"),
    [("payment,why\nnonsense,AC04\n", "back.csv:2"), ("line,code\n1,2\n", "back.csv:2"), ("", "0 of them")],
)
def test_a_table_of_returns_that_cannot_be_read_confirms_nothing(tmp_path: Path, content: str, said: str) -> None:
    desk = Desk()
    run = desk.approved()
    asked("export", str(run), "--to", str(tmp_path))
    asked("sent", str(run))
    (tmp_path / "back.csv").write_text(content)
    token = desk.token(desk.ann)
    told = asked(
        "confirm", str(run), "--paid-on", TODAY.isoformat(), "--came-back", str(tmp_path / "back.csv"), token=token
    )
    assert said in told.output
    assert Line.objects.filter(outcome__isnull=False).exists() is (told.exit_code == 0)
