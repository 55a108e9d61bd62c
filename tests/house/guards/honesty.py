"""Tests that can fail: none is skipped, none sleeps, none talks to a stand-in, each demands something."""

import ast
import re
from pathlib import Path

from .source import Function, Module, called, dotted, imports, modules

LOOKS_AWAY = re.compile(r"(^|\.)(skip|skipif|skipUnless|xfail|importorskip)$")
SLEEPS = re.compile(r"(^|\.)(time\.sleep|wait_for_timeout)$")
DEMANDS = re.compile(r"^(assert|check|expect|refus|raises|then|must|demand|agree|warns|sees|run_state_machine)")


def demands_something(test: Function, own: dict[str, Function]) -> bool:
    """Return whether a test asserts, itself or by a function of its own file."""
    seen: set[str] = set()
    waiting = [test]
    while waiting:
        function = waiting.pop()
        if any(isinstance(node, ast.Assert | ast.Raise) for node in ast.walk(function)):
            return True
        for call in called(function):
            name = dotted(call.func).rpartition(".")[2] or getattr(call.func, "attr", "")
            if DEMANDS.search(name):
                return True
            if name in own and name not in seen:
                seen.add(name)
                waiting.append(own[name])
    return False


def wrong(module: Module) -> list[tuple[int, str]]:
    """Return (line, what) for one module of tests."""
    found = [(line, f"uses a stand-in: {name}") for line, name in imports(module.parsed) if "mock" in name]
    for node in ast.walk(module.parsed):
        if isinstance(node, ast.Attribute) and LOOKS_AWAY.search(dotted(node)) and "pytest" in dotted(node):
            found.append((node.lineno, f"looks away: {dotted(node)}"))
        if isinstance(node, ast.Attribute) and SLEEPS.search(dotted(node) or f".{node.attr}"):
            found.append((node.lineno, "waits for time to pass"))
    own = {node.name: node for node in ast.walk(module.parsed) if isinstance(node, Function)}
    for name, function in own.items():
        if name.startswith("test_") and not demands_something(function, own):
            found.append((function.lineno, f"{name} demands nothing"))
    return found


def violations(tree: Path) -> list[str]:
    """Return each test that looks away, waits, pretends or demands nothing."""
    return [f"{module.where}:{line} {what}" for module in modules(tree, "tests") for line, what in wrong(module)]
