"""Makes up two years of agreed payments, payments made and three accounts: to try the machinery out, nothing else."""

from datetime import date, timedelta

import numpy as np

from ownway.lab.forecast.cash_files import Paid
from ownway.lab.forecast.due import Agreed, Every, monday_of
from ownway.lab.forecast.history import SEED

ACCOUNTS: tuple[tuple[str, Every, float, int], ...] = (
    ("Direct payments", "4 weeks", 620.0, 150),
    ("Held by the council", "week", 210.0, 120),
    ("Held by providers", "month", 1400.0, 60),
)
"""Name, rhythm, usual pounds each time, and how many people at once."""
WEEKS = 104
STAYS = 70.0


def made_up_cash(on: date, seed: int = SEED) -> tuple[tuple[Agreed, ...], tuple[Paid, ...], dict[str, int]]:
    """Return invented agreed payments, payments made before the week of *on*, and what each account holds, in pence.

    People begin as chance has it and are known three weeks before; some end without notice; one in thirty payments
    comes a week late, and now and then a receipt is paid that nobody had agreed.
    """
    chance = np.random.default_rng([seed, 9])
    on = monday_of(on)
    start = on - timedelta(days=7 * WEEKS)
    agreed: list[Agreed] = []
    paid: list[Paid] = []
    holds = {}
    for name, every, usual, people in ACCOUNTS:
        number = int(people * (1 + (WEEKS + 8) / STAYS))
        begins = np.where(np.arange(number) < people, chance.integers(-20, 1, number), chance.integers(1, 112, number))
        weekly = 0
        for week in begins:
            first = start + timedelta(days=7 * int(week) + int(chance.integers(0, 5)))
            stay = int(chance.exponential(STAYS)) + 4
            last = first + timedelta(days=7 * stay)
            pence = round(100 * usual * float(np.exp(chance.normal(0, 0.4))))
            known = last - timedelta(days=int(chance.integers(0, 30)))
            ends = known <= on
            one = Agreed(
                name, pence, every, first, last if ends else None, first - timedelta(days=21), False,
                max(known, first) if ends else None,
            )  # fmt: skip
            if one.agreed >= on:
                continue
            agreed.append(one)
            for day in one.days(start, on - timedelta(days=1)):
                late = 7 if chance.random() < 1 / 30 else 0
                if day + timedelta(days=late) < on:
                    paid.append(Paid(day + timedelta(days=late), name, pence))
                    weekly += pence if (on - day).days <= 91 else 0
        for week in range(WEEKS):
            for _ in range(int(chance.poisson(1.2))):
                day = start + timedelta(days=7 * week + int(chance.integers(0, 5)))
                paid.append(Paid(day, name, int(chance.integers(2_000, 40_000))))
        holds[name] = int(weekly * (0.7 + 0.4 * chance.random()))
    return tuple(agreed), tuple(sorted(paid, key=lambda one: (one.day, one.account, one.pence))), holds
