"""Says in words where the cluster engine cannot be tested; where a machine must have it, that is a failure."""

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

CLUSTER = Path(__file__).parent / "test_cluster.py"
JAVA_LEAST = 17


def cluster_lacks() -> str:
    """Return what the cluster engine lacks on this machine, "" where it lacks nothing."""
    java = shutil.which("java")
    if java is None:
        return "Java"
    told = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=60).stderr
    version = re.search(r'version "(\d+)', told)
    if version is None or int(version[1]) < JAVA_LEAST:
        return f"Java {JAVA_LEAST} or newer"
    return "" if importlib.util.find_spec("pyspark") else "PySpark (make cluster)"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests of the cluster out where it cannot run; in CI it must."""
    there = [item for item in items if Path(item.path) == CLUSTER]
    lacks = cluster_lacks() if there else ""
    if not lacks:
        return
    told = f"There is no {lacks} here, so {len(there)} tests of the cluster engine are left out."
    if os.environ.get("CI"):
        raise pytest.UsageError(told)
    config.hook.pytest_deselected(items=there)
    items[:] = [item for item in items if item not in there]
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter:
        reporter.write_line(told, yellow=True)
