"""Every pack's rule, on people who answer all, some or hardly any of it: the reasons prove themselves each time."""

import json
import random
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ownway.rulebook.audit import adds_up, mismatches
from ownway.rulebook.audit.people import someone, tried
from ownway.rulebook.engines.one import CannotWorkOut, figure_of, work_out
from ownway.rulebook.engines.ready import PACKS_KEPT, ready
from ownway.rulebook.load import load_pack
from ownway.rulebook.model import Answer, Pack, State, WorkedOut
from ownway.rulebook.model.questions import NO_ANSWER
from ownway.rulebook.sentences import say_all

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "packs").glob("*/pack.yaml"))
PEOPLE = 12


def people(pack: Pack) -> list[dict[str, Answer]]:
    """Return some people: a third leave nothing open, a third a little, a third most."""
    chance = random.Random(pack.id)
    found = []
    for number in range(PEOPLE):
        answers = dict(someone(tried(pack), chance, little=number % 2 == 0))
        for name in list(answers):
            if chance.randrange(10) < (0, 1, 7)[number % 3]:
                skipped = [state for state in NO_ANSWER if state is not State.NOT_ASKED]
                answers[name] = Answer(chance.choice(skipped))
        found.append(answers)
    return found


def refused(pack: Pack, answers: dict[str, Answer], day: date) -> bool:
    """Whether the rule gives no figure because the scheme does not publish its numbers."""
    try:
        work_out(pack, answers, day)
    except CannotWorkOut as cannot:
        assert cannot.why.code == "rulebook.not_published"
        return True
    return False


@pytest.mark.req("A3")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_chain_proves_itself_and_reads_back(folder: Path) -> None:
    """Read back from what is stored, recomputed from its reasons alone, and told without a gap."""
    pack = load_pack(folder)
    day = pack.in_force.start
    told = [answers for answers in people(pack) if not refused(pack, answers, day)]
    assert told
    for answers in told:
        worked = work_out(pack, answers, day)
        assert list(mismatches(worked)) == []
        assert worked.figure == figure_of(pack, answers, day)
        assert (worked.figure is None) == bool(worked.missing)
        stored = WorkedOut.from_json(json.loads(json.dumps(worked.as_json())))
        assert stored == worked
        assert adds_up(stored)
        assert all(sentence.strip() for sentence in say_all(pack, worked.reason, pack.languages[0]))


def test_what_was_worked_out_before_changes_nothing() -> None:
    """A pack that has told thousands tells one person what a pack just read tells them."""
    folder = next(folder for folder in FOLDERS if folder.name == "in-control")
    used, day = load_pack(folder), date(2026, 11, 2)
    chance = random.Random(3)
    for _ in range(1_500):
        work_out(used, dict(someone(tried(used), chance)), day)
    for answers in people(used):
        assert work_out(used, answers, day).as_json() == work_out(load_pack(folder), answers, day).as_json()


def test_a_pack_put_away_is_made_ready_anew() -> None:
    """However many packs come by, each is worked out by its own rule."""
    pack = load_pack(FOLDERS[0])
    first = ready(pack)
    assert ready(pack) is first
    kept = [pack.__class__(**{name: getattr(pack, name) for name in _FIELDS}) for _ in range(PACKS_KEPT + 1)]
    assert all(ready(other).pack is other for other in kept)
    assert ready(pack) is not first
    assert ready(pack).pack is pack


def test_an_answer_finer_than_the_question_allows_is_still_exact() -> None:
    """A third of a visit is no answer a page takes; the reckoning holds it all the same, without rounding."""
    pack = load_pack(next(folder for folder in FOLDERS if folder.name == "de-sgb-xi"))
    answers = dict(someone(tried(pack), random.Random(1)))
    name = next(one.id for one in pack.questions if one.every and one.id in answers)
    every = pack.question(name).every[0]
    answers[name] = Answer(State.NUMBER, Fraction(1, 3), every)
    worked = work_out(pack, answers, pack.in_force.start)
    assert list(mismatches(worked)) == []


_FIELDS = [name for name in Pack.__dataclass_fields__ if name != "by_id"]
