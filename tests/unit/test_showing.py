"""How pages are shown is kept in one word of a cookie, and anything else there is passed over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.interfaces.web.design.pictures import Bar, bars, split_bar
from ownway.interfaces.web.design.showing import CONTRASTS, Showing

SHOWINGS = st.builds(
    Showing,
    language=st.sampled_from(["en", "cy", "de", "ar"]),
    easy_read=st.booleans(),
    large_print=st.booleans(),
    contrast=st.sampled_from(CONTRASTS),
)


@given(SHOWINGS)
def test_a_cookie_gives_back_what_was_chosen(chosen: Showing) -> None:
    assert Showing.from_cookie(chosen.as_cookie()) == chosen


@given(st.text(max_size=60))
def test_a_cookie_of_any_other_make_changes_nothing(kept: str) -> None:
    found = Showing.from_cookie(kept)
    assert found is None or found.language in ("en", "cy", "de", "ar")


@pytest.mark.parametrize("given_form", [{"language": "xx"}, {"contrast": "pink"}, {"easy_read": "1"}, {}])
def test_an_unknown_choice_changes_nothing(given_form: dict[str, str]) -> None:
    assert Showing().changed_by(given_form) == Showing()


def test_a_picture_escapes_what_stands_in_it_and_has_a_name() -> None:
    drawn = bars('Where "it" went', [Bar("<Nights>", 300, "£3.00"), Bar("Days", 0, "£0.00"), Bar("Debt", -900, "−£9")])
    assert 'role="img" aria-label="Where &#34;it&#34; went"' in drawn
    assert "&lt;Nights&gt;" in drawn
    assert drawn.count("ow-picture__bar") == 3
    assert 'width="600"' in drawn


@given(st.lists(st.integers(min_value=0, max_value=10**9), max_size=6))
def test_the_parts_of_a_split_bar_never_reach_beyond_it(lengths: list[int]) -> None:
    drawn = split_bar("All", [Bar(str(number), length, "") for number, length in enumerate(lengths)])
    assert drawn.count("<rect") <= len(lengths)
    for rect in drawn.split("<rect ")[1:]:
        start = int(rect.split('x="')[1].split('"')[0])
        wide = int(rect.split('width="')[1].split('"')[0])
        assert start + wide <= 600
