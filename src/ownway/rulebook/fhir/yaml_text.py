"""Writes values as the YAML of a pack: yes and no in words, texts as they are, short lists on one line."""

import re
from typing import Any

import yaml

WIDTH = 110
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(\.[0-9]+)?", re.ASCII)


class _Dumper(yaml.SafeDumper):
    """Writes no anchors, and yes and no as a pack does."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists under their key."""
        super().increase_indent(flow, False)


def _said(dumper: yaml.SafeDumper, value: bool) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:bool", "yes" if value else "no")


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    # A number of a pack is kept as it was typed; it needs no quotes, whatever YAML would make of it.
    number = NUMBER.fullmatch(value)
    kind = "str" if number is None else "float" if number[1] else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", value)


def _mapping(dumper: yaml.SafeDumper, value: dict[str, Any]) -> yaml.MappingNode:
    short = set(value) <= {"id", "points", "question", "is", "is_not"}
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=short)


def _list(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.SequenceNode:
    short = all(isinstance(one, str) for one in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


_Dumper.add_representer(bool, _said)
_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(list, _list)


def write(value: dict[str, Any]) -> str:
    """Return a mapping as a file of a pack."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
