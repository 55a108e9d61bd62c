"""From file to file and for one person: what a user of the command line waits for, beside Polars on the same files."""

import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import polars as pl
import pyarrow as pa
from pyarrow import ipc, parquet

from ownway.interfaces.cli.population import running
from ownway.interfaces.cli.population.asked import Run
from ownway.rulebook.engines import many
from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.one import work_out
from ownway.rulebook.model import Answer, Pack
from ownway.rulebook.sentences import say_all
from tests.bench.in_polars import InPolars
from tests.bench.machine import peak, timed
from tests.bench.ours import proof_of
from tests.bench.people import PEOPLE, as_table, invent, one
from tests.bench.result import Result, prove, result
from tests.bench.rule import DAY, OUTPUTS, read

ROWS = 2**17
"""The people of a row group."""


def files(kernel: str = "data") -> list[Result]:
    """Time Parquet to Parquet by us and by Polars, and Arrow to Arrow by us; all write three columns."""
    pack, rule = read()
    people = as_table(pack, invent(pack))
    with tempfile.TemporaryDirectory(prefix="ownway-bench-") as folder:
        source, target = Path(folder) / "people.parquet", Path(folder) / "figures.parquet"
        parquet.write_table(people, source, row_group_size=ROWS, compression="zstd", compression_level=1)
        levels = {question.id: [level.id for level in question.levels] for question in pack.questions}
        query = InPolars(rule, levels).query(pl.scan_parquet(source), OUTPUTS)
        theirs = Path(folder) / "theirs.parquet"
        write = partial(query.sink_parquet, theirs, compression="zstd", compression_level=1)
        moved = source.stat().st_size
        took = timed(write, moved)
        told = {name: pl.read_parquet(theirs)[name].to_numpy() for name in OUTPUTS}
        results = [result("Polars, Parquet to Parquet", "3", PEOPLE, took, prove(told), limit=0.0, peak=peak())]
        results.append(_ours(pack, source, target, "ours, Parquet to Parquet", kernel))
        source, target = source.with_suffix(".arrow"), target.with_suffix(".arrow")
        with ipc.new_file(str(source), people.schema) as sink:
            sink.write_table(people, max_chunksize=ROWS)
        results.append(_ours(pack, source, target, "ours, Arrow to Arrow", kernel))
    return results


def _ours(pack: Pack, source: Path, target: Path, name: str, kernel: str) -> Result:
    asked = Run(pack, Days.of(DAY), source, target, ("score", "contingency", "indicative"), kernel, force=True)
    ready = running.compiled(asked)
    took = timed(lambda: running.run(asked, lambda done, of: None, ready), source.stat().st_size)
    figures = parquet.read_table(target) if target.suffix == ".parquet" else _arrow(target)
    return result(name, "3", PEOPLE, took, proof_of(figures), limit=0.0, peak=peak())


def _arrow(path: Path) -> pa.Table:
    with ipc.open_file(str(path)) as file:
        return file.read_all()


def rule() -> list[Result]:
    """Time reading the pack, with all its checks, and making its rule ready for many; both happen once a run."""
    pack, _ = read()
    found = []
    for name, deed in (("reading the pack", read), ("making the rule ready", lambda: many.program(pack, DAY))):
        took = timed(deed, 1, rounds=5)
        found.append(Result(f"ours, {name}", "", 1, took.median, took.best, 0.0))
    return found


def person() -> list[Result]:
    """Time one person's figure with every reason, before its sentences are written and with them."""
    pack, _ = read()
    told = one(pack, invent(pack, 1), 0)
    answers = {
        name: Answer.level(given)
        if isinstance(given, str)
        else Answer.from_json(pack.question(name), {"number": given})
        for name, given in told.items()
    }

    def reasons() -> None:
        for _ in range(200):
            work_out(pack, answers, DAY)

    def sentences() -> None:
        for _ in range(20):
            say_all(pack, work_out(pack, answers, DAY).reason, "en")

    found = []
    for name, deed, times in (("with every reason", reasons, 200), ("with every sentence", sentences, 20)):
        took = timed(deed, 1)
        found.append(Result(f"ours, one person {name}", "all 17", 1, took.median / times, took.best / times, 0.0))
    return found


FILES: Mapping[str, Callable[[], list[Result]]] = {"files": files, "rule": rule, "person": person}
