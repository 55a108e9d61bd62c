"""Reasons as sentences: every reason of every chain can be told in every language, plainly, with its facts."""

import random
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.rulebook.audit.people import someone, tried
from ownway.rulebook.engines.one import work_out
from ownway.rulebook.load import files_of, load_pack, read_examples
from ownway.rulebook.sentences import say, say_all
from ownway.values import Reason

FOLDER = Path(__file__).parents[2] / "packs"
ENGLISH = load_pack(FOLDER / "in-control")
GERMAN = load_pack(FOLDER / "de-sgb-xi")
PACKS = {"in-control": ENGLISH, "de-sgb-xi": GERMAN}
DAY = date(2026, 11, 2)


@given(
    id=st.sampled_from(["in-control", "de-sgb-xi"]),
    seed=st.integers(0, 10**6),
    easy=st.booleans(),
    share=st.integers(0, 10),
)
def test_every_reason_of_a_chain_can_be_told(id, seed, easy, share) -> None:
    """No place is left open, in any language, whether all was answered or little."""
    pack = PACKS[id]
    chance = random.Random(seed)
    whole = someone(tried(pack), chance)
    part = {name: answer for name, answer in whole.items() if chance.randrange(10) < share}
    worked = work_out(pack, part, DAY)
    for language in pack.languages:
        for sentence in say_all(pack, worked.reason, language, easy):
            assert sentence.strip()
            assert not re.search(r"[{}]|None|  ", sentence), sentence


@pytest.mark.req("H1")
def test_the_chain_reads_from_the_answers_to_the_money() -> None:
    """Mrs Mukherjee's figure, as a tired daughter would read it."""
    example = next(one for one in read_examples(ENGLISH, files_of(FOLDER / "in-control")) if "daughter" in one.id)
    told = list(say_all(ENGLISH, work_out(ENGLISH, example.answers, DAY).reason, "en", brief=True))
    assert told[0].startswith("Washing, dressing and looking after your body – you said “I need help once a day.”")
    assert "So 50% of that need counts." in told[1]
    assert told[-2].startswith("13 points give £128.00 a week. In the table, 10 points stand for £95.00")
    assert told[-1] == "This gives £128.00 a week."
    assert not any("did not ask" in sentence for sentence in told)


def test_money_numbers_and_days_are_written_as_the_reader_writes_them() -> None:
    """The German sum in German and in English."""
    example = next(one for one in read_examples(GERMAN, files_of(FOLDER / "de-sgb-xi")) if "forty" in one.id)
    worked = work_out(GERMAN, example.answers, example.as_of)
    german, english = (say(GERMAN, worked.reason, language) for language in ("de", "en"))
    assert german == "Das ergibt 958,20\xa0€ im Monat."
    assert english == "This gives €958.20 a month."


def test_a_language_the_pack_has_not_falls_back_to_its_own() -> None:
    """Better the pack's own words than none; British English is English."""
    worked = work_out(ENGLISH, {}, DAY)
    assert say(ENGLISH, worked.reason, "en-GB").startswith("There is no figure yet")
    assert say(ENGLISH, worked.reason, "cy").startswith("There is no figure yet")


def test_a_reason_of_another_house_is_refused() -> None:
    """The pack tells its own reasons only."""
    with pytest.raises(KeyError):
        say(ENGLISH, Reason("decisions.too_late"), "en")
