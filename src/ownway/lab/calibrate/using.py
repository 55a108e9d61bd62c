"""A table is used only after equity was tested on that very table, and passed."""

from typing import Protocol

from ownway.lab.calibrate.cannot import CannotUseTable
from ownway.lab.calibrate.table import Table


class EquityVerdict(Protocol):
    """What the equity report says of a table: which one (its hash), whether it passes, and why or why not."""

    @property
    def table_hash(self) -> str:
        """The hash of the table that was tested."""

    @property
    def passes(self) -> bool:
        """Whether it may be used."""

    @property
    def words(self) -> str:
        """Why, or why not."""


def may_be_used(table: Table, verdict: EquityVerdict | None) -> None:
    """Let a table pass that equity passed.

    :raises CannotUseTable: ``calibrate.equity_missing``, ``equity_of_another`` or ``equity_fails``.
    """
    if verdict is None:
        raise CannotUseTable("calibrate.equity_missing")
    if verdict.table_hash != table.hash:
        raise CannotUseTable("calibrate.equity_of_another", table=table.hash, tested=verdict.table_hash)
    if not verdict.passes:
        raise CannotUseTable("calibrate.equity_fails", said=verdict.words)
