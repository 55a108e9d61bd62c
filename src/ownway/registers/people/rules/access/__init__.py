"""The policy table: one file an app, merged here; what no file grants is refused."""

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from ownway.registers.people.rules.grant import Grant


def _merged() -> Mapping[str, Grant]:
    table: dict[str, Grant] = {}
    for found in pkgutil.iter_modules(__path__):
        grants: Mapping[str, Grant] = import_module(f"{__name__}.{found.name}").GRANTS
        for deed, given in grants.items():
            if not deed.startswith(f"{found.name}."):
                raise ValueError(f"{found.name}.py grants deeds of its own app; {deed!r} belongs in another file.")
            table[deed] = given
    return MappingProxyType(table)


ACCESS: Mapping[str, Grant] = _merged()
"""Every deed, and to whom it is granted."""
