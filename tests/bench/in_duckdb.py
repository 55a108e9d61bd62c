"""The rule of the bench in SQL, for DuckDB: whole numbers and ``CASE``, step upon step."""

import itertools

from tests.bench.rule import DAY_NEEDS, HANDS_ON, NIGHT_MOST, NIGHT_NEEDS, TENTHOUSANDTHS, Rule


def points(rule: Rule, name: str) -> str:
    """Return the SQL for the points of an answer, in a type wide enough for all sums of points."""
    cases = " ".join(f"WHEN {place} THEN {worth}" for place, worth in enumerate(rule.points[name][:-1]))
    return f"(CASE {name} {cases} ELSE {rule.points[name][-1]} END)::INTEGER"


def basis(knots: list[tuple[int, int]]) -> str:
    """Return the SQL for the pence of a score, a half upwards."""
    cases = []
    for low, high in itertools.pairwise(knots):
        wide = high[0] - low[0]
        rise = f"(2 * ({low[1] * wide}::BIGINT + {high[1] - low[1]} * (score - {low[0]})) + {wide}) // {2 * wide}"
        cases.append(f"WHEN score <= {high[0]} THEN {rise}")
    return f"CASE {' '.join(cases)} END"


def query(rule: Rule, people: str) -> str:
    """Return the query that gives score, indicative budget and contingency for the table *people*."""
    hands_on = " + ".join(points(rule, name) for name in HANDS_ON)
    day = " + ".join(f"{halves} * {points(rule, name)}" for name, halves in DAY_NEEDS.items())
    night = " + ".join(f"{halves} * {points(rule, name)}" for name, halves in NIGHT_NEEDS.items())
    full = ", ".join(str(place) for place in rule.counts_in_full)
    quarters = " ".join(f"WHEN {place} THEN {worth}" for place, worth in enumerate(rule.help[:-1]))
    factors = ", ".join(str(factor) for factor in rule.factors[1:])
    return f"""
    WITH counted AS (
        SELECT *, ({hands_on}) * CASE two_people WHEN {rule.two_always} THEN 2 ELSE 1 END
                  + {points(rule, "home")} + {points(rule, "shopping")} AS could_help,
               (CASE WHEN behaviour IN ({full}) THEN 4 ELSE CASE help {quarters} ELSE 4 END END)::INTEGER AS quarters,
               ({day}) // 2 AS by_day, least(({night}) // 2, {NIGHT_MOST}) AS by_night
        FROM {people}
    ), scored AS (
        SELECT age, area, greatest(could_help * quarters // 4, could_help // 4) + by_day + by_night AS score
        FROM counted
    ), based AS (
        SELECT score, ([{factors}])[area]::BIGINT AS factor,
               CASE age WHEN {rule.under_65} THEN {basis(rule.adult)} ELSE {basis(rule.older)} END AS basis
        FROM scored
    ), told AS (
        SELECT score, (basis * factor + {TENTHOUSANDTHS // 2}) // {TENTHOUSANDTHS} AS indicative FROM based
    )
    SELECT score::INTEGER AS score, indicative::INTEGER AS indicative,
           ((indicative * 35 + 500) // 1000)::INTEGER AS contingency
    FROM told"""
