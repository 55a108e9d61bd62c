"""Checks a pack whole: can it be read, do its worked examples come out, does its audit pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from ownway.rulebook.audit import QUICK, Audit, Effort, adds_up, audit
from ownway.rulebook.audit.report import SAMPLE
from ownway.rulebook.engines.one import CannotWorkOut, work_out
from ownway.rulebook.load import PackError, PackErrors, files_of, pack_from_files, read_examples
from ownway.rulebook.load.examples import as_number
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Example, Pack
from ownway.values import Money


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: errors of the files, examples that came out otherwise, and the audit."""

    pack: Pack | None
    errors: tuple[PackError, ...]
    examples: int
    failures: tuple[str, ...]
    audit: Audit | None

    @property
    def passes(self) -> bool:
        """Whether the pack may be used: read without error, examples as stated, no open finding."""
        return not self.errors and not self.failures and self.audit is not None and self.audit.passes


def check_pack(path: Path | str, sample: int = SAMPLE) -> Report:
    """Return the report on the pack in the folder *path*; *sample* people try its rule out."""
    try:
        return check_files(files_of(Path(path)), sample)
    except PackErrors as broken:
        return Report(None, broken.errors, 0, (), None)


def check_files(files: Mapping[str, str], sample: int = SAMPLE, effort: Effort = QUICK) -> Report:
    """Return the report on a pack given as texts by file name; the *effort* says how far its audit goes."""
    try:
        pack = pack_from_files(files)
        examples = read_examples(pack, files)
    except PackErrors as broken:
        return Report(None, broken.errors, 0, (), None)
    failures = tuple(told for example in examples for told in failures_of(pack, example))
    return Report(pack, (), len(examples), failures, audit(pack, sample, effort))


def failures_of(pack: Pack, example: Example) -> tuple[str, ...]:
    """Return each way in which a worked example came out otherwise than it states."""
    try:
        worked = work_out(pack, example.answers, example.as_of)
    except CannotWorkOut as cannot:
        return () if cannot.why.code == example.refused else (f"{example.id}: {cannot}",)
    told = [f"{example.id}: a figure is given, though the rule should refuse it"] if example.refused else []
    figure = None if worked.figure is None else in_units(worked.figure)
    if example.figure is not None and (figure is None or as_number(example.figure) != figure):
        found = f"waits for {', '.join(worked.missing)}" if figure is None else f"is {written(figure)}"
        told.append(f"{example.id}: the figure {found}, not {example.figure}")
    if example.range is not None:
        ends = None if worked.range is None else tuple(in_units(end) for end in worked.range)
        if ends != tuple(as_number(end) for end in example.range):
            told.append(f"{example.id}: the range is {ends}, not {' to '.join(example.range)}")
    by_id = {step.id: step.value for step in worked.steps}
    for name, expected in example.steps.items():
        value = by_id.get(name)
        value = in_units(value) if isinstance(value, Money) else value
        if value is None or value != (as_number(expected) if isinstance(value, Fraction) else expected):
            shown = written(value) if isinstance(value, Fraction) else value
            told.append(f"{example.id}: the step “{name}” is {shown}, not {expected}")
    if not adds_up(worked):
        told.append(f"{example.id}: the reasons do not add up to the figure")
    return tuple(told)


def in_units(money: Money) -> Fraction:
    """Return a sum in whole units of its currency."""
    return Fraction(money.pence, money.coins_per_unit)
