"""Draws a money table as a line or as stairs: a small picture without script, beside the table that says the same."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from markupsafe import Markup

from ownway.interfaces.web.design.pictures import framed
from ownway.interfaces.web.open_rules import saying
from ownway.rulebook.model.steps import Band

WIDTH, HEIGHT = 600, 300
LEFT, RIGHT, TOP, BOTTOM = 8, 592, 34, 252
"""The edges of the drawing within the picture; above and below stand the ends in words."""
Point = tuple[Fraction, Fraction]
Said = Callable[[Fraction], str]


def line(title: str, points: Sequence[Point], across: str, said: Said) -> Markup:
    """Return straight lines between points, with the first and the last of them in words."""
    return _drawn(title, points, points, across, said)


def stairs(title: str, bands: Sequence[Band], across: str, said: Said) -> Markup | None:
    """Return a step for each band; bands open to a side are drawn one step wide. Nothing for bands of names."""
    edges = [edge.at for band in bands for edge in (band.lower, band.upper) if edge is not None]
    if not edges or any(isinstance(band.gives, str) for band in bands):
        return None
    wide = (max(edges) - min(edges)) / max(len(bands), 1) or Fraction(1)
    corners: list[Point] = []
    for band in bands:
        start = band.lower.at if band.lower else min(edges) - wide
        end = band.upper.at if band.upper else max(edges) + wide
        gives = Fraction(band.gives)
        begin = corners[-1][0] if corners else start
        corners += [(begin, gives), (max(end, begin), gives)]
    return _drawn(title, corners, (), across, said)


def _drawn(title: str, corners: Sequence[Point], dots: Iterable[Point], across: str, said: Said) -> Markup:
    first, last = corners[0][0], corners[-1][0]
    most = max(Fraction(1), *(gives for _at, gives in corners))
    wide = last - first or Fraction(1)

    def place(point: Point) -> tuple[int, int]:
        along = LEFT + int((point[0] - first) * (RIGHT - LEFT) / wide)
        return along, BOTTOM - int(max(point[1], Fraction(0)) * (BOTTOM - TOP) / most)

    path = " ".join(f"{x},{y}" for x, y in map(place, corners))
    parts = [
        Markup('<path class="ow-picture__axis" d="M{} {}H{}"/>').format(LEFT, BOTTOM, RIGHT),
        Markup('<polygon class="ow-picture__under" points="{},{} {} {},{}"/>').format(
            LEFT, BOTTOM, path, RIGHT, BOTTOM
        ),
        Markup('<polyline class="ow-picture__line" points="{}"/>').format(path),
    ]
    for x, y in map(place, dots):
        parts.append(Markup('<circle class="ow-picture__dot" cx="{}" cy="{}" r="5"/>').format(x, y))
    words = (
        (RIGHT, TOP - 14, "end", said(most)),
        (LEFT, BOTTOM + 24, "start", saying.number(first)),
        (RIGHT, BOTTOM + 24, "end", saying.number(last)),
        ((LEFT + RIGHT) // 2, BOTTOM + 44, "middle", across),
    )
    for x, y, anchor, text in words:
        label = Markup('<text class="ow-picture__name" x="{}" y="{}" text-anchor="{}">{}</text>')
        parts.append(label.format(x, y, anchor, text))
    return framed(title, WIDTH, HEIGHT, Markup("").join(parts))
