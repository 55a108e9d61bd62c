"""Who may do what in spending, and when: pairs that raise with a reason or answer yes or no."""

from datetime import datetime
from uuid import UUID

from ownway.registers.people import policies as people
from ownway.rulebook.model import Pack, Stream
from ownway.steps.spending.rules.buying import is_forbidden
from ownway.steps.spending.rules.cannot import CannotRecordSpend
from ownway.values import Asker


def check_may(asker: Asker, deed: str, *, person: UUID, now: datetime) -> None:
    """Check the policy table for a ``spending`` deed about *person*."""
    people.check_may(asker, f"spending.{deed}", about=person, now=now)


def may(asker: Asker, deed: str, *, person: UUID, now: datetime) -> bool:
    """Whether :func:`check_may` would let it pass."""
    return people.may(asker, f"spending.{deed}", about=person, now=now)


def check_may_buy(pack: Pack, stream: Stream, kind: str) -> None:
    """Refuse what the law of a stream forbids, and nothing else (U5, F6).

    :raises CannotRecordSpend: ``spending.forbidden``.
    """
    if is_forbidden(stream, kind):
        language = pack.languages[0]
        raise CannotRecordSpend(
            "spending.forbidden",
            field="kind",
            kind=pack.say(f"kind.{kind}", language),
            stream=pack.say(f"stream.{stream.id}", language),
        )


def may_buy(stream: Stream, kind: str) -> bool:
    """Whether :func:`check_may_buy` would let it pass."""
    return not is_forbidden(stream, kind)
