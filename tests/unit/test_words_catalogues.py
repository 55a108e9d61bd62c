"""The catalogues of other languages fit the sentences they translate."""

import re
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from babel.messages.pofile import read_po

from ownway.words.catalogues import DOMAIN, FOLDER, compile_catalogues, translator
from ownway.words.catalogues.extraction import letters, reasons
from ownway.words.diagrams import of_states
from ownway.words.easy_read import twins
from ownway.words.filling import names_in
from ownway.words.languages import LANGUAGES
from ownway.words.letters import templates
from ownway.words.reasons.catalogue import FOLDER as REASONS
from ownway.words.reasons.catalogue import catalogue
from tests.house.guards import reading

DESK = re.compile(r"web/(templates/)?desks/(?!bench|designing|finance)")
OTHERS = [language for language in LANGUAGES if language != "en"]


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_asks_for_the_same_facts_in_the_same_way(language: str) -> None:
    with (FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as lines:
        messages = [message for message in read_po(lines) if message.id and isinstance(message.id, str)]
    assert messages
    wrong = {
        message.id: message.string
        for message in messages
        if message.string and "{" in message.id and names_in(message.id) != names_in(str(message.string))
    }
    assert wrong == {}


@pytest.mark.req("H1")
@pytest.mark.parametrize(("language", "said"), [("cy", "heddiw"), ("de", "heute"), ("ar", "اليوم")])
def test_a_sentence_is_told_in_the_readers_language(language: str, said: str) -> None:
    assert translator(language).gettext("today") == said
    assert translator(language).gettext("A sentence nobody translated.") == "A sentence nobody translated."


def test_welsh_has_its_own_plurals() -> None:
    count = translator("cy").ngettext
    assert [count("{days} day", "{days} days", number).format(days=number) for number in (1, 2, 5)] == [
        "1 diwrnod",
        "2 ddiwrnod",
        "5 diwrnod",
    ]


def test_every_sentence_of_reasons_and_letters_is_given_to_translators() -> None:
    gathered = set()
    for folder, extract in ((REASONS, reasons), (templates.FOLDER, letters)):
        for file in folder.glob("*.yaml"):
            with file.open("rb") as lines:
                gathered |= {message[2] for message in extract(lines, None, None, None)}
    said = {words for entry in catalogue().values() for words in (entry.plain, entry.easy, entry.help)}
    for kind in templates.KINDS:
        form = templates.template(kind)
        said |= {form.title, form.easy_title} | {w for piece in form.pieces for w in (piece.plain, piece.easy)}
    assert said - {""} <= gathered


def test_the_catalogues_can_be_compiled_for_the_framework(tmp_path: Path) -> None:
    folder = copytree(FOLDER, tmp_path / "catalogues", ignore=ignore_patterns("*_Easy"))
    made = {file.parent.parent.name for file in compile_catalogues(folder)}
    assert made == {*OTHERS, *(f"{language}_Easy" for language in LANGUAGES)}


def test_a_table_of_states_becomes_a_diagram() -> None:
    page = of_states(
        "Door", {"open": {"shut": "closed"}, "closed": {}}, {"open": "It is open.", "closed": "It is not."}
    )
    assert "    [*] --> open\n    open --> closed: shut\n    closed --> [*]" in page
    assert "| closed | It is not. |" in page


@pytest.mark.req("H1")
@pytest.mark.parametrize("page", ["public/rules.html", "rules/try.html", "rules/tried.html"])
def test_the_rules_and_their_calculator_speak_welsh(page: str) -> None:
    """Every fixed sentence of these pages; what a programme says is in its own languages."""
    template = Path(__file__).parents[2] / "src/ownway/interfaces/web/templates" / page
    said = set(re.findall(r'_\("([^"]+)"\)', template.read_text(encoding="utf-8")))
    assert len(said) > 9
    assert {words for words in said if translator("cy").gettext(words) == words} == set()


@pytest.mark.req("H1")
def test_the_first_three_steps_speak_welsh_plainly_and_in_easy_read() -> None:
    """What persons read there and on their list of seven steps, and their workers on the desk."""
    tree = Path(__file__).parents[2]
    said = {
        words
        for path, words in reading.said_on_pages(tree)
        if reading.FIRST_STEPS.search(where := path.relative_to(tree).as_posix())
        or DESK.search(where)
        or path.name == "progress.py"
    }
    with (FOLDER / "cy" / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as lines:
        catalogue = read_po(lines)
    welsh = {one for message in catalogue if message.string for one in _each(message.id)}
    assert len(said) > 1000
    assert sorted({*said, *twins().values()} - welsh) == []


def _each(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, tuple | list) else (str(words),)
