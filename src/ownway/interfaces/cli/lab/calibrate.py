"""``ownway lab calibrate``: fit a table to what people cost, with its error and its price, and write a pack version."""

import csv
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from ownway.interfaces.cli.lab.telling import pence_of
from ownway.values import Cannot
from ownway.words.reasons import sentence, what_would_help

if TYPE_CHECKING:
    from ownway.lab.calibrate.calibrating import Calibration
    from ownway.lab.calibrate.gathering import Gathered

out = Console(soft_wrap=True, highlight=False, markup=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)

Pounds = Annotated[str, typer.Option(help="Pounds a year.")]


@dataclass(frozen=True)
class Into:
    """Where results go: the folder, the pack and its step, and whether to write a factor instead of a table."""

    folder: Path | None
    pack: Path | None
    step: str
    starts: date


def calibrate(
    file: Annotated[Path, typer.Argument(help="CSV or Parquet: points, cost a year; where told group and answers.")],
    *,
    pot: Annotated[
        str, typer.Option(help="All the money there is, pounds a year. What people cost, where not told.")
    ] = "",
    pack: Annotated[Path | None, typer.Option(help="The pack whose table is fitted: a folder, or a name.")] = None,
    step: Annotated[str, typer.Option(help="The step that holds the table. The only one, where not told.")] = "",
    to: Annotated[Path | None, typer.Option("--out", help="The folder for report, tables and pack version.")] = None,
    contingency: Annotated[str, typer.Option(help="Share of the pot kept back, as 0.05.")] = "0",
    panel: Annotated[str, typer.Option(help="Share of the pot for the panel, as 0.02.")] = "0",
    floor: Pounds = "",
    cap: Pounds = "",
    steepest: Annotated[str, typer.Option(help="The most for one further point, pounds a year.")] = "",
    threshold: Annotated[float, typer.Option(help="The floor holds from these points.")] = 0.0,
    group: Annotated[list[str] | None, typer.Option(help="A group kept near its cost, as “older=500”.")] = None,
    something_at_zero: Annotated[bool, typer.Option(help="No points may still give money.")] = False,
    prices: Annotated[Path | None, typer.Option(help="Local prices of meeting each need (YAML).")] = None,
    starts: Annotated[str, typer.Option(help="First day of the factor, as 2027-04-01, with --apportion.")] = "",
    apportion: Annotated[
        bool, typer.Option(help="Keep the pack's table; write a dated factor that fits the pot.")
    ] = False,
    seed: Annotated[int, typer.Option(help="The seed of everything drawn.")] = 20_261_122,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")] = False,
) -> None:
    """Fit a rising table from points to money, exact to the pot, and say how far it may be trusted."""
    from ownway.lab.calibrate import calibrating, gathering
    from ownway.lab.calibrate.limits import Limits

    home = None if pack is None else pack if pack.exists() else Path("packs") / pack
    try:
        day = date.fromisoformat(starts) if starts else datetime.now(UTC).date()
        told = None if prices is None else prices.read_text(encoding="utf-8")
        found = gathering.gather(file, home, step, told, day)
        limits = Limits(
            threshold=threshold,
            floor=pence_of(floor) or 0,
            cap=pence_of(cap),
            steepest=pence_of(steepest),
            groups=dict(_group(one) for one in group or ()),
            nothing_at_zero=not something_at_zero,
        )
        order = calibrating.Order(
            pot=int(found.people.pence.sum()) if (given := pence_of(pot)) is None else given,
            contingency=_share(contingency),
            panel=_share(panel),
            limits=limits,
            times=found.times,
            seed=seed,
        )
        with err.status("Fitting, trying on people not seen, drawing again …"):
            result = calibrating.calibrate(found.people, order)
        _write(result, found, Into(to, home, step, day), apportion)
    except (OSError, ValueError) as wrong:
        _end(f"That cannot be read: {wrong}")
    except Cannot as cannot:
        _end(f"{sentence(cannot.why, 'en')} {what_would_help(cannot, 'en')}".strip())
    _tell(result, found, as_json)


def _end(words: str) -> NoReturn:
    err.print(words)
    raise typer.Exit(1)


def _share(given: str) -> Fraction:
    share = Fraction(given)
    if not 0 <= share < 1:
        _end(f"A share lies between 0 and 1, not {given}.")
    return share


def _group(given: str) -> tuple[str, int]:
    name, _, wide = given.partition("=")
    return name, pence_of(wide) or 0


def _write(result: "Calibration", found: "Gathered", into: Into, apportion: bool) -> None:
    if into.folder is None:
        return
    from ownway.lab.calibrate import showing

    into.folder.mkdir(parents=True, exist_ok=True)
    told = result.to_json() | {
        "left_out": list(found.left_out),
        "local_prices": None if found.local is None else found.both(result).to_json(),
        "weights": None if found.weights is None else found.weights.to_json(),
    }
    (into.folder / "report.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    both = None if found.local is None else found.both(result)
    (into.folder / "report.html").write_text(
        showing.html(result, both, found.weights, found.left_out), encoding="utf-8"
    )
    (into.folder / "curve.svg").write_text(showing.curve(result, both).svg("curve"), encoding="utf-8")
    with (into.folder / "table.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(("points", "pence_a_period", "pence_a_year"))
        writer.writerows((f"{at / result.table.units:g}", p, p * result.table.times) for at, p in result.table.knots)
    if into.pack is not None:
        written = found.into_pack(result, into.pack, into.starts, apportion)
        for name, text in written.files.items():
            target_file = into.folder / "pack" / name
            target_file.parent.mkdir(parents=True, exist_ok=True)
            target_file.write_text(text, encoding="utf-8")
        err.print(f"The new version of the pack holds: {len(written.examples)} examples worked out again.")
    err.print(f"Written: {into.folder}")


def _tell(result: "Calibration", found: "Gathered", as_json: bool) -> None:
    if as_json:
        typer.echo(
            json.dumps(
                result.to_json() | {"left_out": list(found.left_out), "by_the_pack": found.by_the_pack},
                ensure_ascii=False,
                indent=1,
            )
        )
        return
    for line in result.in_words:
        out.print(f"• {line}")
    out.print(f"• The points are those {'the pack gives for the answers' if found.by_the_pack else 'in the file'}.")
    out.print("\npoints   money a period", style="bold")
    for at, pence in result.table.knots:
        out.print(f"{at / result.table.units:>6g}   £{pence / 100:,.2f}")
    out.print("\nexplained   of the pot   way (on people it never saw)", style="bold")
    for one in result.scores.values():
        out.print(f"{one.r_squared:>9.3f}   {one.pot_ratio:>10.2f}   {one.words}")
    for line in found.left_out:
        out.print(line)
