"""The shapes in which the API tells of figures and self-assessments."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from ownway.interfaces.api.shapes import MoneyOut, ReasonOut, Said
from ownway.steps.allocation.queries import (
    AssessmentLine,
    AssessmentSeen,
    EligibilitySeen,
    FigureSeen,
    Proposed,
    QuestionSeen,
)


class VoiceOut(Said):
    """What one voice says now."""

    id: UUID
    voice: str
    channel: str


class QuestionOut(Schema):
    """One question that applies, with every voice, and the answer that counts now."""

    id: str
    section: str
    standing: str
    is_checked: bool
    value: dict[str, Any] | None
    answers: list[VoiceOut]
    settled: Said | None

    @classmethod
    def of(cls, section: str, one: QuestionSeen) -> "QuestionOut":
        """Return the shape of one question."""
        return cls(
            id=one.id,
            section=section,
            standing=one.standing.value,
            is_checked=one.is_checked,
            value=None if one.value is None else dict(one.value),
            answers=[
                VoiceOut(
                    id=head.id,
                    voice=head.voice,
                    channel=head.channel,
                    value=dict(head.value),
                    words=head.words,
                    by_name=head.by_name,
                    at=head.at,
                )
                for head in one.answers
            ],
            settled=Said(
                value=dict(one.settled.value),
                words=one.settled.words,
                by_name=one.settled.by_name,
                at=one.settled.at,
            )
            if one.settled
            else None,
        )


class AssessmentOut(Schema):
    """One self-assessment."""

    id: UUID
    person: UUID
    programme: str
    version: str
    channel: str
    state: str
    started_at: datetime
    handed_in_at: datetime | None
    told_at: datetime | None
    follows: UUID | None
    why_again: str
    to_check: list[str]
    questions: list[QuestionOut]

    @classmethod
    def of(cls, seen: AssessmentSeen) -> "AssessmentOut":
        """Return the shape of an assessment."""
        return cls(
            id=seen.id,
            person=seen.person,
            programme=seen.programme,
            version=seen.version,
            channel=seen.channel,
            state=seen.state,
            started_at=seen.started_at,
            handed_in_at=seen.handed_in_at,
            told_at=seen.told_at,
            follows=seen.follows,
            why_again=seen.why_again,
            to_check=[one.id for one in seen.to_check],
            questions=[QuestionOut.of(section.id, one) for section in seen.sections for one in section.questions],
        )


class FigureOut(Schema):
    """One figure as it was told, with its working: every named step and the whole chain of reasons."""

    id: UUID
    assessment: UUID
    person: UUID
    kind: str
    money: MoneyOut | None
    least: MoneyOut | None
    most: MoneyOut | None
    per: str
    formula: MoneyOut | None
    panel_least: MoneyOut | None
    panel_most: MoneyOut | None
    as_of: date
    programme: str
    version: str
    reason: ReasonOut
    steps: list[dict[str, Any]]
    missing: list[str]
    change: ReasonOut | None
    words: str
    decision: UUID | None
    told_at: datetime
    told_by_name: str

    @classmethod
    def of(cls, seen: FigureSeen) -> "FigureOut":
        """Return the shape of a figure."""
        least, most = seen.range or (None, None)
        ends = seen.panel_ends or (None, None)
        return cls(
            id=seen.id,
            assessment=seen.assessment,
            person=seen.person,
            kind=seen.kind,
            money=MoneyOut.of(seen.money),
            least=MoneyOut.of(least),
            most=MoneyOut.of(most),
            per=seen.per.value,
            formula=MoneyOut.of(seen.formula),
            panel_least=MoneyOut.of(ends[0]),
            panel_most=MoneyOut.of(ends[1]),
            as_of=seen.as_of,
            programme=seen.programme,
            version=seen.version,
            reason=ReasonOut.of(seen.worked.reason),
            steps=[step.as_json() for step in seen.worked.steps],
            missing=list(seen.worked.missing),
            change=None if seen.change is None else ReasonOut.of(seen.change),
            words=seen.words,
            decision=seen.decision,
            told_at=seen.told_at,
            told_by_name=seen.told_by_name,
        )


class EligibilityOut(Schema):
    """What the rule proposes (nothing where the programme has none), and what a named person decided."""

    proposed_label: str | None
    proposed_eligible: bool | None
    proposed_reason: ReasonOut | None
    eligible: bool | None
    words: str
    offer: str
    decision: UUID | None
    decided_by: str
    decided_at: datetime | None

    @classmethod
    def of(cls, proposal: Proposed | None, decided: EligibilitySeen | None) -> "EligibilityOut":
        """Return the shape of a proposal and a decision; either may be missing."""
        return cls(
            proposed_label=proposal.label if proposal else None,
            proposed_eligible=proposal.eligible if proposal else None,
            proposed_reason=ReasonOut.of(proposal.reason) if proposal else None,
            eligible=decided.eligible if decided else None,
            words=decided.words if decided else "",
            offer=decided.offer if decided else "",
            decision=decided.decision if decided else None,
            decided_by=decided.by_name if decided else "",
            decided_at=decided.at if decided else None,
        )


class LineOut(Schema):
    """One self-assessment in a list."""

    id: UUID
    programme: str
    version: str
    state: str
    started_at: datetime


class PersonOut(Schema):
    """Where one person's allocation stands."""

    figure: FigureOut | None
    figures: list[FigureOut]
    assessments: list[LineOut]

    @classmethod
    def of(cls, held: FigureSeen | None, told: Sequence[FigureSeen], lines: Sequence[AssessmentLine]) -> "PersonOut":
        """Return the shape of all that was told to a person."""
        return cls(
            figure=None if held is None else FigureOut.of(held),
            figures=[FigureOut.of(one) for one in told],
            assessments=[
                LineOut(
                    id=line.id,
                    programme=line.programme,
                    version=line.version,
                    state=line.state,
                    started_at=line.started_at,
                )
                for line in lines
            ],
        )
