"""Keeps what was asked while one page is looked at, so that the seven steps on it do not each ask for the same plan."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Told = TypeVar("Told")

_kept: ContextVar[dict[str, dict[Any, Any]] | None] = ContextVar("kept", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Keep the answers of all that is asked ``once_a_look`` until the block ends; a look within a look is the same one.

    Nothing may be written in it: what was asked before would be told as it was.
    """
    if _kept.get() is not None:
        yield
        return
    before = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(before)


def kept_in_this_look(name: str) -> dict[Any, Any]:
    """Return what this look keeps under a name, to be read and added to; outside of a look it is nobody's and empty."""
    kept = _kept.get()
    return {} if kept is None else kept.setdefault(name, {})


def once_a_look(ask: Callable[Given, Told]) -> Callable[Given, Told]:
    """Return *ask* so that within one look it is asked once for the same asker, thing and moment.

    What it is given must be hashable, and what it tells must not change; a refusal is not kept.
    """
    name = f"{ask.__module__}.{ask.__qualname__}"

    @wraps(ask)
    def asked(*given: Given.args, **named: Given.kwargs) -> Told:
        kept = kept_in_this_look(name)
        key = given, tuple(sorted(named.items()))
        if key not in kept:
            kept[key] = ask(*given, **named)
        told: Told = kept[key]
        return told

    return asked
