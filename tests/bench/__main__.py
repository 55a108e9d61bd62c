"""Times our engines and their peers on one rule and 1.7 million people; prints a table with every ratio."""

import subprocess
import sys
from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table

from tests.bench.ours import OURS
from tests.bench.peers import PEERS
from tests.bench.result import Result

CONTENDERS = {**OURS, **PEERS}
SECONDS_MOST = 240
"""No contender may take longer, its people and its warming up included."""
MEGABYTE = 2**20

out = Console(width=132, highlight=False)


def one(name: str) -> Iterable[Result]:
    """Return the results of one contender, run in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench", name], stdout=subprocess.PIPE, timeout=SECONDS_MOST, check=True, text=True
    )
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


def show(results: list[Result], peers: Mapping[str, float]) -> None:
    """Print the table: each time, its ratio to copying the same bytes, and to the peers that gave the same columns."""
    table = Table("engine", "columns out", "people", "median", "best", "limit", "÷ limit", *peers, "peak MB")
    for column in list(table.columns)[2:]:
        column.justify = "right"
    for result in results:
        ratios = [f"{peer / result.median:,.1f}×" if result.people == 1_700_000 else "" for peer in peers.values()]
        table.add_row(
            result.name + (" (scaled up)" if result.scaled else ""),
            result.columns,
            f"{result.people:,}",
            time(result.median),
            time(result.best),
            time(result.limit) if result.limit else "",
            f"{result.median / result.limit:,.1f}" if result.limit else "",
            *ratios,
            f"{result.peak // MEGABYTE:,}" if result.peak else "",
        )
    out.print(table)


def main(chosen: list[str]) -> int:
    """Run one contender where it is named, all of them otherwise; 1 when two engines differ in anything."""
    if len(chosen) == 1 and chosen[0] in CONTENDERS:
        for result in CONTENDERS[chosen[0]]():
            print(result.as_json())
        return 0
    results: list[Result] = []
    for name in CONTENDERS:
        if not chosen or name.startswith(tuple(chosen)):
            out.print(f"timing {name} …", style="dim")
            results += one(name)
    show(
        results,
        {
            f"× {result.name}": result.median
            for result in results
            if result.name.startswith(("Polars", "Open")) and result.columns == "three"
        },
    )
    wrong = differences(results)
    for line in wrong:
        out.print(line, style="bold red")
    if not wrong:
        out.print("All equal to the penny: the first 20,000 with plain decimals, all 1.7 million with each other.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
