"""Letters say what was decided, why, by whom and by when it may be challenged, on a page, in text and in print."""

import pytest

from ownway.values import Reason
from ownway.words.catalogues import translator
from ownway.words.letters import KINDS, Letter, LetterLacks, render
from ownway.words.letters.pdf import CannotPrint, pdf
from ownway.words.letters.templates import read, shared, template

FACTS = {
    "authority": "Fernleigh Council",
    "to_name": "Aisha Karim",
    "written_on": "2026-11-22",
    "pence": 27540,
    "currency": "GBP",
    "every": "week",
    "starts": "2026-12-01",
    "stream": "National Health Service",
    "decided_by": "Tom Okafor",
    "challenge_until": "2026-12-20",
    "answer_within_days": 28,
    "answer_due": "2026-12-20",
    "decision_code": "decisions.kind.budget_told",
    "ending": "4821",
    "due_on": "2026-12-04",
    "first_day": "2026-11-02",
    "last_day": "2026-11-29",
    "still_open": 4_350,
    "due": "2026-12-13",
    "otherwise": 2,
    "look_again_on": "2026-12-11",
    "review_on": "2027-02-22",
    "degree": "You look after the money yourself",
    "ask_name": "Tom Okafor",
    "ask_contact": "020 7946 0000",
    "rule_version": "0123456789ab-cdef01",
    "words": "I saw how you manage.",
    "pay_within_days": 28,
    "person": "Yusuf Karim",
    "rests_from": "2026-12-03",
    "day": "2026-12-10",
    "place": "At two, in the library.",
    "agenda": "The boat on the lake.",
    "new": "Maren Holt",
    "before": "Idris Vaughan",
    "earliest": "2026-12-24",
    "offer": "Home from Hospital, and the library's visiting list.",
}
WHY = (Reason("decisions.challenged", because=(Reason("decisions.late", {"due": "2026-01-01", "days": 3}),)),)
ODD = "Łucja Ŵŷn محمد بن <script>alert(1)</script> *stars* #eval(1) $x$ @ref \\ 👩🏽\u200d🦽 “q” 'q' & \u202ertl\u202c"


@pytest.mark.parametrize("easy", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_letter_can_be_written_in_full(kind: str, easy: bool) -> None:
    letter = render(kind, "en", FACTS, WHY, easy=easy)
    assert "not known" not in letter.plain
    assert letter.plain.startswith("Fernleigh Council\nAisha Karim\n22 November 2026\n")
    assert letter.title in letter.html
    assert Letter.from_json(letter.as_json()) == letter


@pytest.mark.req("H1")
@pytest.mark.parametrize("easy", [False, True])
@pytest.mark.parametrize("language", ["cy", "de"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_is_whole_in_every_language(kind: str, language: str, easy: bool) -> None:
    form = template(kind)
    pieces = [piece for part in form.pieces for piece in (shared()[part.include] if part.include else (part,))]
    said = {form.easy_title if easy else form.title, *(piece.easy if easy else piece.plain for piece in pieces)}
    catalogue = translator(language)
    # What is only a fact or a sum reads alike in every language.
    untold = {text for text in said if text and not text.startswith("{") and catalogue.gettext(text) == text}
    assert untold == set()
    assert render(kind, language, FACTS, WHY, easy=easy).language == language


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_that_lacks_a_fact_is_not_written(kind: str) -> None:
    for name in template(kind).needs:
        with pytest.raises(LetterLacks, match=name):
            render(kind, "en", {**FACTS, name: None})


def test_a_letter_of_no_known_kind_is_not_written() -> None:
    with pytest.raises(LetterLacks, match="known are"):
        render("love_letter", "en", FACTS)


@pytest.mark.req("H3")
@pytest.mark.parametrize("kind", ["budget_told", "plan_agreed", "plan_refused", "review_done", "degree_changed"])
def test_a_decision_is_told_with_its_reasons_its_clock_and_a_name(kind: str) -> None:
    told = render(kind, "en", FACTS, WHY).plain
    assert "The decision was challenged." in told
    assert "You can challenge this until 20 December 2026." in told
    assert "within 28 days" in told
    assert "Decided by: Tom Okafor" in told
    assert "I saw how you manage." in told


def test_what_is_not_given_is_left_out_whole() -> None:
    bare = {**FACTS, "challenge_until": None, "answer_within_days": None, "words": "", "ask_name": None}
    told = render("budget_told", "en", bare).plain
    assert "challenge" not in told
    assert "Who to ask" not in told
    assert "wrote to you" not in told


def test_an_answer_to_a_challenge_says_which_way_it_went() -> None:
    right = render("challenge_answered", "en", {**FACTS, "upheld": True}, WHY).plain
    stands = render("challenge_answered", "en", {**FACTS, "upheld": False}, WHY).plain
    assert "does not stand" in right
    assert "The decision stands" in stands
    assert "does not stand" not in stands


def test_nothing_a_person_is_called_becomes_markup() -> None:
    letter = render("budget_told", "en", {**FACTS, "to_name": ODD, "words": ODD}, WHY)
    assert "<script>" not in letter.html
    assert "&lt;script&gt;" in letter.html


@pytest.mark.req("P10")
@pytest.mark.req("H1")
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_prints_as_a_tagged_pdf_whatever_is_in_it(kind: str, large: bool) -> None:
    printed = pdf(render(kind, "en", {**FACTS, "to_name": ODD, "words": ODD}, WHY), large=large)
    assert printed.startswith(b"%PDF-1.")
    assert b"/StructTreeRoot" in printed
    assert b"/Lang" in printed
    assert b"<pdfuaid:part>1</pdfuaid:part>" in printed


def test_large_print_needs_more_paper() -> None:
    letter = render("budget_told", "en", FACTS, WHY * 12)
    assert pages(pdf(letter, large=True)) > pages(pdf(letter))


def pages(printed: bytes) -> int:
    """Return how many pages a PDF has."""
    return printed.count(b"/Type /Page\n") + printed.count(b"/Type/Page/")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("title: T\neasy_title: T\nblocks: [{plain: '{sum}', easy: 'Sum'}]", "sum"),
        ("title: T\neasy_title: T\nblocks: [{plain: 'Only plain'}]", "Easy Read"),
        ("title: T\neasy_title: T\nblocks: [{form: banner, plain: A, easy: B}]", "banner"),
        ("title: T\neasy_title: T\nblocks: [{plain: A, easy: B, if: c}]", "if"),
    ],
)
def test_a_template_with_a_hole_is_refused(wrong: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read("kind", wrong)


def test_a_script_that_no_font_here_has_is_said_to_be_unprintable() -> None:
    letter = render("budget_told", "en", {**FACTS, "words": "".join(map(chr, range(0x4E00, 0x4E60)))})
    with pytest.raises(CannotPrint, match="96 signs"):
        pdf(letter)
