"""Takes a version back before it holds: a draft, or one that was published and whose notice still runs."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from ownway.registers.programmes import policies
from ownway.registers.programmes.models import Withdrawal
from ownway.registers.programmes.policies import CannotWithdraw
from ownway.registers.programmes.queries.rulebooks import kept
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, new_identifier
from ownway.values.text import clean_text


def withdraw(asker: Asker, *, now: datetime, version: str, words: str) -> UUID:
    """Take a version back with the reason in *words*, which is public; the one in force goes on. Return the withdrawal.

    :raises NotFound: when no such version was kept.
    :raises CannotWithdraw: when it holds or has held, or was withdrawn before.
    """
    row = kept(version)
    policies.check_may_withdraw(asker, kept=row, today=localdate(now), now=now)
    why = clean_text(words, longest=4000, field="words", required=True)
    assert asker.party is not None
    taken = Withdrawal(id=new_identifier(now), version=row, words=why, by=asker.party, at=now)
    try:
        with transaction.atomic():
            taken.save()
            note_change(
                asker,
                now=now,
                about=None,
                deed="programmes.withdraw",
                thing="pack",
                thing_id=taken.id,
                after={"version": version},
            )
    except IntegrityError as error:
        # Somebody else took it back at the same moment.
        raise CannotWithdraw("programmes.withdrawn", version=version) from error
    return taken.id
