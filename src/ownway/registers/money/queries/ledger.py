"""Proof that the ledger is true: its balances against the transfers they follow from."""

from datetime import datetime
from itertools import chain

from django.db import connection

from ownway.registers.money.rules.proof import KeptAccount, KeptTransfer, Proof, prove
from ownway.registers.people.policies import check_may
from ownway.values import Asker

# One statement, so that accounts and transfers are those of one moment however much is posted meanwhile.
WHOLE_LEDGER = """
    SELECT false AS moved, a.id, a.budget_id AS of, a.state, a.currency, NULL::uuid AS debit, NULL::uuid AS credit,
            coalesce(b.pence, 0) AS pence
        FROM money_account a LEFT JOIN money_balance b ON b.account_id = a.id
    UNION ALL
    SELECT true, t.id, t.journal_id, '', '', t.debit_id, t.credit_id, t.pence FROM money_transfer t
    ORDER BY moved
"""


def prove_ledger(asker: Asker, *, now: datetime) -> Proof:
    """Recompute every balance from the transfers alone and return what was counted and each fault found."""
    check_may(asker, "money.prove_ledger", about=None, now=now)
    accounts: list[KeptAccount] = []
    with connection.chunked_cursor() as cursor:
        cursor.execute(WHOLE_LEDGER)
        rows = iter(cursor)
        begun = []
        for moved, own, of, state, currency, debit, credit, pence in rows:
            if moved:
                begun.append(KeptTransfer(own, of, debit, credit, pence))
                break
            accounts.append(KeptAccount(own, of, state, currency, pence))
        rest = (KeptTransfer(own, of, debit, credit, pence) for _, own, of, _, _, debit, credit, pence in rows)
        return prove(accounts, chain(begun, rest))
