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


def framed(title: str, width: int, height: int, drawn: Markup) -> Markup:
    """Return a picture with a name of its own that grows and shrinks with the page."""
    return Markup(
        '<svg class="ow-picture" viewBox="0 0 {} {}" role="img" aria-label="{}" focusable="false">{}</svg>'
    ).format(width, height, escape(title), drawn)
