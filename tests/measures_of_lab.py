"""Measures of the lab: a nation's table beside reading its columns and isotonic regression, quantiles beside Polars.

Each figure is the best of several turns taken in turn with its rival, so that other work on the machine strikes both.
"""

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import numpy as np
import polars
from pyarrow import parquet
from sklearn.isotonic import IsotonicRegression

from ownway.interfaces.cli.population import running
from ownway.interfaces.cli.population.asked import Run
from ownway.lab.calibrate.fitting import Asked, fit, place_knots
from ownway.lab.calibrate.limits import Limits
from ownway.lab.calibrate.quantiles import quantile_table
from ownway.lab.calibrate.sums import People, sums_per_score
from ownway.lab.evaluate.resampling import resample
from ownway.lab.populations import Asked as Invented
from ownway.lab.populations import made_up
from ownway.lab.simulate import Recipe, run
from ownway.rulebook.engines.days import Days
from ownway.rulebook.load import load_pack
from ownway.rulebook.load.pack import files_of
from tests.lab.towns import town

NATION = 1_700_000


def best(turns: int, *deeds: Callable[[], object]) -> list[float]:
    """Return the shortest time of each deed in milliseconds, taken in turn."""
    for deed in deeds:
        deed()
    found = [float("inf")] * len(deeds)
    for _ in range(turns):
        for at, deed in enumerate(deeds):
            began = time.perf_counter()
            deed()
            found[at] = min(found[at], (time.perf_counter() - began) * 1000)
    return found


def nation() -> People:
    """1.7 million people, the score in four bytes as a file keeps it."""
    people = town(NATION)
    return People(people.scores.astype(np.int32), people.pence)


def test_the_table_of_a_nation_beside_reading_its_two_columns_and_isotonic_regression() -> None:
    people = nation()

    def read() -> object:
        return people.scores.sum(dtype=np.int64), people.pence.sum()

    def table() -> object:
        sums = sums_per_score(people.scores, people.pence)
        return fit(sums, Asked(sums.total, Limits(), {}, [float(knot) for knot in place_knots(sums, 7)]))

    reading, fitting = best(15, read, table)
    x, y = people.scores.astype(np.float64), people.pence.astype(np.float64)
    (isotonic,) = best(2, lambda: IsotonicRegression().fit(x, y))
    print(f"\nsums per score and the fit, 1.7 million rows: {fitting:.1f} ms, {fitting / reading:.1f} × reading them")
    print(f"scikit-learn isotonic regression on the rows: {isotonic:.0f} ms, {isotonic / fitting:.0f} × the lab")
    assert fitting < 5 * reading
    assert isotonic > 150 * fitting


def test_exact_quantiles_at_each_score_beside_polars() -> None:
    people, shares = nation(), (0.25, 0.5, 0.8)
    frame = polars.DataFrame({"score": people.scores, "pence": people.pence})

    def theirs() -> polars.DataFrame:
        asked = [polars.col("pence").quantile(share, "lower").alias(str(share)) for share in shares]
        return frame.group_by("score").agg(asked)

    scores, told = quantile_table(people.scores, people.pence, shares)
    their = theirs().sort("score")
    assert their["score"].to_list() == scores.tolist()
    assert np.array_equal(their.select([str(share) for share in shares]).to_numpy().astype(np.int64), told)
    ours, polar = best(7, lambda: quantile_table(people.scores, people.pence, shares), theirs)
    print(f"\nexact quantiles at each score: {ours:.0f} ms; Polars {polar:.0f} ms")
    assert ours < polar


def test_ten_thousand_draws_of_a_trial_of_a_thousand_people_beside_a_plain_loop() -> None:
    chance = np.random.default_rng(8)
    people, draws = 1_000, 10_000
    arm = np.arange(people) % 2
    design = np.stack([np.ones(people), arm, chance.normal(0, 1, people), chance.normal(0, 1, people)], axis=1)
    pairs = np.stack([chance.normal(300 - 20 * arm, 90), chance.normal(50 + 3 * arm, 8)], axis=1)
    each = np.arange(people)
    within = [np.flatnonzero(arm == one) for one in (0, 1)]

    def ours() -> object:
        return resample(design, pairs, each, arm, compared=1, seed=1, number=draws)

    def loop() -> object:
        found = np.empty((draws, 2))
        for number in range(draws):
            drawn = np.concatenate([here[chance.integers(0, len(here), len(here))] for here in within])
            found[number] = np.linalg.lstsq(design[drawn], pairs[drawn], rcond=None)[0][1]
        return found

    drawing, looping = best(3, ours, loop)
    print(f"\n10,000 draws of a trial of 1,000 people, by regression: {drawing:.0f} ms", end="")
    print(f"; a plain NumPy loop: {looping:.0f} ms, {looping / drawing:.1f} × the lab")
    assert looping > 1.5 * drawing


def test_a_nation_tried_with_all_tables_beside_bare_allocation_to_parquet(tmp_path: Path, repository: Path) -> None:
    folder = repository / "packs" / "in-control"
    pack = load_pack(folder)
    people, answers = tmp_path / "people.parquet", tmp_path / "answers.parquet"
    asked = [question.id for question in pack.questions]
    with ExitStack() as open_files:
        whole = only = None
        for piece in made_up(Invented(NATION, packs=(pack,))):
            told = piece.select([name for name in piece.column_names if name in asked])
            whole = whole or open_files.enter_context(parquet.ParquetWriter(people, piece.schema))
            only = only or open_files.enter_context(parquet.ParquetWriter(answers, told.schema))
            whole.write_table(piece)
            only.write_table(told)
    day = date(2026, 4, 1)
    bare = Run(pack, Days.of(day), answers, tmp_path / "figures.parquet", force=True)
    ready = running.compiled(bare)
    recipe = Recipe(files_of(folder), day, pot_pence=10**12)
    allocating, trying = best(
        7, lambda: running.run(bare, lambda done, of: None, ready), lambda: run(recipe, people).archive()
    )
    print(f"\na rule tried on 1.7 million people, all tables and the archive: {trying / 1000:.2f} s", end="")
    print(f"; bare allocation to Parquet: {allocating / 1000:.2f} s, {trying / allocating:.1f} × that")
    assert trying < 3 * allocating
