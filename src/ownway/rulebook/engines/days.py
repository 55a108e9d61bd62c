"""The three days a rule may ask for: when the rule is asked, when the needs were as told, from when money is paid."""

from dataclasses import dataclass
from datetime import date

from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.steps import Age, Index, Lookup, On


@dataclass(frozen=True, slots=True)
class Days:
    """The day of the rule, the day the needs were as told (ages), and the day from which money is paid."""

    rule: date
    needs: date
    paid: date

    @classmethod
    def of(cls, as_of: date, needs_on: date | None = None, paid_from: date | None = None) -> "Days":
        """Return the three days; those not named are the day of the rule."""
        return cls(as_of, needs_on or as_of, paid_from or as_of)

    def on(self, which: On) -> date:
        """Return one of them."""
        match which:
            case On.RULE:
                return self.rule
            case On.NEEDS:
                return self.needs
            case On.PAID:
                return self.paid


def used_by(pack: Pack) -> frozenset[On]:
    """Return the days on which something of a rule rests: its own, that of the needs (ages), that of payment."""
    read = {step.on for step in pack.allocation.steps if isinstance(step, Lookup | Index)}
    ages = {On.NEEDS for step in pack.allocation.steps if isinstance(step, Age)}
    return frozenset({On.RULE} | read | ages)
