"""Whatever stands in the file of a trial: it is worked out with finite figures, or refused in words."""

import json

import numpy as np
import pytest

from ownway.lab.evaluate import CannotEvaluate, evaluate, html_of, read_trial, text_of
from ownway.words.reasons.catalogue import catalogue
from tests.lab.trials import protocol

CELLS = ("", "0", "1", "50", "300", "300", "-1", "1e9", "NaN", "inf", "much", "£40", "99", "٣", "1_000", '"', "=1+1")
HEAD = ("person", "arm", "group", "authority", "consented", "withdrew", "took_up", "cost", "days", "before", "after")


def anything(chance: np.random.Generator) -> bytes:
    """A file of up to ninety people with whatever may go wrong in one."""
    people = int(chance.integers(2, 90))
    wild = chance.random() * float(chance.choice([0.05, 0.1, 0.4]))

    def cell(*good: str) -> str:
        return str(chance.choice(CELLS if chance.random() < wild else good))

    rows = [",".join(HEAD)]
    for number in range(people):
        rows.append(
            ",".join(
                [
                    f"P{int(chance.integers(0, people * 3)) if chance.random() < wild else number}",
                    cell("usual", "budget", "other"),
                    cell("old", "young", "young"),
                    f"A{chance.integers(0, 12)}",
                    cell("yes"),
                    cell("no", "no", "yes", "data"),
                    cell("yes", "no"),
                    *(cell(*(f"{chance.normal(60, 20):.1f}" for _ in range(3))) for _ in range(4)),
                ]
            )
        )
    return "\n".join(rows).encode()


@pytest.mark.parametrize("seed", range(60))
def test_anything_in_a_file_is_worked_out_or_refused_in_words(seed: int) -> None:
    chance = np.random.default_rng([13, seed])
    matched = {"design": "matched", "matching": {"columns": ["before"]}, "block_sizes": []} if seed % 3 == 0 else {}
    rule = protocol(
        groups={"old": "Older people", "young": "Younger people"},
        arms=[{"id": id, "name": id} for id in (("usual", "budget") if matched else ("usual", "budget", "other"))],
        block_sizes=[] if matched else [6],
        cluster="authority" if seed % 2 else "",
        strata=["authority", "group"] if seed % 5 else [],
        outcomes=[
            {
                "id": "quality",
                "name": "Quality",
                "follow_up": "after",
                "baseline": "before",
                "lowest": 0,
                "highest": 100,
            }
        ],
        costs=[
            {"id": "support", "name": "Support", "kind": "support", "column": "cost"},
            {"id": "hospital", "name": "Hospital", "kind": "indirect", "column": "days", "per": "once"},
        ],
        missing={"copies": 3, "rounds": 3},
        replicates=200,
        **{name: value for name, value in matched.items() if name != "block_sizes"},
    )
    try:
        found = evaluate(read_trial(anything(chance), rule))
    except CannotEvaluate as refused:
        assert refused.why.code in catalogue()
        return
    told = json.dumps(found.to_json(), allow_nan=False)
    assert json.loads(told)["people"]["read"] == found.trial.read
    assert "nan" not in " ".join(text_of(found)).lower().split()
    assert html_of(found).endswith("</html>\n")
    for arm in found.arms:
        assert arm.cost.low <= arm.cost.high
        assert all(0 <= one.likely <= 1 for outcome in arm.outcomes for one in outcome.benefits)
