"""Money told of with next to no work, in a browser: a typed line, the account of the year, a statement handed in."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from ownway.steps.spending import actions
from tests.factories import Somebody, somebody, works_with
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.paying import finance
from tests.statements import Moved, camt, lloyds
from tests.steps import asks, install, signed


@pytest.fixture
def rosa(address: str) -> Somebody:
    """A person whose plan was agreed today, and who bought something."""
    now = timezone.now() - timedelta(hours=2)
    install(now)
    person, worker = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    signed(person, worker, now=now)
    asker, day, later = asks(person, now), timezone.localdate(now), now + timedelta(minutes=30)
    actions.record_spend(asker, now=later, key="a", person=person.party, on=day, pence=2_450, what="Swimming")
    return person


@pytest.mark.req("U2")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_line_is_typed_a_statement_handed_in_and_the_account_shows_the_year(
    walk: Walking, rosa: Somebody, width: int, tmp_path: Path
) -> None:
    today = timezone.localdate()
    card = tmp_path / "card.csv"
    card.write_bytes(lloyds([Moved(today, -450, words="LEISURE CENTRE"), Moved(today, -2_999, words="CLOTHES SHOP")]))
    person = walk("rosa", width=width).signs_in(rosa)
    person.goes_to(reverse("spending:record", args=[rosa.party]))
    person.writes("Tell it in one line", "taxi to mum 12.40 today").looks()
    person.presses("Keep this line").sees("taxi to mum", "£12.40").looks()
    person.goes_to(reverse("spending:statement", args=[rosa.party])).looks()
    person.page.get_by_label("The statement").set_input_files(str(card))
    person.presses("Hand it in").sees("LEISURE CENTRE", "CLOTHES SHOP").looks()
    person.page.get_by_label("LEISURE CENTRE").check()
    person.presses("That is right").sees("Your year so far", "Spent").looks()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_desk_takes_a_statement_in(walk: Walking, rosa: Somebody, width: int, tmp_path: Path) -> None:
    file = tmp_path / "may.xml"
    file.write_bytes(camt([Moved(timezone.localdate(), -500, name="Inland Bank", words="CHARGE")]))
    clerk = walk("clerk", width=width).signs_in(finance("Ann Beddoes"))
    clerk.goes_to(reverse("finance:statements")).looks()
    clerk.page.get_by_label("The statement").set_input_files(str(file))
    clerk.presses("Take it in").sees("1 entry waits", "Inland Bank").looks()
    clerk.follows("Inland Bank").sees("None of the payments from here").looks()
