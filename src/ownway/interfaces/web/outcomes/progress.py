"""Says where outcomes stands for one person."""

from datetime import datetime
from uuid import UUID

from ownway.interfaces.web.design.progress import Progress, Standing
from ownway.values import Asker


def progress(asker: Asker, *, person: UUID, now: datetime) -> Progress:
    """Return where outcomes stands for *person*."""
    return Progress(Standing.NOT_YET)
