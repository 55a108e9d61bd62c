"""Says how versions stand, what each still lacks before it can be published, and what it changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.open_rules import publishing
from ownway.registers.programmes import queries
from ownway.registers.programmes.queries import CommentSeen, ImpactSeen, VersionSeen
from ownway.rulebook.compare import compare_money, compare_words, drawn, figures_of
from ownway.rulebook.compare.money import MoneyCompared, Person
from ownway.rulebook.compare.telling import AREAS, said, size_in_words
from ownway.rulebook.load import read_examples
from ownway.rulebook.model import Pack
from ownway.values import Money
from ownway.values.cannot import NotFound
from ownway.words import money

BY_LOT = 400
"""How many people are drawn by lot on a page; the command line draws as many as one likes."""
MOST_DIFFERENCES = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One version in a list: how it stands, and the days on which it starts."""

    seen: VersionSeen
    state: str
    address: str


@dataclass(frozen=True, slots=True)
class Task:
    """One thing a version needs before it is published, and whether it has it."""

    name: str
    hint: str
    address: str
    is_done: bool

    @property
    def standing(self) -> str:
        """How it stands, in the words of a task list."""
        return "done" if self.is_done else "not_started"


def name_of(version: str) -> str:
    """Return the name of a version's programme in the language of the page."""
    return queries.pack(version).say("pack.name", language())


def lines(versions: Iterable[VersionSeen]) -> list[Line]:
    """Return the versions of a programme in words."""
    states = publishing.states_in_words()
    return [
        Line(seen, states[seen.state], reverse("designing:version", args=[seen.programme, seen.version]))
        for seen in versions
    ]


def in_force(programme: str, *, on: date) -> str:
    """Return the version that holds on a day, or nothing."""
    try:
        return queries.in_force(programme, on=on)
    except NotFound:
        return ""


def tasks(
    pack: Pack,
    standing: VersionSeen,
    *,
    audit: Mapping[str, Any] | None,
    impact: ImpactSeen | None,
    comments: Sequence[CommentSeen],
) -> list[Task]:
    """Return what a version needs before it may be published, in the order in which it is commonly done."""
    at = (pack.id, pack.version)
    open_findings = [one for one in audit["findings"] if one["open"]] if audit else []
    failures = list(audit["failures"]) if audit else []
    waiting = [one for one in comments if not one.answers]
    audited = audit is not None and not open_findings and not failures
    left = len(open_findings) + len(failures)
    validation = standing.validation
    return [
        Task(
            _("The audit finds nothing open"),
            _("not audited yet")
            if audit is None
            else _("nothing open")
            if audited
            else ngettext("%(n)s thing is open", "%(n)s things are open", left) % {"n": left},
            reverse("designing:audit", args=at),
            audited,
        ),
        Task(
            _("It was held against what support costs"),
            _("no report yet")
            if validation is None
            else _("report of %(people)s people") % {"people": validation.people},
            reverse("designing:validation", args=at),
            validation is not None and not validation.expired,
        ),
        Task(
            _("What it does to people’s sums is known"),
            _("not worked out yet")
            if impact is None
            else _("worked out for %(people)s people") % {"people": impact.people},
            reverse("designing:impact", args=at),
            impact is not None,
        ),
        Task(
            _("What people said was answered"),
            _("nothing said yet")
            if not comments
            else _("all answered")
            if not waiting
            else ngettext("%(n)s comment waits", "%(n)s comments wait", len(waiting)) % {"n": len(waiting)},
            reverse("designing:comments", args=at),
            bool(comments) and not waiting,
        ),
    ]


def differences(old: Pack, new: Pack) -> list[tuple[str, list[str]]]:
    """Return what differs in words under the heading of each part, at most so many lines altogether."""
    by_area: dict[str, list[str]] = {}
    for one in compare_words(old, new)[:MOST_DIFFERENCES]:
        by_area.setdefault(one.area if one.area in AREAS else "id", []).append(said(one))
    return [(_(heading), by_area[area]) for area, heading in AREAS.items() if area in by_area]


def in_money(before: str, version: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a version does to sums: those of the worked examples of both, and of people drawn by lot."""
    old, new = queries.pack(before), queries.pack(version)
    worked = [
        Person(example.id, example.answers)
        for pack in (old, new)
        for example in read_examples(pack, queries.files(pack.version))
    ]
    return [
        (_("The worked examples of both"), rows(compare_money(figures_of(old, new, worked), new))),
        (_("People drawn by lot"), rows(compare_money(figures_of(old, new, drawn(old, new, BY_LOT)), new))),
    ]


def rows(told: MoneyCompared) -> list[tuple[str, str]]:
    """Return what a change does to sums as lines of a table."""
    if not told.compared:
        return [(_("People compared"), "0")]
    found = [
        (_("People compared"), str(told.compared)),
        (_("get more"), str(told.more)),
        (_("get less"), str(told.less)),
        (_("get the same"), str(told.same)),
        (_("All sums before"), _per(told, told.pence_was)),
        (_("All sums now"), _per(told, told.pence_now)),
    ]
    found += [
        (size_in_words(size), _("%(more)s more, %(less)s less") % {"more": size.more, "less": size.less})
        for size in told.sizes
        if size.more or size.less
    ]
    for label, one in ((_("most gained"), told.most_gained), (_("most lost"), told.most_lost)):
        if one is not None and one.was is not None and one.now is not None:
            found.append((label, f"{_per(told, one.was)} → {_per(told, one.now)}"))
    return found


def _per(told: MoneyCompared, pence: int) -> str:
    return money.say_per(Money(pence, told.currency), told.per, language())
