"""Whole pence in one currency: sums that add exactly or refuse to."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from ownway.values.rounding import Rounding, round_to_whole

# Currencies whose smallest coin is the unit itself (ISO 4217 exponent 0); all others here have hundredths.
WITHOUT_HUNDREDTHS = frozenset({"JPY", "KRW", "ISK"})


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """A sum in the smallest coin of its currency (pence, cents, yen), never a fraction of one."""

    pence: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.pence) is not int:
            raise TypeError(f"Money counts whole pence; given {self.pence!r}.")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"A currency is three capital letters (ISO 4217); given {self.currency!r}.")

    @classmethod
    def nothing(cls, currency: str) -> Self:
        """Return no money at all in *currency*."""
        return cls(0, currency)

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be reckoned together.")

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.pence + other.pence, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.pence - other.pence, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.pence, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.pence < other.pence

    def __le__(self, other: "Money") -> bool:
        self._same(other)
        return self.pence <= other.pence

    def __gt__(self, other: "Money") -> bool:
        return other < self

    def __ge__(self, other: "Money") -> bool:
        return other <= self

    def __bool__(self) -> bool:
        return self.pence != 0

    def times(self, factor: Fraction | int, rounding: Rounding) -> "Money":
        """Return this sum multiplied by an exact *factor*, made whole by a named *rounding*."""
        return Money(round_to_whole(self.pence * Fraction(factor), rounding), self.currency)

    def shared(self, parts: int) -> "tuple[Money, ...]":
        """Return *parts* shares that add up to the sum exactly; the first shares carry the pence left over.

        :raises ValueError: when *parts* is not above zero.
        """
        if parts <= 0:
            raise ValueError(f"Money is shared into one part or more; given {parts}.")
        each, over = divmod(abs(self.pence), parts)
        sign = -1 if self.pence < 0 else 1
        return tuple(Money(sign * (each + (part < over)), self.currency) for part in range(parts))

    @property
    def coins_per_unit(self) -> int:
        """How many of the smallest coin make one unit: 100 for pounds and euros, 1 for yen."""
        return 1 if self.currency in WITHOUT_HUNDREDTHS else 100
