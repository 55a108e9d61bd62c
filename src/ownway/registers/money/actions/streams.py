"""Fixes what a stream's funder is told of a period."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from ownway.registers.money.models import Budget, Funder, Rate, Reported, StreamReport
from ownway.registers.money.queries.streams import open_lines
from ownway.registers.money.rules.split.cannot import CannotReport
from ownway.registers.people.policies import check_may
from ownway.registers.trail.actions import note_change
from ownway.registers.trail.models import take_turn
from ownway.values import Asker, new_identifier


def report_stream(asker: Asker, *, now: datetime, programme: str, stream: str, until: date) -> UUID:
    """Fix what a stream pays for days before *until* as reported to its funder, and return the report (F2).

    It goes on where the last report ended, and holds what was put right of earlier ones. From then on nothing of it
    moves, and nothing new is charged to its days.

    :raises CannotReport: ``streams.not_over`` for days to come, ``streams.reported_until`` where they were reported,
        ``streams.nothing_to_report`` before a stream's first day is over.
    """
    check_may(asker, "money.report_stream", about=None, now=now)
    if until > localdate(now):
        raise CannotReport("streams.not_over", field="until", day=until.isoformat())
    with transaction.atomic():
        take_turn("money.report", f"{programme} {stream}")
        last = StreamReport.objects.filter(programme=programme, stream=stream).order_by("-end").first()
        if last is not None and until <= last.end:
            raise CannotReport("streams.reported_until", field="until", day=last.end.isoformat())
        lines = open_lines(programme, stream, until)
        start = last.end if last else _first_day(programme, stream)
        if start is None or start >= until:
            raise CannotReport("streams.nothing_to_report", field="until")
        currency = lines[0].money.currency if lines else _currency(programme, stream)
        report = StreamReport(id=new_identifier(now), programme=programme, stream=stream, start=start, end=until)
        report.count, report.pence, report.currency = len(lines), sum(one.money.pence for one in lines), currency
        report.by, report.at = asker.party, now
        report.save()
        Reported.objects.bulk_create(
            [
                Reported(
                    id=new_identifier(now),
                    report=report,
                    spend_id=line.spend,
                    budget_id=line.budget,
                    period=line.period,
                    kind=line.kind,
                    pence=line.money.pence,
                )
                for line in lines
            ]
        )
        note_change(
            asker,
            now=now,
            about=None,
            deed="money.report_stream",
            thing="stream_report",
            thing_id=report.pk,
            after={"stream": stream, "until": until.isoformat(), "pence": report.pence, "lines": len(lines)},
        )
    return report.pk


def _currency(programme: str, stream: str) -> str:
    own = Budget.objects.filter(programme=programme, stream=stream)
    taken_over = Budget.objects.filter(programme=programme, funders__stream=stream)
    return str((own | taken_over).values_list("currency", flat=True)[0])


def _first_day(programme: str, stream: str) -> date | None:
    """Return the first day on which the stream paid for any budget."""
    began = Rate.objects.filter(budget__programme=programme, budget__stream=stream).order_by("starts")
    later = Funder.objects.standing().filter(budget__programme=programme, stream=stream).order_by("starts")
    days = [*began.values_list("starts", flat=True)[:1], *later.values_list("starts", flat=True)[:1]]
    return min(days, default=None)
