"""What an audit says of words and of printed numbers: reading ages, and chains of changes that do not close."""

from fractions import Fraction
from pathlib import Path

import pytest

from ownway.rulebook.audit.index_chain import look_at_indexes
from ownway.rulebook.audit.reading import age_of, lix_of, look_at_reading, readings
from ownway.rulebook.load import files_of, load_pack, pack_from_files

FOLDER = Path(__file__).parents[2] / "packs"


@pytest.mark.parametrize(
    ("text", "lix"),
    [
        ("The cat sat on the mat.", Fraction(6)),
        ("Short. Also short.", Fraction(3, 2)),
        ("Considerable administrative complexity.", Fraction(103)),
        ("{value} points give {exact}.", Fraction(2)),
        ("", Fraction(0)),
    ],
)
def test_lix_is_words_a_sentence_and_long_words_in_a_hundred(text: str, lix: Fraction) -> None:
    """Björnsson's measure; names to be filled in are no words."""
    assert lix_of(text) == lix


@pytest.mark.parametrize(("lix", "age"), [(0, 6), (19, 8), (20, 9), (44, 15), (56, 18), (90, 18)])
def test_school_years_go_with_lix_as_printed(lix: int, age: int) -> None:
    """Anderson's table, and five years before school."""
    assert age_of(Fraction(lix)) == age


def test_easy_read_is_read_younger_than_the_text_beside_it() -> None:
    """Over all questions of a pack; of a single one it need not be so."""
    found = list(readings(load_pack(FOLDER / "in-control")))
    plain = [one.age for one in found if not one.easy]
    easy = [one.age for one in found if one.easy]
    assert sum(easy) * len(plain) < sum(plain) * len(easy)
    assert {one.language for one in found} == {"en"}


def test_a_question_in_officialese_is_noted_and_beyond_the_limit_keeps_the_pack_back() -> None:
    """The same words in Easy Read are refused earlier."""
    files = files_of(FOLDER / "in-control")
    hard = "Notwithstanding considerable administrative complexity, kindly characterise nutritional circumstances " * 2
    words = files["questions/meals.en.yaml"]
    label = next(line for line in words.splitlines() if line.startswith("label:"))
    pack = pack_from_files({**files, "questions/meals.en.yaml": words.replace(label, f"label: {hard}", 1)})
    found = {finding.id: finding.blocks for finding in look_at_reading(pack)}
    assert "reading.en.plain.question.meals" in found
    assert not any(id.startswith("reading.en.easy") for id in found)


def test_printed_index_numbers_that_do_not_follow_from_their_changes_are_named() -> None:
    """Minnesota's cost of living: chained anew, five of the printed figures come out otherwise."""
    (finding,) = look_at_indexes(load_pack(FOLDER / "us-mn-cdcs"))
    assert finding.id == "index.cost_of_living"
    assert "2017-08-01 is printed as 16.4938, while the change gives 16.4766" in finding.says
    assert finding.says.count("is printed as") == 5
    assert finding.blocks
