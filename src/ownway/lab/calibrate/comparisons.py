"""What an expert panel wrote down: one comparison a line, the weightier question first."""

import re
from collections.abc import Iterable

from ownway.lab.calibrate.cannot import CannotCompare

LINES_MOST = 5_000
BETWEEN = re.compile(r"\s*(?:>|;|,|\t)\s*")


def pairs_of(text: str, questions: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs (weightier, lighter) of a text; empty lines are nothing.

    :raises CannotCompare: naming the first line that is no comparison.
    """
    known = set(questions)
    found: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines()[: LINES_MOST + 1], start=1):
        if not line.strip():
            continue
        names = BETWEEN.split(line.strip())
        if number > LINES_MOST or len(names) != 2 or names[0] == names[1] or not set(names) <= known:
            raise CannotCompare("bench.bad_comparison", field="panel", line=number, said=line.strip()[:60])
        found.append((names[0], names[1]))
    return found
