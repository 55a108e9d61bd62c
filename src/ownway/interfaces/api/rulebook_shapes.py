"""The shapes of a rule in the open: what it asks, how it reckons, what it allows, and what a check of it found."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ninja import Schema
from pydantic import Field

from ownway.registers.programmes.queries import VersionSeen
from ownway.rulebook import published
from ownway.rulebook.load.pack import MARKS
from ownway.rulebook.model import Answer, Example, Pack, Question, Step, Stream

Texts = dict[str, dict[str, str]]
"""Language → ``text`` and, where there is one, its Easy Read twin ``easy``."""


class ProgrammeOut(Schema):
    """A programme and the version of its rule that holds today."""

    id: str
    name: str
    version: str
    illustrative: bool
    since: date


class RuleOut(Schema):
    """One version of a rule as it was handed in: its own files, and the hashes that name it."""

    programme: str
    version: str
    rule_hash: str
    words_hash: str
    illustrative: bool
    currency: str
    files: dict[str, str]


class RuleSourceOut(Schema):
    """Where numbers come from."""

    id: str
    title: str
    where: str
    read_on: date
    mark: str = Field(description="L looked up, S second hand, C computed, K known, O our own.")
    mark_means: str


class RuleLevelOut(Schema):
    """One answer of a question."""

    id: str
    points: str | None = Field(description="An exact number: 12, 3.75 or 12/52. Nothing where it is not scored.")
    says: Texts


class RuleQuestionOut(Schema):
    """One question: what it asks, what may be answered, what each answer counts, and when it is asked."""

    id: str
    kind: str
    section: str
    scored: bool
    label: Texts
    help: Texts
    why: Texts
    levels: list[RuleLevelOut]
    columns: dict[str, Texts] = Field(description="The columns of a table question by their id.")
    without_answer: dict[str, str] = Field(description="What each state without an answer counts, or “range”.")
    source: str
    rule: dict[str, Any] = Field(description="As the programme's own file writes it (schema “question”).")


class RuleStepOut(Schema):
    """One named step from the answers to the money."""

    id: str
    operator: str
    unit: str
    figure: bool = Field(description="Whether its result is the sum.")
    takes: list[str]
    says: Texts = Field(description="Its sentence in a letter; braces are filled for each person.")
    source: str
    rule: dict[str, Any] = Field(
        description="As the programme's own file writes it (docs/reference/schema/allocation)."
    )


class RuleStreamOut(Schema):
    """Where money may come from, and what it may buy."""

    id: str
    says: Texts
    active: bool
    ring_fenced: bool
    allowed_kinds: list[str]
    forbidden: list[str]
    every: str


class RuleFindingOut(Schema):
    """One finding of the audit."""

    id: str
    says: str
    open: bool
    waived: str


class RuleWaiverOut(Schema):
    """A finding that was accepted, by whom, and why."""

    finding: str
    because: str
    by: str
    on: date


class RuleAuditOut(Schema):
    """What a check of the rule found."""

    findings: list[RuleFindingOut]
    tried: int
    exhaustive: bool


class RuleExampleOut(Schema):
    """A worked example: an invented person, and what must come out."""

    id: str
    says: str
    as_of: date
    answers: dict[str, dict[str, Any]]
    figure: str | None
    range: list[str] | None
    steps: dict[str, str]
    refused: str


class RuleValidationOut(Schema):
    """How a version was held against what support costs."""

    data: str
    people: int
    error_share: str
    checked_by: str
    checked_on: date
    expires: date
    expired: bool


class RuleVersionOut(Schema):
    """A version of the programme: how it stands today, from when, and with what it was published."""

    version: str
    state: str = Field(description="draft, published (its notice runs), in_force or superseded.")
    starts: list[date]
    notice_days: int | None
    consultation: str
    validation: RuleValidationOut | None
    impact: dict[str, Any] | None = Field(description="What it does to people's sums, in numbers; few are not told.")


class RuleSectionOut(Schema):
    """A part of the assessment, its questions in the order of asking."""

    id: str
    says: Texts
    questions: list[str]


class PublishedRuleOut(Schema):
    """One version of a rule, whole, as anyone may read it. Numbers are exact texts, sums in units of the currency."""

    form: str = "ownway.rule/1"
    programme: str
    version: str
    rule_hash: str
    words_hash: str
    currency: str
    languages: list[str]
    in_force_from: date
    in_force_until: date | None = Field(description="The first day on which it holds no more.")
    illustrative: bool
    incomplete: bool
    disclosed: bool = Field(description="Whether the person is told the sum.")
    plan_only: bool
    budget_for: str
    name: Texts
    summary: Texts
    notices: dict[str, Texts]
    sections: list[RuleSectionOut]
    questions: list[RuleQuestionOut]
    per: str
    steps: list[RuleStepOut]
    eligibility: dict[str, Any] | None
    panel_limits: dict[str, str] | None
    moving_over: dict[str, Any] | None
    """How those who had support before are protected: ``years``, each from a day with shares, and when it ends."""
    error_band: str | None
    clocks_days: dict[str, int]
    times_per_year: dict[str, str]
    streams: list[RuleStreamOut]
    planning: dict[str, Any]
    agreement: dict[str, Any]
    control: dict[str, Any]
    spending: dict[str, Any]
    outcomes: dict[str, Any]
    review: dict[str, Any]
    words: dict[str, Texts] = Field(description="The words of all else, by the key that names the thing.")
    sources: list[RuleSourceOut]
    waivers: list[RuleWaiverOut]
    audit: RuleAuditOut | None = Field(description="Nothing while this version is still being checked.")
    examples: list[RuleExampleOut]
    versions: list[RuleVersionOut]


def published_rule(
    pack: Pack, *, audit: Mapping[str, Any] | None, examples: Iterable[Example], standings: Iterable[VersionSeen]
) -> dict[str, Any]:
    """Return the whole of a rule in the shape of :class:`PublishedRuleOut`."""
    allocation = pack.allocation
    limits, rule = allocation.panel_limits, allocation.eligibility
    return {
        "programme": pack.id,
        "version": pack.version,
        "rule_hash": pack.rule_hash,
        "words_hash": pack.words_hash,
        "currency": pack.currency,
        "languages": list(pack.languages),
        "in_force_from": pack.in_force.start,
        "in_force_until": pack.in_force.end,
        "illustrative": pack.illustrative,
        "incomplete": pack.incomplete,
        "disclosed": allocation.disclosed,
        "plan_only": allocation.plan_only,
        "budget_for": allocation.budget_for.value,
        "name": published.says(pack, "pack.name"),
        "summary": published.says(pack, "pack.summary"),
        "notices": _notices(pack),
        "sections": [
            {"id": one.id, "says": published.says(pack, f"section.{one.id}"), "questions": list(one.questions)}
            for one in pack.sections
        ],
        "questions": [_question(pack, question) for question in pack.questions],
        "per": allocation.per.value,
        "steps": [_step(pack, step) for step in allocation.steps],
        "eligibility": None if rule is None else published.as_data(rule),
        "panel_limits": None if limits is None else published.as_data(limits),
        "moving_over": None if allocation.moving_over is None else published.as_data(allocation.moving_over),
        "error_band": None if allocation.error_band is None else published.as_data(allocation.error_band),
        "clocks_days": _clocks(pack),
        "times_per_year": published.as_data(allocation.times_per_year),
        "streams": [_stream(pack, stream) for stream in pack.spending.streams],
        **{name: published.as_data(getattr(pack, name)) for name in AFTER},
        "words": {key: published.says(pack, key) for key in _keys(pack)},
        "sources": [published.as_data(source) | {"mark_means": MARKS[source.mark]} for source in pack.sources],
        "waivers": [published.as_data(waiver) for waiver in pack.waivers],
        "audit": None if audit is None else {**audit, "tried": audit["worsenings_tried"]},
        "examples": [_example(example) for example in examples],
        "versions": [_version(seen) for seen in standings],
    }


AFTER = ("planning", "agreement", "control", "spending", "outcomes", "review")
TOLD_ELSEWHERE = ("question.", "section.", "step.", "stream.", "pack.", "reason.", "answer.", "no_answer.")


def _keys(pack: Pack) -> list[str]:
    """Return the keys of the words that stand nowhere else."""
    return sorted(key for key in pack.words[pack.languages[0]] if not key.startswith(TOLD_ELSEWHERE))


def _notices(pack: Pack) -> dict[str, Texts]:
    keys = {
        "illustrative": "pack.illustrative" if pack.illustrative else "",
        "incomplete": "pack.incomplete" if pack.incomplete else "",
        "not_disclosed": "" if pack.allocation.disclosed else "pack.not_disclosed",
        "notice": pack.notice,
    }
    return {name: published.says(pack, key) for name, key in keys.items() if key}


def _question(pack: Pack, question: Question) -> dict[str, Any]:
    stem = f"question.{question.id}"
    return {
        "id": question.id,
        "kind": question.kind.value,
        "section": question.section,
        "scored": question.scored,
        **{part: published.says(pack, f"{stem}.{part}") for part in ("label", "help", "why")},
        "levels": published.levels_of(pack, question),
        "columns": {one.id: published.says(pack, f"{stem}.column.{one.id}") for one in question.columns},
        "without_answer": published.without_answer(question),
        "source": question.source,
        "rule": published.question_as_data(question),
    }


def _step(pack: Pack, step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "operator": step.operator,
        "unit": step.unit.value,
        "figure": step.id == pack.allocation.figure_step,
        "takes": list(step.takes),
        "says": published.says(pack, f"step.{step.id}"),
        "source": step.source,
        "rule": published.step_as_data(step),
    }


def _stream(pack: Pack, stream: Stream) -> dict[str, Any]:
    kinds = {"allowed_kinds": list(stream.allowed_kinds), "forbidden": list(stream.forbidden)}
    return published.as_data(stream) | kinds | {"says": published.says(pack, f"stream.{stream.id}")}


def _clocks(pack: Pack) -> dict[str, int]:
    allocation, agreement, review = pack.allocation, pack.agreement, pack.review
    return {
        "assessment_checked": allocation.checked_within_days,
        "figure_challenged": allocation.challenge_within_days,
        "figure_challenge_answered": allocation.answer_within_days,
        "plan_decided": agreement.decide_within_days,
        "plan_challenged": agreement.challenge_within_days,
        "plan_challenge_answered": agreement.answer_within_days,
        "first_review": review.first_after_days,
        "then_review_every": review.then_every_days,
    }


def _version(seen: VersionSeen) -> dict[str, Any]:
    validation = seen.validation
    return {
        "version": seen.version,
        "state": seen.state.value,
        "starts": list(seen.starts),
        "notice_days": seen.notice_days,
        "consultation": seen.consultation,
        "validation": None if validation is None else published.as_data(validation),
        "impact": None if seen.impact is None else dict(seen.impact),
    }


def _example(example: Example) -> dict[str, Any]:
    answers: dict[str, Answer] = dict(example.answers)
    return {
        "id": example.id,
        "says": example.says,
        "as_of": example.as_of,
        "answers": {id: answer.as_json() for id, answer in answers.items()},
        "figure": example.figure,
        "range": None if example.range is None else list(example.range),
        "steps": dict(example.steps),
        "refused": example.refused,
    }
