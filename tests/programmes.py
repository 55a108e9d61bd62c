"""Every programme of the repository, read once for all tests that look at each."""

from pathlib import Path

from ownway.rulebook.load import load_pack

FOLDER = Path(__file__).parents[1] / "packs"
PACKS = {path.parent.name: load_pack(path.parent) for path in sorted(FOLDER.glob("*/pack.yaml"))}
