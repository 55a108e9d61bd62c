"""Reads the runs of the bench, the latest work of each stage, and the people they work on, unsealed for a job."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Max, OuterRef, Q, Subquery
from django.utils.timezone import localdate

from ownway.lab.reports.pictures import Picture
from ownway.oversight.bench import policies
from ownway.oversight.bench.models import Brought, Done, PutAway, Run, Work
from ownway.oversight.bench.rules.stages import ON_A_TABLE, Stage, open_stages
from ownway.registers.programmes import queries as programmes
from ownway.values import Asker, Reason
from ownway.values.cannot import NotFound

if TYPE_CHECKING:
    from ownway.oversight.bench.rules import working


@dataclass(frozen=True, slots=True)
class WorkSeen:
    """One stage of a run: with what settings it was asked for, and what came of it."""

    id: UUID
    stage: Stage
    settings: Mapping[str, Any]
    at: datetime
    done_at: datetime | None
    found: Mapping[str, Any]
    refused: Reason | None
    refused_help: str
    has_archive: bool
    per_cent: int = 0
    """How far it has come while it is worked on."""

    @property
    def waits(self) -> bool:
        """Whether it is still worked on."""
        return self.done_at is None

    @property
    def holds(self) -> bool:
        """Whether it was done and found something."""
        return self.done_at is not None and self.refused is None

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures of what a check or a trial found."""
        from ownway.lab.simulate.reporting import pictures_of
        from ownway.oversight.bench.rules import reporting

        if self.stage is Stage.SIMULATE:
            return tuple(pictures_of(self.found))
        one = reporting.picture_of_equity(self.found) if self.stage is Stage.CHECK else None
        return () if one is None else (one,)

    @property
    def price_of_protection(self) -> Picture | None:
        """What each way of protecting people costs by year, of a trial."""
        from ownway.oversight.bench.rules import reporting

        return reporting.picture_of_protection(self.found)

    @property
    def curve(self) -> Picture:
        """The curve of a stage that was priced."""
        from ownway.oversight.bench.rules import working

        return working.picture_from_json(self.found["picture"])


@dataclass(frozen=True, slots=True)
class RunSeen:
    """One run: its pack, its people, and the latest work of each stage that still counts."""

    id: UUID
    programme: str
    version: str
    name: str
    made_up: int
    seed: int
    sha256: str
    read: Mapping[str, Any]
    at: datetime
    by: UUID | None
    works: Mapping[Stage, WorkSeen]
    brought: str
    is_away: bool = False
    """Whether it was put away; nothing of it is lost."""

    @property
    def done(self) -> frozenset[Stage]:
        """The stages that are done."""
        found = {stage for stage, work in self.works.items() if work.holds}
        if self.is_read:
            found.add(Stage.LOAD)
        if self.brought:
            found.add(Stage.PUBLISH)
        return frozenset(found)

    @property
    def is_read(self) -> bool:
        """Whether its people were read: a large file is read in the background."""
        return bool(self.read["people"])

    @property
    def open(self) -> frozenset[Stage]:
        """The stages that can be done now."""
        return open_stages(self.done)

    @property
    def waits(self) -> bool:
        """Whether any stage is still worked on."""
        return any(work.waits for work in self.works.values())


def may_work(asker: Asker, *, now: datetime) -> bool:
    """Whether the asker may work on the bench."""
    return policies.may_work(asker, now=now)


def runs(asker: Asker, *, now: datetime, newest: int = 50, away: bool = False) -> tuple[RunSeen, ...]:
    """Return the newest runs, or those that were put *away*."""
    policies.check_may_see(asker, now=now)
    last = PutAway.objects.filter(run=OuterRef("pk")).order_by("-at", "-id").values("away")[:1]
    every = Run.objects.select_related("version").defer("content").annotate(gone=Subquery(last))
    rows = every.filter(gone=True) if away else every.filter(Q(gone=None) | Q(gone=False))
    return tuple(_seen(row) for row in rows.order_by("-at", "-id")[:newest])


def run(asker: Asker, *, now: datetime, run: UUID) -> RunSeen:
    """Return one run.

    :raises NotFound: when there is none.
    """
    policies.check_may_see(asker, now=now)
    return _seen(kept(run))


def kept(run: UUID) -> Run:
    """Return the row of a run; for use inside this app.

    :raises NotFound: when there is none.
    """
    row = Run.objects.select_related("version").filter(id=run).first()
    if row is None:
        raise NotFound("bench.no_run")
    return row


def archive_of(asker: Asker, *, now: datetime, run: UUID, stage: Stage = Stage.SIMULATE) -> bytes:
    """Return the one file that runs the latest simulation of a run again, or its latest comparison.

    :raises NotFound: when there is none.
    """
    policies.check_may_see(asker, now=now)
    seen = _seen(kept(run))
    work = seen.works.get(stage)
    if work is None or not work.has_archive:
        raise NotFound("bench.no_run")
    content: bytes = Done.objects.get(work=work.id).archive
    return content


def report_of(asker: Asker, *, now: datetime, run: UUID) -> str:
    """Return everything that a run found so far as one HTML page that needs nothing beside it.

    :raises NotFound: when there is no such run.
    """
    # The laboratory is large; only who needs it waits for it.
    from ownway.oversight.bench.rules import reporting

    policies.check_may_see(asker, now=now)
    seen = _seen(kept(run))
    done = {stage: seen.works[stage].found for stage in Stage if stage in seen.works and seen.works[stage].holds}
    pack = programmes.pack(seen.version)
    return reporting.html(seen.name, pack.say("pack.name", pack.languages[0]), seen.read, done)


def preview(
    asker: Asker, *, now: datetime, run: RunSeen, settings: Mapping[str, Any]
) -> tuple[list[tuple[str, ...]], Picture, int]:
    """Return the rows of a table fitted at once, its curve, and what it comes to in pence a year.

    :raises CannotCalibrate: where the pot or limits allow no table.
    """
    # The laboratory is large; only who needs it waits for it.
    from ownway.oversight.bench.rules import previewing, working

    policies.check_may_see(asker, now=now)
    held, sums = working.Settings.from_json(settings), run.read["sums"]
    limits = replace(held.limits, groups={})
    _table, picture, total = previewing.preview(sums, int(run.read["times"]), held.net, limits, _knots(run))
    return list(picture.rows), picture, total


def _knots(run: RunSeen) -> list[float]:
    """Where the last fit bends, in points; none where nothing was fitted, or the pack's own table was kept."""
    work = run.works.get(Stage.PRICE)
    if work is None or not work.holds or work.found["factor"] is not None:
        return []
    return [at / work.found["table"]["units_a_point"] for at, _ in work.found["knots_held"]]


@contextmanager
def material(row: Run, *, as_kept: bool = False) -> Iterator[tuple["working.Material", Path]]:
    """Yield what a run works on, its file unsealed in a folder that is gone afterwards; for use inside this app.

    The pack has the points that weighing wrote, where it did; *as_kept* without them.
    """
    from ownway.oversight.bench.rules import working

    with TemporaryDirectory(prefix="ownway-bench-") as held:
        folder = Path(held)
        people = None
        if row.content is not None:
            people = folder / f"people{row.ending}"
            people.write_bytes(row.content)
        written = {} if as_kept else written_points(latest(row.id))
        files = written.get("files") or programmes.files(row.version.version)
        yield (
            working.Material(
                files or programmes.files(row.version.version), people, row.made_up, row.seed, localdate(row.at)
            ),
            folder,
        )


def latest(run: UUID) -> dict[Stage, WorkSeen]:
    """Return the latest work of each stage, less what a newer table made count no more; for use inside this app."""
    found: dict[Stage, WorkSeen] = {}
    for row in Work.objects.filter(run=run).select_related("done").order_by("at", "id"):
        found[Stage(row.stage)] = _work(row)
    priced, weighed = found.get(Stage.PRICE), found.get(Stage.WEIGH)
    if priced is not None and weighed is not None and not weighed.waits:
        own = str(weighed.id) if written_points(found) else ""
        if priced.settings.get("weighed", "") != own:
            del found[Stage.PRICE]
            priced = None
    for stage in ON_A_TABLE:
        if stage in found and found[stage].settings.get("priced") != str(priced.id if priced else ""):
            del found[stage]
    return found


def _seen(row: Run) -> RunSeen:
    brought = Brought.objects.filter(run=row.id).first()
    works = latest(row.id)
    return RunSeen(
        row.id,
        row.version.programme,
        row.version.version,
        row.name,
        row.made_up,
        row.seed,
        row.sha256,
        people_read(row, works),
        row.at,
        row.by,
        works,
        brought.version if brought else "",
        is_away(row.id),
    )


def written_points(works: Mapping[Stage, WorkSeen]) -> Mapping[str, Any]:
    """Return what weighing wrote: the pack's files with other points, and the sums by them; else nothing."""
    weighed = works.get(Stage.WEIGH)
    return weighed.found if weighed is not None and weighed.holds and "files" in weighed.found else {}


def people_read(row: Run, works: Mapping[Stage, WorkSeen]) -> Mapping[str, Any]:
    """Return what was read of a run's people, at once or in the background; for use inside this app."""
    from ownway.oversight.bench.rules import working

    loaded = works.get(Stage.LOAD)
    read: Mapping[str, Any] = row.read
    if not read:
        read = loaded.found if loaded is not None and loaded.holds else working.NOT_READ
    written = written_points(works)
    return {**read, "sums": written["sums"]} if written else read


def is_away(run: UUID) -> bool:
    """Return whether a run was put away; for use inside this app."""
    last = PutAway.objects.filter(run=run).order_by("-at", "-id").first()
    return last is not None and last.away


def _work(row: Work) -> WorkSeen:
    done: Done | None = getattr(row, "done", None)
    found = done.found if done is not None else {}
    refused = found.get("refused")
    return WorkSeen(
        row.id,
        Stage(row.stage),
        row.settings,
        row.at,
        done.at if done is not None else None,
        found,
        Reason.from_json(refused["why"]) if refused else None,
        refused["help"] if refused else "",
        done is not None and done.archive is not None,
        row.reached.aggregate(most=Max("per_cent"))["most"] or 0 if done is None else 100,
    )
