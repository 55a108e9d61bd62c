"""``ownway lab population``: invents a country's people from published margins, with answers to packs' questions."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from ownway.interfaces.cli.lab.telling import end, loaded, out


def population(
    to: Annotated[Path, typer.Option("--out", help="The Parquet file that is written.")],
    people: Annotated[int, typer.Option(min=1, help="How many people.")] = 1_700_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same people.")] = 2008,
    pack: Annotated[
        list[Path] | None, typer.Option(help="A pack whose questions they answer; may stand several times.")
    ] = None,
    sources: Annotated[bool, typer.Option(help="Print where each margin comes from, and invent nobody.")] = False,
) -> None:
    """Invent people as England's adult social care has them, from published margins; nobody in it is real."""
    # Only who makes people up waits until the libraries are there.
    from pyarrow import parquet

    from ownway.lab.populations import Asked, england, made_up
    from ownway.lab.populations.made_up import ROWS

    margins = england()
    if sources:
        for margin in margins.sources:
            out.print(margin.told(), markup=False, highlight=False, soft_wrap=True)
        return
    if to.suffix.lower() != ".parquet":
        end(f"The file is written as Parquet: name it “{to.with_suffix('.parquet').name}”.")
    if not to.parent.is_dir():
        end(f"There is no folder “{to.parent}”. Make it first.")
    asked = Asked(people, seed, tuple(loaded(one) for one in pack or ()))
    pieces = made_up(asked, margins)
    first = next(pieces)
    part = to.with_name(f".{to.name}.part")
    with parquet.ParquetWriter(part, first.schema, compression="zstd", compression_level=1) as target:
        target.write_table(first)
        for piece in track(pieces, "people made up", total=-(-people // ROWS) - 1, transient=True):
            target.write_table(piece)
    part.replace(to)
    out.print(f"{people:,} people made up by seed {seed}: {to}. Nobody in it is real.", highlight=False, soft_wrap=True)
