"""What a trial sets out to do, written down before anyone is asked: the protocol, as data.

The fields follow the trial in the national evaluation of individual budgets (arms, strata, baseline, two outcomes,
costs with practitioners' time) and CHEERS 2022 for what an economic evaluation has to say of itself.
"""

import hashlib
import json
from decimal import Decimal
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ownway.lab.evaluate.cannot import CannotEvaluate

Kind = Literal["support", "set_up", "practitioner", "brokerage", "indirect"]
KINDS: dict[Kind, str] = {
    "support": "Support",
    "set_up": "Setting the budget up",
    "practitioner": "Practitioners' time",
    "brokerage": "Brokerage",
    "indirect": "Costs elsewhere (kept apart)",
}


LATER = ("period", "earlier", "earlier_cost", "baseline_indirect")


class Part(BaseModel):
    """A part of a protocol: fixed once read, and nothing in it that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Arm(Part):
    """One of the things compared: what people are offered."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str


class Measure(Part):
    """One outcome: the columns it stands in, its bounds, and which way is better.

    *earlier* is the column of the score at a time before the start, by which a comparison of changes tries what it
    takes for granted. *instrument* names the questionnaire. Where its answers stand in the file and not its score,
    *follow_up_items* and *baseline_items* name their columns, and *instrument* is ``ghq12`` or the id of a licensee's
    value set. Where a unit of it is worth something else than one of the first, *worth_of_one_pounds* says at which
    worths it is looked at.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    follow_up: str = ""
    baseline: str = ""
    earlier: str = ""
    follow_up_items: tuple[str, ...] = ()
    baseline_items: tuple[str, ...] = ()
    better: Literal["higher", "lower"] = "higher"
    lowest: float
    highest: float
    unit: str = "point"
    instrument: str = ""
    worth_of_one_pounds: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.lowest >= self.highest:
            raise ValueError(f"the lowest score, {self.lowest:g}, is not below the highest, {self.highest:g}")
        if bool(self.follow_up) == bool(self.follow_up_items) or (self.baseline and self.baseline_items):
            raise ValueError("either the column of the score is named, or those of the answers")
        return self


class CostItem(Part):
    """One kind of cost: its column in pounds, or in units at *pounds_each*; a week, or once in the trial."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    kind: Kind
    column: str
    per: Literal["week", "once"] = "week"
    pounds_each: Decimal = Field(default=Decimal(1), gt=0)
    source: str = ""


class Missing(Part):
    """How what is missing is filled in: copies, rounds of the chained equations, donors to draw from."""

    copies: int = Field(default=20, ge=2, le=200)
    rounds: int = Field(default=10, ge=1, le=100)
    donors: int = Field(default=5, ge=1, le=50)


class Matching(Part):
    """What people of a matched comparison are matched on, and how far apart two may stand (in standard deviations)."""

    columns: tuple[str, ...] = Field(min_length=1)
    caliper: float = Field(default=0.2, gt=0)


class Protocol(Part):
    """A whole protocol. The first arm is what the others are compared with."""

    title: str
    question: str
    population: str
    setting: str
    perspective: str
    horizon_weeks: int = Field(gt=0, le=1000)
    weeks_in_year: Decimal = Field(default=Decimal("52.18"), gt=50, lt=54)
    currency: str = "GBP"
    price_year: int
    discount_rate: str = ""
    registered: str = ""
    plan: str = ""
    engagement: str = ""
    funding: str = ""
    interests: str = ""
    limits: tuple[str, ...] = ()
    design: Literal["randomised", "matched", "differences", "stepped"]
    arms: tuple[Arm, ...] = Field(min_length=2, max_length=6)
    strata: tuple[str, ...] = ()
    block_sizes: tuple[int, ...] = ()
    cluster: str = ""
    period: str = ""
    groups: dict[str, str] = Field(min_length=1)
    covariates: tuple[str, ...] = ()
    baseline_cost: str = ""
    baseline_indirect: str = ""
    earlier_cost: str = ""
    outcomes: tuple[Measure, ...] = Field(min_length=1, max_length=6)
    costs: tuple[CostItem, ...] = Field(min_length=1)
    worth_of_one_pounds: tuple[int, ...] = Field(min_length=2)
    declared_worth_pounds: int | None = None
    plan_kinds: dict[str, str] = Field(default_factory=dict)
    missing: Missing = Missing()
    matching: Matching | None = None
    replicates: int = Field(default=5000, ge=200, le=100_000)
    seed: int = Field(ge=0)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        wrong = list(_faults(self))
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    @property
    def hash(self) -> str:
        """The SHA-256 of what the protocol says; comments and spacing do not count."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()

    def grid(self, measure: Measure) -> tuple[int, ...]:
        """Return the worths of one unit of an outcome, in pounds a year, at which it is looked at."""
        return measure.worth_of_one_pounds or self.worth_of_one_pounds

    def declared(self, measure: Measure) -> int:
        """Return the worth that was declared beforehand; where none was, the middle of the grid."""
        if self.declared_worth_pounds is not None and not measure.worth_of_one_pounds:
            return self.declared_worth_pounds
        return self.grid(measure)[len(self.grid(measure)) // 2]

    @property
    def direct(self) -> tuple[CostItem, ...]:
        """The costs that count: support, set-up, practitioners' and brokers' time."""
        return tuple(item for item in self.costs if item.kind != "indirect")

    @property
    def indirect(self) -> tuple[CostItem, ...]:
        """Costs elsewhere, such as days in hospital: shown, never added to the costs that count (L7)."""
        return tuple(item for item in self.costs if item.kind == "indirect")

    def to_json(self) -> dict[str, Any]:
        """Return the protocol as plain data.

        What came into the format later is left out where it says nothing, so that an older lock still fits.
        """
        told = self.model_dump(mode="json")
        for part in (told, *told["outcomes"]):
            for name in LATER:
                if part.get(name) == "":
                    del part[name]
        return told


def _faults(protocol: Protocol) -> list[str]:
    wrong = []
    for what, ids in (
        ("arm", [arm.id for arm in protocol.arms]),
        ("outcome", [measure.id for measure in protocol.outcomes]),
        ("cost", [item.id for item in protocol.costs]),
    ):
        wrong += [f"the {what} “{id}” is there twice" for id in sorted({id for id in ids if ids.count(id) > 1})]
    if not protocol.direct:
        wrong.append("every cost is indirect, so nothing is left to compare")
    if protocol.design == "matched" and protocol.matching is None:
        wrong.append("a matched comparison must say what it matches on (matching)")
    if protocol.design == "matched" and len(protocol.arms) != 2:
        wrong.append("a matched comparison has two arms")
    if protocol.design == "randomised" and not protocol.block_sizes:
        wrong.append("a randomised trial must name its block sizes")
    wrong += _faults_of_design(protocol)
    several = len(protocol.arms)
    wrong += [f"a block of {size} cannot hold {several} arms evenly" for size in protocol.block_sizes if size % several]
    for grid in (protocol.worth_of_one_pounds, *(measure.worth_of_one_pounds for measure in protocol.outcomes)):
        if grid and (list(grid) != sorted(set(grid)) or grid[0] < 0):
            wrong.append("the worths of one unit must rise from 0 or more")
    if protocol.declared_worth_pounds not in (None, *protocol.worth_of_one_pounds):
        wrong.append("the declared worth must be one of the worths")
    return wrong


def _faults_of_design(protocol: Protocol) -> list[str]:
    """Return what a comparison of changes or of steps lacks."""
    wrong = []
    if protocol.design in ("differences", "stepped") and len(protocol.arms) != 2:
        wrong.append("a comparison of changes or of steps has two arms")
    if protocol.design == "differences":
        if not protocol.baseline_cost:
            wrong.append("a comparison of changes needs the cost at the start (baseline_cost)")
        wrong += [
            f"a comparison of changes needs “{one.id}” at the start (baseline)"
            for one in protocol.outcomes
            if not (one.baseline or one.baseline_items)
        ]
    if protocol.baseline_indirect and not (protocol.design == "differences" and protocol.indirect):
        wrong.append(
            "only a comparison of changes with costs elsewhere has such costs at the start (baseline_indirect)"
        )
    if protocol.design == "stepped" and not (protocol.cluster and protocol.period):
        wrong.append("a comparison of steps must name the columns of the authority (cluster) and the time (period)")
    if protocol.design != "stepped" and protocol.period:
        wrong.append("only a comparison of steps has a column of the time (period)")
    return wrong


def read_protocol(text: str) -> Protocol:
    """Return the protocol that a YAML text holds.

    :raises CannotEvaluate: naming every field that is missing, unknown or wrong.
    """
    try:
        given = yaml.safe_load(text)
    except yaml.YAMLError as broken:
        raise CannotEvaluate("evaluation.no_yaml", said=" ".join(str(broken).split())) from None
    if not isinstance(given, dict):
        raise CannotEvaluate("evaluation.no_yaml", said="It holds no names with values.")
    try:
        return Protocol.model_validate(given)
    except ValidationError as broken:
        told = in_words(broken)
        raise CannotEvaluate("evaluation.protocol", faults="; ".join(told)) from None


def in_words(broken: ValidationError) -> list[str]:
    """Return each fault of a file with the name of the place."""
    return [
        f"{'.'.join(str(part) for part in fault['loc']) or 'the whole'}: "
        + str(fault["msg"]).removeprefix("Value error, ")
        for fault in broken.errors()
    ]
