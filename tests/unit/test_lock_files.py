"""Holds the lock files to what the project says it needs."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

LOCKED = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE | re.IGNORECASE)


def locked(file: Path) -> dict[str, Version]:
    """The packages of a lock file, each with its version."""
    return {name.lower().replace("_", "-"): Version(found) for name, found in LOCKED.findall(file.read_text())}


def wanted(repository: Path, extra: str) -> list[str]:
    """What the project needs to run, and what it needs besides for one extra ("" for none)."""
    told = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    return [*told["dependencies"], *(told["optional-dependencies"][extra] if extra else [])]


EXTRAS = ("dev", "cluster", "bench")
LOCKS = ("requirements.lock", *(f"requirements-{extra}.lock" for extra in EXTRAS))


@pytest.mark.parametrize(("extra", "name"), list(zip(("", *EXTRAS), LOCKS, strict=True)))
def test_every_dependency_is_locked_at_a_version_it_allows(repository: Path, extra: str, name: str) -> None:
    found = locked(repository / name)
    for text in wanted(repository, extra):
        need = Requirement(text)
        name = need.name.lower().replace("_", "-")
        assert name in found, f"{need.name} is in no lock file. Run: make lock"
        assert need.specifier.contains(found[name]), f"{need} is locked at {found[name]}. Run: make lock"


@pytest.mark.parametrize("name", LOCKS[1:])
def test_what_is_installed_besides_changes_nothing_that_runs(repository: Path, name: str) -> None:
    runs, besides = locked(repository / "requirements.lock"), locked(repository / name)
    assert {name: besides.get(name) for name in runs} == runs


def test_what_is_installed_besides_agrees_with_the_tools_of_developers(repository: Path) -> None:
    develops = locked(repository / "requirements-dev.lock")
    for name in ("requirements-cluster.lock", "requirements-bench.lock"):
        besides = locked(repository / name)
        assert {known: besides[known] for known in besides.keys() & develops} == {
            known: develops[known] for known in besides.keys() & develops
        }


@pytest.mark.parametrize("name", [*LOCKS, "requirements-node.lock", "requirements-build.lock"])
def test_every_locked_package_carries_its_hashes_and_no_address(repository: Path, name: str) -> None:
    text = (repository / name).read_text()
    assert "://" not in text
    blocks = re.split(r"\n(?=[a-z0-9])", text.strip(), flags=re.IGNORECASE)
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_packages_of_the_pages_are_locked_without_an_address(repository: Path) -> None:
    said = json.loads((repository / "package.json").read_text())["devDependencies"]
    kept = json.loads((repository / "package-lock.json").read_text())["packages"]
    assert kept[""]["devDependencies"] == said
    for place, package in kept.items():
        if place:
            assert package["integrity"].startswith("sha512-") and "resolved" not in package
    assert {name: kept[f"node_modules/{name}"]["version"] for name in said} == said
