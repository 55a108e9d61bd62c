"""Same need, same money as a picture and as a page: the gap of each part against others of the same need."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ownway.lab.equity.verdict import JUDGED_FROM, SHOWN_ONLY, TOLERANCE, EquityVerdict
from ownway.lab.reports.bars import Interval, intervals, readable
from ownway.lab.reports.page import Section, Table, page
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


def html_of(judged: EquityVerdict, lead: str, sentences: Sequence[str], warnings: Sequence[str] = ()) -> str:
    """Return a verdict as a page that stands alone: *sentences*, the picture, and every gap that can be told."""
    gaps = judged.to_json()["gaps"]
    drawn = same_need(gaps, judged.tolerance)
    told = [
        (
            f"{readable(gap['part'])} ({gap['division']})",
            f"{gap['compared']:,}",
            _per_cent(gap["gap_per_cent"]),
            f"{_per_cent(gap['low_per_cent'])} to {_per_cent(gap['high_per_cent'])}",
        )
        for gap in gaps
        if gap["gap_per_cent"] is not None
    ]
    headings = ("Part", "Compared", "More or less than others", "Between")
    sections = [
        Section("The verdict", sentences, warnings=warnings),
        Section(
            "The same money for the same need",
            ["Each part of the people beside others of the same need, with the interval in which the gap lies."],
            [] if drawn is None else [drawn],
            [Table("Every gap that can be told", headings, told)] if told else [],
        ),
    ]
    return page("Same need, same money?", lead, sections)


def _per_cent(value: float) -> str:
    return f"{value:+.1f} %".replace("-", "−")
