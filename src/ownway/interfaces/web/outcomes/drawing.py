"""Draws how a score went over time as a line; the same figures stand in a table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from ownway.interfaces.web.design.pictures import framed

WIDTH, HEIGHT = 600, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 580, 14, 150


@dataclass(frozen=True, slots=True)
class Dot:
    """One score at one moment, with the day in words."""

    at: datetime
    score: int
    said: str


def line(title: str, dots: Sequence[Dot], *, least: int, most: int) -> Markup:
    """Return a line through *dots*, the earliest first, on a scale from *least* to *most*."""
    first, minute = dots[0].at, timedelta(minutes=1)
    minutes = max((dots[-1].at - first) // minute, 1)

    def across(at: datetime) -> int:
        return LEFT + (at - first) // minute * (RIGHT - LEFT) // minutes if len(dots) > 1 else (LEFT + RIGHT) // 2

    def up(score: int) -> int:
        return BOTTOM - (score - least) * (BOTTOM - TOP) // (most - least)

    parts = [
        Markup(
            '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" stroke-opacity="0.25"/>'
            '<text class="ow-picture__name" x="0" y="{}">{}</text>'
        ).format(LEFT, RIGHT, up(score), up(score), up(score) + 6, score)
        for score in (least, (least + most) // 2, most)
    ]
    points = " ".join(f"{across(dot.at)},{up(dot.score)}" for dot in dots)
    parts.append(Markup('<polyline points="{}" fill="none" stroke="currentColor" stroke-width="3"/>').format(points))
    parts += [
        Markup('<circle class="ow-picture__bar ow-tone-1" cx="{}" cy="{}" r="7"/>').format(
            across(dot.at), up(dot.score)
        )
        for dot in dots
    ]
    parts.append(Markup('<text class="ow-picture__name" x="{}" y="{}">{}</text>').format(LEFT, 180, dots[0].said))
    if dots[0].said != dots[-1].said:
        ended = Markup('<text class="ow-picture__name" x="{}" y="{}" text-anchor="end">{}</text>')
        parts.append(ended.format(RIGHT, 180, dots[-1].said))
    return framed(title, WIDTH, HEIGHT, Markup("").join(parts))
