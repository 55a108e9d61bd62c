"""Makes up a trial, as large as the one in the national evaluation; nobody in it is real.

What is put in agrees with what the national evaluation reports in words: hardly any difference in cost; better lives
for people who use mental health services and for younger people with a physical disability; for people with a
learning disability in social care only; for older people no gain, and rather worse spirits. The sizes of the effects
are invented.
"""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ownway.lab.evaluate.trial import Floats, Whole

EXAMPLE = Path(__file__).parent / "example" / "protocol.yaml"
AUTHORITIES = (
    "Ashbourne", "Brackwell", "Calder Vale", "Dunmere", "Eastwick", "Fallowfield", "Greyport", "Hartsea", "Inglemoor",
    "Kestrel Bay", "Larkhill", "Marlstone", "Northam",
)  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """What is put in for one user group: its share, its usual costs a week, and what the offer of a budget does.

    *cost* is pounds a week, *quality* the change of social-care quality of life, *ghq* of the GHQ-12 (lower is better).
    """

    id: str
    share: float
    usual: float
    cost: float
    quality: float
    ghq: float
    ages: tuple[int, int]


TRUTHS = (
    Truth("older", 0.28, 230, 5, -0.005, 1.3, (65, 97)),
    Truth("physical", 0.34, 310, -20, 0.05, -1.8, (18, 64)),
    Truth("learning", 0.25, 360, -15, 0.05, 0.1, (18, 70)),
    Truth("mental", 0.13, 150, -10, 0.09, -2.6, (19, 64)),
)


def made_up(seed: int, people: int = 1000) -> str:
    """Return an invented trial as CSV, for the protocol of the example; the same seed gives the same file."""
    chance = np.random.default_rng(seed)
    group = chance.choice(len(TRUTHS), people, p=[truth.share for truth in TRUTHS])
    authority = chance.integers(0, len(AUTHORITIES), people)
    arm = _allotted(chance, authority * len(TRUTHS) + group)
    told = np.array([[t.usual, t.cost, t.quality, t.ghq, *t.ages] for t in TRUTHS])[group]
    place = chance.normal(0, 1, (2, len(AUTHORITIES)))
    before = told[:, 0] * np.exp(chance.normal(-0.32, 0.8, people) + 0.1 * place[0, authority])
    uptake = (arm == 1) & (chance.random(people) < 0.62)
    lasting = 0.55 * before + 0.45 * told[:, 0] * np.exp(chance.normal(-0.18, 0.6, people))
    support = np.maximum(0, lasting + np.where(arm == 1, told[:, 1] - 9 + 4 * place[1, authority], 0))
    quality_before = _clipped(chance.normal(0.62, 0.2, people), -0.171, 0.999)
    quality = 0.28 + 0.55 * quality_before + arm * told[:, 2] + chance.normal(0, 0.16, people)
    ghq_before = np.clip(np.rint(chance.normal(14.5, 5.5, people)), 0, 36)
    ghq = np.clip(np.rint(6.2 + 0.55 * ghq_before + arm * told[:, 3] + chance.normal(0, 3.8, people)), 0, 36)
    columns: dict[str, list[str]] = {
        "person": [f"T{number:04d}" for number in range(1, people + 1)],
        "arm": ["budget" if one else "usual" for one in arm],
        "group": [TRUTHS[one].id for one in group],
        "authority": [AUTHORITIES[one] for one in authority],
        "age": [
            str(int(low + (high - low) * u)) for (low, high), u in zip(told[:, 4:], chance.random(people), strict=True)
        ],
        "consented": ["yes"] * people,
        "cost_before": _written(before, 2),
        "quality_before": _written(quality_before, 3),
        "ghq_before": _written(ghq_before, 0),
        "took_up": ["yes" if one else "no" for one in uptake],
        "support_week": _written(support, 2),
        "set_up_hours": _written(np.maximum(0, chance.gamma(4, 1.1, people) + arm * chance.gamma(4, 0.8, people)), 1),
        "coordinator_hours": _written(chance.gamma(2, 0.12, people) + arm * chance.gamma(2, 0.03, people), 2),
        "brokerage_pounds": _written(
            np.where(uptake & (chance.random(people) < 0.35), chance.gamma(4, 45, people), 0), 2
        ),
        "hospital_days": _written(chance.poisson(np.where(arm == 1, 1.7, 1.9)).astype(float), 0),
        "quality_after": _written(_clipped(quality, -0.171, 0.999), 3),
        "ghq_after": _written(ghq, 0),
        "plan": [_plan(chance) if one else "" for one in uptake],
    }
    lost = chance.random(people) < 0.07 + 0.04 * (arm == 0) + 0.002 * ghq_before
    columns["withdrew"] = ["yes" if gone and chance.random() < 0.4 else "no" for gone in lost]
    for name in ("support_week", "quality_after", "ghq_after"):
        columns[name] = ["" if gone else cell for gone, cell in zip(lost, columns[name], strict=True)]
    proxy = chance.random(people) < np.array([0.04, 0.02, 0.12, 0.02])[group]
    columns["ghq_after"] = ["" if gone else cell for gone, cell in zip(proxy, columns["ghq_after"], strict=True)]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return file.getvalue()


def _allotted(chance: np.random.Generator, stratum: Whole) -> Whole:
    """Return the arms (0 or 1), evenly by lot within each stratum."""
    arm = np.zeros(len(stratum), np.int64)
    for one in np.unique(stratum):
        at = np.flatnonzero(stratum == one)
        for first in range(0, len(at), 4):
            block = chance.permutation([0, 0, 1, 1])[: len(at) - first]
            arm[at[first : first + 4]] = block
    return arm


def _clipped(values: Floats, low: float, high: float) -> Floats:
    clipped: Floats = np.clip(values, low, high)
    return clipped


def _written(values: Floats, places: int) -> list[str]:
    return [f"{value:.{places}f}" for value in values]


def _plan(chance: np.random.Generator) -> str:
    kinds = ("personal_care", "domestic", "leisure", "education", "respite", "equipment")
    likely = (0.7, 0.5, 0.55, 0.2, 0.25, 0.2)
    chosen = [kind for kind, share in zip(kinds, likely, strict=True) if chance.random() < share]
    return "+".join(chosen or ["personal_care"])
