"""Keeps a figure together with the decision behind it, the letter and the line on the trail."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.letters import actions as letters
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.rulebook.model import Pack, WorkedOut
from ownway.steps.allocation.models import Assessment, Figure
from ownway.values import Asker, Money, Reason, new_identifier
from ownway.values.reason import Fact

DEED = {"budget_told": "allocation.tell_budget", "figure_moved": "allocation.move_figure"}
"""The deed on the trail for each kind of decision about a figure."""


def decide_figure(
    asker: Asker,
    *,
    now: datetime,
    kind: str,
    row: Assessment,
    money: Money,
    worked: WorkedOut,
    values: Mapping[str, Any],
    before: Figure | None,
    change: Reason | None,
    words: str,
) -> Figure:
    """Keep an indicative figure with its decision, letter and line on the trail; within the caller's transaction."""
    pack = programmes.pack(row.pack_version)
    id = new_identifier(now)
    reasons = (worked.reason,) if change is None else (worked.reason, change)
    decision = decisions.decide(
        asker,
        now=now,
        about=row.person_id,
        kind=kind,
        outcome="told",
        reasons=reasons,
        words=words,
        rule_version=row.pack_version,
        thing="figure",
        thing_id=id,
        challenge_within_days=pack.allocation.challenge_within_days,
        answer_within_days=pack.allocation.answer_within_days,
    )
    figure = keep_figure(
        asker,
        now=now,
        id=id,
        kind="indicative",
        row=row,
        money=money,
        worked=worked,
        values=values,
        before=before,
        change=change,
        words=words,
        decision=decision,
    )
    facts = _facts_of_letter(asker, now=now, pack=pack, money=money, worked=worked, before=before, words=words)
    _write(asker, now=now, row=row, pack=pack, figure=id, facts=facts, reasons=reasons)
    trail.note_change(
        asker,
        now=now,
        about=row.person_id,
        deed=DEED[kind],
        thing="figure",
        thing_id=figure.id,
        reason=change,
        before=None if before is None else {"kind": before.kind, "pence": before.pence},
        after={"kind": "indicative", "pence": money.pence, "decision": str(decision)},
    )
    return figure


def _write(
    asker: Asker,
    *,
    now: datetime,
    row: Assessment,
    pack: Pack,
    figure: UUID,
    facts: dict[str, Fact],
    reasons: tuple[Reason, ...],
) -> None:
    letters.write(
        asker,
        now=now,
        to=row.person_id,
        about=row.person_id,
        kind="budget_told",
        facts=facts,
        reasons=reasons,
        pack=pack,
        thing="figure",
        thing_id=figure,
    )


def _facts_of_letter(
    asker: Asker, *, now: datetime, pack: Pack, money: Money, worked: WorkedOut, before: Figure | None, words: str
) -> dict[str, Fact]:
    clocks = pack.allocation
    return {
        "pence": money.pence,
        "currency": money.currency,
        "every": worked.per.value,
        "decided_by": people.name_of(asker.party) if asker.party else "",
        "words": words,
        "estimate_pence": before.pence if before is not None and before.kind == "estimate" else None,
        "illustrative": pack.illustrative,
        "rule_version": pack.version,
        "challenge_until": (timezone.localdate(now) + timedelta(days=clocks.challenge_within_days)).isoformat(),
        "answer_within_days": clocks.answer_within_days,
    }


def keep_figure(
    asker: Asker,
    *,
    now: datetime,
    id: UUID,
    kind: str,
    row: Assessment,
    money: Money,
    worked: WorkedOut,
    values: Mapping[str, Any],
    before: Figure | None,
    change: Reason | None,
    words: str,
    decision: UUID,
) -> Figure:
    """Keep a figure that a person answers for."""
    return Figure.objects.create(
        id=id,
        assessment=row,
        person_id=row.person_id,
        kind=kind,
        pence=money.pence,
        currency=money.currency,
        every=worked.per.value,
        as_of=timezone.localdate(now),
        pack_version=row.pack_version,
        answers=dict(values),
        worked=worked.as_json(),
        change=None if change is None else change.as_json(),
        words=words,
        decision_id=decision,
        told_at=now,
        told_by_id=asker.party,
        before=before,
    )
