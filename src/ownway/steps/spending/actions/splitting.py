"""Lets each spend be charged to the stream that may pay for it, for one person or for very many (F4)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.money import actions as money
from ownway.registers.money import queries
from ownway.registers.money.actions import ToSplit
from ownway.registers.people.policies import check_may
from ownway.registers.programmes import queries as programmes
from ownway.steps.agreement.models import Agreement
from ownway.steps.spending import policies
from ownway.steps.spending.models import Spend
from ownway.values import Asker

AT_A_TIME = 500


def report_stream(asker: Asker, *, now: datetime, programme: str, stream: str, until: date) -> UUID:
    """Split all that the people of a stream spent, then fix what its funder is told of days before *until* (F2).

    So those are in it too whose one budget bears all they spend, and who needed no split before. Returns the report.

    :raises NotAllowed: for anybody but finance.
    :raises CannotReport: for days to come, days that were reported, or before the stream's first day is over.
    """
    check_may(asker, "money.report_stream", about=None, now=now)
    people = queries.people_of_stream(asker, programme=programme, stream=stream, now=now)
    with transaction.atomic():
        for first in range(0, len(people), AT_A_TIME):
            split_spending(asker, now=now, people=people[first : first + AT_A_TIME], even_at_home=True)
        return money.report_stream(asker, now=now, programme=programme, stream=stream, until=until)


def split_spending(
    asker: Asker, *, now: datetime, people: Sequence[UUID], even_at_home: bool = False
) -> tuple[UUID, ...]:
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
        return money.split_streams(asker, now=now, people=to_split, even_at_home=even_at_home)
