"""``ownway lab``: evidence, calibration, simulation and evaluation, one file a command."""

import typer

from ownway.interfaces.cli.lab import evidence

app = typer.Typer(help="The lab: fit a rule, try it on everyone, and show what it does.")


@app.callback(no_args_is_help=True)
def lab() -> None:
    """The lab: fit a rule, try it on everyone, and show what it does."""


app.command("evidence")(evidence.evidence)
