"""The command ``ownway ledger``: proves, exports, verifies and tells a past moment, in a process of its own."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import psycopg

from tests.ledger.scene import MONDAY, Scene


def ownway(url: str, *given: str) -> tuple[int, str]:
    """What the command says, and how it ends."""
    told = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "ownway.interfaces.cli.main", "ledger", *given]
    done = subprocess.run(command, env=told, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def test_the_ledger_is_proved_exported_verified_and_told(own_database: str, owner_url: str, tmp_path: Path) -> None:
    scene = Scene()
    scene.charge(scene.open_budget(), MONDAY, date(2026, 5, 11))
    file = tmp_path / "ledger.jsonl"
    assert ownway(own_database, "export", str(file)) == (0, f"Written to {file}.\n")
    code, said = ownway(own_database, "export", str(file))
    assert (code, said) == (1, f"{file} is there already.\n")
    code, said = ownway(own_database, "verify", str(file))
    assert code == 0 and "Not a penny is astray." in said
    code, said = ownway(own_database, "balances", "--on", "2026-05-04")
    assert code == 0 and "£140.00" in said and "in-control/adult-social-care" in said
    assert ownway(own_database, "balances", "--on", "2026-05-04", "--known-at", "2026-05-04") == (0, "")
    assert ownway(own_database, "prove")[0] == 0
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("update money_balance set pence = pence + 1 where pence > 0")
    code, said = ownway(own_database, "prove")
    assert code == 1 and "money.balance_astray" in said
    code, said = ownway(own_database, "export", str(tmp_path / "other"), "--as", "pdf")
    assert code == 1 and "Choose lines, beancount or csv." in said
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.jsonl"]
