"""Reads the six files after allocation: planning, agreement, control, spending, outcomes, review."""

from fractions import Fraction

from ownway.rulebook.load.allocation import DAYS_MOST, read_times
from ownway.rulebook.load.assistants import read_assistants
from ownway.rulebook.load.conditions import read_condition
from ownway.rulebook.load.employing import read_employing
from ownway.rulebook.load.errors import Faults, Place
from ownway.rulebook.load.fields import Fields, number
from ownway.rulebook.load.life_events import read_life_events, read_saving
from ownway.rulebook.load.means import read_means, read_unit_costs
from ownway.rulebook.load.nodes import Node
from ownway.rulebook.model.journey import (
    Agreement,
    Aspect,
    Benchmark,
    BrokerFee,
    Change,
    Control,
    Degree,
    Depth,
    Outcomes,
    OwnScale,
    Panel,
    PaymentRule,
    Planning,
    PlanQuestion,
    Review,
    Shared,
    Spending,
    Stream,
    Test,
    Tier,
)
from ownway.rulebook.model.questions import Question
from ownway.values import Every, Rounding

HOLDERS = ("person", "representative", "broker", "provider", "practitioner", "authority")
PENCE_MOST = 10**9


def read_planning(node: Node | None, faults: Faults, file: str) -> Planning:
    """Return what a plan holds."""
    fields = Fields(node, faults, "planning.yaml", file)
    questions = []
    for row in fields.rows("questions", "a plan question", least=1):
        questions.append(PlanQuestion(row.id("id"), row.yes_no("required", default=True)))
        row.done()
    depths = []
    for row in fields.rows("depths", "a depth", required=False):
        depths.append(Depth(row.id("id"), row.ids("questions"), _limit(row), row.yes_no("plan", default=True)))
        row.done()
    planning = Planning(
        questions=tuple(questions),
        kinds_of_support=fields.ids("kinds_of_support"),
        outcomes_needed=fields.whole("outcomes_needed", 0, 50),
        times_per_year=read_times(fields),
        depths=tuple(depths),
        stories_k=fields.whole("stories_k", 3, 1000, default=5),
        broker_fee=_broker_fee(fields),
    )
    fields.done()
    return planning


def _broker_fee(fields: Fields) -> BrokerFee | None:
    if not fields.has("broker_fee"):
        return None
    row = fields.fields("broker_fee", "the cap on a broker's fee")
    percent = row.whole("percent_most", 0, 100) if row.has("percent_most") else None
    pence = row.whole("pence_year_most", 0, PENCE_MOST) if row.has("pence_year_most") else None
    row.done()
    return BrokerFee(percent, pence)


def _limit(row: Fields) -> int | None:
    return row.whole("up_to_pence_year", 1, PENCE_MOST) if row.has("up_to_pence_year") else None


def read_agreement(node: Node | None, faults: Faults, file: str) -> Agreement:
    """Return how a plan is agreed."""
    fields = Fields(node, faults, "agreement.yaml", file)
    tests = []
    for row in fields.rows("tests", "a test", least=1):
        tests.append(Test(row.id("id"), row.ids("needs", required=False)))
        row.done()
    panel = None
    if fields.has("panel"):
        inner = fields.fields("panel", "the panel")
        above = "finance_above_pence_year"
        panel = Panel(
            reasons=inner.ids("reasons"),
            person_attends=inner.yes_no("person_attends", default=True),
            quorum=inner.whole("quorum", 1, 20, default=2),
            finance_above_pence_year=inner.whole(above, 1, PENCE_MOST) if inner.has(above) else None,
        )
        inner.done()
    agreement = Agreement(
        tests=tuple(tests),
        decide_within_days=fields.whole("decide_within_days", 1, DAYS_MOST),
        challenge_within_days=fields.whole("challenge_within_days", 1, DAYS_MOST),
        answer_within_days=fields.whole("answer_within_days", 1, DAYS_MOST),
        panel=panel,
    )
    fields.done()
    return agreement


def read_control(node: Node | None, faults: Faults, file: str) -> Control:
    """Return the degrees of control, by their order."""
    fields = Fields(node, faults, "control.yaml", file)
    degrees = []
    for row in fields.rows("degrees", "a degree of control", least=1):
        holder = row.text("holder")
        if holder and holder not in HOLDERS:
            row.faults.add(
                Place(row.file, row.line_of("holder")), "control.holder", f"“{holder}”", f"one of {', '.join(HOLDERS)}"
            )
        degrees.append(Degree(row.id("id"), holder, row.yes_no("pays_cash"), row.whole("order", 1, 12)))
        row.done()
    control = Control(
        degrees=tuple(sorted(degrees, key=lambda degree: degree.order)),
        may_mix=fields.yes_no("may_mix", default=True),
        notice_days=fields.whole("notice_days", 0, DAYS_MOST),
        binds_months=fields.whole("binds_months", 1, 60) if fields.has("binds_months") else None,
        employing=read_employing(fields),
        assistants=read_assistants(fields),
    )
    fields.done()
    return control


def read_spending(node: Node | None, faults: Faults, file: str, means_questions: tuple[Question, ...] = ()) -> Spending:
    """Return how money is used: streams, payment, reserve, tiers, what people pay themselves, and unit costs."""
    fields = Fields(node, faults, "spending.yaml", file)
    streams = [_stream(row) for row in fields.rows("streams", "a stream", least=1)]
    tiers = []
    for row in fields.rows("tiers", "a tier", least=1):
        tiers.append(Tier(row.id("id"), row.ids("asks_for", required=False), _limit(row)))
        row.done()
    payment = fields.fields("payment", "the payment rule")
    spending = Spending(
        streams=tuple(sorted(streams, key=lambda stream: stream.order)),
        payment=PaymentRule(payment.one_of("every", Every), payment.yes_no("in_advance")),
        reserve_weeks=fields.whole("reserve_weeks", 0, 520),
        tiers=tuple(tiers),
        shared=tuple(_shared(row) for row in fields.rows("shared", "a shared kind of support", required=False)),
        illegal=fields.ids("illegal", required=False),
        means=read_means(fields, means_questions, faults),
        unit_costs=read_unit_costs(fields),
        saving=read_saving(fields),
        life_events=read_life_events(fields),
    )
    payment.done()
    fields.done()
    return spending


def _stream(row: Fields) -> Stream:
    condition = row.node("eligible_if", required=False)
    stream = Stream(
        id=row.id("id"),
        order=row.whole("order", 1, 99),
        active=row.yes_no("active", default=False),
        ring_fenced=row.yes_no("ring_fenced", default=False),
        allowed_kinds=row.ids("allowed_kinds", required=False),
        forbidden=row.ids("forbidden", required=False),
        every=row.one_of("every", Every, Every.YEAR),
        carries_over=row.yes_no("carries_over", default=False),
        usable_days=row.whole("usable_days", 0, DAYS_MOST, default=0),
        eligible_if=None if condition is None else read_condition(condition, row.faults),
        report_every=row.one_of("report_every", Every, Every.QUARTER),
        source=row.id("source", ""),
    )
    row.done()
    return stream


def _shared(row: Fields) -> Shared:
    shares = {str(key): number(node, row.faults) for key, node in row.pairs("shares")}
    if sum(shares.values(), Fraction(0)) != 1 or any(share <= 0 for share in shares.values()):
        row.faults.add(
            Place(row.file, row.line_of("shares")),
            "spending.shares",
            " + ".join(str(share) for share in shares.values()),
            "shares above nothing that add up to 1",
            "Write them as exact numbers, as 3/5 and 2/5.",
        )
    shared = Shared(row.id("kind"), shares, row.one_of("round", Rounding))
    row.done()
    return shared


def _benchmark(row: Fields) -> Benchmark | None:
    if not row.has("benchmark"):
        return None
    inner = row.fields("benchmark", "a benchmark")
    shares = [inner.whole(key, 0, 100) for key in ("better", "same", "worse")]
    # Whole per cents that were rounded one by one may miss the hundred by one either way.
    if not 99 <= sum(shares) <= 101:
        inner.faults.add(inner, "outcomes.shares", f"{sum(shares)} per cent", "about a hundred together")
    benchmark = Benchmark(shares[0], shares[1], shares[2], inner.id("source"))
    inner.done()
    return benchmark


def read_outcomes(node: Node | None, faults: Faults, file: str) -> Outcomes:
    """Return what is asked about how life went."""
    fields = Fields(node, faults, "outcomes.yaml", file)
    aspects = []
    for row in fields.rows("aspects", "an aspect of life", least=1):
        aspects.append(Aspect(row.id("id"), _benchmark(row)))
        row.done()
    changes = []
    for row in fields.rows("changes", "a change", required=False):
        share = row.whole("benchmark", 0, 100) if row.has("benchmark") else None
        changes.append(Change(row.id("id"), share, row.id("source", "" if share is None else None)))
        row.done()
    scale = fields.fields("own_scale", "the scale for own outcomes")
    outcomes = Outcomes(
        aspects=tuple(aspects),
        answers=fields.ids("answers"),
        changes=tuple(changes),
        own_scale=OwnScale(scale.whole("least", 0, 100), scale.whole("most", 1, 100)),
    )
    scale.done()
    fields.done()
    return outcomes


def read_review(node: Node | None, faults: Faults, file: str) -> Review:
    """Return when a review is due and what it asks."""
    fields = Fields(node, faults, "review.yaml", file)
    review = Review(
        first_after_days=fields.whole("first_after_days", 1, DAYS_MOST),
        then_every_days=fields.whole("then_every_days", 1, DAYS_MOST),
        questions=fields.ids("questions"),
    )
    fields.done()
    return review
