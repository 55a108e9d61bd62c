"""Spends told with next to no work: a typed line, a photo, a statement of the person's own bank."""

import io
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from ownway.registers.money.actions import CannotMatch, CannotReadStatement, undo_match
from ownway.steps.spending import actions, queries
from ownway.steps.spending.actions import CannotKeepReceipt, CannotRecordSpend
from ownway.steps.spending.models import Receipt, Spend
from ownway.values.cannot import NotAllowed, NotFound
from tests.factories import Somebody, somebody, works_with
from tests.statements import Moved, lloyds
from tests.steps import asks, install, signed

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


class Home:
    """A person with an agreed plan, and the practitioner beside them."""

    def __init__(self) -> None:
        now = NOW - timedelta(hours=3)
        install(now)
        self.rosa, self.idris = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
        works_with(self.idris, self.rosa)
        signed(self.rosa, self.idris, now=now)
        self.asker = asks(self.rosa, NOW)

    def spend(self) -> Any:
        """A spend of today."""
        return actions.record_spend(
            self.asker, now=NOW, key="one", person=self.rosa.party, on=TODAY, pence=450, what="Swimming"
        )

    def hand_in(self, content: bytes) -> Any:
        """The person's own statement, taken in."""
        return actions.take_in_own_statement(self.asker, now=NOW, person=self.rosa.party, content=content)

    def drafts(self) -> Any:
        """What waits for the person's word."""
        return queries.drafts(self.asker, person=self.rosa.party, now=NOW)


@pytest.fixture
def home() -> Home:
    return Home()


def statement() -> bytes:
    """Three lines of a card, one of them money that came in."""
    day = TODAY - timedelta(days=2)
    moved = [Moved(day, 5_000, words="FERNLEIGH COUNCIL"), Moved(day, -450, words="LEISURE CENTRE SWIM")]
    return lloyds([*moved, Moved(TODAY, -2_999, words="CLOTHES SHOP")])


def browser(who: Somebody) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    assert client.post(reverse("account_login"), {"login": who.email, "password": who.password}).status_code == 302
    return client


def hidden(answer: Any) -> dict[str, str]:
    """The fields nobody sees of the first form on a page."""
    main = answer.content.decode().split("<main", 1)[1].split("</form>", 1)[0]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main))


def photo() -> bytes:
    """A photo with words of the camera in it."""
    told = Image.Exif()
    told[0x010E] = "taken at home"
    made = io.BytesIO()
    Image.new("RGB", (64, 48), (10, 90, 10)).save(made, "JPEG", exif=told)
    return made.getvalue()


@pytest.mark.req("U2")
def test_lines_of_ones_own_statement_become_spends_by_ones_own_word(home: Home) -> None:
    taken = home.hand_in(statement())
    assert taken.entries == 3
    assert not Spend.objects.exists()
    seen = home.drafts()
    assert [(one.entry.words, one.entry.money.pence) for one in seen.drafts] == [
        ("LEISURE CENTRE SWIM", -450),
        ("CLOTHES SHOP", -2_999),
    ]
    assert seen.came_in == 1
    chosen = [seen.drafts[0].entry.id]
    (spend,) = actions.write_down_entries(
        home.asker, now=NOW, person=home.rosa.party, entries=chosen, put_rest_away=True
    )
    told = queries.spend(home.asker, spend=spend, now=NOW)
    assert (told.what, told.money.pence, told.on) == ("LEISURE CENTRE SWIM", 450, TODAY - timedelta(days=2))
    assert home.drafts().drafts == ()
    with pytest.raises(CannotRecordSpend, match="no_such_entry"):
        actions.write_down_entries(home.asker, now=NOW, person=home.rosa.party, entries=chosen)
    assert home.hand_in(statement()).is_again
    assert Spend.objects.count() == 1


def test_what_was_put_away_can_be_taken_up_again(home: Home) -> None:
    home.hand_in(statement())
    first = home.drafts().drafts[0].entry.id
    actions.write_down_entries(home.asker, now=NOW, person=home.rosa.party, entries=(), put_rest_away=True)
    undo_match(home.asker, now=NOW, entry=first)
    assert [one.entry.id for one in home.drafts().drafts] == [first]
    with pytest.raises(CannotMatch, match="not_matched"):
        undo_match(home.asker, now=NOW, entry=first)


def test_a_line_that_was_written_down_before_says_so(home: Home) -> None:
    home.spend()
    home.hand_in(statement())
    assert [one.written_down for one in home.drafts().drafts] == ["Swimming", ""]


def test_money_that_came_in_is_no_spend(home: Home) -> None:
    from ownway.registers.money.queries import own_entries

    home.hand_in(statement())
    came_in = [one.id for one in own_entries(home.asker, person=home.rosa.party, now=NOW) if one.money.pence > 0]
    with pytest.raises(CannotRecordSpend, match="no_such_entry"):
        actions.write_down_entries(home.asker, now=NOW, person=home.rosa.party, entries=came_in)


def test_nobody_else_sees_the_lines_of_ones_own_statement(home: Home) -> None:
    home.hand_in(statement())
    clerk = somebody("Felix Amankwah", "finance")
    for other in (home.idris, clerk):
        with pytest.raises((NotAllowed, NotFound)):
            queries.drafts(asks(other, NOW), person=home.rosa.party, now=NOW)
        with pytest.raises((NotAllowed, NotFound)):
            actions.take_in_own_statement(asks(other, NOW), now=NOW, person=home.rosa.party, content=statement())
    from ownway.registers.money.queries import entries_waiting

    assert entries_waiting(asks(clerk, NOW), now=NOW) == ()


def test_a_broken_statement_leaves_nothing_behind(home: Home) -> None:
    lines = statement().split(b"\r\n")
    with pytest.raises(CannotReadStatement, match="balance_breaks"):
        home.hand_in(b"\r\n".join([lines[0], lines[1], lines[3]]))
    assert home.drafts().drafts == ()


def test_a_receipt_is_kept_once_sealed_and_without_words_of_the_camera(home: Home) -> None:
    spend = home.spend()
    kept = actions.keep_receipt(home.asker, now=NOW, spend=spend, content=photo())
    assert actions.keep_receipt(home.asker, now=NOW, spend=spend, content=photo()) == kept
    seen, content = queries.receipt(home.asker, receipt=kept, now=NOW)
    assert (seen.media_type, content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert b"taken at home" not in content
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM spending_receipt")
        assert content[:64] not in bytes(cursor.fetchone()[0])
    with pytest.raises(CannotKeepReceipt, match="receipt_kind"):
        actions.keep_receipt(home.asker, now=NOW, spend=spend, content=b"<svg/>")
    stranger = somebody("Lewis Amadi", "provider")
    with pytest.raises((NotAllowed, NotFound)):
        queries.receipt(asks(stranger, NOW), receipt=kept, now=NOW)
    assert Receipt.objects.count() == 1


@pytest.mark.req("U2")
def test_a_line_that_says_all_is_written_down_at_once_and_one_that_does_not_is_asked_about(home: Home) -> None:
    client = browser(home.rosa)
    record, line = (reverse(f"spending:{name}", args=[home.rosa.party]) for name in ("record", "typed"))
    sent = hidden(client.get(record))
    first = client.post(line, {**sent, "typed": "taxi to mum 12.40 yesterday"})
    assert first.status_code == 303
    assert client.post(line, {**sent, "typed": "taxi to mum 12.40 yesterday"})["Location"] == first["Location"]
    spend = Spend.objects.get()
    assert (spend.what, spend.pence) == ("taxi to mum", 1_240)
    asked = client.post(line, {**hidden(client.get(record)), "typed": "taxi to mum"})
    assert asked.status_code == 422
    words = asked.content.decode()
    assert "We did not find how much it was." in words
    assert 'value="taxi to mum"' in words
    # Closing the page now loses nothing: it waits on the page where it is told in full.
    waiting = client.get(record).content.decode()
    assert "You typed something here" in waiting
    (back,) = re.findall(r'href="([^"]*bring-back=[^"]*)"', waiting)
    brought = client.get(unescape(back)).content.decode()
    assert 'value="taxi to mum"' in brought
    day = {"on-day": str(TODAY.day), "on-month": str(TODAY.month), "on-year": str(TODAY.year)}
    given = {**hidden(asked), "what": "taxi to mum", "pence": "7.50", **day}
    assert client.post(record, given).status_code == 303
    assert "You typed something here" not in client.get(record).content.decode()
    assert client.post(line, {**hidden(client.get(record)), "typed": ""}).status_code == 422
    assert client.get(line).status_code == 303


def test_statement_lines_and_receipt_go_in_by_the_pages(home: Home) -> None:
    client = browser(home.rosa)
    address = reverse("spending:statement", args=[home.rosa.party])
    file = SimpleUploadedFile("card.csv", statement())
    assert client.post(address, {**hidden(client.get(address)), "content": file}).status_code == 303
    lines = reverse("spending:entries", args=[home.rosa.party])
    page = client.get(lines)
    assert "LEISURE CENTRE SWIM" in page.content.decode()
    chosen = str(home.drafts().drafts[0].entry.id)
    assert client.post(lines, {**hidden(page), "entries": [chosen], "rest": "on"}).status_code == 303
    assert "No line waits" in client.get(lines).content.decode()
    spend = Spend.objects.get()
    keep = reverse("spending:keep_receipt", args=[spend.pk])
    bad = {**hidden(client.get(keep)), "content": SimpleUploadedFile("r.jpg", b"<svg/>", "image/jpeg")}
    assert client.post(keep, bad).status_code == 422
    good = {**hidden(client.get(keep)), "content": SimpleUploadedFile("r.html", photo(), "text/html")}
    assert client.post(keep, good).status_code == 303
    assert "Photo, kept on" in client.get(reverse("spending:spend", args=[spend.pk])).content.decode()
    given = client.get(reverse("spending:receipt", args=[Receipt.objects.get().pk]))
    assert (given["Content-Type"], given["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert given["Content-Disposition"].startswith("attachment;")
