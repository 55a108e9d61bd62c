"""How people move over to a new rule: the way that was chosen, its price by year, and the pack that says it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any

import pyarrow as pa

from ownway.lab.calibrate.into_pack import Note, with_protection
from ownway.lab.simulate import Protection, Simulated, Trial, impact_of, try_rule
from ownway.lab.simulate.figures import Rule
from ownway.lab.simulate.protection import USUAL
from ownway.oversight.bench.rules.cannot import CannotPhase
from ownway.rulebook.load import pack_from_files

Files = Mapping[str, str]
OWN = "own"
"""The way whose caps are typed; all others are named as the simulation names them."""
YEARS_MOST = 20


@dataclass(frozen=True, slots=True)
class Chosen:
    """A way of protecting people, and the day from which it runs."""

    way: Protection
    starts: date

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Chosen":
        """Return what was chosen: ``way`` by name, ``starts``; of one's own ``years``, caps in per cent, ``floor``.

        :raises CannotPhase: naming the field.
        """
        starts = date.fromisoformat(settings["starts"])
        floor = bool(settings.get("floor"))
        for way in USUAL:
            if way.name == settings["way"]:
                made = Protection(way.name, way.years, way.loss_most, way.gain_most, way.taper, floor)
                return cls(made, starts)
        if settings["way"] != OWN:
            raise CannotPhase("bench.no_way", field="way")
        years = int(settings.get("years") or 0)
        if not 1 <= years <= YEARS_MOST:
            raise CannotPhase("bench.bad_years", field="years", most=YEARS_MOST)
        loss = _share(settings.get("loss_most"), "loss_most", 100)
        gain = _share(settings.get("gain_most"), "gain_most", 1_000)
        taper = bool(settings.get("taper"))
        if loss is None and gain is None and not taper:
            raise CannotPhase("bench.no_cap", field="loss_most")
        return cls(Protection("as typed", years, loss, gain, taper, floor), starts)


def _share(given: Any, field: str, most: int) -> Fraction | None:
    if given in (None, ""):
        return None
    share = Fraction(str(given)) / 100
    if not 0 <= share * 100 <= most:
        raise CannotPhase("bench.bad_cap", field=field, most=most)
    return share


def phase(
    files: Files,
    chosen: Chosen,
    pieces: Callable[[Files], Iterator[pa.Table]],
    *,
    on: date,
    before: Files | None,
    seen: Callable[[int], None] = lambda done: None,
) -> dict[str, Any]:
    """Return the pack with the chosen way in it, its price by year, what example people are told, and the impact.

    *before* is the version that holds now: the impact table says what the new rule does against it, protection apart.

    :raises CannotCalibrate: ``calibrate.pack_breaks`` where the pack with it does not hold.
    """
    told = chosen.way.told()
    block = chosen.way.into_pack(chosen.starts, "")
    name = f"moving_{sha256(repr((block, told)).encode()).hexdigest()[:8]}"
    block = chosen.way.into_pack(chosen.starts, name)
    note = Note(name, f"How people move over: {told}", "the bench, chosen where a rule is phased in", on)
    written = with_protection(files, block, note)
    new = pack_from_files(dict(written.files))
    rule = Rule.of(new, on)
    said = new.allocation.moving_over
    ways = () if said is None else (Protection.of_pack(said),)
    counted = try_rule(Trial(rule, None, ways), pieces(written.files), seen)
    shown = Simulated(Trial(rule, None, ways), counted, None)
    rows = shown.tables()["protection"]
    found: dict[str, Any] = {
        "files": dict(written.files),
        "told": told,
        "ends": None if said is None else said.ends.isoformat(),
        "rows": rows,
        "days": [] if said is None else [year.starts.isoformat() for year in said.years] + [said.ends.isoformat()],
        "people": [
            {
                "name": one["name"],
                "stands_for": one["stands_for"],
                "sums": [one["was_pence"]]
                + ([] if said is None else [year.sum_of(one["was_pence"], one["now_pence"]) for year in said.years])
                + [one["now_pence"]],
            }
            for one in shown.examples()
        ],
        "impact": None,
    }
    if before is not None:
        old = Rule.of(pack_from_files(dict(before)), on)
        against = try_rule(Trial(rule, old, ()), pieces(written.files))
        found["impact"] = impact_of(against.tally, new)
        found["impact_people"] = against.people
    return found
