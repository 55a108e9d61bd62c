"""What can be asked of the bench: its runs, how far each is, what each stage found, a table drawn at once."""

from ownway.oversight.bench.queries.runs import RunSeen, WorkSeen, archive_of, may_work, preview, report_of, run, runs
from ownway.oversight.bench.rules.stages import BESIDE, NEEDS, Stage

__all__ = [
    "BESIDE",
    "NEEDS",
    "RunSeen",
    "Stage",
    "WorkSeen",
    "archive_of",
    "may_work",
    "preview",
    "report_of",
    "run",
    "runs",
]
