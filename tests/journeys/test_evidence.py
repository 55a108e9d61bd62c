"""Anyone reads what studies found, for and against, before they choose; script off, on a phone and at a desk."""

import pytest

from tests.journeys.conftest import DESK, PHONE, Walking


@pytest.mark.req("L9", "H1")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_anyone_reads_what_was_found_for_and_against(walk: Walking, width: int) -> None:
    anyone = walk("anyone", width=width)
    anyone.goes_to("/").follows("What studies found, for and against")
    anyone.sees("Does it work? What studies found", "Older people", "Standard care was slightly more worth its cost")
    anyone.follows("The pilots’ figures, worked out again").sees("Print and rows, side by side")
    anyone.follows("What studies found, for and against").presses("Easy Read", within="header")
    anyone.sees("Usual care made them happier.")
