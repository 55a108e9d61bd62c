"""Pictures of figures as accessible SVG: a title, a description, no script, and the same figures as a table beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10

WIDTH, HEIGHT = 640, 420
LEFT, RIGHT, TOP, BOTTOM = 118, 42, 18, 64
KEY = 26
"""So high is a line of the key above a picture."""
TONES = ("#1d4f91", "#b3441e", "#2e6b3a", "#6b3fa0", "#7a5c00", "#444444")
"""Six tones, each of at least 4.5 to 1 on white; shapes tell them apart too."""
INK, GRID = "#222222", "#d0d0d0"


@dataclass(frozen=True, slots=True)
class Dots:
    """A cloud of points under a name: pairs of (across, up)."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line under a name through pairs of (across, up); with *low* and *high* a band around it."""

    name: str
    points: Sequence[tuple[float, float]]
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Axes:
    """What is across and what is up, with the unit that stands before a number (``£``)."""

    across: str
    up: str
    across_unit: str = ""
    up_unit: str = "£"
    from_zero: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its title, its description, and the table that says the same."""

    title: str
    description: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    body: str
    width: int = WIDTH
    height: int = HEIGHT

    def svg(self, id: str = "picture") -> str:
        """Return the drawing as one SVG element; *id* must be unique in a page."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {self.width} {self.height}" '
            f'aria-labelledby="{id}-title {id}-desc" font-family="sans-serif" font-size="19" width="100%">'
            f'<title id="{id}-title">{escape(self.title)}</title>'
            f'<desc id="{id}-desc">{escape(self.description)}</desc>{self.body}</svg>'
        )


def nice_steps(low: float, high: float, about: int = 5) -> list[float]:
    """Return round numbers from at most *low* to at least *high*, about so many."""
    span = high - low or abs(high) or 1.0
    rough = span / about
    power = 10.0 ** floor(log10(rough))
    step = next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= rough * 0.999)
    first, last = floor(low / step), -floor(-high / step)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


class _Frame:
    """Turns figures into places in the drawing, and draws the axes."""

    def __init__(self, across: Sequence[float], up: Sequence[float], axes: Axes) -> None:
        zero = [0.0] if axes.from_zero else []
        self.axes = axes
        self.at = nice_steps(min([*across, *zero], default=0.0), max(across, default=1.0))
        self.level = nice_steps(min([*up, *zero], default=0.0), max(up, default=1.0))

    def x(self, value: float) -> float:
        """The place across."""
        low, high = self.at[0], self.at[-1]
        return round(LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        """The place up, where more is higher."""
        low, high = self.level[0], self.level[-1]
        return round(HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    def drawn(self) -> str:
        """The axes with their numbers and names."""
        parts = []
        for value in self.level:
            y = self.y(value)
            parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="{GRID}"/>')
            parts.append(
                f'<text x="{LEFT - 8}" y="{y + 5}" text-anchor="end" fill="{INK}">'
                f"{self.axes.up_unit}{value:,.6g}</text>".replace("£-", "−£")
            )
        for value in self.at:
            x = self.x(value)
            parts.append(
                f'<text x="{x}" y="{HEIGHT - BOTTOM + 25}" text-anchor="middle" fill="{INK}">'
                f"{self.axes.across_unit}{value:,.6g}</text>"
            )
        middle = (LEFT + WIDTH - RIGHT) / 2
        parts.append(
            f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle" fill="{INK}">{escape(self.axes.across)}</text>'
            f'<text transform="translate(16 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle" '
            f'fill="{INK}">{escape(self.axes.up)}</text>'
        )
        return "".join(parts)


def _dot(x: float, y: float, tone: int) -> str:
    colour = TONES[tone % len(TONES)]
    if tone % 2:
        return f'<rect x="{x - 3.5}" y="{y - 3.5}" width="7" height="7" fill="{colour}" fill-opacity="0.75"/>'
    return f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}" fill-opacity="0.75"/>'


def _path(points: Sequence[tuple[float, float]], frame: _Frame) -> str:
    return "M" + "L".join(f"{frame.x(x)} {frame.y(y)}" for x, y in points)


def _legend(series: "Sequence[Line | Dots]") -> str:
    parts = []
    for number, one in enumerate(series):
        y = 18 + number * KEY
        if isinstance(one, Line):
            dash = ' stroke-dasharray="5 3"' if one.dashed else ""
            parts.append(
                f'<path d="M{LEFT + 6} {y - 5}h26" stroke="{TONES[number % len(TONES)]}" stroke-width="2.5"{dash}/>'
            )
        else:
            parts.append(_dot(LEFT + 19, y - 5, number))
        parts.append(f'<text x="{LEFT + 40}" y="{y}" fill="{INK}">{escape(one.name)}</text>')
    return "".join(parts)


def chart(
    title: str,
    description: str,
    axes: Axes,
    *,
    lines: Sequence[Line] = (),
    dots: Sequence[Dots] = (),
    headings: tuple[str, ...] = (),
    rows: Sequence[tuple[str, ...]] = (),
) -> Picture:
    """Return a picture of *lines* and *dots* in one frame, with *rows* under *headings* as the table beside it."""
    series: list[Line | Dots] = [*lines, *dots]
    across = [x for one in series for x, _ in one.points]
    up = [y for one in series for _, y in one.points]
    up += [value for line in lines for value in (*line.low, *line.high)]
    frame = _Frame(across, up, axes)
    body = [frame.drawn()]
    for number, line in enumerate(lines):
        colour = TONES[number % len(TONES)]
        if line.low and line.high:
            there = [(x, low) for (x, _), low in zip(line.points, line.low, strict=True)]
            back = [(x, high) for (x, _), high in zip(line.points, line.high, strict=True)][::-1]
            body.append(f'<path d="{_path([*there, *back], frame)}Z" fill="{colour}" fill-opacity="0.18"/>')
        dash = ' stroke-dasharray="7 5"' if line.dashed else ""
        body.append(f'<path d="{_path(line.points, frame)}" fill="none" stroke="{colour}" stroke-width="2.5"{dash}/>')
    for number, cloud in enumerate(dots, start=len(lines)):
        body += [_dot(frame.x(x), frame.y(y), number) for x, y in cloud.points]
    # What the lines mean stands above them, so that it never lies on one.
    above = KEY * len(series) if len(series) > 1 else 0
    ground = f'<rect width="{WIDTH}" height="{HEIGHT + above}" fill="#ffffff"/>'
    key = _legend(series) if above else ""
    drawn = f'{ground}{key}<g transform="translate(0 {above})">{"".join(body)}</g>'
    return Picture(title, description, headings, tuple(rows), drawn, WIDTH, HEIGHT + above)
