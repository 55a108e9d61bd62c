"""The demonstration: an invented authority with forty-one invented people at every stage of the seven steps."""

from ownway.interfaces.cli.demo.building import build

__all__ = ["build"]
