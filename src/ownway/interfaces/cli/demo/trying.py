"""What lies on the bench in the demonstration: people who are made up, and a table for them that the worker fits."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from ownway.interfaces.cli.demo.person import asks
from ownway.oversight.bench import actions, queries
from ownway.registers.programmes import queries as programmes

PEOPLE, SEED = 1_500, 2008


def try_a_rule(keys: Mapping[str, UUID], now: datetime) -> None:
    """Leave a run on the bench: made-up people of a whole authority, to be priced at nine tenths of what they cost."""
    loaded, asked = now - timedelta(hours=2), now - timedelta(hours=1)
    designer = asks(keys["nadia"], loaded)
    version = programmes.in_force("in-control", on=now.date())
    name = "What if there were a tenth less?"
    run = actions.load_people(designer, now=loaded, version=version, name=name, content=None, made_up=PEOPLE, seed=SEED)
    pot = queries.run(designer, now=loaded, run=run).read["cost"] * 9 // 1_000 * 100
    settings = {"pot": pot, "floor": 0, "cap": None, "threshold": 0, "contingency": "1/50"}
    actions.ask_for(asks(keys["nadia"], asked), now=asked, run=run, stage=queries.Stage.PRICE, settings=settings)
