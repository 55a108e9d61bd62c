"""Has an existing engine (PySpark) work a population out, and gathers its parts into one file, as if we had done it."""

import importlib.util
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from ownway.interfaces.cli.population.asked import Counted, Run
from ownway.interfaces.cli.population.cannot import CannotRunPopulation
from ownway.interfaces.cli.population.reading import PARQUET, ROWS, form_of, opened
from ownway.interfaces.cli.population.running import Piece, Seen, compiled, nobody, say
from ownway.interfaces.cli.population.writing import Target, check_free
from ownway.rulebook.engines import cluster
from ownway.rulebook.load.pack import files_of
from ownway.values import Reason

LOG_LEVEL = "FATAL"
"""How little the engine itself writes to the terminal; what goes wrong is told by us."""
POLL_SECONDS = 0.2
MEMORY = "2GB"
"""So much memory the sorting of the parts may take; what is more goes to disk."""


def check_cluster() -> None:
    """Refuse where PySpark or Java is missing.

    :raises CannotRunPopulation: ``population.no_cluster``.
    """
    java = os.environ.get("JAVA_HOME") or shutil.which("java")
    if importlib.util.find_spec("pyspark") is None or not java:
        raise CannotRunPopulation("population.no_cluster")


@contextmanager
def session() -> Iterator[Any]:
    """Give a session of the engine as its own settings say, on this machine alone where they say nothing."""
    from pyspark.sql import SparkSession

    # Else workers on this machine would be another Python, without us in it.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    made = SparkSession.builder.appName("ownway").config("spark.ui.showConsoleProgress", "false")
    made = made.config("spark.log.level", LOG_LEVEL)
    if "SPARK_CONF_DIR" not in os.environ and "SPARK_HOME" not in os.environ and "MASTER" not in os.environ:
        made = made.master("local[*]").config("spark.driver.host", "127.0.0.1").config("spark.ui.enabled", "false")
        made = made.config("spark.driver.bindAddress", "127.0.0.1")
    spark = made.config("spark.sql.execution.arrow.maxRecordsPerBatch", str(ROWS)).getOrCreate()
    spark.sparkContext.setLogLevel(LOG_LEVEL)
    try:
        yield spark
    finally:
        spark.stop()


def run(asked: Run, folder: Path, seen: Seen) -> Counted:
    """Work everyone out on the cluster by the pack in *folder*; the files are those that one machine would write.

    :raises Cannot: naming what is wrong with the files, the columns, the days or the steps asked for.
    """
    check_cluster()
    if form_of(asked.source) not in PARQUET:
        raise CannotRunPopulation("population.cluster_reads_parquet", file=asked.source.name)
    check_free(asked.source, asked.target, force=asked.force)
    source = opened(asked.source, asked.pack)
    schema = nobody(asked, compiled(asked), source.schema).schema
    task = cluster.task_for(files_of(folder), asked.days, asked.steps, asked.kernel)
    # Beside the target, since the workers of a cluster share that place and may share no other.
    with tempfile.TemporaryDirectory(prefix=".ownway-", dir=asked.target.parent) as beside:
        parts = Path(beside) / "parts"
        _work(asked, task, parts, lambda share: seen(int(share * (source.rows or 0)), source.rows))
        return _gather(asked, parts, schema, source.rows or 0)


def _work(asked: Run, task: cluster.Task, parts: Path, done: Callable[[float], None]) -> None:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql.functions import col

    try:
        with session() as spark, ThreadPoolExecutor(1) as worker:
            people = spark.read.parquet(str(asked.source.absolute()))
            people = people.select("*", col("_metadata.row_index").alias(cluster.ROW))
            results = cluster.spread(people, task)
            working: Future[None] = worker.submit(results.write.parquet, str(parts.absolute()))
            while not working.done():
                wait([working], POLL_SECONDS)
                done(_share_done(spark))
            working.result()
    except (PySparkException, Py4JError) as wrong:
        raise CannotRunPopulation("population.cluster_failed", said=_said(wrong)) from None


def _said(wrong: Exception) -> str:
    """Return the one line that says what went wrong, of all that two languages say about it."""
    lines = str(wrong).partition("JVM stacktrace")[0].splitlines()
    told = [line for line in lines if re.match(r"[\w.: ]*(Error|Exception|Cannot\w*)\b", line)]
    # Of a traceback the last line says it, of a chain of causes the first.
    return (told[-1] if "Traceback" in str(wrong) else told[0]) if told else lines[0]


def _share_done(spark: Any) -> float:
    tracker = spark.sparkContext.statusTracker()
    stages = [info for id in tracker.getActiveStageIds() if (info := tracker.getStageInfo(id)) is not None]
    tasks = sum(stage.numTasks for stage in stages)
    return sum(stage.numCompletedTasks for stage in stages) / tasks if tasks else 0.0


def _gather(asked: Run, parts: Path, schema: pa.Schema, people: int) -> Counted:
    with Target(asked.target, schema) as target:
        for piece in _pieces(asked, parts, schema):
            target.write(piece.figures, piece.bad)
    return Counted(people, target.bad, target.open, target.refused)


def _pieces(asked: Run, parts: Path, schema: pa.Schema) -> Iterator[Piece]:
    """Yield the results in the order of the rows, which the parts hold in stretches and in no order."""
    with duckdb.connect(config={"temp_directory": str(parts.with_name("sorting")), "memory_limit": MEMORY}) as there:
        rows = there.read_parquet(f"{parts}/*.parquet").order(cluster.ROW)
        for batch in rows.to_arrow_reader(ROWS):
            table = pa.Table.from_batches([batch])
            fine = pc.is_null(table[cluster.BAD])
            figures = table.filter(fine)
            figures = figures.set_column(0, cluster.ROW, pc.add(figures[cluster.ROW], 1))
            wrong = table.filter(pc.invert(fine)).select([cluster.ROW, cluster.BAD]).to_pylist()
            yield Piece(
                figures.select(schema.names).cast(schema),
                [say(asked, row[cluster.ROW] + 1, Reason.from_json(json.loads(row[cluster.BAD]))) for row in wrong],
            )
