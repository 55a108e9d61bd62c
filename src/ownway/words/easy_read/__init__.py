"""The Easy Read of what pages say: for each sentence that is long or hard, the same again in short, easy ones.

A sentence that is short and easy already is its own twin; a guard says which is which.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

FOLDER = Path(__file__).parent


@cache
def twins() -> Mapping[str, str]:
    """Return, for each sentence of the pages that needs it, what is said in Easy Read; both in English.

    Files of YAML beside this one, one a topic: the plain words, and the easy ones.

    :raises ValueError: where one sentence has two twins.
    """
    found: dict[str, str] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        for plain, easy in (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).items():
            if plain in found:
                raise ValueError(f"“{plain}” stands twice, also in {file.name}.")
            found[plain] = easy
    return MappingProxyType(found)
