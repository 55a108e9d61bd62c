"""No folder that is not in the plan, and in every app the same rooms."""

from pathlib import Path

from .source import NOT_OURS, OVERSIGHT, PRODUCT, REGISTERS, STEPS, files

TOP = {"packs", "src", "tests", "docs"}
STOREYS = {"values", "rulebook", "words", "registers", "steps", "lab", "oversight", "interfaces", "config"}
ROOMS = {"actions", "queries", "policies", "models", "rules", "apps", "migrations", "__init__"}
WEB_DOOR = "interfaces/web"
DOORS = {"web", "api", "cli", "jobs"}
WEB = {
    "design",
    "desks",
    "public",
    "home",
    "file",
    "sign_in",
    "open_rules",
    "ideas",
    "directory",
    "templates",
    "static",
    "theme",
    *STEPS,
}
TESTS = {"house", "spec", "packs", "engines", "ledger", "unit", "database", "journeys", "faults", "bench", "lab"}
DOCS = {"tutorials", "how-to", "reference", "explanation", "decisions", "pictures"}
PACK_FILES = {"pack.yaml", *(f"{step}.yaml" for step in STEPS)}


def folders(place: Path) -> set[str]:
    """Return the names of our own folders in *place*."""
    if not place.is_dir():
        return set()
    return {path.name for path in place.iterdir() if path.is_dir() and path.name not in NOT_OURS} - {"ownway.egg-info"}


def unplanned(tree: Path, place: str, plan: set[str]) -> list[str]:
    """Return a breach for each folder of *place* that *plan* does not name."""
    extra = sorted(folders(tree / place) - plan)
    return [f"{place}/{name} is a folder that is not in the plan" for name in extra]


def rooms(tree: Path, app: str) -> list[str]:
    """Return a breach for each file or folder of an app that is no room."""
    place = tree / PRODUCT / app
    names = sorted(path.name for path in place.iterdir() if path.name not in NOT_OURS) if place.is_dir() else []
    found = [f"{app}/{name} is no room of an app" for name in names if Path(name).stem not in ROOMS]
    if place.is_dir() and "apps.py" not in names:
        found.append(f"{app} has no apps.py")
    return found


def unread(tree: Path) -> list[str]:
    """Return a breach for each folder of modules that is no package, since import-linter would not look into it."""
    found = {path.parent for path in files(tree, ".py", under=PRODUCT) if not (path.parent / "__init__.py").exists()}
    return [f"{folder.relative_to(tree).as_posix()} has no __init__.py" for folder in sorted(found)]


def packs(tree: Path) -> list[str]:
    """Return a breach for each pack that lacks the file of a step."""
    found = []
    for pack in sorted(folders(tree / "packs")):
        there = {path.name for path in (tree / "packs" / pack).iterdir()}
        found += [f"packs/{pack} has no {name}" for name in sorted(PACK_FILES - there)]
    return found


def violations(tree: Path) -> list[str]:
    """Return all that stands where the plan has nothing, and what the plan has and the tree lacks."""
    found = unplanned(tree, ".", TOP)
    found += unplanned(tree, PRODUCT, STOREYS)
    found += [f"{PRODUCT}/{name} is missing" for name in sorted(STOREYS - folders(tree / PRODUCT))]
    for storey, apps in (("registers", REGISTERS), ("steps", STEPS), ("oversight", OVERSIGHT)):
        found += unplanned(tree, f"{PRODUCT}/{storey}", set(apps))
        for app in apps:
            found += rooms(tree, f"{storey}/{app}")
    found += unplanned(tree, f"{PRODUCT}/interfaces", DOORS)
    found += unplanned(tree, f"{PRODUCT}/{WEB_DOOR}", WEB)
    found += [f"interfaces/web/{step} is missing" for step in STEPS if step not in folders(tree / PRODUCT / WEB_DOOR)]
    found += unplanned(tree, "tests", TESTS)
    found += unplanned(tree, "docs", DOCS)
    return found + packs(tree) + unread(tree)
