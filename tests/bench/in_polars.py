"""The rule of the bench in Polars: whole numbers, ``when`` and ``then``, every column by name."""

import itertools

import polars as pl

from tests.bench.rule import DAY_NEEDS, HANDS_ON, NIGHT_MOST, NIGHT_NEEDS, OUTPUTS, TENTHOUSANDTHS, Rule

STEPS = (
    "hands_on", "hands_on_twice", "hands_on_counted", "help_could_meet", "help_counted", "after_help", "day_needs",
    "night_needs", "night_most", "night_counted", "score", "basis_adult", "basis_older", "basis", "area_factor",
    "indicative", "contingency",
)  # fmt: skip
"""Every named step of the rule."""


class InPolars:
    """The rule as one lazy query. *levels* gives the levels' names where the answers are kept by name."""

    def __init__(self, rule: Rule, levels: dict[str, list[str]] | None = None) -> None:
        self.rule = rule
        self.levels = levels

    def answer(self, question: str, place: int) -> pl.Expr:
        """Return whether a question is answered with the level at a place."""
        return pl.col(question) == (self.levels[question][place] if self.levels else place)

    def points(self, name: str) -> pl.Expr:
        """Return the points of an answer."""
        points = self.rule.points[name]
        chain = pl.when(self.answer(name, 0)).then(int(points[0]))
        for place in range(1, len(points) - 1):
            chain = chain.when(self.answer(name, place)).then(int(points[place]))
        return chain.otherwise(int(points[-1])).cast(pl.Int32)

    def basis(self, knots: list[tuple[int, int]]) -> pl.Expr:
        """Return the pence for a score, a half upwards."""
        score = pl.col("score").cast(pl.Int64)

        def piece(low: tuple[int, int], high: tuple[int, int]) -> pl.Expr:
            wide = high[0] - low[0]
            return (2 * (low[1] * wide + (high[1] - low[1]) * (score - low[0])) + wide) // (2 * wide)

        pieces = list(itertools.pairwise(knots))
        chain = pl.when(pl.col("score") <= pieces[0][1][0]).then(piece(*pieces[0]))
        for low, high in pieces[1:-1]:
            chain = chain.when(pl.col("score") <= high[0]).then(piece(low, high))
        return chain.otherwise(piece(*pieces[-1])).cast(pl.Int32)

    def factor(self) -> pl.Expr:
        """Return the factor of the area, gathered from its table."""
        return pl.lit(pl.Series(self.rule.factors.astype("int32"))).gather(pl.col("area").cast(pl.UInt32))

    def query(self, people: pl.LazyFrame, steps: tuple[str, ...] = OUTPUTS) -> pl.LazyFrame:
        """Return the query that gives *steps* for *people*."""
        rule = self.rule
        hands_on = pl.sum_horizontal([self.points(name) for name in HANDS_ON])
        full = self.answer("behaviour", rule.counts_in_full[0]) | self.answer("behaviour", rule.counts_in_full[1])
        share = pl.lit(4)
        for place, quarters in enumerate(rule.help[:-1]):
            share = pl.when(self.answer("help", place)).then(int(quarters)).otherwise(share)
        day = pl.sum_horizontal([self.points(name) * halves for name, halves in DAY_NEEDS.items()]) // 2
        night = pl.sum_horizontal([self.points(name) * halves for name, halves in NIGHT_NEEDS.items()]) // 2
        return (
            people.with_columns(
                hands_on=hands_on,
                help_counted=pl.when(full).then(4).otherwise(share).cast(pl.Int32),
                day_needs=day,
                night_needs=night,
                night_most=pl.lit(NIGHT_MOST, pl.Int32),
                area_factor=self.factor(),
            )
            .with_columns(hands_on_twice=2 * pl.col("hands_on"))
            .with_columns(
                hands_on_counted=pl.when(self.answer("two_people", rule.two_always))
                .then(pl.col("hands_on_twice"))
                .otherwise(pl.col("hands_on")),
                night_counted=pl.min_horizontal("night_needs", "night_most"),
            )
            .with_columns(
                help_could_meet=pl.col("hands_on_counted") + self.points("home") + self.points("shopping"),
            )
            .with_columns(
                after_help=pl.max_horizontal(
                    pl.col("help_could_meet") * pl.col("help_counted") // 4, pl.col("help_could_meet") // 4
                ),
            )
            .with_columns(score=pl.col("after_help") + pl.col("day_needs") + pl.col("night_counted"))
            .with_columns(basis_adult=self.basis(rule.adult), basis_older=self.basis(rule.older))
            .with_columns(
                basis=pl.when(self.answer("age", rule.under_65))
                .then(pl.col("basis_adult"))
                .otherwise(pl.col("basis_older"))
            )
            .with_columns(indicative=_half_up(pl.col("basis"), pl.col("area_factor"), TENTHOUSANDTHS))
            .with_columns(contingency=_half_up(pl.col("indicative"), pl.lit(35), 1000))
            .select(steps)
        )


def _half_up(one: pl.Expr, other: pl.Expr, parts: int) -> pl.Expr:
    return ((one.cast(pl.Int64) * other.cast(pl.Int64) + parts // 2) // parts).cast(pl.Int32)
