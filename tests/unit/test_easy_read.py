"""Easy Read: a picture beside each sentence, drawn for ownway, and another way to say what is long or hard."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
import yaml
from django.utils import translation
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st

from ownway.interfaces.web.design.easy_read import Sentences, beside
from ownway.interfaces.web.design.showing import Showing
from ownway.words import pictures
from ownway.words.easy_read import twins
from ownway.words.letters.letter import Block, Letter
from ownway.words.letters.pdf import pdf
from tests.steps import PACKS

PLAIN, EASY = next(iter(twins().items()))


def shown(page: str, first: str = "") -> list[str]:
    """The pictures put on a page, in their order."""
    return re.findall(r"pictures/([a-z-]+)[^\"]*\.svg", beside(page, "en", first))


@pytest.mark.req("H1")
def test_each_sentence_has_a_picture_that_says_nothing_to_a_screen_reader() -> None:
    page = "<h1>Know your budget</h1><p>We ask about the night.</p><ul><li>Your friends</li></ul>"
    assert shown(page) == ["money", "moon", "two-people"]
    assert beside(page, "en").count('alt=""') == 3


def test_a_programme_names_the_picture_of_its_question() -> None:
    page = "<form><fieldset><legend><h1>At night</h1></legend><p>Who helps?</p></fieldset></form>"
    assert shown(page, "umbrella") == ["umbrella", "helping-hand"]
    assert shown(page, "no-such-picture")[0] == "moon"


def test_what_somebody_wrote_a_table_and_a_drawing_are_left_as_they_are() -> None:
    page = (
        '<p dir="auto">My money</p><blockquote><p>Money</p></blockquote><table><tr><td><p>Money</p></td></tr></table>'
        '<p class="govuk-visually-hidden">Money</p><svg><title>Money</title></svg><p></p>'
    )
    assert shown(page) == []


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<ul>", "<li>", "</li>", "<br>", "money & you", "&lt;b&gt;", "\n", "<svg>"])
    )
)
def test_nothing_of_a_page_is_lost_or_changed(parts: list[str]) -> None:
    page = "".join(parts)
    assert re.sub(r'<img class="ow-pictogram[^>]*>', "", beside(page, "en")) == page
    assert all(0 < one.at <= len(page) for one in Sentences(page).found)


@pytest.mark.req("H1")
@pytest.mark.parametrize("name", sorted(pictures.named()))
def test_every_picture_is_a_drawing_of_shapes_alone(name: str) -> None:
    root = ElementTree.fromstring(pictures.drawing(name))
    assert root.get("viewBox") == "0 0 64 64"
    kinds = {part.tag.split("}")[1] for part in root.iter()}
    assert kinds <= {"svg", "g", "rect", "circle", "ellipse", "path"}


def test_every_picture_that_words_call_for_is_drawn() -> None:
    hospital = {"en": "hospital", "cy": "ysbyty", "de": "Krankenhaus", "ar": "مستشفى"}
    assert {pictures.picture_for(word, language) for language, word in hospital.items()} == {"hospital"}
    assert pictures.picture_for("Your money", "cy") == "money"
    assert pictures.named() >= pictures.TURNS
    assert pictures.PLAIN in pictures.named()
    assert pictures.picture_for("Xyzzy", "en") == ""


def test_an_unknown_picture_is_refused() -> None:
    with pytest.raises(KeyError):
        pictures.drawing("../words")


@pytest.mark.req("H1")
@pytest.mark.parametrize("language", ["en", "cy"])
def test_one_switch_says_it_in_easy_read(language: str) -> None:
    with translation.override(Showing(language=language).spoken):
        plainly = gettext(PLAIN)
    with translation.override(Showing(language=language, easy_read=True).spoken):
        easily = gettext(PLAIN)
    if language == "en":
        assert (plainly, easily) == (PLAIN, EASY)
    assert easily != plainly


def test_what_needs_no_twin_stays_as_it_is_in_easy_read() -> None:
    with translation.override(Showing(language="cy", easy_read=True).spoken):
        assert gettext("today") == "heddiw"


@pytest.mark.req("H1")
def test_a_letter_in_easy_read_is_printed_with_pictures_and_stays_tagged() -> None:
    blocks = (Block("figure", "£131.67 a week"), Block("paragraph", "Someone else looks at it."))
    plain = Letter("budget_told", "en", False, "Your money", "Fernleigh", "Rosa", "22 November 2026", blocks)
    easy, own_words = replace(plain, easy=True), replace(plain, easy=True, kind="plan")
    printed = {one: pdf(one, large=True) for one in (plain, easy, own_words)}
    assert all(b"/StructTreeRoot" in made for made in printed.values())
    assert len(printed[easy]) > len(printed[own_words]) + 500


@pytest.mark.req("H1")
def test_every_kind_of_support_of_every_programme_has_a_picture() -> None:
    without = []
    for folder in sorted(path.parent for path in PACKS.glob("*/planning.yaml")):
        kinds = yaml.safe_load((folder / "planning.yaml").read_text(encoding="utf-8"))["kinds_of_support"]
        said: dict[str, dict[str, str] | str] = {}
        for written in folder.glob("*.en.yaml"):
            said |= yaml.safe_load(written.read_text(encoding="utf-8"))
        for kind in kinds:
            words = said[f"kind.{kind}"]
            easy = words if isinstance(words, str) else words.get("easy") or words["text"]
            if not pictures.picture_for(easy, "en"):
                without.append((folder.name, kind))
    assert without == []
