"""Tells a run over a whole population on the terminal: its progress, and how it ended."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from ownway.interfaces.cli.population import on_cluster, running
from ownway.interfaces.cli.population.asked import Counted, Run
from ownway.interfaces.cli.population.writing import bad_path_of


def run(asked: Run, folder: Path, engine: str, terminal: Console) -> Counted:
    """Work everyone out by *engine*, ``many`` or ``cluster``, with a bar on the *terminal*.

    :raises Cannot: naming what is wrong with the files, the columns, the days or the steps asked for.
    """
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=terminal,
        transient=True,
    )
    with bar:
        task = bar.add_task("people worked out", total=None)

        def seen(done: int, of: int | None) -> None:
            bar.update(task, completed=done, total=of)

        if engine == "cluster":
            return on_cluster.run(asked, folder, seen)
        return running.run(asked, seen)


def ended(asked: Run, counted: Counted) -> str:
    """Return how a run ended, in words."""
    done = counted.people - counted.bad
    words = [f"{done:,} people worked out: {asked.target}."]
    if counted.open > counted.refused:
        words.append(f"{counted.open - counted.refused:,} of them have no figure yet, for answers are missing.")
    if counted.refused:
        words.append(f"To {counted.refused:,} the rule gives no figure; the column “refused” names the step.")
    if counted.bad:
        words.append(f"{counted.bad:,} rows could not be worked out; {bad_path_of(asked.target)} says why.")
    return " ".join(words)
