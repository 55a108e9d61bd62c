"""Writes what is to happen in a bad spell or when something falls through, and how deep the plan goes."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.steps.planning import policies
from ownway.steps.planning.actions.rows import draft, known, one_at_a_time, standing
from ownway.steps.planning.models import ContingencyWritten, DepthChosen, PlanVersion
from ownway.steps.planning.queries.plans import found, least_depth, state_of
from ownway.steps.planning.rules.cannot import CannotWrite
from ownway.steps.planning.rules.depths import is_less
from ownway.steps.planning.rules.states import PlanState
from ownway.values import Asker, new_identifier
from ownway.values.text import clean_text

KINDS = ("bad_spell", "falls_through")
MOST_CONTINGENCIES = 30
KEPT_BACK_MOST = 10_000_000
"""A hundred thousand pounds a year kept back is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class ContingencyGiven:
    """What may happen and what then: *pence* are kept back for it in a year, nothing where it needs no money."""

    kind: str
    happens: str
    then: str
    never: str = ""
    who: str = ""
    pence: int = 0


def add_contingency(
    asker: Asker, *, now: datetime, plan: UUID, given: ContingencyGiven, contingency: UUID | None = None
) -> UUID:
    """Add what is to happen in a bad spell (P8) or when something falls through (P12); return its identifier.

    *contingency* names it beforehand, so that the same form sent twice adds it once.

    :raises CannotWrite: with the field that does not fit.
    """
    fitting = _fitting(given)
    with transaction.atomic():
        _, version = draft(asker, plan=plan, section=None, now=now)
        written = ContingencyWritten.objects.filter(version=version)
        if contingency is not None and written.filter(contingency=contingency).exists():
            return contingency
        if written.values("contingency").distinct().count() >= MOST_CONTINGENCIES:
            raise CannotWrite("planning.too_many_contingencies", most=MOST_CONTINGENCIES)
        new = contingency or new_identifier(now)
        _write(asker, now=now, version=version, contingency=new, given=fitting, follows=[])
    return new


def change_contingency(
    asker: Asker, *, now: datetime, plan: UUID, contingency: UUID, given: ContingencyGiven, base: Iterable[UUID] = ()
) -> UUID:
    """Word it anew; return the wording. *base* holds the wordings the writer had before them.

    :raises CannotWrite: when the plan has no such thing, or a field does not fit.
    """
    fitting = _fitting(given)
    with transaction.atomic():
        _, version = draft(asker, plan=plan, section=None, now=now)
        _standing(version, contingency)
        follows = known(ContingencyWritten, base, version=version, contingency=contingency)
        return _write(asker, now=now, version=version, contingency=contingency, given=fitting, follows=follows)


def drop_contingency(asker: Asker, *, now: datetime, plan: UUID, contingency: UUID) -> UUID:
    """Take it out of the plan; what was written stays on record.

    :raises CannotWrite: when the plan has no such thing.
    """
    with transaction.atomic():
        _, version = draft(asker, plan=plan, section=None, now=now)
        rows = _standing(version, contingency)
        last = rows[-1]
        given = ContingencyGiven(last.kind, last.happens, last.then, last.never, last.who, last.pence)
        follows = [row.id for row in rows]
        return _write(
            asker, now=now, version=version, contingency=contingency, given=given, follows=follows, dropped=True
        )


def choose_depth(asker: Asker, *, now: datetime, plan: UUID, depth: str, why: str = "") -> UUID:
    """Choose how deep a plan goes (P5); return the choice. Deeper than the sum asks for is the person's to choose.

    Less than that is agreed by the practitioner, who says why.

    :raises CannotWrite: for a depth the pack does not know, or one that asks for less without a practitioner.
    """
    row, version = found(plan)
    lessens = policies.may(asker, "lessen_depth", person=row.person_id, now=now)
    if not lessens:
        policies.check_may_write(asker, plan=row, state=state_of(version), section=None, now=now)
    with transaction.atomic():
        one_at_a_time(plan)
        row, version = found(plan)
        if state_of(version) is not PlanState.DRAFT:
            raise CannotWrite("planning.not_a_draft", help="planning.begin_the_next_version")
        pack = programmes.pack(row.pack_version)
        if depth not in {one.id for one in pack.planning.depths}:
            raise CannotWrite("planning.no_such_depth", field="depth")
        least = least_depth(asker, person=row.person_id, pack=pack, now=now)
        less = least is not None and is_less(pack.planning, depth, least)
        if less and not lessens:
            raise CannotWrite("planning.too_shallow", help="planning.ask_for_less", field="depth")
        said = clean_text(why, longest=1000, field="why", required=less)
        kept = DepthChosen.objects.create(
            id=new_identifier(now),
            version=version,
            person_id=row.person_id,
            depth=depth,
            why=said,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="planning.choose_depth",
            thing="plan_version",
            thing_id=version.id,
            after={"depth": depth, "why": said},
        )
    return kept.id


def _standing(version: PlanVersion, contingency: UUID) -> tuple[ContingencyWritten, ...]:
    rows = standing(ContingencyWritten, version=version, contingency=contingency)
    if not rows:
        raise CannotWrite("planning.no_such_contingency")
    return rows


def _fitting(given: ContingencyGiven) -> ContingencyGiven:
    if given.kind not in KINDS:
        raise CannotWrite("planning.no_such_contingency_kind", field="kind")
    if not 0 <= given.pence <= KEPT_BACK_MOST:
        raise CannotWrite("planning.kept_back_out_of_bounds", field="pence")
    return ContingencyGiven(
        kind=given.kind,
        happens=clean_text(given.happens, longest=2000, field="happens", required=True),
        then=clean_text(given.then, longest=4000, field="then", required=True),
        never=clean_text(given.never, longest=2000, field="never"),
        who=clean_text(given.who, longest=1000, field="who"),
        pence=given.pence,
    )


def _write(
    asker: Asker,
    *,
    now: datetime,
    version: PlanVersion,
    contingency: UUID,
    given: ContingencyGiven,
    follows: list[UUID],
    dropped: bool = False,
) -> UUID:
    fields = asdict(given)
    kept = ContingencyWritten.objects.create(
        id=new_identifier(now),
        version=version,
        person_id=version.person_id,
        contingency=contingency,
        currency=programmes.pack(version.plan.pack_version).currency,
        dropped=dropped,
        follows=follows,
        by_id=asker.party,
        at=now,
        **fields,
    )
    trail.note_change(
        asker,
        now=now,
        about=version.person_id,
        deed="planning.write",
        thing="contingency",
        thing_id=contingency,
        after=fields | {"dropped": dropped},
    )
    return kept.id
