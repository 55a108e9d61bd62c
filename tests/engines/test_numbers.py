"""Exact numbers: what people type is short, what a rule reckons may be long, and both are read as they were written."""

from fractions import Fraction

import pytest

from ownway.rulebook.model.numbers import NotANumber, exact, read_back, written

SHARE_OF_A_SHARE = Fraction(6301306441128213, 25108374195780490)


def test_a_long_fraction_of_a_reason_is_read_back() -> None:
    """A rate of a rate of an index has more digits than a pack may write, and none is lost."""
    assert read_back(written(SHARE_OF_A_SHARE)) == SHARE_OF_A_SHARE
    with pytest.raises(NotANumber):
        exact(written(SHARE_OF_A_SHARE))


@pytest.mark.parametrize("text", ["", "1e3", "nan", "1,000", "1/0", "1.5/2", " 1", "1" * 2_001])
def test_what_no_reason_writes_is_not_read_back(text: str) -> None:
    """Neither words nor exponents, and nothing without end."""
    with pytest.raises(NotANumber):
        read_back(text)
