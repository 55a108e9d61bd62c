"""The finance desk's pages of streams, the table to take along, and the command that splits for everybody."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner

from ownway.interfaces.cli.main import app
from ownway.registers.money import actions as money
from ownway.registers.money.models import Split
from ownway.steps.agreement import queries as agreements
from ownway.steps.spending import actions
from ownway.values import Every, Money
from tests.factories import Somebody, somebody, works_with
from tests.steps import PROGRAMME, asks, install, signed

BEGAN = timezone.now() - timedelta(days=40)
LATER = BEGAN + timedelta(hours=2)


@pytest.fixture
def rosa(db: None) -> Somebody:
    """A person with an agreed plan of forty days ago, paid by two streams, and two spends."""
    install(BEGAN)
    person, worker = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    agreement = signed(person, worker, now=BEGAN)
    agreed = agreements.agreement(asks(person, LATER), agreement=agreement, now=LATER)
    for kind, pence in (("housing_support", 3_000), ("leisure", 1_250)):
        actions.record_spend(
            asks(person, LATER),
            now=LATER,
            key=kind,
            person=person.party,
            on=LATER.date(),
            pence=pence,
            what=kind,
            kind=kind,
        )
    money.open_budget(
        asks(worker, LATER),
        now=LATER,
        key="housing",
        person=person.party,
        programme=PROGRAMME,
        stream="supporting_people",
        rate=Money(2_000, "GBP"),
        every=Every.WEEK,
        starts=agreed.starts,
        rule_version=agreed.rule_version,
    )
    return person


def browser(who: Somebody) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    assert client.post(reverse("account_login"), {"login": who.email, "password": who.password}).status_code == 302
    return client


def post(client: Client, address: str, told: dict[str, int]) -> HttpResponse:
    """Send the form of a page as a browser would, with the fields nobody sees."""
    main = client.get(address).content.decode().split("<main", 1)[1]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main))
    answer: HttpResponse = client.post(address, {**hidden, **told})
    return answer


@pytest.mark.req("F4")
def test_one_command_splits_everybody_and_the_second_time_moves_nothing(rosa: Somebody) -> None:
    first = CliRunner().invoke(app, ["streams", "split", "--all"])
    assert (first.exit_code, first.output) == (0, "1 people looked at; for 1 something moved.\n")
    again = CliRunner().invoke(app, ["streams", "split", str(rosa.party)])
    assert again.output == "1 people looked at; for 0 something moved.\n"
    assert Split.objects.filter(person=rosa.party).count() == 1
    assert CliRunner().invoke(app, ["streams", "split"]).exit_code == 2
    unknown = CliRunner().invoke(app, ["streams", "split", "--all", str(rosa.party)])
    assert unknown.exit_code == 2


@pytest.mark.req("F2")
def test_finance_sees_each_stream_fixes_its_report_and_takes_it_along(rosa: Somebody) -> None:
    CliRunner().invoke(app, ["streams", "split", "--all"])
    client = browser(somebody("Ann Beddoes", "finance"))
    page = client.get(reverse("finance:streams")).content.decode()
    assert "Supporting People" in page
    assert "£30.00" in page
    assert "£12.50" in page
    address = reverse("finance:stream", args=[PROGRAMME, "supporting_people"])
    stream = client.get(address)
    assert "Rosa Mbeki" in stream.content.decode()
    day = timezone.localdate()
    told = {"until-day": day.day, "until-month": day.month, "until-year": day.year}
    posted = post(client, address, told)
    assert posted.status_code == 303
    report = client.get(posted["Location"]).content.decode()
    assert "£30.00" in report
    table = client.get(f"{posted['Location']}table/")
    assert table["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(table.content.decode())))
    assert [(row["kind"], row["pence"], row["currency"]) for row in rows] == [("housing_support", "3000", "GBP")]
    assert "Rosa" not in table.content.decode()
    again = post(client, address, told)
    assert "were reported already" in again.content.decode()


@pytest.mark.req("F2")
def test_the_person_sees_one_sum_and_no_stream(rosa: Somebody) -> None:
    CliRunner().invoke(app, ["streams", "split", "--all"])
    page = browser(rosa).get(reverse("spending:account", args=[rosa.party])).content.decode()
    assert "Supporting People" not in page
    assert "£42.50" in page
