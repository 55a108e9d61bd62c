"""Reads the people of a trial from a file, names every row and cell that is wrong, and goes on with the rest."""

import csv
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.lab.evaluate.cannot import CannotEvaluate
from ownway.lab.evaluate.protocol import CostItem, Measure, Protocol
from ownway.lab.evaluate.scoring import ValueSet, score_of
from ownway.lab.evaluate.stepping import check_steps
from ownway.lab.populations.numbers import plainly
from ownway.lab.populations.reading import encoding_of, separator_of

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
YES = frozenset({"yes", "true", "1", "y"})
NO = frozenset({"no", "false", "0", "n", ""})
ABSURD_POUNDS_WEEK = 50_000
LONGEST_LINE = 100_000
ANSWERS_MOST = 100
PERIOD_DIGITS = 4
NUMBER = re.compile(r"^[-+]?(\d{1,20}(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?$", re.ASCII)


@dataclass(frozen=True)
class Bad:
    """What is wrong with a row or a cell: its number (1 is the first below the names), and what was done."""

    row: int
    person: str
    column: str
    given: str
    rule: str
    left_out: bool

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return dict(vars(self))

    def __str__(self) -> str:
        done = "The row is left out." if self.left_out else "The cell counts as missing."
        return f"Row {self.row} ({self.person or 'nobody named'}), {self.column}: {self.rule} {done}"


@dataclass(frozen=True)
class Trial:
    """Everyone in a trial, in columns. Money is pounds a week; what is missing is not-a-number.

    *costs* has a column for each cost of the protocol; *outcomes* and *baselines* one for each outcome, turned so that
    more is better. *period* is the time of each row in a comparison of steps, and *earlier* holds the cost and each
    outcome at a time before the start; *baseline_indirect* is what everything elsewhere cost at the start. Each of the
    three may be empty. Those who withdrew stay in the arm they were allotted to
    (intention to treat).
    """

    protocol: Protocol
    people: tuple[str, ...]
    arm: Whole
    group: Whole
    cluster: Whole
    strata: Mapping[str, Whole]
    costs: Floats
    baseline_cost: Floats
    outcomes: Floats
    baselines: Floats
    covariates: Floats
    took_up: NDArray[np.bool_]
    withdrew: NDArray[np.bool_]
    plans: tuple[frozenset[str], ...]
    bad: tuple[Bad, ...]
    read: int
    without_consent: int
    took_data_back: int
    period: Whole = field(default_factory=lambda: np.empty(0, np.int64))
    earlier: Floats = field(default_factory=lambda: np.empty((0, 0)))
    baseline_indirect: Floats = field(default_factory=lambda: np.empty(0))

    @property
    def size(self) -> int:
        """How many people there are; where people are asked at several times, how often anybody was asked."""
        return len(self.people)

    @property
    def persons(self) -> int:
        """How many people there are, each once."""
        return len(set(self.people))

    def only(self, chosen: NDArray[np.bool_] | Whole) -> "Trial":
        """Return the trial of some of its people."""
        at = np.arange(self.size)[chosen]
        kept = {
            name: getattr(self, name)[at]
            for name in (
                "arm", "group", "cluster", "costs", "baseline_cost", "outcomes", "baselines", "covariates", "took_up",
                "withdrew",
            )
        }  # fmt: skip
        later = ("period", "earlier", "baseline_indirect")
        kept |= {name: getattr(self, name)[at] for name in later if len(getattr(self, name))}
        told: dict[str, Any] = vars(self) | kept
        told["people"] = tuple(self.people[one] for one in at)
        told["plans"] = tuple(self.plans[one] for one in at)
        told["strata"] = {name: codes[at] for name, codes in self.strata.items()}
        return Trial(**told)


def read_trial(raw: bytes, protocol: Protocol, value_sets: Mapping[str, ValueSet] = MappingProxyType({})) -> Trial:
    """Return the trial that a CSV file holds; separated by commas, semicolons, tabs or bars.

    :raises CannotEvaluate: where columns that the protocol names are missing or double, or nobody is left in an arm.
    """
    try:
        text = raw.decode(encoding_of(raw)).removeprefix("\ufeff").replace("\0", "")
        lines = re.split(r"\r\n|\r|\n", text)
        separator = separator_of(text)
        names = [name.strip() for name in next(csv.reader(lines[:1], delimiter=separator), [])]
    except (UnicodeDecodeError, csv.Error):
        raise CannotEvaluate("evaluation.unreadable") from None
    _check_columns(names, protocol)
    reader = _Reader(protocol, value_sets)
    for number, line in enumerate(lines[1:], 1):
        # One line is one person: a quotation mark left open must not swallow everyone after it.
        if line.count('"') % 2 or len(line) > LONGEST_LINE:
            reader.unreadable(number, line)
            continue
        row = next(csv.reader([line], delimiter=separator), [])
        if any(cell.strip() for cell in row):
            cells = {name: cell.strip() for name, cell in zip(names, row, strict=False)}
            reader.read(number, cells, len(row) - len(names))
    return reader.trial()


def columns_of(protocol: Protocol) -> list[str]:
    """Return every column that the protocol needs, in order, each once."""
    measured = [
        column
        for one in protocol.outcomes
        for column in (one.baseline, one.follow_up, one.earlier, *one.baseline_items, *one.follow_up_items)
    ]
    named = [
        "person", "arm", "group", protocol.cluster, protocol.period, *protocol.strata, protocol.baseline_cost,
        protocol.earlier_cost, protocol.baseline_indirect,
        *(item.column for item in protocol.costs), *measured, *_numeric(protocol),
    ]  # fmt: skip
    return list(dict.fromkeys(name for name in named if name))


def _numeric(protocol: Protocol) -> tuple[str, ...]:
    """Return the further columns of numbers, that results are adjusted for or people matched on."""
    matched = protocol.matching.columns if protocol.matching else ()
    return tuple(dict.fromkeys((*protocol.covariates, *matched)))


def _check_columns(names: list[str], protocol: Protocol) -> None:
    if missing := [name for name in columns_of(protocol) if name not in names]:
        raise CannotEvaluate("evaluation.no_column", columns=", ".join(missing))
    if double := sorted({name for name in names if name and names.count(name) > 1}):
        raise CannotEvaluate("evaluation.column_twice", columns=", ".join(double))


class _Reader:
    """Takes one row after another."""

    def __init__(self, protocol: Protocol, value_sets: Mapping[str, ValueSet]) -> None:
        self.protocol = protocol
        self.scores = {
            one.id: score_of(one.instrument, value_sets)
            for one in protocol.outcomes
            if one.follow_up_items or one.baseline_items
        }
        self.arms = {arm.id: at for at, arm in enumerate(protocol.arms)}
        self.groups = {id: at for at, id in enumerate(protocol.groups)}
        self.kept: list[dict[str, Any]] = []
        self.bad: list[Bad] = []
        self.seen: set[tuple[str, str]] = set()
        self.counts: Counter[str] = Counter()

    def unreadable(self, number: int, line: str) -> None:
        self.counts["read"] += 1
        rule = "A quotation mark is left open, or the line has no end."
        self.bad.append(Bad(number, "", "row", line[:40], rule, True))

    def read(self, number: int, row: Mapping[str, str], too_many: int) -> None:
        self.counts["read"] += 1
        person = row.get("person", "")
        wrong = self._wrong(row, too_many)
        self.seen.add(self._once(row))
        if wrong:
            self.bad.append(Bad(number, person, *wrong, True))
            return
        if row.get("consented", "yes").lower() not in YES:
            self.counts["without_consent"] += 1
            return
        if row.get("withdrew", "").lower() == "data":
            self.counts["took_data_back"] += 1
            return
        self.kept.append(self._numbers(number, person, row))

    def _once(self, row: Mapping[str, str]) -> tuple[str, str]:
        """Return what may stand in one row only: a person, or a person at one time."""
        return row.get("person", ""), row.get(self.protocol.period, "") if self.protocol.period else ""

    def _wrong(self, row: Mapping[str, str], too_many: int) -> tuple[str, str, str] | None:
        """Return column, what stood there and the rule, where a row cannot be used at all."""
        person, arm, group = row.get("person", ""), row.get("arm", ""), row.get("group", "")
        if too_many > 0:
            return "row", "", f"{too_many} more cells than there are columns."
        if not person:
            return "person", "", "Nobody is named."
        if self._once(row) in self.seen:
            at = " at this time" if self.protocol.period else ""
            return "person", person, f"This person is there already{at}; the first row counts."
        if arm not in self.arms:
            return "arm", arm, f"“{arm}” is none of the arms."
        if group not in self.groups:
            return "group", group, f"“{group}” is none of the groups."
        for name in (self.protocol.cluster, *self.protocol.strata):
            if name and not row.get(name):
                return name, "", "It is empty, and people were allotted or are counted by it."
        time = row.get(self.protocol.period, "")
        if self.protocol.period and not (time.isascii() and time.isdigit() and len(time) <= PERIOD_DIGITS):
            return self.protocol.period, time, f"“{time[:40]}” is no whole number from 0 to 9999."
        return None

    def _numbers(self, number: int, person: str, row: Mapping[str, str]) -> dict[str, Any]:
        protocol = self.protocol

        def read(column: str, lowest: float, highest: float) -> float:
            given = row.get(column, "") if column else ""
            if given.lower() in ("", "na", "n/a", "missing"):
                return float("nan")
            value = _number(given)
            if value is None:
                rule = f"“{given[:40]}” is no number."
            elif not lowest <= value <= highest:
                rule = f"{given} is not between {lowest:g} and {highest:g}."
            else:
                return value
            self.bad.append(Bad(number, person, column, given, rule, False))
            return float("nan")

        def measured(one: Measure, column: str, items: tuple[str, ...]) -> float:
            turn = 1.0 if one.better == "higher" else -1.0
            if not items:
                return turn * read(column, one.lowest, one.highest)
            answers = [read(item, 0, ANSWERS_MOST) for item in items]
            for item, answer in zip(items, answers, strict=True):
                if answer % 1 > 0:
                    rule = f"{answer:g} is no whole answer."
                    self.bad.append(Bad(number, person, item, f"{answer:g}", rule, False))
            if any(answer % 1 != 0 for answer in answers):  # What is missing has no remainder of nothing either.
                return float("nan")
            try:
                return turn * float(self.scores[one.id]([int(answer) for answer in answers]))
            except CannotEvaluate as off:
                told = f"The answers {', '.join(f'{answer:g}' for answer in answers)} have no score ({off})."
                self.bad.append(Bad(number, person, items[0], "", told, False))
                return float("nan")

        def flag(column: str) -> bool:
            given = row.get(column, "").lower()
            if given not in YES | NO:
                self.bad.append(Bad(number, person, column, given, f"“{given[:40]}” is neither yes nor no.", False))
            return given in YES

        plan = frozenset(filter(None, (kind.strip() for kind in row.get("plan", "").split("+"))))
        if protocol.plan_kinds and (strange := plan - protocol.plan_kinds.keys()):
            told = ", ".join(sorted(strange))
            self.bad.append(Bad(number, person, "plan", told, f"“{told[:60]}” is none of the kinds of support.", False))
        return {
            "person": person,
            "row": row,
            "costs": [self._cost(item, read) for item in protocol.costs],
            "baseline_cost": read(protocol.baseline_cost, 0, ABSURD_POUNDS_WEEK),
            "outcomes": [measured(one, one.follow_up, one.follow_up_items) for one in protocol.outcomes],
            "baselines": [measured(one, one.baseline, one.baseline_items) for one in protocol.outcomes],
            "before_cost": read(protocol.earlier_cost, 0, ABSURD_POUNDS_WEEK),
            "baseline_indirect": read(protocol.baseline_indirect, -ABSURD_POUNDS_WEEK, ABSURD_POUNDS_WEEK),
            "before": [measured(one, one.earlier, ()) for one in protocol.outcomes],
            "covariates": [read(name, -1e12, 1e12) for name in _numeric(protocol)],
            "took_up": flag("took_up"),
            "withdrew": flag("withdrew"),
            "plan": frozenset(plan & (protocol.plan_kinds.keys() or plan)),
        }

    def _cost(self, item: CostItem, read: Callable[[str, float, float], float]) -> float:
        """Return what an item came to in pounds a week."""
        per = self.protocol.horizon_weeks if item.per == "once" else 1
        each = float(item.pounds_each)
        # Savings elsewhere may be below nothing; what support costs may not.
        lowest = -ABSURD_POUNDS_WEEK * per / each if item.kind == "indirect" else 0
        return read(item.column, lowest, ABSURD_POUNDS_WEEK * per / each) * each / per

    def trial(self) -> Trial:
        kept, protocol = self.kept, self.protocol

        def floats(name: str, width: int = 0) -> Floats:
            shape = (len(kept), width) if width else (len(kept),)
            return np.array([one[name] for one in kept], np.float64).reshape(shape)

        def codes(column: str) -> Whole:
            values = [one["row"][column] if column else one["person"] for one in kept]
            order = {value: at for at, value in enumerate(sorted(set(values)))}
            return np.array([order[value] for value in values], np.int64)

        arm = np.array([self.arms[one["row"]["arm"]] for one in kept], np.int64)
        for at, named in enumerate(protocol.arms):
            if (arm == at).sum() < 2:
                raise CannotEvaluate("evaluation.arm_too_small", arm=named.name, people=int((arm == at).sum()))
        if protocol.design == "stepped":
            told = ((one["row"][protocol.cluster], int(one["row"][protocol.period])) for one in kept)
            check_steps((*place, int(its)) for place, its in zip(told, arm, strict=True))
        measures = len(protocol.outcomes)
        return Trial(
            protocol=protocol,
            people=tuple(one["person"] for one in kept),
            arm=arm,
            group=np.array([self.groups[one["row"]["group"]] for one in kept], np.int64),
            cluster=codes(protocol.cluster),
            strata={name: codes(name) for name in protocol.strata},
            costs=floats("costs", len(protocol.costs)),
            baseline_cost=floats("baseline_cost"),
            outcomes=floats("outcomes", measures),
            baselines=floats("baselines", measures),
            covariates=np.array([one["covariates"] for one in kept], np.float64).reshape(len(kept), -1),
            took_up=np.array([one["took_up"] for one in kept], np.bool_),
            withdrew=np.array([one["withdrew"] for one in kept], np.bool_),
            plans=tuple(one["plan"] for one in kept),
            bad=tuple(self.bad),
            read=self.counts["read"],
            without_consent=self.counts["without_consent"],
            took_data_back=self.counts["took_data_back"],
            period=np.array([int(one["row"].get(protocol.period, "") or 0) for one in kept], np.int64),
            earlier=np.concatenate([floats("before_cost", 1), floats("before", measures)], axis=1),
            baseline_indirect=floats("baseline_indirect"),
        )


def _number(given: str) -> float | None:
    """Return the number that a cell says, in whichever country's way."""
    plain = plainly(given)
    value = float(plain) if NUMBER.match(plain) else float("nan")
    return value if math.isfinite(value) else None
