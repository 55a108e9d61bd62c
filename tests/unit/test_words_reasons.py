"""Every reason of the product has a sentence that can be filled, in plain words and in Easy Read."""

import pytest

from ownway.values import Cannot, Reason
from ownway.words import reasons
from ownway.words.filling import fill, names_in
from ownway.words.reasons.catalogue import catalogue, read

LATE = Reason("decisions.late", {"due": "2026-01-01", "days": 3})


@pytest.mark.req("H3")
def test_a_reason_becomes_a_sentence_with_its_facts() -> None:
    said = reasons.sentence(LATE, "en")
    assert said == "The time for an answer was over on 1 January 2026. This was answered 3 days late."


@pytest.mark.req("H1")
def test_every_sentence_has_an_easy_read_twin() -> None:
    assert reasons.without_easy_twin() == ()


@pytest.mark.req("H1")
def test_easy_read_is_short() -> None:
    long = {
        code: entry.easy
        for code, entry in catalogue().items()
        if any(len(sentence.split()) > 12 for sentence in entry.easy.replace("?", ".").replace(":", ".").split("."))
    }
    assert long == {}


def test_a_missing_fact_is_told_as_not_known() -> None:
    assert "not known" in reasons.sentence(Reason("decisions.late", {"days": 3}), "en")
    assert "not known" in reasons.sentence(Reason("decisions.late", {"due": "soon", "days": 3}), "en")


def test_reasons_below_a_reason_are_told_below_it_and_own_words_stay_untouched() -> None:
    told = reasons.tell(Reason("decisions.challenged", because=(LATE,), words="I <b>wrote</b> {this}"), "en")
    assert told.words == "I <b>wrote</b> {this}"
    assert [line.split(" ")[0] for line in told.lines()] == ["The", "The"]
    assert told.because[0].sentence == reasons.sentence(LATE, "en")


def test_a_code_without_a_sentence_is_found() -> None:
    codes = ["decisions.late", "nobody.wrote_this", "pack:step:total"]
    assert reasons.without_sentence(codes) == ("nobody.wrote_this",)
    assert "nobody.wrote_this" in reasons.sentence(Reason("nobody.wrote_this"), "en")


def test_what_would_help_is_the_errors_own_or_else_the_catalogues() -> None:
    plain = Cannot("text.too_long", longest=10, given=12)
    assert reasons.what_would_help(plain, "en") == "Shorten it, or write the rest in another answer."
    own = Cannot("text.too_long", help="Ring us on 020 7946 0000.", longest=10, given=12)
    assert reasons.what_would_help(own, "en") == "Ring us on 020 7946 0000."
    by_code = Cannot("text.too_long", help="decisions.late", due="2026-01-01", days=1)
    assert reasons.what_would_help(by_code, "en").startswith("The time for an answer")
    assert reasons.what_would_help(Cannot("decisions.unknown"), "en") == ""


@pytest.mark.parametrize(
    "wrong",
    [
        "other.code: {plain: 'Words.'}",
        "topic.code: {plain: ''}",
        "topic.code: {plain: 'Words.', hard: 'More.'}",
        "topic.code: {plain: '{0}'}",
        "topic.code: {plain: '{due:soon}'}",
        "topic.code: {plain: '{due!r}'}",
        "topic.code: {plain: '{due.year}'}",
    ],
)
def test_a_catalogue_with_a_mistake_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"topic|fact|code"):
        read(wrong, "topic")


def test_numbers_are_written_as_in_the_language() -> None:
    facts = {"share": "15/4", "many": 12500, "sum": 12500, "sum_currency": "EUR"}
    assert fill("{share:number} {many:number} {sum:money}", facts, "de") == "3,75 12.500 125,00\xa0€"
    assert names_in("{share:number} and {{braces}}") == {"share": "number"}


def test_braces_in_a_fact_are_only_letters() -> None:
    assert fill("{words}", {"words": "{due:day} %s {0}"}, "en") == "{due:day} %s {0}"
