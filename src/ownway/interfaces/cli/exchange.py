"""``ownway pack export-fhir``, ``import-fhir``, ``schema``: questions to and from FHIR, a pack's form for editors."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from ownway.interfaces.cli.pack import folder_of
from ownway.rulebook import exact_json
from ownway.rulebook.fhir import CannotCarry, carry, questionnaire_of
from ownway.rulebook.load import PackErrors, load_pack
from ownway.rulebook.schema import SCHEMAS

err = Console(stderr=True)


def export_fhir(
    path: Annotated[Path, typer.Argument(help="The folder of the pack, or its name under packs/.")],
    url: Annotated[str, typer.Option(help="The canonical address of the questionnaire.")] = "",
) -> None:
    """Print the pack's questions as a FHIR R4 Questionnaire with the points of each answer."""
    try:
        pack = load_pack(folder_of(path))
    except PackErrors as broken:
        _end(*(str(error) for error in broken.errors))
    typer.echo(exact_json.write(questionnaire_of(pack, url)), nl=False)


def import_fhir(
    file: Annotated[Path, typer.Argument(help="A FHIR R4 Questionnaire as JSON.")],
    out_dir: Annotated[Path, typer.Argument(help="The folder of the pack that is to have the questions.")],
) -> None:
    """Make the questions of a pack from a FHIR R4 Questionnaire, or say what cannot be carried and write nothing."""
    try:
        carried = carry(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as wrong:
        _end(f"The questionnaire cannot be read: {wrong}")
    except CannotCarry as cannot:
        _end(*(str(error) for error in cannot.errors))
    files = dict(carried.files) | {"lines-for-pack.yaml.txt": carried.pack_lines}
    files |= {f"lines-for-words.{language}.yaml.txt": lines for language, lines in carried.words.items()}
    there = [name for name in files if (out_dir / name).exists()]
    if there:
        _end(f"These files are there already: {', '.join(there)}. Move them away, or choose another folder.")
    for name, text in files.items():
        (out_dir / name).parent.mkdir(parents=True, exist_ok=True)
        (out_dir / name).write_text(text, encoding="utf-8")
    for note in carried.notes:
        typer.echo(f"note: {note}")
    count = sum(name.count(".") == 1 for name in carried.files)
    typer.echo(f"{count} questions written to {out_dir}.")
    typer.echo("Now put the lines of lines-for-*.txt into the files they are named for, and check the pack.")


def schema(
    name: Annotated[str, typer.Argument(help=f"One of {', '.join(sorted(SCHEMAS))}; all into --out where none.")] = "",
    out: Annotated[Path | None, typer.Option(help="A folder: write every schema there.")] = None,
) -> None:
    """Print the JSON Schema of a kind of file of a pack, or write all of them to a folder."""
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for kind, made in SCHEMAS.items():
            (out / f"{kind}.json").write_text(exact_json.write(made), encoding="utf-8")
        typer.echo(f"{len(SCHEMAS)} schemas written to {out}.")
    elif name in SCHEMAS:
        typer.echo(exact_json.write(SCHEMAS[name]), nl=False)
    else:
        _end(f"There is no schema “{name}”. There are: {', '.join(sorted(SCHEMAS))}.")


def add_to(app: typer.Typer) -> None:
    """Put the commands among those of ``ownway pack``."""
    app.command("export-fhir")(export_fhir)
    app.command("import-fhir")(import_fhir)
    app.command("schema")(schema)


def _end(*lines: str) -> NoReturn:
    for line in lines:
        err.print(line, markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(1)
