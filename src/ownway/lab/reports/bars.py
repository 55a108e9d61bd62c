"""Pictures of parts beside each other: shares to the left and right of a middle, and gaps with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ownway.lab.reports.pictures import GRID, INK, TONES, WIDTH, Picture, nice_steps

ROW, HEAD, FOOT, SIDE = 52, 38, 56, 12
DOWN, UP = TONES[1], TONES[0]


def readable(name: str) -> str:
    """Return the name of a part as people read it: ``east_midlands`` as “East midlands”."""
    spaced = name.replace("_", " ")
    return spaced[:1].upper() + spaced[1:]


@dataclass(frozen=True, slots=True)
class Split:
    """One part: how many of a hundred are to the left and to the right of the middle, and how many people it is."""

    name: str
    left: float
    right: float
    people: int


@dataclass(frozen=True, slots=True)
class Interval:
    """One part: a figure with the interval that it lies in; *stands_out* where it is beyond what is allowed."""

    name: str
    value: float
    low: float
    high: float
    stands_out: bool = False


def splits(title: str, description: str, rows: Sequence[Split], names: tuple[str, str]) -> Picture:
    """Return a picture of who is to the left (``get less``) and to the right (``get more``), a part a line."""
    middle, half = WIDTH / 2, WIDTH / 2 - SIDE - 66
    height = HEAD + ROW * max(len(rows), 1)
    body = [
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="{middle - 12}" y="18" text-anchor="end" fill="{DOWN}">◀ {escape(names[0])}</text>',
        f'<text x="{middle + 12}" y="18" fill="{UP}">{escape(names[1])} ▶</text>',
    ]
    for place, row in enumerate(rows):
        top = HEAD + place * ROW
        left, right = round(half * row.left / 100, 1), round(half * row.right / 100, 1)
        body.append(
            f'<text x="{middle}" y="{top + 17}" text-anchor="middle" fill="{INK}">'
            f"{escape(row.name)} ({row.people:,})</text>"
            f'<rect x="{middle - left:.1f}" y="{top + 25}" width="{left}" height="18" fill="{DOWN}"/>'
            f'<rect x="{middle}" y="{top + 25}" width="{right}" height="18" fill="{UP}"/>'
            f'<line x1="{middle}" x2="{middle}" y1="{top + 22}" y2="{top + 46}" stroke="{INK}"/>'
            f'<text x="{middle - left - 6:.1f}" y="{top + 40}" text-anchor="end" fill="{INK}">{row.left:.0f} %</text>'
            f'<text x="{middle + right + 6:.1f}" y="{top + 40}" fill="{INK}">{row.right:.0f} %</text>'
        )
    table = tuple((row.name, f"{row.people:,}", f"{row.left:.0f} %", f"{row.right:.0f} %") for row in rows)
    return Picture(title, description, ("Who", "People", *names), table, "".join(body), WIDTH, height)


def intervals(title: str, description: str, rows: Sequence[Interval], axis: str, allowed: float) -> Picture:
    """Return gaps in per cent, a part a line, each with its interval; between plus and minus *allowed* lies a band."""
    ends = [value for row in rows for value in (row.low, row.high)] + [-allowed * 1.4, allowed * 1.4]
    steps = nice_steps(max(min(ends), -100.0), min(max(ends), 100.0), 6)
    low, high = steps[0], steps[-1]
    height = HEAD + ROW * max(len(rows), 1) + FOOT
    bottom = height - FOOT

    def x(value: float) -> float:
        inside = min(max(value, low), high)
        return round(SIDE + 16 + (inside - low) / (high - low) * (WIDTH - 2 * SIDE - 32), 1)

    body = [
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        (
            f'<rect x="{x(-allowed)}" y="{HEAD}" width="{x(allowed) - x(-allowed):.1f}" height="{bottom - HEAD}" '
            f'fill="{TONES[2]}" fill-opacity="0.14"/>'
        ),
        f'<text x="{x(0)}" y="20" text-anchor="middle" fill="{INK}">within {allowed:g} % is allowed</text>',
    ]
    for value in steps:
        strong = INK if value == 0 else GRID
        body.append(
            f'<line x1="{x(value)}" x2="{x(value)}" y1="{HEAD}" y2="{bottom}" stroke="{strong}"/>'
            f'<text x="{x(value)}" y="{bottom + 22}" text-anchor="middle" fill="{INK}">{value:+g} %</text>'.replace(
                "+0 %", "0"
            )
        )
    for place, row in enumerate(rows):
        top, tone = HEAD + place * ROW, DOWN if row.stands_out else UP
        mark = x(row.value)
        shape = (
            f'<rect x="{mark - 5:.1f}" y="{top + 30}" width="10" height="10" fill="{tone}"/>'
            if row.stands_out
            else f'<circle cx="{mark}" cy="{top + 35}" r="5" fill="{tone}"/>'
        )
        body.append(
            f'<text x="{SIDE}" y="{top + 19}" fill="{INK}">{escape(row.name)}</text>'
            f'<line x1="{x(row.low)}" x2="{x(row.high)}" y1="{top + 35}" y2="{top + 35}" stroke="{tone}" '
            f'stroke-width="3"/>{shape}'
        )
    body.append(f'<text x="{WIDTH / 2}" y="{height - 6}" text-anchor="middle" fill="{INK}">{escape(axis)}</text>')
    table = tuple((row.name, f"{row.value:+.1f} %", f"{row.low:+.1f} %", f"{row.high:+.1f} %") for row in rows)
    return Picture(title, description, ("Who", "Gap", "From", "To"), table, "".join(body), WIDTH, height)
