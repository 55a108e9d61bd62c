"""Random packs, random people: the engine for many gives what the engine for one gives, on every named step."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.rulebook.model import OPERATORS
from tests.engines.random_maker import BASE, DAY
from tests.engines.random_packs import pack_at_random, people_at_random
from tests.engines.random_steps import MAKE
from tests.engines.side_by_side import differences

seeds = st.integers(min_value=0, max_value=10**9)
days = st.integers(min_value=0, max_value=400).map(lambda later: max(BASE.in_force.start, DAY - timedelta(days=later)))


@pytest.mark.req("A3")
@given(seed=seeds, needs=days, paid=days)
def test_many_get_what_one_gets_whatever_the_rule(seed, needs, paid) -> None:
    """Figures, steps, labels, refusals, and where there is no figure yet: the same by every kernel."""
    pack = pack_at_random(seed)
    people = people_at_random(pack, seed, 40)
    asked = {"as_of": DAY, "needs_on": needs, "paid_from": paid}
    assert differences(pack, people, asked, ("plain", "data")) == []


def test_every_operator_is_made_at_random() -> None:
    """An operator that is added to the language must be tried as well."""
    assert set(MAKE) == set(OPERATORS)
    seen = {step.operator for seed in range(400) for step in pack_at_random(seed).allocation.steps}
    assert seen == set(OPERATORS)
