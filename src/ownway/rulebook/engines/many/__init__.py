"""The rule of a pack for whole populations: columns in, every named step out, the same to the penny as for one."""

from ownway.rulebook.engines.many.compile import program
from ownway.rulebook.engines.many.encode import encode, room_for
from ownway.rulebook.engines.many.layout import Layout, layout_of
from ownway.rulebook.engines.many.people import as_table
from ownway.rulebook.engines.many.population import Population
from ownway.rulebook.engines.many.program import CannotCompile, Program
from ownway.rulebook.engines.many.results import FIGURE, REFUSED, work_out_many
from ownway.rulebook.engines.many.room import Room
from ownway.rulebook.engines.many.rows import BadRows, CannotRead

__all__ = [
    "FIGURE",
    "REFUSED",
    "BadRows",
    "CannotCompile",
    "CannotRead",
    "Layout",
    "Population",
    "Program",
    "Room",
    "as_table",
    "encode",
    "layout_of",
    "program",
    "room_for",
    "work_out_many",
]
