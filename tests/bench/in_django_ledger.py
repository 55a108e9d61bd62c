"""Posts journals one by one with django-ledger, the peer in our own framework; run in a process of its own.

``python -m tests.bench.in_django_ledger URL NUMBER`` migrates the empty database at URL, posts NUMBER balanced journals
of two lines, each in a durable transaction of its own, and prints how many a second.
"""

import sys
import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import django
from django.conf import settings

from ownway.config.database import described

BEFORE = 10
"""So many are posted before time is taken."""


def ledger() -> tuple[Any, Any, Any]:
    """Return a ledger of an organisation that keeps one, its cash and what it spends on."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django_ledger.io import roles
    from django_ledger.models import EntityModel

    call_command("migrate", verbosity=0)
    keeper = get_user_model().objects.create_user("keeper")
    entity = EntityModel.create_entity(name="Fernleigh", use_accrual_method=True, admin=keeper, fy_start_month=4)
    entity.create_chart_of_accounts(assign_as_default=True, commit=True)
    told = {"active": True, "is_role_default": True}
    cash = entity.create_account(code="1010", role=roles.ASSET_CA_CASH, name="Cash", balance_type="debit", **told)
    care = entity.create_account(code="6010", role=roles.EXPENSE_OPERATIONAL, name="Care", balance_type="debit", **told)
    return entity.create_ledger(name="Budgets", posted=True), cash, care


def rate(number: int) -> float:
    """Return how many journals a second it posts."""
    books, cash, care = ledger()
    began = 0.0
    for each in range(BEFORE + number):
        if each == BEFORE:
            began = time.perf_counter()
        books.commit_txs(
            je_timestamp=datetime.now(UTC),
            je_txs=[
                {"account": care, "amount": Decimal("0.01"), "tx_type": "debit", "description": "help"},
                {"account": cash, "amount": Decimal("0.01"), "tx_type": "credit", "description": "help"},
            ],
            je_posted=True,
        )
    return number / (time.perf_counter() - began)


if __name__ == "__main__":
    settings.configure(
        DATABASES={"default": described(sys.argv[1])},
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django_ledger"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        SECRET_KEY="of no worth",
    )
    django.setup()
    print(rate(int(sys.argv[2])))
