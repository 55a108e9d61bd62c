"""Who may do what in spending, and when: pairs that raise with a reason or answer yes or no."""

from datetime import datetime
from uuid import UUID

from ownway.registers.people import policies as people
from ownway.rulebook.model import Pack
from ownway.steps.spending.rules.buying import is_illegal
from ownway.steps.spending.rules.cannot import CannotRecordSpend
from ownway.values import Asker


def check_may(asker: Asker, deed: str, *, person: UUID | None, now: datetime) -> None:
    """Check the policy table for a ``spending`` deed about *person*, or about no single one."""
    people.check_may(asker, f"spending.{deed}", about=person, now=now)


def may(asker: Asker, deed: str, *, person: UUID | None, now: datetime) -> bool:
    """Whether :func:`check_may` would let it pass."""
    return people.may(asker, f"spending.{deed}", about=person, now=now)


def check_may_buy(pack: Pack, kind: str) -> None:
    """Refuse what is illegal, and nothing else (U5).

    :raises CannotRecordSpend: ``spending.illegal``.
    """
    if is_illegal(pack.spending, kind):
        raise CannotRecordSpend("spending.illegal", field="kind", kind=pack.say(f"kind.{kind}", pack.languages[0]))


def may_buy(pack: Pack, kind: str) -> bool:
    """Whether :func:`check_may_buy` would let it pass."""
    return not is_illegal(pack.spending, kind)
