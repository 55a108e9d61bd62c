"""Times our engines and their peers on one rule and 1.7 million people; prints a table with every ratio."""

import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import version

from rich import box
from rich.console import Console
from rich.table import Table

from tests.bench.files import FILES
from tests.bench.ours import OURS
from tests.bench.peers import PEERS
from tests.bench.people import PEOPLE
from tests.bench.result import Result

CONTENDERS = {**OURS, **PEERS, **FILES}
SECONDS_MOST = 240
"""No contender may take longer, its people and its warming up included."""
MEGABYTE = 2**20
FILE_TO_FILE = " to "
"""Stands in the names of those who are timed from file to file."""

out = Console(width=132, highlight=False)
err = Console(stderr=True)


def one(name: str) -> list[Result]:
    """Return the results of one contender, run in its own process; none, and the reason printed, where it failed."""
    command = [sys.executable, "-m", "tests.bench", name]
    try:
        told = subprocess.run(command, stdout=subprocess.PIPE, timeout=SECONDS_MOST, check=True, text=True)
    except subprocess.SubprocessError as wrong:
        out.print(f"{name} failed: {wrong}", style="bold red")
        return []
    return [Result.from_json(line) for line in told.stdout.splitlines() if line.startswith("{")]


def differences(results: Iterable[Result]) -> list[str]:
    """Return who came to another figure than the others, for anyone of the people: there must be nobody."""
    found = []
    told = [result for result in results if result.first]
    for result in told:
        if result.first != told[0].first:
            found.append(f"{result.name} ({result.columns}): another figure among the first people")
    whole = [result for result in told if result.whole]
    for result in whole:
        if (result.whole, result.totals) != (whole[0].whole, whole[0].totals):
            found.append(f"{result.name} ({result.columns}): another figure among all people")
    return found


def time(seconds: float) -> str:
    """Return a time with its unit."""
    for least, unit in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= least:
            return f"{seconds / least:,.3g} {unit}"
    return f"{seconds * 1e9:,.3g} ns"


def ratio(number: float) -> str:
    """Return a ratio in about three figures."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def machine() -> str:
    """Return on what all this was measured."""
    names = ("numpy", "numba", "pyarrow", "polars", "duckdb", "openfisca-core")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return f"{date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}, {versions}"


def faster(result: Result, than: list[Result]) -> str:
    """Return how many times faster a result is than the one of *than* with the same columns, else than the first."""
    same = [other for other in than if other.columns == result.columns] or than
    return ratio(same[0].median / result.median) if same else ""


def show(title: str, results: list[Result], against: Mapping[str, list[Result]]) -> None:
    """Print one table: each time, its ratio to copying the same bytes, and to each peer that *against* names."""
    if not results:
        return
    headings = ("engine", "out", "median", "best", "limit", "÷limit", *against, "MB")
    table = Table(*headings, title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for place, column in enumerate(table.columns):
        column.no_wrap = True
        column.justify = "right" if place > 1 else "left"
    for result in results:
        table.add_row(
            result.name + (" (scaled up)" if result.scaled else ""),
            result.columns,
            time(result.median),
            time(result.best),
            time(result.limit) if result.limit else "",
            ratio(result.median / result.limit) if result.limit else "",
            *(faster(result, peers) for peers in against.values()),
            f"{result.peak // MEGABYTE:,}" if result.peak else "",
        )
    out.print(table)


def show_all(results: list[Result]) -> None:
    """Print every table: the kernels beside their peers, a nation, files, one person."""

    def named(*words: str) -> list[Result]:
        return [result for result in results if result.name.startswith(words)]

    files = [result for result in results if FILE_TO_FILE in result.name]
    whole = [result for result in results if result.people == PEOPLE and result not in files]
    peers = {
        "×Polars": [result for result in named("Polars") if result in whole],
        "×OF tuned": named("OpenFisca-core, tuned"),
        "×OF documented": named("OpenFisca-core, as"),
        "×decimals": named("plain Python"),
    }
    speeds = sorted(result.moved / result.limit / 1e9 for result in results if result.limit)
    out.print(machine())
    if speeds:
        out.print(f"Copying moved {statistics.median(speeds):.3g} GB/s, the median of {len(speeds)} measurements.")
    out.print("÷limit: 1 is copying the same bytes. ×Polars: so many times faster than Polars. OF: OpenFisca-core.")
    show("1.7 million people", whole, peers)
    show("102 million people", [result for result in results if result.people > PEOPLE], {})
    show("1.7 million people, from file to file", files, {"×Polars": named("Polars, Parquet")})
    show("One person, one pack", [result for result in results if result.people == 1], {})


def main(chosen: list[str]) -> int:
    """Run one contender where it is named, several or all of them otherwise; 1 when two engines differ in anything."""
    if len(chosen) == 1 and chosen[0] in CONTENDERS:
        for result in CONTENDERS[chosen[0]]():
            print(result.as_json())
        return 0
    results: list[Result] = []
    failed = 0
    for name in CONTENDERS:
        if not chosen or name in chosen:
            err.print(f"timing {name} …", style="dim")
            found = one(name)
            failed += not found
            results += found
    show_all(results)
    wrong = differences(results)
    for line in wrong:
        out.print(line, style="bold red")
    if not wrong:
        out.print("All equal to the penny: the first 20,000 with plain decimals, all 1.7 million with each other.")
    return 1 if wrong or failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
