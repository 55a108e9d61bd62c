"""Trials for the tests of the evaluation: built from columns, with a truth that is known."""

from typing import Any

import numpy as np

from ownway.lab.evaluate.protocol import Protocol
from ownway.lab.evaluate.trial import Floats, Trial

PLAIN: dict[str, Any] = {
    "title": "A trial",
    "question": "Does it help?",
    "population": "Adults",
    "setting": "Here",
    "perspective": "Public spending",
    "horizon_weeks": 26,
    "price_year": 2025,
    "design": "randomised",
    "arms": [{"id": "usual", "name": "Support as usual"}, {"id": "budget", "name": "A budget"}],
    "block_sizes": [4],
    "groups": {"all": "Everyone"},
    "outcomes": [{"id": "quality", "name": "Quality", "follow_up": "after", "lowest": -100, "highest": 100}],
    "costs": [{"id": "support", "name": "Support", "kind": "support", "column": "cost"}],
    "worth_of_one_pounds": [0, 10, 20, 50, 100, 200, 500],
    "declared_worth_pounds": 50,
    "replicates": 400,
    "seed": 7,
}


def protocol(**changed: Any) -> Protocol:
    """A protocol with some of it changed."""
    return Protocol.model_validate(PLAIN | changed)


def trial(
    arm: Any,
    cost: Any,
    outcome: Any,
    *,
    rule: Protocol | None = None,
    group: Any = None,
    cluster: Any = None,
    took_up: Any = None,
    baseline: Any = None,
    indirect: Any = None,
) -> Trial:
    """A trial from columns; costs are pounds a week."""
    arm = np.asarray(arm, np.int64)
    people = len(arm)
    costs = [np.asarray(cost, float)] + ([] if indirect is None else [np.asarray(indirect, float)])
    empty: Floats = np.full(people, np.nan)
    return Trial(
        protocol=rule or protocol(),
        people=tuple(f"P{number}" for number in range(people)),
        arm=arm,
        group=np.zeros(people, np.int64) if group is None else np.asarray(group, np.int64),
        cluster=np.arange(people) if cluster is None else np.asarray(cluster, np.int64),
        strata={},
        costs=np.stack(costs, axis=1),
        baseline_cost=empty,
        outcomes=np.asarray(outcome, float)[:, None],
        baselines=(empty if baseline is None else np.asarray(baseline, float))[:, None],
        covariates=np.empty((people, 0)),
        took_up=arm == 1 if took_up is None else np.asarray(took_up, bool),
        withdrew=np.zeros(people, bool),
        plans=(frozenset(),) * people,
        bad=(),
        read=people,
        without_consent=0,
        took_data_back=0,
    )
