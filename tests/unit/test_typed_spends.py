"""A line typed in passing becomes a spend, or asks for what it does not say."""

import io
from datetime import date
from uuid import UUID

import pytest
from PIL import Image

from ownway.steps.spending.rules.cannot import CannotKeepReceipt
from ownway.steps.spending.rules.receipts import LONGEST_SIDE, prepared
from ownway.steps.spending.rules.typed import read_line

FRIDAY = date(2026, 5, 8)
SWIM, TAXI = UUID(int=1), UUID(int=2)
LINES = ((SWIM, "Swimming with Ines on Fridays"), (TAXI, "Taxis to see my mother"))


@pytest.mark.req("U2")
@pytest.mark.parametrize(
    ("typed", "what", "pence", "day"),
    [
        ("taxi to mum 12.40 yesterday", "taxi to mum", 1_240, 7),
        ("£5 bus", "bus", 500, 8),
        ("Swimming 4,50", "Swimming", 450, 8),
        ("swim £4.50 on monday", "swim", 450, 4),
        ("on monday swim £4.50", "swim", 450, 4),
        ("2 tickets 15.00 last friday", "2 tickets", 1_500, 1),
        ("lunch with Ade 8 pounds 3 May", "lunch with Ade", 800, 3),
        ("80p biscuits today", "biscuits", 80, 8),
        ("carer's wage 1,204.50 on 1/5", "carer's wage", 120_450, 1),
        ("3rd of May: lunch, 7.99", "lunch", 799, 3),
        ("2026-05-02 flowers 6", "flowers", 600, 2),
        ("stuff from Mayfair 3.20", "stuff from Mayfair", 320, 8),
        ("café ☕ €3,20", "café ☕", 320, 8),
    ],
)
def test_a_typed_line_is_understood(typed: str, what: str, pence: int, day: int) -> None:
    read = read_line(typed, today=FRIDAY)
    assert (read.what, read.pence, read.on, read.unsure) == (what, pence, date(2026, 5, day), ())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("taxi to mum yesterday", "typed_no_sum"),
        ("2 tickets 15", "typed_two_sums"),
        ("bus £2 and £3", "typed_two_sums"),
        ("12.40", "typed_no_words"),
        ("yesterday 12.40", "typed_no_words"),
        ("bus 2.50 monday and tuesday", "typed_two_days"),
        ("bus 2.50 on 2026-05-09", "typed_later"),
        ("taxi 5 tomorrow", "typed_later"),
        ("taxi 5 the day after tomorrow", "typed_later"),
        ("bus 1.2.3", "typed_no_sum"),
        ("", "typed_no_sum"),
        ("flat 7b", "typed_no_sum"),
    ],
)
def test_what_a_line_does_not_say_is_asked(typed: str, code: str) -> None:
    assert f"spending.{code}" in [reason.code for reason in read_line(typed, today=FRIDAY).unsure]


def test_a_day_without_a_year_is_the_last_such_day() -> None:
    assert read_line("bus 2 pounds 24 December", today=FRIDAY).on == date(2025, 12, 24)
    assert read_line("bus 2 pounds 29 February", today=FRIDAY).on == FRIDAY


def test_the_part_of_the_plan_is_known_by_a_word_it_alone_has() -> None:
    assert read_line("taxi to mum 12.40", today=FRIDAY, lines=LINES).line == TAXI
    assert read_line("swim 4.50", today=FRIDAY, lines=LINES).line == SWIM
    assert read_line("taxi with Ines 9.00", today=FRIDAY, lines=LINES).line is None
    assert read_line("lunch 9.00", today=FRIDAY, lines=LINES).line is None


def photo(form: str = "JPEG", size: tuple[int, int] = (40, 30), **given: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(made, form, **given)
    return made.getvalue()


def test_a_photo_is_kept_without_what_the_camera_wrote_into_it() -> None:
    told = Image.Exif()
    told[0x010E] = "taken at home"
    told[0x0112] = 6
    kept = prepared(photo(exif=told, comment=b"a hidden word"))
    assert (kept.media_type, kept.ending) == ("image/jpeg", "jpg")
    assert b"taken at home" not in kept.content and b"hidden" not in kept.content
    with Image.open(io.BytesIO(kept.content)) as seen:
        assert seen.size == (30, 40)
        assert not seen.getexif()


@pytest.mark.parametrize("form", ["PNG", "WEBP", "JPEG"])
def test_each_kind_of_photo_becomes_a_plain_one_of_bounded_size(form: str) -> None:
    with Image.open(io.BytesIO(prepared(photo(form, (3_000, 1_000))).content)) as seen:
        assert (seen.format, max(seen.size)) == ("JPEG", LONGEST_SIDE)


def test_a_pdf_stays_as_it_is() -> None:
    content = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
    assert prepared(content).content == content
    assert prepared(content).media_type == "application/pdf"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "kind"),
        (b"<!doctype html><script>1</script>", "kind"),
        (b"GIF89a" + bytes(20), "kind"),
        (b"%PDF-1.7\n<script>", "broken"),
        (photo()[:200], "broken"),
        (b"x" * (10 * 1024 * 1024 + 1), "too_big"),
    ],
)  # fmt: skip
def test_what_is_no_receipt_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(CannotKeepReceipt) as told:
        prepared(content)
    assert told.value.why.code == f"spending.receipt_{code}"


def test_a_small_file_of_very_many_pixels_is_refused_before_it_is_drawn() -> None:
    with pytest.raises(CannotKeepReceipt, match="too_many_pixels"):
        prepared(photo("PNG", (20_000, 15_000)))
