"""What each stream pays for: the shares of a spend, how streams stand, and the reports to their funders."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Prefetch

from ownway.registers.money.models import Budget, Funder, Journal, Reported, Share, Split, StreamReport, Transfer
from ownway.registers.money.models.ledger import not_reversed
from ownway.registers.money.rules.plan import State
from ownway.registers.money.rules.split.kept import because_of, proof_of, together
from ownway.registers.people.policies import check_may, may
from ownway.registers.people.queries import names_of
from ownway.values import Asker, Money, Reason
from ownway.values.cannot import NotFound


@dataclass(frozen=True, slots=True)
class ShareSeen:
    """What of a spend one budget bears, and why; no *budget* where no stream may pay it."""

    budget: UUID | None
    money: Money
    why: Reason


@dataclass(frozen=True, slots=True)
class StreamLine:
    """One spend (or a part of it) that a stream pays: whose, when, what kind, how much.

    For those who may see sums alone it is a month of one kind, *on* its first day, of all people together: *spend*,
    *person*, *budget* and *period* are then nothing, and no name is told.
    """

    spend: UUID | None
    person: UUID | None
    person_name: str
    on: date
    kind: str
    budget: UUID | None
    period: date | None
    money: Money

    @staticmethod
    def people(lines: "Iterable[StreamLine]") -> tuple[UUID, ...]:
        """Return whom *lines* speak of, each once: nobody where sums alone are told."""
        return tuple(dict.fromkeys(line.person for line in lines if line.person is not None))


@dataclass(frozen=True, slots=True)
class StreamStands:
    """How one stream of a programme stands: what its budgets pay that was not reported yet, and until when it was."""

    programme: str
    stream: str
    people: int
    open: Money
    reported_until: date | None


@dataclass(frozen=True, slots=True)
class ReportSeen:
    """A report to a stream's funder: for the days from *start* up to but not including *end*."""

    id: UUID
    programme: str
    stream: str
    start: date
    end: date
    money: Money
    at: datetime
    lines: tuple[StreamLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SplitSeen:
    """A split that holds: who bears which spend, why no other is better, and the certificate that proves it.

    *proof* holds the worth of each spend (``spends``) and what a pot would still save (``pots``), as the checker takes
    them. *shares* are (spend, first day of the period or nothing, share).
    """

    id: UUID
    programme: str
    as_of: date
    at: datetime
    why: Reason
    proof: Mapping[str, Mapping[str, int]]
    shares: tuple[tuple[UUID, date | None, ShareSeen], ...]


def splits_of(asker: Asker, *, person: UUID, now: datetime) -> tuple[SplitSeen, ...]:
    """Return the split that holds for *person* in each programme; nothing before anything was split.

    :raises NotFound: when the asker may not know the person.
    """
    check_may(asker, "money.see_account", about=person, now=now)
    told: dict[str, list[Split]] = defaultdict(list)
    for row in Split.objects.filter(person=person).order_by("programme", "id"):
        told[row.programme].append(row)
    shares = Share.objects.filter(split__person=person).holding().select_related("spend", "split")
    mine = sorted(shares, key=lambda one: (one.spend.true_on, one.spend_id, -one.pence, one.pk))
    return tuple(_split(rows, [one for one in mine if one.split.programme == name]) for name, rows in told.items())


def _split(rows: Sequence[Split], shares: Iterable[Share]) -> SplitSeen:
    """Return the last of a programme's splits, the earliest first, with all that holds since those before it."""
    last, kept = rows[-1], together(row.proof for row in rows)
    why, proof = Reason.from_json(last.reason), proof_of(kept)
    currency = str(why.facts["currency"])
    because = tuple(Reason(one.code, dict(one.facts) | {"currency": currency}) for one in because_of(kept))
    told = tuple(
        (one.spend_id, one.period, ShareSeen(one.budget_id, Money(one.pence, currency), Reason.from_json(one.reason)))
        for one in shares
    )
    return SplitSeen(
        id=last.pk,
        programme=last.programme,
        as_of=last.as_of,
        at=last.at,
        why=Reason(why.code, why.facts, because or why.because),
        proof={"spends": proof.spends, "pots": proof.pots},
        shares=told,
    )


def shares_of(asker: Asker, *, spend: UUID, now: datetime) -> tuple[ShareSeen, ...]:
    """Return who bears a spend by the split that holds, the largest part first; nothing before there was a split."""
    journal = Journal.objects.filter(pk=spend, kind="spend").select_related("budget").first()
    if journal is None or journal.budget is None:
        raise NotFound("money.no_journal")
    check_may(asker, "money.record_spend", about=journal.about_id, now=now)
    rows = Share.objects.filter(spend=spend).holding()
    return tuple(_share(row, journal.budget.currency) for row in rows.order_by("-pence", "id"))


def _share(row: Share, currency: str) -> ShareSeen:
    return ShareSeen(row.budget_id, Money(row.pence, currency), Reason.from_json(row.reason))


def streams(asker: Asker, *, now: datetime) -> tuple[StreamStands, ...]:
    """Return every stream that any budget comes from, with what it pays and has not reported, by programme and name."""
    check_may(asker, "money.see_streams", about=None, now=now)
    known: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    currencies: dict[tuple[str, str], str] = {}
    for budget in Budget.objects.all():
        known[budget.programme, budget.stream].add(budget.person_id)
        currencies[budget.programme, budget.stream] = budget.currency
    for later in Funder.objects.standing().select_related("budget"):
        known[later.budget.programme, later.stream].add(later.person_id)
        currencies[later.budget.programme, later.stream] = later.budget.currency
    until = dict[tuple[str, str], date]()
    for row in StreamReport.objects.values("programme", "stream").annotate(last=Max("end")):
        until[row["programme"], row["stream"]] = row["last"]
    return tuple(
        StreamStands(
            programme,
            stream,
            len(known[programme, stream]),
            Money(sum(line.money.pence for line in open_lines(programme, stream)), currencies[programme, stream]),
            until.get((programme, stream)),
        )
        for programme, stream in sorted(known)
    )


def people_of_stream(asker: Asker, *, programme: str, stream: str, now: datetime) -> tuple[UUID, ...]:
    """Return everybody any of whose money comes from a stream."""
    check_may(asker, "money.see_streams", about=None, now=now)
    return tuple(sorted({row.person_id for row in _budgets(programme, stream).values()}))


def stream_lines(
    asker: Asker, *, programme: str, stream: str, until: date | None = None, now: datetime
) -> tuple[StreamLine, ...]:
    """Return what a stream pays and has not reported yet (for days before *until*), the earliest first.

    A line below nothing puts right what was reported and has been taken back or moved since.
    """
    check_may(asker, "money.see_streams", about=None, now=now)
    return _as_told(asker, open_lines(programme, stream, until), now=now)


def stream_reports(asker: Asker, *, programme: str, stream: str, now: datetime) -> tuple[ReportSeen, ...]:
    """Return the reports of a stream without their lines, the newest first."""
    check_may(asker, "money.see_streams", about=None, now=now)
    rows = StreamReport.objects.filter(programme=programme, stream=stream).order_by("-end")
    return tuple(_report(row) for row in rows)


def stream_report(asker: Asker, *, report: UUID, now: datetime) -> ReportSeen:
    """Return one report with its lines.

    :raises NotFound: when there is none.
    """
    check_may(asker, "money.see_streams", about=None, now=now)
    row = StreamReport.objects.filter(pk=report).first()
    if row is None:
        raise NotFound("streams.no_report")
    seen = _report(row, row.lines.select_related("spend", "budget").order_by("spend__true_on", "spend", "id"))
    return replace(seen, lines=_as_told(asker, seen.lines, now=now))


def open_lines(programme: str, stream: str, until: date | None = None) -> list[StreamLine]:
    """Return what a stream pays less what it reported; for use inside this app."""
    budgets = _budgets(programme, stream)
    sums: dict[tuple[UUID, UUID, date], int] = defaultdict(int)
    kinds: dict[UUID, str] = {}
    for share in Share.objects.filter(not_reversed("spend"), budget__in=budgets).holding():
        if _funder(budgets[share.budget_id], share.period) == stream:
            sums[share.spend_id, share.budget_id, share.period] += share.pence
            kinds[share.spend_id] = share.kind
    told = Reported.objects.filter(report__programme=programme, report__stream=stream)
    for row in told:
        sums[row.spend_id, row.budget_id, row.period] -= row.pence
        kinds.setdefault(row.spend_id, row.kind)
    for spend, budget, on, pence in _never_split(budgets):
        if _funder(budgets[budget], on) == stream:
            sums[spend, budget, on] += pence
            kinds[spend] = ""
    left = {key: pence for key, pence in sums.items() if pence}
    journals = Journal.objects.in_bulk({spend for spend, _, _ in left})
    names = names_of({budgets[budget].person_id for _, budget, _ in left})
    lines = [
        StreamLine(
            spend,
            budgets[budget].person_id,
            names.get(budgets[budget].person_id, ""),
            journals[spend].true_on,
            kinds[spend],
            budget,
            period,
            Money(pence, budgets[budget].currency),
        )
        for (spend, budget, period), pence in left.items()
        if until is None or journals[spend].true_on < until
    ]
    return sorted(lines, key=lambda line: (line.on, str(line.spend), line.period))


def _as_told(asker: Asker, lines: Sequence[StreamLine], *, now: datetime) -> tuple[StreamLine, ...]:
    """Return *lines* as the asker may see them: spend by spend, or a kind's sum by the month and of nobody (H5)."""
    if may(asker, "money.see_whose_stream", about=None, now=now):
        return tuple(lines)
    sums: dict[tuple[date, str], Money] = {}
    for line in lines:
        key = (line.on.replace(day=1), line.kind)
        sums[key] = sums[key] + line.money if key in sums else line.money
    return tuple(StreamLine(None, None, "", on, kind, None, None, sums[on, kind]) for on, kind in sorted(sums))


def _never_split(budgets: Mapping[UUID, Budget]) -> Iterator[tuple[UUID, UUID, date, int]]:
    """Yield what was spent out of budgets and stands in no split yet: it is borne where it was recorded.

    Of what kind it is the split says. The ledger knows the line of the plan alone: that is one person's, and no kind.
    Before a report all of it is split (:func:`~ownway.steps.spending.actions.report_stream`), so no report holds such.
    """
    split = Share.objects.filter(spend__budget__in=budgets).holding().values("spend")
    told = Reported.objects.values("spend")
    used = [State.SPENT.value, State.OWED.value, State.OVERDRAWN.value]
    rows = Transfer.objects.filter(
        not_reversed("journal"), journal__budget__in=budgets, journal__kind="spend", credit__state__in=used
    )
    names = ("journal", "journal__budget", "journal__true_on", "pence")
    yield from rows.exclude(journal__in=split).exclude(journal__in=told).values_list(*names)


def _budgets(programme: str, stream: str) -> dict[UUID, Budget]:
    later = Funder.objects.standing().filter(budget__programme=programme, stream=stream).values("budget")
    mine = Budget.objects.filter(programme=programme, stream=stream) | Budget.objects.filter(pk__in=later)
    return {row.pk: row for row in mine.prefetch_related(Prefetch("funders", Funder.objects.standing()))}


def _funder(budget: Budget, day: date) -> str:
    """Return the stream that pays for a budget's period that begins on a day."""
    begun = [row for row in budget.funders.all() if row.starts <= day]
    return str(max(begun, key=lambda row: row.starts).stream) if begun else str(budget.stream)


def _report(row: StreamReport, lines: Iterable[Reported] = ()) -> ReportSeen:
    told = list(lines)
    names = names_of({line.budget.person_id for line in told})
    return ReportSeen(
        id=row.pk,
        programme=row.programme,
        stream=row.stream,
        start=row.start,
        end=row.end,
        money=Money(row.pence, row.currency),
        at=row.at,
        lines=tuple(
            StreamLine(
                line.spend_id,
                line.budget.person_id,
                names.get(line.budget.person_id, ""),
                line.spend.true_on,
                line.kind,
                line.budget_id,
                line.period,
                Money(line.pence, row.currency),
            )
            for line in told
        ),
    )
