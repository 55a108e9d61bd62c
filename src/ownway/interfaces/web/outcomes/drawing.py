"""Draws how a score went over time as a line; the same figures stand in a table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ownway.interfaces.web.design.pictures import framed

WIDTH, HEIGHT = 600, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 580, 14, 150


@dataclass(frozen=True, slots=True)
class Dot:
    """One score on one day, with the day in words."""

    on: date
    score: int
    said: str


def line(title: str, dots: Sequence[Dot], *, least: int, most: int) -> Markup:
    """Return a line through *dots*, the earliest first, on a scale from *least* to *most*."""
    first, last = dots[0].on, dots[-1].on
    days = max((last - first).days, 1)

    def across(on: date) -> int:
        return LEFT + (on - first).days * (RIGHT - LEFT) // days if first != last else (LEFT + RIGHT) // 2

    def up(score: int) -> int:
        return BOTTOM - (score - least) * (BOTTOM - TOP) // (most - least)

    parts = [
        Markup(
            '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" stroke-opacity="0.25"/>'
            '<text class="ow-picture__name" x="0" y="{}">{}</text>'
        ).format(LEFT, RIGHT, up(score), up(score), up(score) + 6, score)
        for score in (least, (least + most) // 2, most)
    ]
    points = " ".join(f"{across(dot.on)},{up(dot.score)}" for dot in dots)
    parts.append(Markup('<polyline points="{}" fill="none" stroke="currentColor" stroke-width="3"/>').format(points))
    parts += [
        Markup('<circle class="ow-picture__bar ow-tone-1" cx="{}" cy="{}" r="7"/>').format(
            across(dot.on), up(dot.score)
        )
        for dot in dots
    ]
    parts.append(Markup('<text class="ow-picture__name" x="{}" y="{}">{}</text>').format(LEFT, 180, dots[0].said))
    if first != last:
        ended = Markup('<text class="ow-picture__name" x="{}" y="{}" text-anchor="end">{}</text>')
        parts.append(ended.format(RIGHT, 180, dots[-1].said))
    return framed(title, WIDTH, HEIGHT, Markup("").join(parts))
