"""What can be looked at beside the seven stages: another programme on the same people, who comes, what panels move."""

from collections.abc import Mapping
from typing import Any

import yaml

from ownway.lab.equity import CannotMeasure, panel_findings, population_of
from ownway.lab.simulate import CannotTry, Recipe, compare
from ownway.lab.simulate.fairness import DIVISIONS, look
from ownway.oversight.bench.rules.cannot import CannotHoldAgainst
from ownway.oversight.bench.rules.working import Files, Material, Seen, pieces_of, plain, unseen
from ownway.rulebook.load import pack_from_files

MAPPING_MOST = 100_000

__all__ = ["CannotMeasure", "CannotTry", "hold_against", "mapping_of", "population_in", "who_comes"]


def mapping_of(text: str) -> dict[str, Any]:
    """Return a mapping as it was typed: question → {from: column, levels: {theirs: ours}}; nothing typed is none.

    :raises CannotHoldAgainst: where it is no such thing.
    """
    if not text.strip():
        return {}
    try:
        held = yaml.safe_load(text[:MAPPING_MOST])
    except yaml.YAMLError:
        held = None
    right = isinstance(held, dict) and all(
        isinstance(one, dict) and isinstance(one.get("from"), str) and isinstance(one.get("levels", {}), dict)
        for one in held.values()
    )
    if not right:
        raise CannotHoldAgainst("bench.bad_mapping", field="mapping")
    # Plain text for keys and values, as YAML takes “yes” and “no” for something else.
    words = {True: "yes", False: "no"}
    assert isinstance(held, dict)
    return {
        str(name): {
            "from": one["from"],
            "levels": {str(words.get(k, k)): str(words.get(v, v)) for k, v in one.get("levels", {}).items()},
        }
        for name, one in held.items()
    }


def population_in(text: str) -> dict[str, dict[str, float]]:
    """Return the population that was typed.

    :raises CannotMeasure: naming the first line that says no such thing.
    """
    return population_of(text, DIVISIONS)


def hold_against(
    material: Material, files: Files, other: Files, settings: Mapping[str, Any], seen: Seen = unseen
) -> tuple[dict[str, Any], bytes]:
    """Return who gains and who loses between *files* and the *other* programme's; and the archive that runs it again.

    *settings* hold ``mapping`` and ``rate``, as :class:`ownway.lab.simulate.Recipe` takes them.
    """
    from ownway.oversight.bench.rules.working import zipped

    made = 0 if material.people is not None else material.made_up
    recipe = Recipe(
        dict(files),
        material.on,
        dict(other),
        made,
        material.seed,
        mapping=settings.get("mapping") or {},
        rate=str(settings.get("rate") or ""),
    )
    found = compare(recipe, material.people, seen)
    return plain(found.to_json()), zipped(found.ran.archive())


def who_comes(material: Material, files: Files, population: str) -> dict[str, Any]:
    """Return how often each part comes against the *population*, and what a panel moved; of today's costs, not a rule.

    :raises CannotMeasure: where the population cannot be read.
    :raises CannotTry: where no column says how much need people have.
    """
    there = population_in(population)
    pack_from_files(dict(files))
    found = look(pieces_of(material, files))
    judged = found.verdict(population=there)
    told = judged.to_json()
    return plain(
        {
            "people": found.people,
            "take_up": told["take_up"],
            "panel": [one for one in told["panel"] if " and " not in one["division"]],
            "moves": found.moves.rows(),
            "moves_in_words": found.moves.words if found.moves.held else "",
            "findings": panel_findings(judged.panel),
        }
    )
