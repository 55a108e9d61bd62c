"""``ownway lab forecast``: demand by month, or with ``--cash`` each account by week, tried on the past."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from ownway.interfaces.cli.lab.telling import end, err, out, refused
from ownway.values import Cannot

if TYPE_CHECKING:
    from ownway.lab.forecast import CashForecast, Forecast, Wrong

Rows = TypeVar("Rows")
SHOWN = 20
MADE_UP_ON = date(2026, 4, 6)


def forecast(
    history: Annotated[Path | None, typer.Option(help="A CSV file with the columns month, kind and amount.")] = None,
    *,
    cash: Annotated[bool, typer.Option("--cash", help="Say week by week what each account must pay.")] = False,
    commitments: Annotated[
        Path | None, typer.Option(help="With --cash: a CSV with account, amount, every and first; last, agreed, way.")
    ] = None,
    payments: Annotated[
        Path | None, typer.Option(help="With --cash: a CSV with date, account and amount of what was paid.")
    ] = None,
    accounts: Annotated[Path | None, typer.Option(help="With --cash: a CSV with account and balance.")] = None,
    weeks: Annotated[int, typer.Option(min=1, max=104, help="With --cash: how many weeks ahead.")] = 13,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="With --cash: a day of the first week; else today.")
    ] = None,
    months: Annotated[int, typer.Option(min=1, max=60, help="How many months ahead.")] = 12,
    price: Annotated[float, typer.Option(min=-100, max=1000, help="What if prices change by so many per cent.")] = 0.0,
    more: Annotated[float, typer.Option(min=-100, max=1000, help="What if so many per cent more people come.")] = 0.0,
    seed: Annotated[int, typer.Option(min=0, help="Where no file is given, a history is made up by this seed.")] = 2008,
    to: Annotated[Path | None, typer.Option("--out", help="Write the report, its table and pictures here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")] = False,
) -> None:
    """Say what the time to come is likely to ask for, and how far off the same way was in the past."""
    changed = (_share(price), _share(more))
    try:
        if cash:
            day = None if on is None else on.date()
            files = {"commitments": commitments, "payments": payments, "accounts": accounts}
            told = _cash(files, day, weeks, seed, changed)
            _write_cash(to, told)
            _tell(told.sentences, told.to_json(), as_json)
            return
        asked = _demand(history, months, seed, (1 + changed[0]) * (1 + changed[1]) - 1)
    except Cannot as cannot:
        refused(cannot)
    _write_demand(to, asked)
    _tell(asked.sentences, asked.to_json(), as_json)


def _share(per_cent: float) -> Fraction:
    return Fraction(str(per_cent)) / 100


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as wrong:
        end(f"“{path}” cannot be read: {wrong.strerror}")


def _demand(history: Path | None, months: int, seed: int, more: Fraction) -> "Forecast":
    from ownway.lab.forecast import forecast as going_on
    from ownway.lab.forecast import made_up_history, read_history

    if history is None:
        return going_on(made_up_history(seed=seed), months, more)
    past, wrong = read_history(_bytes(history))
    _name(wrong)
    return going_on(past, months, more)


def _cash(
    files: Mapping[str, Path | None], given: date | None, weeks: int, seed: int, changed: tuple[Fraction, Fraction]
) -> "CashForecast":
    from ownway.lab.forecast import WhatIf, cash_by_week, made_up_cash, read_accounts, read_agreed, read_paid

    what_if = WhatIf(*changed)
    # What is made up has a day of its own, so that the same seed gives the same whenever it is run.
    day = given or (date.today() if any(files.values()) else MADE_UP_ON)
    if not any(files.values()):
        agreed, paid, holds = made_up_cash(day, seed)
        return cash_by_week(agreed, paid, holds, on=day, weeks=weeks, what_if=what_if, generated=True)
    bad: list[Wrong] = []

    def read(name: str, reader: "Callable[[bytes], tuple[Rows, tuple[Wrong, ...]]]", none: Rows) -> Rows:
        path = files[name]
        if path is None:
            return none
        rows, wrong = reader(_bytes(path))
        bad.extend(wrong)
        return rows

    agreed = read("commitments", read_agreed, ())
    paid = read("payments", read_paid, ())
    holds = read("accounts", read_accounts, {})
    _name([str(one) for one in bad])
    return cash_by_week(agreed, paid, holds, on=day, weeks=weeks, what_if=what_if, bad=tuple(bad))


def _name(wrong: Sequence[str]) -> None:
    for line in wrong[:SHOWN]:
        err.print(line, markup=False, highlight=False, soft_wrap=True)
    if len(wrong) > SHOWN:
        err.print(f"… and {len(wrong) - SHOWN:,} more rows.", markup=False, highlight=False)


def _write_cash(to: Path | None, told: "CashForecast") -> None:
    if to is None:
        return
    from ownway.lab.forecast.showing import cash_html, left_over, paid_out

    _write(to, cash_html(told), told.rows())
    for number, account in enumerate(told.accounts, 1):
        for name, picture in (("out", paid_out(account)), ("left", left_over(account))):
            if picture is not None:
                (to / f"account-{number}-{name}.svg").write_text(picture.svg(), encoding="utf-8")


def _write_demand(to: Path | None, asked: "Forecast") -> None:
    if to is None:
        return
    from ownway.lab.forecast.showing import demand_html, demand_picture

    _write(to, demand_html(asked), asked.to_json()["rows"])
    for number, one in enumerate(asked.demands, 1):
        (to / f"kind-{number}.svg").write_text(demand_picture(one).svg(), encoding="utf-8")


def _write(to: Path, page: str, rows: Sequence[Mapping[str, Any]]) -> None:
    to.mkdir(parents=True, exist_ok=True)
    (to / "report.html").write_text(page, encoding="utf-8")
    with (to / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    err.print(f"Written: {to}", markup=False, soft_wrap=True)


def _tell(sentences: Sequence[str], told: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for line in sentences:
        out.print(f"• {line}", markup=False, highlight=False, soft_wrap=True)
