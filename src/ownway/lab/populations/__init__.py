"""Whole populations as columns: an authority's file with every bad row named, or a synthetic one."""

from ownway.lab.populations.answering import born, rows_of
from ownway.lab.populations.cannot import CannotReadPeople
from ownway.lab.populations.columns import COST, FLOOR, KNOWN, PANEL, Bad, Rule
from ownway.lab.populations.made_up import SEED, Asked, made_up
from ownway.lab.populations.margins import Margin, Margins, england
from ownway.lab.populations.pointing import Pointed, made_ready, pointed
from ownway.lab.populations.reading import People, people_of

__all__ = [
    "COST",
    "FLOOR",
    "KNOWN",
    "PANEL",
    "SEED",
    "Asked",
    "Bad",
    "CannotReadPeople",
    "Margin",
    "Margins",
    "People",
    "Pointed",
    "Rule",
    "born",
    "england",
    "made_ready",
    "made_up",
    "people_of",
    "pointed",
    "rows_of",
]
