"""Same need, same money as a picture: the gap of each part against others of the same need, with its interval."""

from collections.abc import Iterable, Mapping
from typing import Any

from ownway.lab.equity.verdict import JUDGED_FROM, SHOWN_ONLY, TOLERANCE
from ownway.lab.reports.bars import Interval, intervals, readable
from ownway.lab.reports.pictures import Picture

LINES_MOST = 24


def same_need(gaps: Iterable[Mapping[str, Any]], allowed: float = TOLERANCE) -> Picture | None:
    """Return a picture of *gaps* (as a verdict tells them): those judged, widest gap first; nothing where none is told.

    Parts of under thirty people forbid nothing and are left to the table.
    """
    told = [
        gap
        for gap in gaps
        if gap["gap_per_cent"] is not None
        and gap["division"] not in SHOWN_ONLY
        and " and " not in gap["division"]
        and (gap["compared"] or 0) >= JUDGED_FROM
    ]
    told.sort(key=lambda gap: -abs(gap["gap_per_cent"]))
    rows = [
        Interval(
            f"{readable(gap['part'])} ({gap['division']})",
            gap["gap_per_cent"],
            gap["low_per_cent"],
            gap["high_per_cent"],
            gap["low_per_cent"] > allowed or gap["high_per_cent"] < -allowed,
        )
        for gap in told[:LINES_MOST]
    ]
    if not rows:
        return None
    beyond = [row for row in rows if row.stands_out]
    words = (
        f"A line a part. For {len(beyond)} of {len(rows)} the whole interval lies outside what is allowed."
        if beyond
        else f"A line a part. Of {len(rows)} parts none lies outside what is allowed."
    )
    axis = "more or less than others of the same need, in per cent"
    return intervals("Same need, same money", words, rows, axis, allowed)
