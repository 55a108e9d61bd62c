"""Compares printed index numbers with those that the printed changes give: both are published, and may disagree."""

from collections.abc import Iterator

from ownway.rulebook.audit.findings import Finding
from ownway.rulebook.model.pack import Pack


def look_at_indexes(pack: Pack) -> Iterator[Finding]:
    """Yield a finding for each printed number that does not follow from the one before it by its printed change."""
    yield from ()
