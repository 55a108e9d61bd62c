"""A sound pack with a few questions and steps more, so that one operator can be tried by itself."""

import copy
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from ownway.rulebook.load import files_of, pack_from_files
from ownway.rulebook.model import Answer, Pack

SOUND = files_of(Path(__file__).parents[2] / "packs" / "in-control")
FIGURE = """
- id: told_sum
  operator: weighted_sum
  unit: money
  source: own
  weights: {x: 1}
  plus: 1000000
  rounding: {to: 0.01, by: half_up}
"""
"""The sum that is told rests on the step *x* alone."""


def files_with(steps: str, questions: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the files of a sound pack with *steps* and *questions* more; its figure rests on the step *x*.

    *steps* are YAML list items; a question is the YAML of its file.
    """
    asked = questions or {}
    files = dict(SOUND)
    more = steps.strip("\n") + FIGURE
    indented = "".join(f"  {line}\n" for line in more.splitlines())
    files["allocation.yaml"] = files["allocation.yaml"].replace("figure: weekly_budget", "figure: told_sum") + indented
    ids = re.findall(r"(?m)^- {?id: (\w+)", more)
    words = [f"step.{id}: {{text: 'It is {{value}}.', easy: 'It is {{value}}.'}}" for id in ids]
    if asked:
        section = f"  - {{id: more, questions: [{', '.join(asked)}], source: own}}\n"
        files["pack.yaml"] = files["pack.yaml"].replace("sections:\n", f"sections:\n{section}")
        words.append("section.more: {text: More, easy: More}")
    for id, written in asked.items():
        files[f"questions/{id}.yaml"] = written
        files[f"questions/{id}.en.yaml"] = _words_of(id, yaml.safe_load(written))
    files["words.en.yaml"] += "\n" + "\n".join(words) + "\n"
    return files


def _words_of(id: str, question: Mapping[str, Any]) -> str:
    """Return words for a question, its levels and its columns, each with its twin."""
    columns = question.get("columns", [])
    levels = [level for part in (question, *columns) for level in part.get("levels", [])]
    said: dict[str, Any] = {"label": f"{id}?"}
    if levels:
        said["levels"] = {level["id"]: str(level["id"]) for level in levels}
    if columns:
        said["columns"] = {column["id"]: str(column["id"]) for column in columns}
    return yaml.safe_dump({**said, "easy": copy.deepcopy(said)})


def pack_with(steps: str, questions: Mapping[str, str] | None = None) -> Pack:
    """Return the pack of :func:`files_with`."""
    return pack_from_files(files_with(steps, questions))


def answers_to(pack: Pack, given: Mapping[str, object]) -> dict[str, Answer]:
    """Return answers from their JSON forms."""
    return {id: Answer.from_json(pack.question(id), value) for id, value in given.items()}
