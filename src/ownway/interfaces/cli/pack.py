"""``ownway pack``: check a programme pack, work one person's figure out, and write its reference page."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from ownway.interfaces.cli.population.asked import Run
from ownway.rulebook.changes import what_would_change
from ownway.rulebook.check import Report, check_pack
from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.one import work_out
from ownway.rulebook.load import PackErrors, load_pack
from ownway.rulebook.model import Answer, CannotAnswer, Pack
from ownway.rulebook.reference import reference_of
from ownway.rulebook.sentences import say_all
from ownway.values import Cannot
from ownway.words.reasons import sentence, what_would_help

app = typer.Typer(help="Check a programme pack, or work a figure out with it.", no_args_is_help=True)
out = Console()
err = Console(stderr=True)


class Engine(StrEnum):
    """Who works a whole population out: this machine, or a cluster (PySpark)."""

    MANY = "many"
    CLUSTER = "cluster"


class Kernel(StrEnum):
    """How: rules as data for one compiled kernel, code generated for the pack, or NumPy alone."""

    DATA = "data"
    GENERATED = "generated"
    PLAIN = "plain"


PackPath = Annotated[Path, typer.Argument(help="The folder of the pack, or its name under packs/.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")]


@app.command()
def check(path: PackPath, as_json: AsJson = False, sample: int = 300) -> None:
    """Read the pack, run its worked examples and audit its rule; ends with 1 when anything is wrong."""
    report = check_pack(folder_of(path), sample)
    if as_json:
        out.print_json(json.dumps(_report(report)))
    else:
        _tell(report)
    raise typer.Exit(0 if report.passes else 1)


@app.command()
def run(
    path: PackPath,
    *,
    answers: Annotated[
        Path | None, typer.Option(help="One person: a JSON file, question → answer, as {“level”: “some”}.")
    ] = None,
    population: Annotated[
        Path | None, typer.Option(help="Many people: a .parquet, .arrow or .csv file, a column a question.")
    ] = None,
    to: Annotated[Path | None, typer.Option("--out", help="Where the figures of many people go.")] = None,
    engine: Annotated[Engine, typer.Option(help="Who works many people out.")] = Engine.MANY,
    kernel: Annotated[Kernel, typer.Option(help="How: by rules as data, or by code generated for the pack.")] = (
        Kernel.DATA
    ),
    steps: Annotated[str, typer.Option(help="The named steps to write, with commas between. All where none is.")] = "",
    force: Annotated[bool, typer.Option(help="Write over figures that are there already.")] = False,
    as_of: Annotated[
        str, typer.Option(help="The day the rule is asked for, as 2026-04-01. Today where not given.")
    ] = "",
    needs_on: Annotated[str, typer.Option(help="The day on which the needs were as told, for ages.")] = "",
    paid_from: Annotated[str, typer.Option(help="The day from which money is paid.")] = "",
    as_json: AsJson = False,
    language: Annotated[str, typer.Option(help="The language of the reasons.")] = "",
    easy: Annotated[bool, typer.Option(help="Tell the reasons in Easy Read.")] = False,
    brief: Annotated[bool, typer.Option(help="Leave out what was not asked and what counts nothing.")] = False,
) -> None:
    """Work one person's figure out with every reason, or those of a whole population with every named step."""
    if (answers is None) == (population is None):
        end("Whose answers? Give --answers for one person, or --population for many.")
    pack = loaded(path)
    days = Days.of(_day(as_of) or datetime.now(UTC).date(), _day(needs_on), _day(paid_from))
    if answers is not None:
        tongue = language or pack.languages[0]
        _run_one(pack, answers, days, Telling(tongue, as_json=as_json, easy=easy, brief=brief))
    elif population is not None:
        if to is None:
            end("Where do the figures go? Give --out, as --out figures.parquet.")
        chosen = tuple(step.strip() for step in steps.split(",") if step.strip()) or None
        asked = Run(pack, days, population, to, chosen, kernel.value, force, language or "en")
        _run_many(asked, folder_of(path), engine, as_json)


@dataclass(frozen=True)
class Telling:
    """How the reasons are told: in which language, as JSON, in Easy Read, in brief."""

    language: str
    as_json: bool
    easy: bool
    brief: bool


def _run_one(pack: Pack, answers: Path, days: Days, telling: Telling) -> None:
    try:
        given = answers_from(pack, json.loads(answers.read_text(encoding="utf-8")))
        worked = work_out(pack, given, days.rule, days.needs, days.paid)
    except (OSError, ValueError) as wrong:
        end(f"The answers cannot be read: {wrong}")
    except Cannot as cannot:
        end(f"The figure cannot be worked out: {cannot}")
    if telling.as_json:
        changes = [
            {"question": one.question, "given": one.given, "instead": one.instead, "pence": one.figure.pence}
            for one in what_would_change(pack, given, days.rule, days.needs, days.paid)
        ]
        out.print_json(json.dumps(worked.as_json() | {"what_would_change": changes}))
        return
    if pack.illustrative:
        out.print(pack.say("pack.illustrative", telling.language, telling.easy), style="bold")
    for line in say_all(pack, worked.reason, telling.language, telling.easy, telling.brief):
        out.print(f"• {line}", markup=False, highlight=False, soft_wrap=True)


def _run_many(asked: Run, folder: Path, engine: Engine, as_json: bool) -> None:
    # Only who works a whole population out waits until its libraries are there.
    from ownway.interfaces.cli.population import command

    try:
        counted = command.run(asked, folder, engine.value, err)
    except Cannot as cannot:
        said, help = sentence(cannot.why, asked.language), what_would_help(cannot, asked.language)
        end(f"{said} {help}".strip())
    if as_json:
        out.print_json(json.dumps(asdict(counted)))
    else:
        out.print(command.ended(asked, counted), markup=False, highlight=False, soft_wrap=True)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        end(f"“{given}” cannot be a day. Write it as 2026-04-01.")


@app.command()
def reference(path: PackPath) -> None:
    """Print the reference page of a pack (Markdown), made from the pack itself."""
    typer.echo(reference_of(loaded(path)))


def folder_of(path: Path) -> Path:
    """Return the folder of a pack named by its path, or by its name under ``packs/``."""
    return path if path.exists() else Path("packs") / path


def answers_from(pack: Pack, given: Any) -> dict[str, Answer]:
    """Return the answers of a JSON object, each checked against its question.

    :raises CannotAnswer: naming the question.
    :raises ValueError: when it is no object.
    """
    if not isinstance(given, dict):
        raise ValueError("expected an object of questions and answers")
    answers: dict[str, Answer] = {}
    for name, answer in given.items():
        if name not in pack.by_id:
            raise CannotAnswer("rulebook.unknown_question", field=name, question=name)
        answers[name] = Answer.from_json(pack.question(name), answer)
    return answers


def loaded(path: Path) -> Pack:
    """Return a pack by its folder or its name under ``packs/``; where it is broken, say how and end."""
    try:
        return load_pack(folder_of(path))
    except PackErrors as broken:
        for error in broken.errors:
            err.print(str(error), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None


def end(words: str) -> NoReturn:
    """Say why it ends here."""
    err.print(words, markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(1)


def _tell(report: Report) -> None:
    for error in report.errors:
        err.print(str(error), markup=False, highlight=False, soft_wrap=True)
    for failure in report.failures:
        err.print(failure, markup=False, highlight=False, soft_wrap=True)
    if report.audit is not None and report.pack is not None:
        for finding in report.audit.findings:
            mark = "OPEN  " if finding.open else "waived" if finding.waived else "note  "
            out.print(
                f"{mark} {finding.id}: {finding.says} {finding.waived}".rstrip(),
                markup=False,
                highlight=False,
                soft_wrap=True,
            )
        how = "all" if report.audit.exhaustive else "a sample of"
        out.print(
            f"{report.pack.id} {report.pack.version}: {len(report.pack.questions)} questions, "
            f"{len(report.pack.allocation.steps)} steps, {report.examples} worked examples, "
            f"{how} {report.audit.tried} worsenings tried.",
            highlight=False,
        )
    out.print("The pack holds." if report.passes else "The pack does not hold.", style="bold")


def _report(report: Report) -> dict[str, Any]:
    audit = report.audit
    return {
        "pack": None if report.pack is None else report.pack.id,
        "version": None if report.pack is None else report.pack.version,
        "passes": report.passes,
        "errors": [
            {
                "file": error.file,
                "line": error.line,
                "code": error.code,
                "given": error.given,
                "expected": error.expected,
                "help": error.help,
            }
            for error in report.errors
        ],
        "examples": report.examples,
        "failures": list(report.failures),
        "findings": [
            {
                "id": finding.id,
                "says": finding.says,
                "open": finding.open,
                "waived": finding.waived,
                "costs_pence": None if finding.costs is None else finding.costs.pence,
            }
            for finding in (audit.findings if audit else ())
        ],
        "worsenings_tried": 0 if audit is None else audit.tried,
        "exhaustive": audit is not None and audit.exhaustive,
    }
