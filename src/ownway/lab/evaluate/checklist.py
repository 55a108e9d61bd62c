"""Fills in the checklist of CHEERS 2022 from what is known, and says plainly what is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from ownway.lab.evaluate.evaluating import Evaluation

ANALYSED = {
    "randomised": "adjusted for the start",
    "matched": "pairs of people alike, adjusted for the start",
    "differences": "difference in differences of each person's change",
    "stepped": "stepped wedge with authorities and times as fixed effects",
}
FILE = Path(__file__).parent / "checklist.yaml"


@dataclass(frozen=True)
class Item:
    """One item: its number and name, what is said, and whether that is known."""

    number: int
    name: str
    said: str
    known: bool

    def to_json(self) -> dict[str, object]:
        """Return it as plain data."""
        return dict(vars(self))


def checklist(found: Evaluation) -> tuple[Item, ...]:
    """Return the 28 items; what the protocol does not say is told as not known."""
    answers = _answers(found)
    items = []
    for given in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        said = answers[given["from"]]
        items.append(Item(given["number"], given["item"], said or "Not said in the protocol.", bool(said)))
    return tuple(items)


def _answers(found: Evaluation) -> Mapping[str, str]:
    protocol = found.protocol
    first = protocol.arms[0].name
    others = ", ".join(arm.name for arm in protocol.arms[1:])
    drawn = f"{protocol.replicates:,} draws of {found.resampled}"
    taken = ", ".join(one.name for one in found.assumed)
    how = ANALYSED[protocol.design]
    planned = protocol.plan + (f" Locked on {found.lock.locked_on}." if found.lock else "")
    return {
        "title": protocol.title,
        "summary": "The summary at the head of this report.",
        "question": protocol.question,
        "plan": planned.strip(),
        "population": f"{protocol.population}. {found.trial.persons:,} people.",
        "setting": protocol.setting,
        "arms": f"{others}; beside {first}.",
        "perspective": protocol.perspective,
        "horizon": f"{protocol.horizon_weeks} weeks; a year takes it that the difference lasts.",
        "discount_rate": protocol.discount_rate,
        "outcomes": "; ".join(measure.name for measure in protocol.outcomes),
        "measurement": "; ".join(f"{one.name}: {one.instrument}" for one in protocol.outcomes if one.instrument),
        "valuation": "; ".join(
            f"{one.name}: £{protocol.grid(one)[0]:,} to £{protocol.grid(one)[-1]:,} a {one.unit}"
            for one in protocol.outcomes
        ),
        "costs": "; ".join(
            f"{item.name}{f' at £{item.pounds_each}' if item.pounds_each != 1 else ''}"
            f"{f' ({item.source})' if item.source else ' (no source named)'}"
            for item in protocol.costs
        ),
        "currency": f"{protocol.currency}, prices of {protocol.price_year}; nothing converted.",
        "model": "No model: people's own costs and outcomes, compared by regression.",
        "analytics": f"Intention to treat, {how}; {drawn}; {found.copies} filled-in copies. Taken for granted: {taken}."
        if found.copies > 1
        else f"Intention to treat, {how}; {drawn}; nothing was missing. Taken for granted: {taken}.",
        "heterogeneity": "By user group, as named beforehand, each beside the others.",
        "distribution": "",
        "uncertainty": "Intervals, the plane, acceptability curves, tipping points.",
        "engagement": protocol.engagement,
        "parameters": "Nothing assumed but what stands in the protocol and its prices.",
        "results": "The tables of costs and outcomes in this report.",
        "uncertainty_found": "The likelihoods and the worth of knowing for sure in this report.",
        "engagement_effect": "",
        "limits": " ".join(protocol.limits),
        "funding": protocol.funding,
        "interests": protocol.interests,
    }
