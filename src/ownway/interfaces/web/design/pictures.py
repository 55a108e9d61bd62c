"""Pictures of sums as SVG without script or style of their own; the same figures stand in a table beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from ownway.interfaces.web.design import disclosure

WIDTH = 600
ROW = 56


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, how long it is in any whole unit, and the figure in words (``£275.40``)."""

    name: str
    length: int
    said: str
    tone: int = 1
    """Which of the six tones of the style sheet."""


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """Return horizontal bars below each other, longest as wide as the picture.

    The picture is hidden from screen readers' way through the page but has a name; the table beside it tells the rest.
    Where sums are kept back there is none.
    """
    if disclosure.kept_back():
        return Markup("")
    most = max((abs(row.length) for row in rows), default=0) or 1
    drawn = []
    for number, row in enumerate(rows):
        top = number * ROW
        wide = abs(row.length) * WIDTH // most
        drawn.append(
            Markup(
                '<text class="ow-picture__name" x="0" y="{y}">{name}</text>'
                '<text class="ow-picture__said" x="{end}" y="{y}" text-anchor="end">{said}</text>'
                '<rect class="ow-picture__ground" x="0" y="{bar}" width="{end}" height="18" rx="9"/>'
                '<rect class="ow-picture__bar ow-tone-{tone}" x="0" y="{bar}" width="{wide}" height="18" rx="9"/>'
            ).format(
                y=top + 18,
                bar=top + 26,
                end=WIDTH,
                name=row.name,
                said=row.said,
                tone=row.tone,
                wide=max(wide, 4),
            )
        )
    return framed(title, WIDTH, max(len(rows), 1) * ROW, Markup("").join(drawn))


def split_bar(title: str, parts: Sequence[Bar]) -> Markup:
    """Return one bar split into *parts*, for where the money is: paid, promised, left."""
    if disclosure.kept_back():
        return Markup("")
    whole = sum(max(part.length, 0) for part in parts) or 1
    drawn = []
    start = 0
    reached = 0
    for part in parts:
        reached += max(part.length, 0)
        end = reached * WIDTH // whole
        if end > start:
            drawn.append(
                Markup('<rect class="ow-picture__bar ow-tone-{}" x="{}" y="0" width="{}" height="28"/>').format(
                    part.tone, start, max(end - start - 2, 1)
                )
            )
        start = end
    return framed(title, WIDTH, 28, Markup("").join(drawn))


def year_bar(title: str, parts: Sequence[Bar], *, gone: tuple[int, int], today: str) -> Markup:
    """Return a year's money as one bar of *parts*, with a mark where *gone* days of so many have passed.

    *today* are the words at the mark. The same figures stand in the list or table beside.
    """
    drawn, reached = [], 0
    whole = sum(max(part.length, 0) for part in parts) or 1
    for part in parts:
        start, reached = reached * WIDTH // whole, reached + max(part.length, 0)
        wide = reached * WIDTH // whole - start
        if wide:
            drawn.append(
                Markup('<rect class="ow-picture__bar ow-tone-{}" x="{}" y="34" width="{}" height="28"/>').format(
                    part.tone, start, max(wide - 2, 1)
                )
            )
    at = min(gone[0], gone[1]) * WIDTH // (gone[1] or 1)
    anchor = "start" if at * 2 < WIDTH else "end"
    drawn.append(
        Markup(
            '<line class="ow-picture__axis" x1="{x}" y1="24" x2="{x}" y2="72"/>'
            '<text class="ow-picture__name" x="{x}" y="18" text-anchor="{anchor}">{today}</text>'
        ).format(x=min(max(at, 1), WIDTH - 1), anchor=anchor, today=today)
    )
    return framed(title, WIDTH, 74, Markup("").join(drawn))


def framed(title: str, width: int, height: int, drawn: Markup) -> Markup:
    """Return a picture with a name of its own that grows and shrinks with the page."""
    return Markup(
        '<svg class="ow-picture" viewBox="0 0 {} {}" role="img" aria-label="{}" focusable="false">{}</svg>'
    ).format(width, height, escape(title), drawn)
