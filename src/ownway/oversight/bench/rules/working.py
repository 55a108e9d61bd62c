"""Works a stage out: reads the people, fits the table, tests it for equity, tries it on everyone; plain values out."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from ownway.lab.calibrate.calibrating import Calibration, Order, calibrate
from ownway.lab.calibrate.cannot import CannotCalibrate
from ownway.lab.calibrate.gathering import Gathered, gather
from ownway.lab.calibrate.into_pack import Note
from ownway.lab.calibrate.limits import Limits, pounds
from ownway.lab.calibrate.showing import curve
from ownway.lab.calibrate.sums import sums_of
from ownway.lab.calibrate.table import Table
from ownway.lab.calibrate.weights import panel_weights
from ownway.lab.calibrate.weights_into_pack import Use, chosen, with_points
from ownway.lab.populations import Asked, made_up, people_of
from ownway.lab.reports.archive import as_json
from ownway.lab.reports.pictures import Axes, Line, Picture, chart
from ownway.lab.simulate import Recipe, run
from ownway.lab.simulate.fairness import look
from ownway.lab.simulate.figures import Rule
from ownway.oversight.bench.rules import phasing
from ownway.oversight.bench.rules.previewing import held_sums
from ownway.rulebook.load import pack_from_files

Files = Mapping[str, str]
Seen = Callable[[int], None]
WHOSE: Mapping[Use, str] = {
    "fitted": "Points of the questions by past costs",
    "panel": "Points of the questions by a panel that compared pairs of them",
}
DRAWS = 200
"""So many samples are drawn again for the band of the curve; the command line draws more."""


def unseen(done: int) -> None:
    """Nobody looks how many people are done."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a run works on: the pack's files, the people's file (or how many are made up, by which seed), the day."""

    files: Files
    people: Path | None
    made_up: int
    seed: int
    on: date


@dataclass(frozen=True, slots=True)
class Settings:
    """What a table is priced by: sums in pence a year, points, and the share of the pot that is kept back."""

    pot: int
    floor: int = 0
    cap: int | None = None
    threshold: int = 0
    contingency: Fraction = Fraction(0)
    steepest: int | None = None
    """Pence a year for one further point at most."""
    groups: Mapping[str, int] = field(default_factory=dict)
    """How far the mean of a group may lie from its cost, pence a year."""
    local: str = ""
    """Local prices of meeting each need, as YAML; the other source."""
    apportion: bool = False
    """Whether the pack's own table stays, and a dated factor fits it to the pot."""
    starts: str = ""
    """The first day of that factor."""

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> "Settings":
        """Return the settings that were kept."""
        own = {name: value for name, value in held.items() if name != "weighed"}
        return cls(**{**own, "contingency": Fraction(held["contingency"])})

    def to_json(self) -> dict[str, Any]:
        """Return the settings as they are kept."""
        return {
            "pot": self.pot,
            "floor": self.floor,
            "cap": self.cap,
            "threshold": self.threshold,
            "contingency": str(self.contingency),
            "steepest": self.steepest,
            "groups": dict(self.groups),
            "local": self.local,
            "apportion": self.apportion,
            "starts": self.starts,
        }

    @property
    def limits(self) -> Limits:
        """What the table must keep to."""
        return Limits(float(self.threshold), self.floor, self.cap, self.steepest, dict(self.groups))

    @property
    def net(self) -> int:
        """The pot without what is kept back, in whole pence, rounded down."""
        return int(self.pot * (1 - self.contingency))


NOT_READ: Mapping[str, Any] = {
    "people": 0,
    "cost": 0,
    "left_out": [],
    "sums": {"score": [], "people": [], "pence": [], "units_a_point": 1},
    "times": 52,
    "step": "",
    "groups": [],
}
"""What is known of people while they are still being read."""


def rows_in(content: bytes) -> int:
    """Return about how many rows a file holds, to tell how far it has been read."""
    if not content.startswith(b"PAR1"):
        return content.count(b"\n") or 1
    try:
        return int(parquet.read_metadata(pa.BufferReader(content)).num_rows)
    except (pa.ArrowException, OSError):
        return 1


def read(material: Material, folder: Path, seen: Seen = unseen) -> dict[str, Any]:
    """Return what is read of the people: how many, their cost, each row put aside in words, and sums per score.

    :raises Cannot: where the file cannot be read, or lacks points or costs.
    """
    found = _gathered(material, folder, seen=seen)
    sums = sums_of(found.people)
    return {
        "people": found.people.count,
        "cost": sums.total,
        "left_out": list(found.left_out),
        "sums": held_sums(found.people),
        "times": found.times,
        "step": found.step,
        "groups": list(found.people.group_names),
    }


def weigh(material: Material, folder: Path, pairs: Sequence[tuple[str, str]] = (), write: str = "") -> dict[str, Any]:
    """Return what each question counts for as designed, as past costs would have it, and as a panel holds.

    Past costs say nothing without answers, and the panel nothing without *pairs* (weightier, lighter). With *write*
    (``panel`` or ``fitted``) those weights become the points of the pack: its files, and the people's sums by them.

    :raises CannotCalibrate: where there are no such weights, or the pack with them does not hold.
    """
    found = _gathered(material, folder)
    panel = panel_weights([(one, other) for one, other in pairs]) if pairs else None
    told = None if panel is None else {"points": dict(panel.points), "words": panel.words}
    weighed: dict[str, Any] = {"weights": None if found.weights is None else found.weights.to_json(), "panel": told}
    if write:
        assert found.pack is not None
        use: Use = "fitted" if write == "fitted" else "panel"
        made = chosen(found.pack, use, found.weights, panel)
        note = Note(f"points_{use}_{material.on:%Y_%m_%d}", WHOSE[use], "the bench", material.on)
        files = dict(with_points(material.files, made.points, note).files)
        again = _gathered(replace(material, files=files), folder / "again")
        sums = held_sums(again.people)
        weighed |= {"files": files, "sums": sums, "wrote": use, "kept": list(made.kept)}
    return plain(weighed)


def price(material: Material, settings: Settings, folder: Path) -> dict[str, Any]:
    """Return the fitted table with its error, its limits' price and its curve.

    :raises CannotCalibrate: where rows, pot or limits allow no table; what to ease is named.
    """
    found = _gathered(material, folder, settings.local or None)
    if settings.apportion:
        return _apportioned(found, settings, material)
    made = calibrate(
        found.people,
        Order(
            pot=settings.pot,
            contingency=settings.contingency,
            limits=settings.limits,
            times=found.times,
            seed=material.seed,
            draws=DRAWS,
        ),
    )
    told = made.to_json()
    told.pop("sums")
    told |= {"step": found.step, "times": found.times, "commonly_off": _off(made)}
    both = None if found.local is None else found.both(made)
    told |= {
        "knots_held": [list(knot) for knot in made.table.knots],
        "picture": picture_as_json(curve(made, both)),
        "local": None if both is None else both.to_json(),
        "factor": None,
    }
    return plain(told)


def _apportioned(found: Gathered, settings: Settings, material: Material) -> dict[str, Any]:
    """Return the pack's own table with the dated factor that fits the pot, in the shape of a priced stage."""
    if settings.net <= 0:
        raise CannotCalibrate("calibrate.no_pot", pence=settings.net)
    made, sums = found.apportioned(settings.net), sums_of(found.people)
    mean = sums.total / max(sums.count, 1)
    share = f"{made.mean_error / mean:.4f}" if mean else "0"
    words = [
        f"Every sum of the table is multiplied by {float(made.factor):.6f} from {settings.starts} on.",
        f"That way {pounds(made.told)} of {pounds(settings.pot)} goes to {sums.count:,} people.",
        f"One person’s cost is off by {pounds(made.mean_error)} a year on average. Nothing was fitted to cost.",
    ]
    table, times = made.table, found.times
    rows = [(f"{at / table.units:g}", pounds(gives * times), pounds(gives * times * float(made.factor)))
            for at, gives in table.knots]  # fmt: skip
    lines = [
        Line("the table as it is", [(at / table.units, gives * times / 100) for at, gives in table.knots], dashed=True),
        Line("with the factor", [(at / table.units, gives * times / 100 * float(made.factor)) for at, gives in
                                 table.knots]),
    ]  # fmt: skip
    drawn = chart("From points to money a year", words[0], Axes("Points", "Pounds a year"), lines=lines,
                  headings=("points", "as it is", "with the factor"), rows=rows)  # fmt: skip
    data = sha256(b"".join(part.astype("<i8").tobytes() for part in (sums.scores, sums.people, sums.pence)))
    return plain(
        {
            "in_words": words, "people": sums.count, "pot": settings.pot, "told": made.told, "seed": material.seed,
            "contingency": settings.pot - made.told, "data_hash": data.hexdigest()[:16], "step": found.step,
            "times": times, "commonly_off": share, "table": table.to_json(), "picture": picture_as_json(drawn),
            "knots_held": [list(knot) for knot in table.knots], "factor": str(made.factor),
            "starts": settings.starts, "local": None, "scores": [], "bias_by_group": [], "prices_of_limits": [],
        }
    )  # fmt: skip


def _off(made: Calibration) -> str:
    """The share of the mean cost by which one is commonly off, to the tenth of a thousandth."""
    mean = made.sums.total / made.sums.count
    return f"{made.scores['default'].mean_error / mean:.4f}"


def table_of(priced: Mapping[str, Any]) -> Table:
    """Return the table of a priced stage."""
    knots = tuple((int(at), int(pence)) for at, pence in priced["knots_held"])
    return Table(knots, int(priced["table"]["units_a_point"]), int(priced["times"]))


def check(material: Material, files: Files, table_hash: str) -> dict[str, Any]:
    """Return the verdict on whether people of the same need get the same money under the new files.

    Where nobody's answers can be read, nothing was tested, so it does not pass.
    """
    pack = pack_from_files(dict(files))
    rule = Rule.of(pack, material.on)
    found = look(pieces_of(material, files), rule)
    if not found.people:
        nothing: dict[str, Any] = {name: [] for name in ("findings", "unsure", "measures", "protected_questions")}
        said = "Nobody’s answers could be read, so nothing was tested."
        nothing |= {"passes": False, "words": said, "table_hash": table_hash, "people": 0}
        return nothing | {"tables": {"same_need": []}}
    judged = found.verdict(rule, table_hash=table_hash)
    return plain(judged.to_json() | {"people": found.people, "tables": found.tables()})


def simulate(material: Material, files: Files, pot: int, seen: Seen = unseen) -> tuple[dict[str, Any], bytes]:
    """Return what the new files do to everyone: tables and sentences; and the archive that runs it again, as a file."""
    made = 0 if material.people is not None else material.made_up
    recipe = Recipe(dict(files), material.on, None, made, material.seed, pot)
    ran = run(recipe, material.people, seen)
    told = {
        "sentences": list(ran.shown.sentences()),
        "tables": {name: list(rows) for name, rows in ran.shown.tables().items()},
        "impact": ran.shown.impact,
        "people": ran.shown.counted.people,
        "read": "" if ran.read is None else ran.read.told(),
    }
    return plain(told), zipped(ran.archive())


def phase(
    material: Material, files: Files, settings: Mapping[str, Any], before: Files | None, seen: Seen = unseen
) -> dict[str, Any]:
    """Return the new files with a way of protecting people in them, its price by year, and the impact on everyone.

    *before* are the files of the version that holds now.
    """
    found = phasing.phase(
        files,
        phasing.Chosen.of(settings),
        lambda written: pieces_of(material, written),
        on=material.on,
        before=before,
        seen=seen,
    )
    return plain(found)


def zipped(archive: Any) -> bytes:
    """Return an archive as one file."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        target = Path(folder) / "run.zip"
        archive.write(target)
        return target.read_bytes()


def _gathered(material: Material, folder: Path, prices: str | None = None, seen: Seen = unseen) -> Gathered:
    home = folder / "pack"
    for name, text in material.files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    return gather(material.people or _made_up_file(material, folder), home, "", prices, material.on, seen=seen)


def _made_up_file(material: Material, folder: Path) -> Path:
    target = folder / "people.parquet"
    folder.mkdir(parents=True, exist_ok=True)
    parquet.write_table(pa.concat_tables(_made_up(material, material.files)), target)
    return target


def _made_up(material: Material, files: Files) -> Iterator[pa.Table]:
    return made_up(Asked(material.made_up, material.seed, (pack_from_files(dict(files)),)))


def pieces_of(material: Material, files: Files) -> Iterator[pa.Table]:
    """Yield the people of a run with their answers to the questions of *files*."""
    if material.people is None:
        return _made_up(material, files)
    questions = [question.id for question in pack_from_files(dict(files)).questions]
    return people_of(material.people, questions).pieces


def picture_as_json(picture: Picture) -> dict[str, Any]:
    """Return a picture as it is kept."""
    return {
        "title": picture.title,
        "description": picture.description,
        "headings": list(picture.headings),
        "rows": [list(row) for row in picture.rows],
        "body": picture.body,
        "height": picture.height,
    }


def picture_from_json(held: Mapping[str, Any]) -> Picture:
    """Return a picture that was kept."""
    rows = tuple(tuple(row) for row in held["rows"])
    kept = Picture(held["title"], held["description"], tuple(held["headings"]), rows, held["body"])
    return replace(kept, height=held.get("height", kept.height))


def plain(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain values that a database keeps."""
    held: dict[str, Any] = json.loads(as_json(dict(told)))
    return held
