"""Protection while people move over from what they had: by dated year, how far the new sum is reached."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ownway.values import Money, Rounding, round_to_whole


@dataclass(frozen=True, slots=True)
class ProtectedYear:
    """What holds from a day on, until the next row: shares of the old and of the new sum.

    *new_share* of the new sum and the rest of the old one make the sum (all of it where nothing is tapered); it is no
    lower than *least* of the old sum and no higher than *most* of it, where the pack says so.
    """

    starts: date
    new_share: Fraction = Fraction(1)
    least: Fraction | None = None
    most: Fraction | None = None

    def sum_of(self, old: int, new: int, costed: int | None = None) -> int:
        """Return the pence of somebody who had *old* and is given *new* by the rule, each half penny going up.

        It never falls below *costed*, what meeting their needs was costed at, where that is told. Who had nothing
        before has the new sum at once.
        """
        if old <= 0:
            return new
        found = _whole(new * self.new_share + old * (1 - self.new_share))
        if self.least is not None:
            found = max(found, _whole(old * self.least))
        if self.most is not None:
            found = min(found, _whole(old * self.most))
        return found if costed is None else max(found, costed)


@dataclass(frozen=True, slots=True)
class MovingOver:
    """How those who had support before are protected: row by row from their days, and from *ends* on no more.

    Where *floor* is so, nobody falls below what meeting their needs was costed at, where somebody costed it.
    """

    years: tuple[ProtectedYear, ...]
    ends: date
    floor: bool = False
    source: str = ""

    def on(self, day: date) -> ProtectedYear | None:
        """Return the row that holds on a day, or nothing before the first and from the end on."""
        if day >= self.ends:
            return None
        return next((year for year in reversed(self.years) if year.starts <= day), None)

    def protected(self, old: Money, new: Money, day: date, costed: Money | None = None) -> Money | None:
        """Return the sum on a day of somebody who moves over, or nothing where nothing protects that day."""
        year = self.on(day)
        if year is None:
            return None
        least = costed.pence if costed is not None and self.floor else None
        return Money(year.sum_of(old.pence, new.pence, least), new.currency)


def _whole(pence: Fraction) -> int:
    return round_to_whole(pence, Rounding.HALF_UP)
