"""The kernel that is written for one rule gives what the reference gives; compiling it takes long, so few are tried."""

import os
import random
from datetime import timedelta

import pytest

from ownway.rulebook.engines import many
from ownway.rulebook.engines.many.answered import fully_answered
from ownway.rulebook.model import Pack
from tests.engines.random_maker import DAY
from tests.engines.random_packs import answered, pack_at_random, people_at_random
from tests.engines.side_by_side import differences

SEEDS = range(60 if os.environ.get("OWNWAY_EVIDENCE") else 1)
DAYS = {"as_of": DAY, "needs_on": DAY - timedelta(days=40), "paid_from": DAY - timedelta(days=4)}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_kernel_written_for_one_rule_gives_what_one_person_gets(seed) -> None:
    """Where all have answered everything the written function is used, elsewhere the usual one."""
    pack = pack_at_random(seed)
    chance = random.Random(seed)
    complete = [{q.id: answered(q, chance) for q in pack.questions} for _ in range(60)]
    assert differences(pack, complete, DAYS, ("generated", "data")) == []
    assert differences(pack, people_at_random(pack, seed, 60), DAYS, ("generated",)) == []


def shorter(pack: Pack) -> tuple[int, int]:
    """Return how many instructions a rule has, and how many of them are left where everybody answered."""
    program = many.program(pack, DAY)
    return len(program.instructions), len(fully_answered(program).instructions)


def test_where_everybody_answered_there_is_less_to_do() -> None:
    """Nothing that only looks for what is open is left: a quarter of the work and more."""
    sizes = [shorter(pack_at_random(seed)) for seed in range(20)]
    assert all(left <= whole for whole, left in sizes)
    assert 4 * sum(left for _, left in sizes) < 3 * sum(whole for whole, _ in sizes)
