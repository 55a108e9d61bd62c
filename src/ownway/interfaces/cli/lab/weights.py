"""``ownway lab weights``: what each question counts for, which one buys nothing, and a pack with other points."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ownway.interfaces.cli.lab.telling import end, err, loaded, out, refused
from ownway.interfaces.cli.pack import folder_of
from ownway.rulebook.load.pack import files_of
from ownway.values import Cannot

if TYPE_CHECKING:
    from ownway.lab.calibrate.weights import PanelWeights, Weights
    from ownway.rulebook.model import Pack

USES = ("fitted", "panel")


def weights(
    pack: Annotated[Path, typer.Argument(help="The folder of the pack, or its name under packs/.")],
    *,
    population: Annotated[
        Path | None, typer.Option(help="CSV or Parquet: cost a year, and the answers to the pack's questions.")
    ] = None,
    panel: Annotated[
        Path | None, typer.Option(help="What a panel compared, one a line, the weightier first: nights > meals.")
    ] = None,
    use: Annotated[
        str, typer.Option(help="Which weights are written with --into: “panel”, or “fitted” to past costs.")
    ] = "",
    into: Annotated[Path | None, typer.Option(help="A new folder for the pack with these points.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")] = False,
) -> None:
    """Say what each question counts for as designed, by a panel and by past costs; write one of them into the pack."""
    from ownway.lab.calibrate.comparisons import pairs_of
    from ownway.lab.calibrate.gathering import weigh
    from ownway.lab.calibrate.weights import panel_weights

    rules = loaded(pack)
    if population is None and panel is None:
        end("By what? Give --population for past costs, --panel for what a panel compared, or both.")
    if use not in ("", *USES):
        end(f"“{use}” is none of the weights. Write “panel” or “fitted”.")
    try:
        fitted, left_out = (None, ()) if population is None else weigh(population, rules)
        judged = None
        if panel is not None:
            judged = panel_weights(pairs_of(_read(panel), [question.id for question in rules.questions]))
        if into is not None:
            _write(pack, rules, (fitted, judged), use or ("panel" if judged is not None else "fitted"), into)
    except Cannot as cannot:
        refused(cannot)
    if as_json:
        told = {
            "fitted": None if fitted is None else fitted.to_json(),
            "panel": None if judged is None else {"points": dict(judged.points), "words": judged.words},
            "left_out": list(left_out),
        }
        out.print_json(json.dumps(told))
        return
    _tell(fitted, judged)
    for line in left_out:
        err.print(line, markup=False, highlight=False, soft_wrap=True)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as wrong:
        end(f"What the panel compared cannot be read: {wrong}")


def _write(home: Path, pack: "Pack", known: "tuple[Weights | None, PanelWeights | None]", use: str, into: Path) -> None:
    """Write the pack with other points into a new folder."""
    from ownway.lab.calibrate.into_pack import Note
    from ownway.lab.calibrate.weights_into_pack import chosen, with_points

    if into.exists() and any(into.iterdir()):
        end(f"“{into}” is not empty. Name a new folder.")
    fitted, judged = known
    made = chosen(pack, "fitted" if use == "fitted" else "panel", fitted, judged)
    said = "past costs" if use == "fitted" else "a panel that compared pairs of questions"
    today = datetime.now(UTC).date()
    note = Note(f"points_{use}_{today:%Y_%m_%d}", f"Points of the questions by {said}", "ownway lab weights", today)
    written = with_points(files_of(folder_of(home)), made.points, note)
    for name, text in written.files.items():
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        (into / name).write_text(text, encoding="utf-8")
    for name in made.kept:
        err.print(f"“{name}” keeps its points: nothing was said of it.", markup=False, highlight=False)
    again = f"The new version of the pack holds: {len(written.examples)} examples worked out again."
    err.print(f"{again} Fit its table anew now.", markup=False, highlight=False, soft_wrap=True)


def _tell(fitted: "Weights | None", judged: "PanelWeights | None") -> None:
    points = {} if judged is None else judged.points
    rows = {} if fitted is None else {one.question: one for one in fitted.questions}
    out.print("of 100 points   as designed   by the panel   by past costs   lost without it", style="bold")
    for name in dict.fromkeys([*rows, *points]):
        one = rows.get(name)
        told = (
            "" if one is None else f"{one.designed:.1f}",
            f"{points[name]:.1f}" if name in points else "",
            "" if one is None else f"{one.fitted:.1f}",
            "" if one is None else f"{one.loses:.1%}",
        )
        out.print(f"{name:<18}{told[0]:>9}{told[1]:>15}{told[2]:>16}{told[3]:>18}", markup=False, highlight=False)
    if fitted is not None:
        for one in fitted.questions:
            if one.buys_nothing:
                out.print(f"• {one.words}", markup=False, highlight=False, soft_wrap=True)
        told_now = f"As designed, points explain {fitted.r_squared_designed:.0%} of the differences in cost"
        out.print(f"• {told_now}; questions like these could at best explain {fitted.r_squared:.0%}.", highlight=False)
        out.print("• Past costs may be past unfairness: look at this, do not follow it blindly.", highlight=False)
    if judged is not None:
        out.print(f"• {judged.words}", markup=False, highlight=False, soft_wrap=True)
