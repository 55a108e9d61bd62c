"""The reading of one question's columns into the columns of a population."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from ownway.rulebook.engines.many import arrow
from ownway.rulebook.engines.many.instructions import Lane
from ownway.rulebook.engines.many.layout import Asked, Numbers
from ownway.rulebook.engines.many.population import Columns
from ownway.rulebook.engines.many.rows import Faults, Whole, fault_in
from ownway.rulebook.model.questions import NO_ANSWER, Kind, State
from ownway.values import Reason

SPELT = {"yes": "yes", "no": "no", "true": "yes", "false": "no"}
"""How tables write yes and no, besides as truth, in whatever case: programs say true and false."""
STATES = {state.value: state for state in NO_ANSWER}
"""The states without an answer, as a table writes them."""


class Reading:
    """The reading of one question's columns into the population's."""

    def __init__(self, asked: Asked, given: Mapping[str, Any], columns: Mapping[Lane, Columns], faults: Faults) -> None:
        self.asked = asked
        self.question = asked.question
        self.given = given
        self.columns = columns
        self.faults = faults
        self.later = asked.code_of(State.LATER)

    def read(self, kept: "Callable[[Reading, Any], Whole] | None") -> None:
        """Read the column of the question, with *kept* where it keeps more than a code, then the states beside it."""
        name = self.question.id
        column = arrow.one_array(self.given[name]) if name in self.given else None
        if column is None or pa.types.is_null(column.type):
            codes = np.full(self.faults.size, self.later, np.int64)
        else:
            codes = kept(self, column) if kept is not None else self._codes(column)
        if f"{name}.state" in self.given:
            beside = arrow.one_array(self.given[f"{name}.state"])
            if not pa.types.is_null(beside.type):
                told = self._states(beside)
                codes = np.where(told >= 0, told, codes)
        self._put(codes)

    def _codes(self, column: Any) -> Whole:
        match self.question.kind:
            case Kind.LEVELS:
                return self._levels(column)
            case Kind.YES_NO:
                return self._yes_no(column)
            case _:
                return self._texts(column)

    def _put(self, codes: Whole) -> None:
        """Keep the codes, and leave the numbers of whoever gave none at rest."""
        self.columns[Lane.CODE][self.asked.code] = codes
        for one in self.asked.counted:
            column = self.columns[one.lane][one.place]
            column[codes >= self.asked.answers] = one.rests

    def _states(self, column: Any) -> Whole:
        name = f"{self.question.id}.state"
        if not arrow.is_text(column.type):
            raise arrow.wrong_type(name, column.type, "text")
        return self.meant(column, self.state, -1)

    def keep(self, numbers: Numbers, wholes: Whole) -> None:
        """Keep whole numbers, proven to fit, in their column."""
        self.columns[numbers.lane][numbers.place] = wholes

    def state(self, text: str) -> "int | Reason":
        fault = fault_in(self.question, {"state": text})
        return fault if fault is not None else self.asked.code_of(STATES[text])

    def meant(self, column: Any, meaning: Any, none: int) -> Whole:
        """Return the code each distinct value means, *none* for an empty place; note the rows whose value is wrong."""
        reasons: list[Reason] = []

        def code(value: Any) -> int:
            found = meaning(value)
            if isinstance(found, Reason):
                reasons.append(found)
                return -1 - len(reasons)
            return int(found)

        codes = arrow.by_value(column, code, none)
        if not reasons:
            return codes
        self.faults.add_by(-2 - codes, reasons)
        return np.where(codes < -1, self.later, codes)

    def _levels(self, column: Any) -> Whole:
        if not arrow.is_text(column.type):
            raise arrow.wrong_type(self.question.id, column.type, "text")
        told = {level: code for code, level in enumerate(self.asked.told[: self.asked.answers])}

        def meaning(text: str) -> "int | Reason":
            if text in told:
                return told[text]
            if text in STATES:
                return self.state(text)
            return fault_in(self.question, {"level": text}) or self.later

        return self.meant(column, meaning, self.later)

    def _yes_no(self, column: Any) -> Whole:
        told = {level: code for code, level in enumerate(self.asked.told[: self.asked.answers])}
        if pa.types.is_boolean(column.type):
            said = arrow.filled(column.cast(pa.int8()), 2)
            return np.array([told["no"], told["yes"], self.later])[said]
        if not arrow.is_text(column.type):
            raise arrow.wrong_type(self.question.id, column.type, "booleans")

        def meaning(text: str) -> "int | Reason":
            spelt = SPELT.get(text.lower())
            if spelt is not None:
                return told[spelt]
            if text in STATES:
                return self.state(text)
            return fault_in(self.question, {"yes": text}) or self.later

        return self.meant(column, meaning, self.later)

    def _texts(self, column: Any) -> Whole:
        if not arrow.is_text(column.type):
            raise arrow.wrong_type(self.question.id, column.type, "text")
        return self.meant(column, lambda text: self.state(text) if text in STATES else 0, self.later)
