"""Writes a fitted table, or a dated factor that fits the pot, into a pack, and works its examples out again."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

import yaml

from ownway.lab.calibrate.cannot import CannotCalibrate
from ownway.lab.calibrate.sentences import SENTENCES
from ownway.lab.calibrate.table import Table
from ownway.rulebook.audit.report import SAMPLE
from ownway.rulebook.check import Report, check_files, in_units
from ownway.rulebook.engines.one import CannotWorkOut, work_out
from ownway.rulebook.load import PackErrors, pack_from_files, read_examples
from ownway.rulebook.model import MovingOver, Pack
from ownway.rulebook.model.pack import Example
from ownway.values import Money

PLACES = 12
"""What has more places than these is written as a fraction, which a pack takes exactly."""
RULE = "allocation.yaml"
HEAD = "pack.yaml"
FACTOR = "pot_factor"
BEFORE = "before_the_pot"


@dataclass(frozen=True, slots=True)
class Note:
    """Where the numbers come from, for the pack's own list of sources."""

    id: str
    title: str
    where: str
    on: date

    def item(self) -> str:
        """Return it as an item of the list, without its indentation."""
        title = self.title.replace('"', "'")
        return (
            f'- id: {self.id}\n  title: "{title}"\n  where: "{self.where}"\n  read_on: {self.on.isoformat()}\n  mark: C'
        )


@dataclass(frozen=True, slots=True)
class Written:
    """The files of the new version, how its check came out, and which examples were worked out again."""

    files: Mapping[str, str]
    report: Report
    examples: tuple[str, ...]


def with_table(
    files: Mapping[str, str],
    step: str,
    table: Table,
    note: Note,
    error_band: float | None = None,
    *,
    sample: int = SAMPLE,
) -> Written:
    """Return the pack with *table* as the knots of *step*, and the examples worked out again by it.

    *sample* people try what the audit cannot try whole. Below the lowest score in the table the old first knot stays
    where it gives nothing; above the highest, the table goes on flat to the old last knot.

    :raises CannotCalibrate: ``calibrate.falling``, ``calibrate.no_step``, or ``calibrate.pack_breaks`` where the new
        pack does not hold.
    """
    if not table.monotone:
        raise CannotCalibrate("calibrate.falling", table=table.hash)
    text = files[RULE]
    found = _step(text, step)
    if found is None or _value(found, "operator") != "line":
        raise CannotCalibrate("calibrate.no_step", pack=_name(files), step=step)
    key, old = next((key, value) for key, value in found.value if key.value == "knots")
    knots = _whole_range(table, old)
    indent = " " * key.start_mark.column
    lines = text.splitlines()
    last = old.value[-1].end_mark.line
    new = [f"{indent}knots:"] + [f"{indent}  - {{at: {at}, gives: {gives}}}" for at, gives in knots]
    changed = [*lines[: key.start_mark.line], *new, *lines[last + 1 :]]
    text = "\n".join(changed) + "\n"
    text = _sourced(text, step, note.id)
    if error_band is not None:
        text = re.sub(r"(?m)^error_band:.*$", f"error_band: {min(error_band, 0.99):.2f}", text)
    return checked(dict(files) | {RULE: text, HEAD: noted(files[HEAD], note)}, sample)


def with_factor(files: Mapping[str, str], factor: Fraction, starts: date, note: Note, sample: int = SAMPLE) -> Written:
    """Return the pack with a dated factor on its figure, so that all figures together fit the pot.

    A second factor becomes a further dated row; what was told before stays as it was.

    :raises CannotCalibrate: ``calibrate.no_step`` where the pack speaks a language we have no sentence in;
        ``calibrate.pack_breaks``.
    """
    text, told = files[RULE], f"{Decimal(factor.numerator) / Decimal(factor.denominator):.6f}"
    row = f"      - {{from: {starts.isoformat()}, source: {note.id}, gives: {told}}}"
    new = dict(files) | {HEAD: noted(files[HEAD], note)}
    there = _step(text, FACTOR)
    if there is not None:
        tables = next(value for key, value in there.value if key.value == "tables")
        lines = text.splitlines()
        lines.insert(tables.value[-1].end_mark.line + 1, row)
        return checked(new | {RULE: "\n".join(lines) + "\n"}, sample)
    figure = re.search(r"(?m)^figure: *(\w+)", text)
    found = _step(text, figure.group(1)) if figure else None
    if figure is None or found is None:
        raise CannotCalibrate("calibrate.no_step", pack=_name(files), step="figure")
    name = figure.group(1)
    rounding = re.search(r"(?m)^    rounding: .*$", _lines_of(text, found)) or re.match("", "")
    text = re.sub(rf"(?m)^(  - id: ){name}$", rf"\g<1>{BEFORE}", text)
    end = _step(text, BEFORE)
    lines = text.splitlines()
    # Where a step ends the next thing begins; blank lines and comments between belong to that.
    at = len(lines) if end is None else end.end_mark.line + bool(end.flow_style)
    while at > 0 and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")):
        at -= 1
    first = yaml.safe_load(files[HEAD])["in_force"]["from"]
    rows = [f"      - {{from: {first}, source: {note.id}, gives: 1}}", row] if first < starts else [row]
    rounded = rounding.group(0) if rounding and rounding.group(0) else "    rounding: {to: 0.01, by: half_up}"
    added = [
        f"  - id: {FACTOR}", "    operator: index", "    unit: number", "    tables:", *rows,
        f"  - id: {name}", "    operator: product", "    unit: money", f"    inputs: [{BEFORE}, {FACTOR}]",
        f"    source: {note.id}", rounded,
    ]  # fmt: skip
    new[RULE] = "\n".join([*lines[:at], *added, *lines[at:]]) + "\n"
    return checked(_worded(new, name), sample)


def with_protection(files: Mapping[str, str], rule: MovingOver | None, note: Note, sample: int = SAMPLE) -> Written:
    """Return the pack with *rule* as how people are protected while they move over; with nothing, without protection.

    :raises CannotCalibrate: ``calibrate.pack_breaks`` where the new pack does not hold.
    """
    text = re.sub(r"(?m)^moving_over:.*\n(?:[ #].*\n|\n(?= ))*", "", files[RULE].rstrip("\n") + "\n")
    if rule is None:
        return checked(dict(files) | {RULE: text}, sample)
    text += f"moving_over:\n  source: {note.id}\n  floor: {'yes' if rule.floor else 'no'}\n  years:\n"
    for year in rule.years:
        shares = {"new_share": None if year.new_share == 1 else year.new_share, "least": year.least, "most": year.most}
        told = "".join(f", {name}: {plain(share)}" for name, share in shares.items() if share is not None)
        text += f"    - {{from: {year.starts.isoformat()}{told}}}\n"
    text += f"  ends: {rule.ends.isoformat()}\n"
    return checked(dict(files) | {RULE: text, HEAD: noted(files[HEAD], note)}, sample)


def _lines_of(text: str, node: yaml.MappingNode) -> str:
    return "\n".join(text.splitlines()[node.start_mark.line : node.end_mark.line + 1])


def _worded(files: dict[str, str], name: str) -> dict[str, str]:
    """Give the renamed step the sentence it had, and the two new ones theirs, in every language of the pack."""
    for file, text in list(files.items()):
        match = re.fullmatch(r"words\.(\w+)\.yaml", file)
        if match is None:
            continue
        language = match.group(1)
        if language not in SENTENCES:
            raise CannotCalibrate("calibrate.no_step", pack=_name(files), step=f"words.{language}.yaml")
        said = SENTENCES[language]
        new = re.sub(rf"(?m)^step\.{name}:", f"step.{BEFORE}:", text).rstrip("\n")
        for step, (plain, easy) in ((FACTOR, said["factor"]), (name, said["sum"])):
            new += f'\nstep.{step}: {{text: "{plain}", easy: "{easy}"}}'
        files[file] = new + "\n"
    return files


def _step(text: str, step: str) -> yaml.MappingNode | None:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    steps = next((value for key, value in root.value if key.value == "steps"), None) if root is not None else None
    for node in steps.value if steps is not None else ():
        if _value(node, "id") == step:
            return node  # type: ignore[no-any-return]
    return None


def _value(node: yaml.MappingNode, name: str) -> str:
    return next((str(value.value) for key, value in node.value if key.value == name), "")


def _name(files: Mapping[str, str]) -> str:
    found = re.search(r"(?m)^id: *(\S+)", files.get(HEAD, ""))
    return found.group(1) if found else ""


def _whole_range(table: Table, old: yaml.SequenceNode) -> list[tuple[str, str]]:
    first, last = ({key.value: Fraction(value.value) for key, value in node.value} for node in
                   (old.value[0], old.value[-1]))  # fmt: skip
    knots = [(Fraction(at, table.units), Fraction(pence, 100)) for at, pence in table.knots]
    if knots[0][0] > first["at"]:
        knots.insert(0, (first["at"], min(first["gives"], knots[0][1])))
    if knots[-1][0] < last["at"]:
        knots.append((last["at"], knots[-1][1]))
    return [(plain(at), plain(gives)) for at, gives in knots]


def plain(number: Fraction) -> str:
    """Return a number as a pack writes it: whole, with few places, or as a fraction."""
    if number.denominator == 1:
        return str(number.numerator)
    if Fraction(10**PLACES, number.denominator).denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    return str((Decimal(number.numerator) / Decimal(number.denominator)).normalize())


def _sourced(text: str, step: str, source: str) -> str:
    node = _step(text, step)
    if node is None:
        return text
    for key, value in node.value:
        if key.value == "source":
            return text[: value.start_mark.index] + source + text[value.end_mark.index :]
    mark = node.value[0][1].end_mark.index
    return f"{text[:mark]}\n{' ' * node.value[0][0].start_mark.column}source: {source}{text[mark:]}"


def noted(text: str, note: Note) -> str:
    """Return the head of a pack with one more source in its list."""
    if re.search(rf"(?m)^ *- id: {re.escape(note.id)}$", text):
        return text
    item = "\n".join("  " + line for line in note.item().splitlines())
    return re.sub(r"(?m)^sources:\s*$", lambda found: f"sources:\n{item}", text, count=1)


def checked(files: Mapping[str, str], sample: int = SAMPLE) -> Written:
    """Return the files of a changed pack with its examples worked out again.

    :raises CannotCalibrate: ``calibrate.pack_breaks`` where the pack does not hold.
    """
    try:
        pack = pack_from_files(files)
    except PackErrors as broken:
        raise CannotCalibrate("calibrate.pack_breaks", said=str(broken)[:600]) from None
    names = {name.removeprefix("examples/").removesuffix(".yaml"): name for name in files if "examples/" in name}
    new, again = dict(files), []
    for example in read_examples(pack, files):
        name = names.get(example.id, example.id)
        text = _again(pack, example, files[name])
        if text != files[name]:
            again.append(example.id)
        new[name] = text
    report = check_files(new, sample)
    if not report.passes:
        said = [str(error) for error in report.errors] + list(report.failures)
        if report.audit is not None:
            said += [finding.says for finding in report.audit.findings if finding.open]
        raise CannotCalibrate("calibrate.pack_breaks", said=" ".join(said)[:600])
    return Written(new, report, tuple(again))


def _again(pack: Pack, example: Example, text: str) -> str:
    """Return an example with its figure, its range and its steps as the new rule gives them."""
    try:
        worked = work_out(pack, example.answers, example.as_of)
    except CannotWorkOut:
        return text
    if worked.figure is not None and example.figure is not None:
        text = _line(text, "figure", lambda: _money(worked.figure))
    if worked.range is not None and example.range is not None:
        low, high = (_money(end) for end in worked.range)
        text = _line(text, "range", lambda: f"[{low}, {high}]")
    for step in worked.steps:
        told = _step_in_words(step.value)
        if step.id in example.steps and told is not None:
            text = re.sub(rf"(?m)^(  {step.id}: ).*$", lambda found, told=told: found.group(1) + told, text)  # type: ignore[misc]
    return text


def _step_in_words(value: Money | Fraction | str | None) -> str | None:
    if isinstance(value, Money):
        return _money(value)
    return plain(Fraction(value)) if isinstance(value, Fraction) else value


def _line(text: str, name: str, told: Callable[[], str]) -> str:
    return re.sub(rf"(?m)^{name}:.*$", lambda _: f"{name}: {told()}", text)


def _money(money: Money | None) -> str:
    exact = Fraction(0) if money is None else in_units(money)
    return f"{Decimal(exact.numerator) / Decimal(exact.denominator):.2f}"
