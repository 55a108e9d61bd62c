"""``ownway lab evidence``: what the pilots printed beside what their rows give, or the same for people of one's own."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from ownway.interfaces.cli.lab.telling import written
from ownway.lab.evidence.own import OwnReport
from ownway.lab.evidence.report import EvidenceReport
from ownway.values import Cannot
from ownway.words.reasons import sentence, what_would_help

out = Console(soft_wrap=True, highlight=False, markup=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)


def evidence(
    file: Annotated[
        Path | None,
        typer.Option("--file", help="Your own people: a CSV with authority, before, after (pounds a year)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write the report as a page that stands alone.")] = None,
    tables: Annotated[
        Path | None, typer.Option("--csv", help="Write the tables and figure 2 into this folder.")
    ] = None,
    rows: Annotated[
        Path | None, typer.Option("--rows", help="A folder with the pilots' rows, where not those that come along.")
    ] = None,
) -> None:
    """Work every figure that the pilots printed out again from their rows, or report on your own before and after."""
    from ownway.lab.evidence import own, showing
    from ownway.lab.evidence.report import report
    from ownway.lab.evidence.rows import PILOTS, read_pilots

    try:
        if file is not None:
            mine = own.own_report(*own.read_own(file.read_bytes()))
            if html is not None:
                written(html, showing.own_html(mine))
            _own_tables(tables, mine)
            _tell_own(mine, as_json)
            return
        found = report(read_pilots(PILOTS if rows is None else rows))
    except OSError as wrong:
        _end(f"The file cannot be read: {wrong}")
    except Cannot as cannot:
        _end(f"{sentence(cannot.why, 'en')} {what_would_help(cannot, 'en')}".strip())
    if html is not None:
        written(html, showing.html(found))
    _tables(tables, found)
    _tell(found, as_json)


def _end(words: str) -> NoReturn:
    err.print(words)
    raise typer.Exit(1)


def _csv(target: Path, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


def _tables(folder: Path | None, found: EvidenceReport) -> None:
    if folder is None:
        return
    from ownway.lab.evidence.report import HEADINGS
    from ownway.lab.evidence.showing import figure2

    folder.mkdir(parents=True, exist_ok=True)
    _csv(folder / "checks.csv", HEADINGS, found.table())
    _csv(folder / "figure2.csv", ("authority", "before", "after"), [(n, str(b), str(a)) for n, b, a in found.points])
    told = [one.to_json() for one in found.findings]
    _csv(folder / "findings.csv", tuple(told[0]), [tuple(str(cell) for cell in one.values()) for one in told])
    (folder / "figure2.svg").write_text(figure2(found.points).svg("figure2"), encoding="utf-8")
    err.print(f"Written: {folder}")


def _own_tables(folder: Path | None, mine: OwnReport) -> None:
    if folder is None:
        return
    from ownway.lab.evidence.showing import figure2_of

    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        (
            line.name,
            str(line.people),
            str(line.before or ""),
            str(line.after or ""),
            "" if line.change is None else f"{float(line.change):.3f}",
        )
        for line in mine.lines
    ]
    _csv(folder / "groups.csv", ("who", "people", "before_pence", "after_pence", "change_per_cent"), lines)
    bad = [(str(row.line), row.column, row.given, row.rule) for row in mine.bad]
    _csv(folder / "left_out.csv", ("line", "column", "given", "rule"), bad)
    rules = [(rule.value, f"{float(change):.3f}") for rule, change in mine.changes]
    _csv(folder / "averaging_rules.csv", ("averaging_rule", "change_per_cent"), rules)
    told = [(one.id, one.words, one.shown_by) for one in mine.warnings]
    _csv(folder / "warnings.csv", ("warning", "words", "shown_by"), told)
    points = [(row.authority, str(row.before), str(row.after)) for row in mine.rows if row.before is not None]
    _csv(folder / "figure2.csv", ("authority", "before_pence", "after_pence"), points)
    (folder / "figure2.svg").write_text(figure2_of(mine).svg("figure2"), encoding="utf-8")
    err.print(f"Written: {folder}")


def _tell(found: EvidenceReport, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
        return
    part = ""
    for check in found.checks:
        if check.part != part:
            part = check.part
            out.print(f"\n{part}", style="bold")
        printed = f"printed {check.printed}, " if check.printed else ""
        out.print(f"  {check.outcome.value}: {check.statement}: {printed}rows {check.recomputed} [{check.rule.value}]")
        if check.remark:
            out.print(f"      {check.remark}")
    out.print(f"\n{found.in_words}", style="bold")


def _tell_own(mine: OwnReport, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(mine.to_json(), ensure_ascii=False, indent=1))
        return
    out.print(mine.in_words, style="bold")
    for line in mine.lines:
        if line.before is None or line.after is None:
            out.print(f"  {line.name}: {line.people} people, too few to show")
        else:
            change = "" if line.change is None else f", {float(line.change):+.1f} %"
            out.print(
                f"  {line.name}: {line.people} people, £{line.before / 100:,.0f} → £{line.after / 100:,.0f}{change}"
            )
    for warned in mine.warnings:
        out.print(f"Take care. {warned.words} {warned.shown_by}".rstrip())
    for row in mine.bad:
        out.print(f"Left out, line {row.line}: {row.column} “{row.given}”; the rule: {row.rule}.")
