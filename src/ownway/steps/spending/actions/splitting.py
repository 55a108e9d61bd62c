"""Lets each spend be charged to the stream that may pay for it, for one person or for very many (F4)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.money import actions as money
from ownway.registers.money.actions import ToSplit
from ownway.registers.programmes import queries as programmes
from ownway.steps.agreement.models import Agreement
from ownway.steps.spending import policies
from ownway.steps.spending.models import Spend
from ownway.values import Asker


def split_spending(asker: Asker, *, now: datetime, people: Sequence[UUID]) -> tuple[UUID, ...]:
    """Split what *people* spent over their streams anew, and return those for whom that changed anything.

    Done again with nothing new, it writes nothing. Each change is a line on the trail.

    :raises NotFound: for a person whom the asker may not know.
    """
    for person in people:
        policies.check_may(asker, "split", person=person, now=now)
    kinds: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    rows = Spend.objects.filter(person__in=people, taken_back=None).values_list("person", "journal", "kind")
    for person, journal, kind in rows:
        kinds[person][journal] = kind
    agreed = Agreement.objects.filter(person__in=people, signed_at__lte=now)
    newest = agreed.order_by("person", "-signed_at", "-id").distinct("person")
    to_split = []
    for person, version in newest.values_list("person", "rule_version"):
        pack = programmes.pack(version)
        to_split.append(ToSplit(person, pack.id, pack.spending, kinds[person]))
    with transaction.atomic():
        return money.split_streams(asker, now=now, people=to_split)
