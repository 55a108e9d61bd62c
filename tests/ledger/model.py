"""A second ledger, in memory and written another way: jars of pence, and no double entry at all."""

from collections import defaultdict
from dataclasses import dataclass
from random import Random

PURPOSES = ("art", "bus", "care")
DEEDS = (
    *["charge"] * 4,
    *["pay_out"] * 4,
    *["spend"] * 10,
    *["hold"] * 3,
    *["release"] * 2,
    "move",
    "contribute",
    "give_back",
    "lapse",
    *["reverse"] * 3,
)


@dataclass(frozen=True)
class Deed:
    """Something that is tried: *holder* is a number, or nothing for whoever holds money."""

    kind: str
    budget: int
    pence: int
    purpose: str
    to_purpose: str
    holder: int | None
    out_of: str
    earlier: int


def any_deed(chance: Random, budgets: int) -> Deed:
    """A deed by chance; now and then of a single penny, now and then of far too much."""
    most = chance.choice((1, 100, 20_000, 20_000, 20_000, 90_000))
    return Deed(
        kind=chance.choice(DEEDS),
        budget=chance.randrange(budgets),
        pence=chance.randint(1, most),
        purpose=chance.choice(PURPOSES),
        to_purpose=chance.choice(PURPOSES),
        holder=chance.choice((0, 1, None)),
        out_of=chance.choice(("with_holder", "with_holder", "with_holder", "left", "held")),
        earlier=chance.randrange(1_000_000),
    )


class Jars:
    """One budget: how many pence are in which jar. ``("held", "art")`` is a jar, ``("with_holder", 1)`` another."""

    def __init__(self) -> None:
        self.jars: dict[tuple, int] = defaultdict(int)
        self.done: list[tuple[str, dict[tuple, int], bool]] = []
        self.opened: set[tuple] = set()

    def try_to(self, deed: Deed) -> bool:
        """Do it and say yes, or leave everything as it was and say no."""
        before = defaultdict(int, self.jars)
        if deed.kind == "reverse":
            return self.reverse(deed.earlier)
        possible = getattr(self, deed.kind)(deed) is not False
        if not possible:
            self.jars = before
            return False
        changed = {jar: self.jars[jar] - before[jar] for jar in list(self.jars) if self.jars[jar] != before[jar]}
        self.done.append((deed.kind, changed, False))
        return True

    def take(self, jar: tuple, pence: int) -> bool:
        """Take from a jar what is in it, or nothing where it holds too little."""
        if self.jars[jar] < pence:
            return False
        self.jars[jar] -= pence
        return True

    def charge(self, deed: Deed) -> None:
        """More is agreed."""
        self.jars["agreed",] += deed.pence
        self.jars["left",] += deed.pence
        self.pay_debts("overdrawn", ("left",))

    def hold(self, deed: Deed) -> bool:
        """Promise."""
        if not self.take(("left",), deed.pence):
            return False
        self.jars["held", deed.purpose] += deed.pence
        return True

    def release(self, deed: Deed) -> bool:
        """Promise no longer."""
        if not self.take(("held", deed.purpose), deed.pence):
            return False
        self.jars["left",] += deed.pence
        self.pay_debts("overdrawn", ("left",))
        return True

    def move(self, deed: Deed) -> bool:
        """Promise to something else."""
        if deed.purpose == deed.to_purpose or not self.take(("held", deed.purpose), deed.pence):
            return False
        self.jars["held", deed.to_purpose] += deed.pence
        return True

    def pay_out(self, deed: Deed) -> bool:
        """Give to a holder."""
        if not self.take(("left",), deed.pence):
            return False
        holder = deed.holder or 0
        self.opened.add(("with_holder", holder))
        self.jars["with_holder", holder] += deed.pence
        self.pay_debts("owed", ("with_holder", holder))
        return True

    def spend(self, deed: Deed) -> None:
        """Use, whatever is there."""
        purses: list[tuple] = [("left",)]
        if deed.out_of == "with_holder":
            purses = [("with_holder", holder) for holder in (0, 1) if deed.holder in (None, holder)]
        elif deed.out_of == "held":
            purses = [("held", deed.purpose), ("left",)]
        wanted = deed.pence
        for purse in purses:
            found = min(wanted, self.jars[purse])
            self.jars[purse] -= found
            self.jars["spent", deed.purpose] += found
            wanted -= found
        own = min(wanted, self.jars["own_left",])
        self.jars["own_left",] -= own
        self.jars["own_spent", deed.purpose] += own
        self.jars["owed" if deed.out_of == "with_holder" else "overdrawn", deed.purpose] += wanted - own

    def contribute(self, deed: Deed) -> None:
        """Put own money in."""
        self.jars["contributed",] += deed.pence
        self.jars["own_left",] += deed.pence

    def give_back(self, deed: Deed) -> None:
        """Return to the funder; more than was held is own money."""
        wanted = deed.pence
        for holder in (0, 1):
            if deed.holder in (None, holder):
                found = min(wanted, self.jars["with_holder", holder])
                self.jars["with_holder", holder] -= found
                self.jars["returned",] += found
                wanted -= found
        self.jars["contributed",] += wanted
        self.jars["own_left",] += wanted

    def lapse(self, deed: Deed) -> bool:
        """Let go unused."""
        if not self.take(("left",), deed.pence):
            return False
        self.jars["lapsed",] += deed.pence
        return True

    def pay_debts(self, debt: str, purse: tuple) -> None:
        """Money in *purse* meets what was spent before it came."""
        for purpose in PURPOSES:
            met = min(self.jars[purse], self.jars[debt, purpose])
            self.jars[purse] -= met
            self.jars[debt, purpose] -= met
            self.jars["spent", purpose] += met

    def reverse(self, earlier: int) -> bool:
        """Undo one earlier deed, unless it was undone or its money was used since."""
        if not self.done:
            return False
        number = earlier % len(self.done)
        kind, changed, undone = self.done[number]
        if undone:
            return False
        after = defaultdict(int, self.jars)
        for jar, pence in changed.items():
            after[jar] -= pence
        for purpose in PURPOSES:
            for debt, purse in (("owed", self.first_purse()), ("overdrawn", ("left",))):
                if kind == "spend" and after[debt, purpose] < 0:
                    # It was met since, by money that is now spent on the purpose: that comes back.
                    after["spent", purpose] += after[debt, purpose]
                    after[purse] -= after[debt, purpose]
                    after[debt, purpose] = 0
        if min(after.values(), default=0) < 0:
            return False
        self.jars = after
        self.done[number] = (kind, changed, True)
        return True

    def first_purse(self) -> tuple:
        """The holder's jar that was opened, the first of the two where both were."""
        return min(self.opened, default=("left",))

    def told(self) -> dict[tuple, int]:
        """What is in which jar, the empty ones left out."""
        return {jar: pence for jar, pence in self.jars.items() if pence}
