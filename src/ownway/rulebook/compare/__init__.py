"""Compares two versions of a programme: in words, part by part, and in money, person by person."""

from ownway.rulebook.compare.columns import CannotReadFile, is_columns, people_of_columns
from ownway.rulebook.compare.impact import for_the_public, impact_table, numbers_of
from ownway.rulebook.compare.money import MoneyCompared, Moved, Person, Size, compare_money, drawn, figures_of
from ownway.rulebook.compare.table import CannotReadTable, people_of_table
from ownway.rulebook.compare.telling import comparison_as_json, comparison_in_words
from ownway.rulebook.compare.words import Difference, compare_words

__all__ = [
    "CannotReadFile",
    "CannotReadTable",
    "Difference",
    "MoneyCompared",
    "Moved",
    "Person",
    "Size",
    "compare_money",
    "compare_words",
    "comparison_as_json",
    "comparison_in_words",
    "drawn",
    "figures_of",
    "for_the_public",
    "impact_table",
    "is_columns",
    "numbers_of",
    "people_of_columns",
    "people_of_table",
]
