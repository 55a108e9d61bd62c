"""Adds, changes and drops the costed lines of a plan."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.rulebook.model import Pack
from ownway.steps.planning.actions.rows import draft, known, standing
from ownway.steps.planning.models import AimWritten, LineWritten, PlanVersion
from ownway.steps.planning.rules.cannot import CannotWrite
from ownway.steps.planning.rules.streams import main_stream
from ownway.values import Asker, Every, new_identifier
from ownway.values.text import clean_text

MOST_LINES = 300
PENCE_MOST = 100_000_000
"""A million pounds for one of anything is a slip of the hand."""
QUANTITY_MOST = Decimal(100000)
TIMES_MOST = 1_000


@dataclass(frozen=True, slots=True)
class LineGiven:
    """What a line says: *pence* for one, *quantity* of it (up to three decimals), *times* in every *every*."""

    what: str
    aim: UUID
    kind: str
    pence: int
    every: Every
    quantity: Decimal = Decimal(1)
    times: int = 1
    who: str = ""
    stream: str = ""
    degree: str = ""


def add_line(asker: Asker, *, now: datetime, plan: UUID, given: LineGiven, line: UUID | None = None) -> UUID:
    """Add a line; return its identifier, which outlives its wordings.

    *line* names the line beforehand, so that the same form sent twice adds it once.

    :raises CannotWrite: with the field that does not fit.
    """
    with transaction.atomic():
        row, version = draft(asker, plan=plan, section=None, now=now)
        if line is not None and LineWritten.objects.filter(version=version, line=line).exists():
            return line
        if LineWritten.objects.filter(version=version).values("line").distinct().count() >= MOST_LINES:
            raise CannotWrite("planning.too_many_lines", most=MOST_LINES)
        new = line or new_identifier(now)
        fitting = _fitting(given, programmes.pack(row.pack_version), version)
        _write(asker, now=now, version=version, line=new, given=fitting, follows=[])
    return new


def change_line(
    asker: Asker, *, now: datetime, plan: UUID, line: UUID, given: LineGiven, base: Iterable[UUID] = ()
) -> UUID:
    """Word a line anew; return the wording. *base* holds the wordings the writer had before them.

    :raises CannotWrite: when the plan has no such line, or a field does not fit.
    """
    with transaction.atomic():
        row, version = draft(asker, plan=plan, section=None, now=now)
        check_line(version, line)
        fitting = _fitting(given, programmes.pack(row.pack_version), version)
        follows = known(LineWritten, base, version=version, line=line)
        return _write(asker, now=now, version=version, line=line, given=fitting, follows=follows)


def drop_line(asker: Asker, *, now: datetime, plan: UUID, line: UUID) -> UUID:
    """Take a line out of the plan; what was written stays on record and can be brought back.

    :raises CannotWrite: when the plan has no such line.
    """
    with transaction.atomic():
        _, version = draft(asker, plan=plan, section=None, now=now)
        rows = check_line(version, line)
        follows = [row.id for row in rows]
        return _write(
            asker, now=now, version=version, line=line, given=given_of(rows[-1]), follows=follows, dropped=True
        )


def check_line(version: PlanVersion, line: UUID) -> tuple[LineWritten, ...]:
    """Return the wordings of a line that stand, for use inside this app.

    :raises CannotWrite: when the plan has no such line.
    """
    rows = standing(LineWritten, version=version, line=line)
    if not rows:
        raise CannotWrite("planning.no_such_line")
    return rows


def given_of(row: LineWritten) -> LineGiven:
    """Return what a wording of a line says, as it would be given anew."""
    return LineGiven(
        what=row.what,
        aim=row.aim,
        kind=row.kind,
        pence=row.pence,
        every=Every(row.every),
        quantity=row.quantity,
        times=row.times,
        who=row.who,
        stream=row.stream,
        degree=row.degree,
    )


def _fitting(given: LineGiven, pack: Pack, version: PlanVersion) -> LineGiven:
    """Return the line cleaned, once every field fits the pack and the plan."""
    if not standing(AimWritten, version=version, aim=given.aim):
        raise CannotWrite("planning.no_such_aim", field="aim")
    if given.kind not in pack.planning.kinds_of_support:
        raise CannotWrite("planning.no_such_kind", field="kind")
    if given.every is not Every.ONCE and given.every not in pack.planning.times_per_year:
        raise CannotWrite("planning.no_such_rhythm", field="every")
    if not 0 <= given.pence <= PENCE_MOST:
        raise CannotWrite("planning.price_out_of_bounds", field="pence")
    if not 0 < given.quantity <= QUANTITY_MOST or given.quantity != given.quantity.quantize(Decimal("0.001")):
        raise CannotWrite("planning.quantity_out_of_bounds", field="quantity", most=int(QUANTITY_MOST))
    if not 0 < given.times <= TIMES_MOST:
        raise CannotWrite("planning.times_out_of_bounds", field="times", most=TIMES_MOST)
    chosen = given.stream or main_stream(pack.spending).id
    stream = pack.spending.stream(chosen)
    if stream is None or not stream.active:
        raise CannotWrite("planning.no_such_stream", field="stream")
    if not stream.may_buy(given.kind):
        raise CannotWrite("planning.stream_may_not_buy", field="stream", stream=stream.id, kind=given.kind)
    if given.degree and pack.control.degree(given.degree) is None:
        raise CannotWrite("planning.no_such_degree", field="degree")
    return LineGiven(
        what=clean_text(given.what, longest=500, field="what", required=True),
        aim=given.aim,
        kind=given.kind,
        pence=given.pence,
        every=given.every,
        quantity=given.quantity,
        times=given.times,
        who=clean_text(given.who, longest=300, field="who"),
        stream=stream.id,
        degree=given.degree,
    )


def _write(
    asker: Asker,
    *,
    now: datetime,
    version: PlanVersion,
    line: UUID,
    given: LineGiven,
    follows: list[UUID],
    dropped: bool = False,
) -> UUID:
    pack = programmes.pack(version.plan.pack_version)
    fields = asdict(given) | {"every": given.every.value}
    kept = LineWritten.objects.create(
        id=new_identifier(now),
        version=version,
        person_id=version.person_id,
        line=line,
        currency=pack.currency,
        dropped=dropped,
        follows=follows,
        by_id=asker.party,
        at=now,
        **fields,
    )
    after = {name: str(value) if isinstance(value, UUID | Decimal) else value for name, value in fields.items()}
    trail.note_change(
        asker,
        now=now,
        about=version.person_id,
        deed="planning.write",
        thing="line",
        thing_id=line,
        after=after | {"dropped": dropped},
    )
    return kept.id
