"""What a pack says about the six steps after allocation: planning, agreement, control, spending, outcomes, review."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ownway.rulebook.model.assistants import Assistants
from ownway.rulebook.model.conditions import Condition
from ownway.rulebook.model.employing import Employing
from ownway.rulebook.model.life_events import Happened, LifeEvent, Saving
from ownway.rulebook.model.means import Means, UnitCosts
from ownway.values import Every, Rounding


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """One of the questions a plan answers. Words: ``plan.<id>``."""

    id: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Depth:
    """How much of a plan is asked for: up to *up_to_pence_year* a year (no limit where nothing) these questions.

    Without *plan* the sum is untied: nothing has to be written, and there is nothing to hold against the tests.
    """

    id: str
    questions: tuple[str, ...]
    up_to_pence_year: int | None = None
    plan: bool = True


@dataclass(frozen=True, slots=True)
class BrokerFee:
    """The most a broker may ask in a year: of the budget in per cent, in pence, or whichever of both is less."""

    percent_most: int | None = None
    pence_year_most: int | None = None


@dataclass(frozen=True, slots=True)
class Planning:
    """What a support plan holds. *times_per_year* turns a price per period into a price per year.

    A story of what somebody did is shown to others once *stories_k* people could have told it; *broker_fee* is the cap
    on what a broker asks.
    """

    questions: tuple[PlanQuestion, ...]
    kinds_of_support: tuple[str, ...]
    outcomes_needed: int
    times_per_year: Mapping[Every, Fraction]
    depths: tuple[Depth, ...] = ()
    stories_k: int = 5
    broker_fee: BrokerFee | None = None


@dataclass(frozen=True, slots=True)
class Test:
    """One test at sign-off; *needs* says what must be there. Words: ``test.<id>`` and ``test.<id>.would_pass``."""

    __test__ = False

    id: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """When a plan goes to a panel: for these *reasons* only; above a sum it is a finance approval, never a risk.

    *quorum* members without an interest of their own have to sit before the panel may decide.
    """

    reasons: tuple[str, ...] = ()
    person_attends: bool = True
    quorum: int = 2
    finance_above_pence_year: int | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a plan is agreed. The clocks count days."""

    tests: tuple[Test, ...]
    decide_within_days: int
    challenge_within_days: int
    answer_within_days: int
    panel: Panel | None = None


@dataclass(frozen=True, slots=True)
class Degree:
    """One degree of control: who holds the money, and whether it is paid out. Words: ``degree.<id>``."""

    id: str
    holder: str
    pays_cash: bool
    order: int


@dataclass(frozen=True, slots=True)
class Control:
    """The degrees of control, from the person's own account to the authority's service.

    *may_mix* says whether one budget may hold several; *notice_days* is how long before the authority may lower one;
    *binds_months* is how long a choice holds where the law binds it; *employing* is what an assistant costs;
    *assistants* says who may be paid to help.
    """

    degrees: tuple[Degree, ...]
    may_mix: bool = True
    notice_days: int = 28
    binds_months: int | None = None
    employing: Employing | None = None
    assistants: Assistants | None = None

    def degree(self, id: str) -> Degree | None:
        """Return the degree of that name, or nothing."""
        return next((degree for degree in self.degrees if degree.id == id), None)


@dataclass(frozen=True, slots=True)
class Stream:
    """One funding stream: which kinds of support it may buy (all where nothing is named) and which it may not.

    *ring_fenced* money buys nothing outside *allowed_kinds*; *every* is the period by whose end it lapses, unless it
    *carries_over*; *usable_days* after that end it may still pay. *eligible_if* says for whom it is, over the answers
    of the one assessment; *source* names the law behind fence and bars; *report_every* says when its funder is told.
    Streams of the same *order* have no agreed order between them. Words: ``stream.<id>``.
    """

    id: str
    order: int
    active: bool = False
    ring_fenced: bool = False
    allowed_kinds: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    every: Every = Every.YEAR
    carries_over: bool = False
    usable_days: int = 0
    eligible_if: Condition | None = None
    report_every: Every = Every.QUARTER
    source: str = ""

    def may_buy(self, kind: str) -> bool:
        """Whether this stream may pay for that kind of support."""
        return kind not in self.forbidden and (not self.allowed_kinds or kind in self.allowed_kinds)


@dataclass(frozen=True, slots=True)
class Shared:
    """A *kind* of support that several streams bear by agreed *shares*, cut into whole pence by *round*."""

    kind: str
    shares: Mapping[str, Fraction]
    round: Rounding


@dataclass(frozen=True, slots=True)
class PaymentRule:
    """When money is paid out."""

    every: Every
    in_advance: bool


@dataclass(frozen=True, slots=True)
class Tier:
    """How closely spending is looked at: up to *up_to_pence_year* a year it asks for these. Words: ``tier.<id>``."""

    id: str
    asks_for: tuple[str, ...] = ()
    up_to_pence_year: int | None = None


@dataclass(frozen=True, slots=True)
class Spending:
    """How money is used. *reserve_weeks* is how much may be saved up before it is talked about.

    *shared* kinds are cut over streams before anything else; *illegal* names what no money buys at all. *means* is what
    people pay towards it by a financial assessment; *unit_costs* says which services are charged at a unit cost;
    *saving* how a surplus is met, and *life_events* what follows from what can happen in a life.
    """

    streams: tuple[Stream, ...]
    payment: PaymentRule
    reserve_weeks: int
    tiers: tuple[Tier, ...]
    shared: tuple[Shared, ...] = ()
    illegal: tuple[str, ...] = ()
    means: Means | None = None
    unit_costs: UnitCosts | None = None
    saving: Saving | None = None
    life_events: tuple[LifeEvent, ...] = ()

    def stream(self, id: str) -> Stream | None:
        """Return the stream of that name, or nothing."""
        return next((stream for stream in self.streams if stream.id == id), None)

    def life_event(self, kind: Happened) -> LifeEvent | None:
        """Return what follows from something that happened, or nothing where the programme does not say."""
        return next((event for event in self.life_events if event.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What others said, in whole per cent, and where that is printed."""

    better: int
    same: int
    worse: int
    source: str


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect of life. Words: ``aspect.<id>``."""

    id: str
    benchmark: Benchmark | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change people wanted in their lives, and the per cent who got it elsewhere. Words: ``change.<id>``."""

    id: str
    benchmark: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class OwnScale:
    """The scale on which a person scores their own outcomes, whole numbers. Words: ``own_scale.<number>``."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What is asked about how life went."""

    aspects: tuple[Aspect, ...]
    answers: tuple[str, ...]
    changes: tuple[Change, ...]
    own_scale: OwnScale


@dataclass(frozen=True, slots=True)
class Review:
    """When a review is due (in days after the agreement, and after each review) and what it asks.

    Words: ``review.<id>``.
    """

    first_after_days: int
    then_every_days: int
    questions: tuple[str, ...]
