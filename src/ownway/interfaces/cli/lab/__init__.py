"""``ownway lab``: evidence, calibration, simulation and evaluation, one file a command."""

import typer

from ownway.interfaces.cli.lab import (
    calibrate,
    challengers,
    compare,
    equity,
    evaluate,
    evidence,
    forecast,
    keeping,
    population,
    protocol,
    simulate,
    weights,
)

app = typer.Typer(help="The lab: fit a rule, try it on everyone, and show what it does.")


@app.callback(no_args_is_help=True)
def lab() -> None:
    """The lab: fit a rule, try it on everyone, and show what it does."""


app.command("calibrate")(calibrate.calibrate)
app.command("challengers")(challengers.challengers)
app.command("weights")(weights.weights)
app.command("evidence")(evidence.evidence)
app.command("population")(population.population)
app.command("simulate")(simulate.simulate)
app.command("again")(simulate.again)
app.command("compare")(compare.compare)
app.command("evaluate")(evaluate.evaluate)
app.add_typer(protocol.app, name="protocol", no_args_is_help=True)
app.command("equity")(equity.equity)
app.command("forecast")(forecast.forecast)
app.command("keep", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(keeping.keep)
