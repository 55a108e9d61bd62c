"""Fields of a form: what they give when they can be read, what they say when not, and that what was typed stays."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.forms import Field
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from ownway.interfaces.web.design.fields import (
    AnyOf,
    Choice,
    Chooser,
    Day,
    LongWords,
    Number,
    OneOf,
    Sum,
    Ticked,
    Words,
    YesNo,
)
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.showing import Showing
from ownway.values import Asker, Basis, Cannot, new_identifier
from ownway.values.cannot import NotAllowed, Stale

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
TWO = (Choice("some", "Some help", "On most days"), Choice("much", "Much help"))


def sent(data: dict[str, Any] | None) -> HttpRequest:
    """A request that sends *data*, or merely opens the page."""
    request = RequestFactory().get("/somewhere/") if data is None else RequestFactory().post("/somewhere/", data)
    request.now = NOW
    request.asker = Asker(Basis.PUBLIC, new_identifier(NOW))
    request.showing = Showing()
    return request


def form_of(field: Field, data: dict[str, Any] | None, **rest: Any) -> Form:
    """A form with one field, ``it``."""
    return Form(sent(data), fields={"it": field}, **rest)


@pytest.mark.parametrize(
    ("field", "data", "value"),
    [
        (Words("Name"), {"it": "  Zoë  "}, "Zoë"),
        (Words("Name", required=False), {}, ""),
        (LongWords("Story"), {"it": "one\r\ntwo"}, "one\ntwo"),
        (OneOf("Help", choices=TWO), {"it": "some"}, "some"),
        (OneOf("Help", choices=TWO, required=False), {}, ""),
        (Chooser("Help", choices=TWO), {"it": "much"}, "much"),
        (YesNo("Do you?"), {"it": "no"}, False),
        (YesNo("Do you?", required=False), {}, None),
        (AnyOf("Which", choices=TWO), {"it": ["much", "some"]}, ("some", "much")),
        (AnyOf("Which", choices=TWO, required=False), {}, ()),
        (Ticked("I agree"), {"it": "on"}, True),
        (Ticked("I agree", required=False), {}, False),
        (Sum("How much?"), {"it": "£1,200.50"}, 120_050),
        (Sum("How much?", required=False), {"it": " "}, None),
        (Number("Hours"), {"it": "3.50"}, "3.5"),
        (Number("People", whole=True), {"it": "4"}, "4"),
        (Day("When?"), {"it-day": "27", "it-month": "March", "it-year": "2027"}, date(2027, 3, 27)),
        (Day("When?", required=False), {}, None),
    ],
)
def test_a_field_gives_what_was_meant(field: Field, data: dict[str, Any], value: object) -> None:
    form = form_of(field, data)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["it"] == value


@pytest.mark.parametrize(
    ("field", "data", "told"),
    [
        (Words("Name"), {}, "Write an answer"),
        (Words("Name"), {"it": " \n "}, "Write an answer"),
        (Words("Name", missing="Write your name"), {}, "Write your name"),
        (OneOf("Help", choices=TWO), {}, "Choose one answer"),
        (OneOf("Help", choices=TWO), {"it": "all"}, "Choose one of the answers"),
        (OneOf("Help", choices=TWO), {"it": "some\x00"}, "Choose one of the answers"),
        (AnyOf("Which", choices=TWO), {}, "Choose at least one"),
        (AnyOf("Which", choices=TWO), {"it": ["some", "all"]}, "Choose from the answers"),
        (Ticked("I agree"), {}, "Tick the box"),
        (Sum("How much?"), {}, "Enter an amount"),
        (Sum("How much?"), {"it": "lots"}, "in numbers, like 12.50"),
        (Sum("How much?"), {"it": "-1"}, "£0.00 or more"),
        (Sum("How much?", most=5000), {"it": "50.01"}, "£50.00 or less"),
        (Number("Hours"), {"it": "often"}, "Enter a number, like 3.5"),
        (Number("People", whole=True), {"it": "2.5"}, "Enter a number, like 3"),
        (Day("When?"), {"it-day": "31"}, "Enter a real date"),
        (Day("When?"), {}, "Enter a date"),
        (
            Day("When?", earliest=date(2026, 11, 22)),
            {"it-day": "1", "it-month": "1", "it-year": "2026"},
            "22 November 2026 or later",
        ),
        (
            Day("When?", latest=date(2026, 11, 22)),
            {"it-day": "1", "it-month": "1", "it-year": "2027"},
            "22 November 2026 or earlier",
        ),
    ],
)
def test_a_field_says_what_is_wrong(field: Field, data: dict[str, Any], told: str) -> None:
    form = form_of(field, data)
    assert not form.is_valid()
    assert told in form.errors["it"][0]


def test_of_several_errors_each_names_its_field_at_the_head_of_the_page() -> None:
    fields = {"what": Words("What is it?"), "why": Words("In your words"), "price": Sum("What does it cost?")}
    form = Form(sent({"price": "lots"}), fields=fields)
    assert not form.is_valid()
    assert [one["text"] for one in form.summary] == [
        "What is it? Write an answer",
        "In your words: Write an answer",
        "What does it cost? Enter an amount in numbers, like 12.50",
    ]
    assert form.errors["what"] == ["Write an answer"]


@pytest.mark.parametrize(
    ("field", "data", "kept"),
    [
        (Words("Name", longest=3), {"it": "Zo<ë>"}, 'value="Zo&lt;ë&gt;"'),
        (LongWords("Story", longest=3), {"it": "שלום עולם"}, ">שלום עולם</textarea>"),
        (Sum("How much?"), {"it": "lots"}, 'value="lots"'),
        (Number("People", whole=True), {"it": "2.5"}, 'value="2.5"'),
        (Day("When?"), {"it-day": "31", "it-month": "June", "it-year": "2027"}, 'value="June"'),
        (Words("Name", longest=3), {"it": "a\x00bcd"}, 'value="abcd"'),
    ],
)
def test_what_was_typed_stays_beside_its_error(field: Field, data: dict[str, Any], kept: str) -> None:
    form = form_of(field, data)
    page = render_to_string("pages/question.html", {"form": form, "title": "A question"}, request=form.request)
    assert kept in page
    assert 'id="id_it-error"' in page
    assert "<title>Error: A question" in page
    link = form.summary[0]["href"]
    assert f'href="{link}"' in page
    assert f'id="{link[1:]}"' in page
    assert "\x00" not in page


@pytest.mark.parametrize(
    ("field", "begun", "found"),
    [
        (Sum("How much?"), 1250, 'value="12.50"'),
        (Day("When?"), date(2027, 3, 27), 'value="2027"'),
        (OneOf("Help", choices=TWO), "much", 'value="much" checked'),
        (AnyOf("Which", choices=TWO), ("some",), 'value="some" checked'),
        (Ticked("I agree"), True, 'value="on" checked'),
        (Chooser("Help", choices=TWO), "much", '<option value="much" selected>'),
        (LongWords("Story"), "Once", ">Once</textarea>"),
    ],
)
def test_a_form_begins_with_what_is_known(field: Field, begun: object, found: str) -> None:
    form = form_of(field, None, initial={"it": begun})
    page = render_to_string("pages/question.html", {"form": form}, request=form.request)
    assert found in " ".join(page.split())
    assert "govuk-error" not in page


class CannotSign(Cannot):
    """A deed of this test."""


def test_what_could_not_be_done_is_told_beside_the_field_it_concerns() -> None:
    form = form_of(Words("Name"), {"it": "Zoë"})

    def deed(given: dict[str, Any]) -> None:
        raise CannotSign("text.missing", field="it")

    assert not form.carries_out(deed)
    assert "it" in form.errors
    assert form.shown("it") == "Zoë"


def test_an_old_page_keeps_what_was_typed_and_takes_up_the_new_version() -> None:
    form = form_of(Words("Name"), {"it": "Zoë", "_base": "3"}, base=4)
    assert form.base == "3"

    def deed(given: dict[str, Any]) -> None:
        raise Stale("text.missing")

    assert not form.carries_out(deed)
    assert form.stale
    assert 'name="_base" value="4"' in form.hidden
    assert form.shown("it") == "Zoë"


def test_what_is_not_allowed_is_no_error_of_the_form() -> None:
    form = form_of(Words("Name"), {"it": "Zoë"})

    def deed(given: dict[str, Any]) -> None:
        raise NotAllowed("people.not_granted", deed="x")

    with pytest.raises(NotAllowed):
        form.carries_out(deed)


def test_a_deed_is_not_tried_with_what_cannot_be_read() -> None:
    tried: list[object] = []
    assert not form_of(Words("Name"), {}).carries_out(tried.append)
    assert not form_of(Words("Name"), None).carries_out(tried.append)
    assert tried == []
    form = form_of(Words("Name"), {"it": "Zoë"})
    assert form.carries_out(lambda given: given["it"] + "!")
    assert form.result == "Zoë!"
