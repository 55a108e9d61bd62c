"""Ages: how old someone is on the day their needs are told."""

from dataclasses import dataclass
from typing import ClassVar

from ownway.rulebook.model.steps.base import Step
from ownway.values import Every

OLDEST = {Every.YEAR: 150, Every.MONTH: 1800}
"""Nobody counts as older than this; a mistyped year cannot overflow a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Age(Step):
    """Whole years or months from the day answered to the day on which the needs were as told."""

    operator: ClassVar[str] = "age"
    of: str
    every: Every

    @property
    def takes(self) -> tuple[str, ...]:
        """The question for the day of birth."""
        return (self.of,)
