"""The engines that ours is measured beside, each on the same people, with the answers already in columns of its own."""

from collections.abc import Callable

import duckdb
import polars as pl
import pyarrow as pa

from tests.bench import decimals, in_duckdb, in_openfisca, in_polars
from tests.bench.machine import CORES, peak, timed
from tests.bench.people import PEOPLE, invent, one
from tests.bench.result import FIRST, Result, prove, result
from tests.bench.rule import ASKED, COINS, OUTPUTS, PARTS, read, sizes

READ = len(ASKED)
"""The bytes read for a person; each output writes four."""
THREE = READ + 4 * len(OUTPUTS)
EVERY = READ + 4 * len(in_polars.STEPS)


def polars_three() -> Result:
    """Polars, three columns out."""
    return _polars("3", OUTPUTS, THREE)


def polars_every() -> Result:
    """Polars, every named step out."""
    return _polars("all 17", in_polars.STEPS, EVERY)


def _polars(columns: str, steps: tuple[str, ...], bytes: int) -> Result:
    pack, rule = read()
    people = pl.DataFrame(invent(pack)).lazy()
    query = in_polars.InPolars(rule).query(people, steps)
    out: list[pl.DataFrame] = []

    def run() -> None:
        out[:] = [query.collect()]

    took = timed(run, PEOPLE * bytes)
    proof = prove({name: out[0][name].to_numpy() for name in OUTPUTS})
    return result("Polars", columns, PEOPLE, took, proof, peak=peak())


def duckdb_three() -> Result:
    """DuckDB, in SQL, from a table of its own into one of its own."""
    pack, rule = read()
    there = duckdb.connect()
    there.execute(f"SET threads = {CORES}; SET preserve_insertion_order = true")
    there.register("given", pa.table(dict(invent(pack))))
    there.execute("CREATE TABLE people AS SELECT * FROM given")
    told = f"CREATE OR REPLACE TABLE told AS {in_duckdb.query(rule, 'people')}"
    took = timed(lambda: there.execute(told), PEOPLE * THREE)
    figures = there.execute("SELECT score, indicative, contingency FROM told").fetchnumpy()
    return result("DuckDB, SQL", "3", PEOPLE, took, prove(figures), peak=peak())


def openfisca_tuned() -> Result:
    """OpenFisca-core with answers as whole numbers, and every table gathered from at once."""
    return _openfisca("OpenFisca-core, tuned", idiom=False, rounds=7)


def openfisca_idiom() -> Result:
    """OpenFisca-core as its documentation writes rules; one round, since it takes so long."""
    return _openfisca("OpenFisca-core, as documented", idiom=True, rounds=1)


def _openfisca(name: str, *, idiom: bool, rounds: int) -> Result:
    pack, rule = read()
    there = in_openfisca.InOpenFisca(rule, sizes(pack), invent(pack), idiom=idiom)
    took = timed(there.work_out, PEOPLE * THREE, rounds)
    return result(name, "3", PEOPLE, took, prove(there.work_out() if rounds > 1 else there.told()), peak=peak())


def plain_decimals() -> Result:
    """Plain Python with decimal numbers, on the first people only; the time is scaled up to all."""
    pack, _ = read()
    answers = invent(pack)
    there = decimals.InDecimals(pack)
    people = [one(pack, answers, row) for row in range(FIRST)]
    told: list[decimals.Result] = []

    def run() -> None:
        told[:] = [there.work_out(person) for person in people]

    took = timed(run, PEOPLE * THREE, rounds=5)
    parts = (PARTS, COINS, COINS)
    whole = {name: [int(person[place] * parts[place]) for person in told] for place, name in enumerate(OUTPUTS)}
    proof = prove(whole)
    many = PEOPLE / FIRST
    return result(
        "plain Python, decimals", "3", PEOPLE, took, proof,
        median=took.median * many, best=took.best * many, peak=peak(), scaled=True,
    )  # fmt: skip


PEERS: dict[str, Callable[[], list[Result]]] = {
    "polars-three": lambda: [polars_three()],
    "polars-every": lambda: [polars_every()],
    "duckdb": lambda: [duckdb_three()],
    "openfisca-tuned": lambda: [openfisca_tuned()],
    "openfisca-idiom": lambda: [openfisca_idiom()],
    "decimals": lambda: [plain_decimals()],
}
