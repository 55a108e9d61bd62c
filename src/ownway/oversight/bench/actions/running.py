"""Loads people onto the bench, takes orders for its stages, and carries them out as jobs that keep what they found."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from procrastinate.contrib.django import app

from ownway.lab.calibrate.comparisons import pairs_of
from ownway.oversight.bench import policies, queries
from ownway.oversight.bench.models import Done, PutAway, Reached, Run, Work
from ownway.oversight.bench.policies import CannotWorkOnBench
from ownway.oversight.bench.queries import Stage
from ownway.oversight.bench.queries.runs import is_away, latest, people_read, written_points
from ownway.oversight.bench.queries.runs import kept as kept_run
from ownway.oversight.bench.queries.runs import material as material_of
from ownway.oversight.bench.rules.cannot import CannotHoldAgainst
from ownway.oversight.bench.rules.stages import NEEDS, ON_A_TABLE, WORKED
from ownway.registers.programmes import queries as rules
from ownway.registers.programmes.queries.rulebooks import kept as kept_version
from ownway.registers.trail.actions import note_change
from ownway.rulebook.load import PackErrors
from ownway.values import Asker, Cannot, Reason, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text

if TYPE_CHECKING:
    from ownway.oversight.bench.rules import working

MADE_UP_LEAST, MADE_UP_MOST = 10, 200_000
MOST_BYTES = 32 * 1024 * 1024
TASK = "bench.carry_out"
PARQUET = b"PAR1"
WRITTEN = ("panel", "fitted")
"""The weights that can be written into the points of a pack."""
AT_ONCE_BYTES, AT_ONCE_PEOPLE = 1024 * 1024, 20_000
"""Larger files, or more people who are made up, are read by a job."""


def load_people(
    asker: Asker, *, now: datetime, version: str, name: str, content: bytes | None, made_up: int = 0, seed: int = 2008
) -> UUID:
    """Load people for a kept version of a programme: a file, or so many made up by a seed; return the run.

    The file is read at once, a large one by a job: rows that cannot be are named with their rule and left out, the
    others go on. It is kept sealed, so that each stage works on the very same people.

    :raises NotFound: when no such version was kept.
    :raises Cannot: when there is neither file nor number, or nothing of the file can be read.
    """
    # The laboratory is large; only who needs it waits for it.
    from ownway.oversight.bench.rules import working

    policies.check_may_work(asker, now=now)
    kept = kept_version(version)
    _check_size(content, made_up)
    ending = "" if content is None else ".parquet" if content.startswith(PARQUET) else ".csv"
    later = made_up > AT_ONCE_PEOPLE if content is None else len(content) > AT_ONCE_BYTES
    with TemporaryDirectory(prefix="ownway-bench-") as held:
        folder, people = Path(held), None
        if content is not None and not later:
            people = folder / f"people{ending}"
            people.write_bytes(content)
        material = working.Material(kept.files, people, made_up if content is None else 0, seed, localdate(now))
        try:
            read = {} if later else working.read(material, folder)
        except Cannot as cannot:
            cannot.field = "content"
            raise
    with transaction.atomic():
        run = Run(
            id=new_identifier(now),
            version=kept,
            name=clean_text(name, longest=200, field="name", required=True),
            content=content,
            ending=ending,
            sha256="" if content is None else sha256(content).hexdigest(),
            made_up=made_up if content is None else 0,
            seed=seed,
            read=read,
            at=now,
            by=asker.party,
        )
        run.save()
        note_change(
            asker,
            now=now,
            about=None,
            deed="bench.load_people",
            thing="bench_run",
            thing_id=run.id,
            after={"programme": kept.programme, "version": version, "people": read.get("people")},
        )
        if later:
            _read_later(asker, run, now=now)
    return run.id


def _check_size(content: bytes | None, made_up: int) -> None:
    """Refuse a file, or so many people made up, that are too many or too few."""
    if content is None and not MADE_UP_LEAST <= made_up <= MADE_UP_MOST:
        why = "bench.so_many" if made_up else "bench.no_people"
        raise CannotWorkOnBench(why, field="made_up", given=made_up, least=MADE_UP_LEAST, most=MADE_UP_MOST)
    if content is not None and len(content) > MOST_BYTES:
        raise CannotWorkOnBench("bench.too_large", field="content", most=MOST_BYTES // 1024**2)


def _read_later(asker: Asker, run: Run, *, now: datetime) -> None:
    """Have a job read the people of a run."""
    work = Work(id=new_identifier(now), run=run, stage=Stage.LOAD.value, settings={}, at=now, by=asker.party)
    work.save()
    app.configure_task(TASK).defer(work=str(work.id))


def ask_for(asker: Asker, *, now: datetime, run: UUID, stage: str, settings: Mapping[str, Any] | None = None) -> UUID:
    """Ask for a stage of a run; a job carries it out. Return the work that was asked for.

    *settings* are those of a price: ``pot``, ``floor``, ``cap`` (pence a year), ``threshold`` (points),
    ``contingency`` (a share). Those of phasing in are ``way``, ``starts`` and the caps of a way of one's own.

    :raises NotFound: when there is no such run.
    :raises CannotPhase: when the way of phasing in cannot be one.
    :raises CannotHoldAgainst: when the ``against`` (a version kept) or the ``mapping`` of a comparison cannot be one.
    :raises CannotCompare: when a line of the ``panel`` (of weighing) compares no two questions.
    :raises CannotWorkOnBench: when another stage comes first, or the same one is still worked on.
    """
    policies.check_may_work(asker, now=now)
    row = kept_run(run)
    wanted = Stage(stage)
    given: dict[str, Any] = dict(settings or {})
    if wanted is Stage.WEIGH:
        questions = [one.id for one in rules.pack(row.version.version).questions]
        write = str(given.get("write") or "")
        given = {"pairs": pairs_of(str(given.get("panel", "")), questions), "write": write if write in WRITTEN else ""}
    if wanted is Stage.PHASE:
        from ownway.oversight.bench.rules.phasing import Chosen

        Chosen.of(settings or {})
    if wanted is Stage.COMPARE:
        given = _against(given)
    if wanted is Stage.WHO_COMES:
        from ownway.oversight.bench.rules.beside import population_in

        given = {"population": str(given.get("population") or "")}
        population_in(given["population"])
    with transaction.atomic():
        seen = queries.run(asker, now=now, run=run)
        if seen.is_away:
            raise CannotWorkOnBench("bench.put_away")
        if wanted not in WORKED or wanted is Stage.LOAD or not NEEDS[wanted] <= seen.done:
            raise CannotWorkOnBench("bench.not_yet", stage=stage)
        held = seen.works.get(wanted)
        if held is not None and held.waits:
            return held.id
        priced, weighed = seen.works.get(Stage.PRICE), seen.works.get(Stage.WEIGH)
        if wanted is Stage.PRICE and weighed is not None:
            given["weighed"] = str(weighed.id) if written_points(seen.works) else ""
        if wanted is Stage.COMPARE and priced is not None and priced.holds:
            given["priced"] = str(priced.id)
        if wanted in ON_A_TABLE:
            given["priced"] = str(seen.works[Stage.PRICE].id)
        work = Work(id=new_identifier(now), run=row, stage=wanted.value, settings=given, at=now, by=asker.party)
        work.save()
        note_change(
            asker,
            now=now,
            about=None,
            deed="bench.ask_for",
            thing="bench_work",
            thing_id=work.id,
            after={"run": str(run), "stage": wanted.value},
        )
        app.configure_task(TASK).defer(work=str(work.id))
    return work.id


def _against(given: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of a comparison: against which version, at which rate, by which mapping."""
    from ownway.oversight.bench.rules.beside import mapping_of

    try:
        rules.pack(str(given.get("against")))
    except NotFound:
        raise CannotHoldAgainst("bench.no_other", field="against") from None
    text = str(given.get("mapping") or "")
    rate = str(given.get("rate") or "")
    return {"against": str(given["against"]), "rate": rate, "mapping": mapping_of(text), "typed": text}


def put_away(asker: Asker, *, now: datetime, run: UUID, away: bool = True) -> None:
    """Put a run away so that it is no longer listed, or bring it back (*away* false); nothing of it is lost.

    :raises NotFound: when there is no such run.
    """
    policies.check_may_work(asker, now=now)
    row = kept_run(run)
    with transaction.atomic():
        if is_away(run) == away:
            return
        note = PutAway(id=new_identifier(now), run=row, away=away, at=now, by=asker.party)
        note.save()
        note_change(
            asker,
            now=now,
            about=None,
            deed="bench.put_away",
            thing="bench_run",
            thing_id=run,
            after={"away": away},
        )


def carry_out(asker: Asker, *, now: datetime, work: UUID) -> None:
    """Carry out work that was asked for and keep what came of it, also why it could not be done; once."""
    policies.check_may_carry_out(asker, now=now)
    row = Work.objects.select_related("run__version").filter(id=work).first()
    if row is None or Done.objects.filter(work=row.id).exists():
        return
    archive: bytes | None = None
    try:
        found, archive = _worked(row, noting(row, now))
    except Cannot as cannot:
        found = {"refused": {"why": cannot.why.as_json(), "help": cannot.help}}
    except PackErrors as errors:
        why = Reason("calibrate.pack_breaks", {"said": str(errors)[:600]})
        found = {"refused": {"why": why.as_json(), "help": ""}}
    with transaction.atomic():
        if Done.objects.filter(work=row.id).exists():
            return
        done = Done(id=new_identifier(now), work=row, found=found, archive=archive, at=now)
        done.save()
        note_change(
            asker,
            now=now,
            about=None,
            deed="bench.carry_out",
            thing="bench_work",
            thing_id=row.id,
            after={"stage": row.stage, "refused": "refused" in found},
        )


def noting(row: Work, now: datetime) -> "Callable[[int], None]":
    """Return what notes how many people were seen, in steps of five per cent, each a row that is told at once."""
    people, last = max(_expected(row), 1), [0]

    def note(seen: int) -> None:
        reached = min(95, 100 * seen // people // 5 * 5)
        if reached > last[0]:
            last[0] = reached
            Reached(id=new_identifier(now), work=row, per_cent=reached, at=now).save()

    return note


def _expected(row: Work) -> int:
    """Return how many people a piece of work will see, about."""
    from ownway.oversight.bench.rules import working

    if row.stage != Stage.LOAD.value:
        return int(people_read(row.run, latest(row.run_id))["people"])
    return int(row.run.made_up) if row.run.content is None else working.rows_in(row.run.content)


def _worked(row: Work, seen: "Callable[[int], None]") -> tuple[dict[str, Any], bytes | None]:
    from ownway.oversight.bench.rules import beside, working

    stage = Stage(row.stage)
    with material_of(row.run, as_kept=stage in (Stage.LOAD, Stage.WEIGH)) as (material, folder):
        if stage is Stage.LOAD:
            return working.read(material, folder, seen), None
        if stage is Stage.WEIGH:
            pairs, write = row.settings.get("pairs", ()), row.settings.get("write", "")
            return working.weigh(material, folder, pairs, write), None
        if stage is Stage.PRICE:
            return working.price(material, working.Settings.from_json(row.settings), folder), None
        if stage is Stage.COMPARE:
            other = rules.files(row.settings["against"])
            files: Mapping[str, str] = material.files
            if row.settings.get("priced"):
                files, _ = _priced_files(material, Work.objects.select_related("done").get(id=row.settings["priced"]))
            return beside.hold_against(material, files, other, row.settings, seen)
        if stage is Stage.WHO_COMES:
            return beside.who_comes(material, material.files, row.settings["population"]), None
        priced = Work.objects.select_related("done").get(id=row.settings["priced"])
        written, again = _priced_files(material, priced)
        table = working.table_of(priced.done.found)
        if stage is Stage.CHECK:
            return working.check(material, written, table.hash) | {"files": written, "examples": again}, None
        if stage is Stage.PHASE:
            return working.phase(material, written, row.settings, _held(row), seen), None
        return working.simulate(material, written, int(priced.settings["pot"]), seen)


def _held(row: Work) -> Mapping[str, str] | None:
    """The files of the version that holds when the work is asked for, or nothing where none does."""
    try:
        return rules.files(rules.in_force(row.run.version.programme, on=localdate(row.at)))
    except NotFound:
        return None


def _priced_files(material: "working.Material", priced: Work) -> tuple[dict[str, str], list[str]]:
    """Return the pack with the fitted table in it, and the examples that were worked out again."""
    from ownway.lab.calibrate.into_pack import Note, with_factor, with_table
    from ownway.oversight.bench.rules import working

    found = priced.done.found
    if found.get("factor"):
        starts = date.fromisoformat(found["starts"])
        title = f"Fits the sums of {found['people']:,} people to a pot of £{found['pot'] // 100:,} a year"
        where = f"the bench, data {found['data_hash']}"
        note = Note(f"pot_{starts:%Y_%m_%d}", title, where, material.on)
        factored = with_factor(material.files, Fraction(found["factor"]), starts, note)
        return dict(factored.files), list(factored.examples)
    table = working.table_of(found)
    title = f"Fitted to the costs of {found['people']:,} people, pot £{found['pot'] // 100:,} a year"
    where = f"the bench, data {found['data_hash']}, seed {found['seed']}"
    note = Note(f"table_{table.hash[:8]}", title, where, material.on)
    written = with_table(material.files, found["step"], table, note, found["band_of_one_person"]["share_of_figure"])
    return dict(written.files), list(written.examples)
