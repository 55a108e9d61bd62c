"""A new rule is looked over, weighed, published and given notice before it holds; old figures stand."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from ownway.oversight.bench import actions as bench
from ownway.registers.people.queries import asker_for_party
from ownway.registers.programmes import actions, queries
from ownway.registers.programmes.actions import CannotPublish, CannotPutInForce
from ownway.registers.programmes.models import Impact
from ownway.registers.programmes.rules.publishing import Start, State, notice_days, state_of
from ownway.rulebook.compare import for_the_public
from ownway.rulebook.engines.one import work_out
from ownway.rulebook.load import files_of, load_pack
from ownway.rulebook.model import Answer
from ownway.steps.allocation import queries as allocation
from ownway.values import Asker, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from tests.allocating import NOW, PROGRAMME, install
from tests.factories import Somebody, set_up, somebody, works_with
from tests.steps import told

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
STARTS = TODAY + timedelta(days=28)
ASKED = "Working group of 2 February: nine people who use support, three carers, two practitioners. Meals were raised."


def by(who: Somebody, now: datetime = NOW) -> Asker:
    return asker_for_party(who.party, request=new_identifier(now), now=now)


@pytest.fixture
def designer() -> Somebody:
    return somebody("Edith Vaughan", "pack_designer")


@pytest.fixture
def commissioner() -> Somebody:
    return somebody("Samir Haddad", "commissioner")


@pytest.fixture
def old(repository: Path) -> str:
    return install(repository)


def newer(repository: Path, points: str = "6", most: int = 101) -> dict[str, str]:
    """The files of the pack with dearer meals: another rule."""
    files = files_of(repository / "packs" / PROGRAMME)
    meals = files["questions/meals.yaml"].replace("{id: some, points: 5}", f"{{id: some, points: {points}}}")
    assert meals != files["questions/meals.yaml"]
    table = files["allocation.yaml"].replace("at: 100, gives: 2420", f"at: {most}, gives: 2420")
    kept = {name: text for name, text in files.items() if not name.startswith("examples/")}
    return kept | {"questions/meals.yaml": meals, "allocation.yaml": table}


def validated(designer: Somebody, version: str, expires: date = date(2027, 3, 1)) -> None:
    actions.keep_validation(
        by(designer),
        now=NOW,
        version=version,
        data="All 412 packages of 2025, gross, one-offs apart; 11 in hospital left out and counted.",
        people=401,
        error_share=Fraction(23, 100),
        checked_by="Dr Noor Rahmani, county statistics",
        checked_on=date(2026, 2, 1),
        expires=expires,
    )


def ready(
    repository: Path,
    designer: Somebody,
    commissioner: Somebody,
    *,
    points: str = "6",
    most: int = 120,
    against: str = "",
) -> str:
    """A version kept, validated, looked over and weighed."""
    version = actions.keep_pack(by(designer), now=NOW, files=newer(repository, points, most))
    validated(designer, version)
    actions.look_over(by(designer), now=NOW, version=version, whole=False, sample=10)
    bench.weigh_impact(by(commissioner), now=NOW, version=version, against=against)
    return version


def publish(commissioner: Somebody, version: str, starts: date = STARTS, consultation: str = ASKED) -> None:
    actions.publish(by(commissioner), now=NOW, version=version, starts=starts, consultation=consultation)


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The publication is refused for this reason, and nothing is left of it."""
    with pytest.raises((CannotPublish, CannotPutInForce), match=re.escape(code)), transaction.atomic():
        yield


@pytest.mark.req("H2", "K4")
def test_a_version_goes_from_draft_to_notice_to_force_and_gives_way(
    repository: Path, old: str, designer: Somebody, commissioner: Somebody
) -> None:
    """Each day says which rule holds, and everything that was found is published with it."""
    version = actions.keep_pack(by(designer), now=NOW, files=newer(repository))
    assert queries.standing(version, on=TODAY).state is State.DRAFT
    validated(designer, version)
    actions.look_over(by(designer), now=NOW, version=version, whole=False, sample=10)
    bench.weigh_impact(by(commissioner), now=NOW, version=version)
    publish(commissioner, version)
    seen = queries.standing(version, on=TODAY)
    assert (seen.state, seen.starts, seen.notice_days) == (State.PUBLISHED, (STARTS,), 28)
    assert seen.consultation == ASKED
    assert seen.audit is not None
    assert {finding["id"].partition(".")[0] for finding in seen.audit["findings"]} >= {"cliff"}
    assert seen.validation is not None
    assert (seen.validation.people, seen.validation.error_share) == (401, Fraction(23, 100))
    before = STARTS - timedelta(days=1)
    assert queries.in_force(PROGRAMME, on=before) == old
    assert queries.in_force(PROGRAMME, on=STARTS) == version
    states = {row.version: row.state for row in queries.standings(PROGRAMME, on=STARTS)}
    assert states[old] is State.SUPERSEDED
    assert states[version] is State.IN_FORCE


def test_a_validation_that_has_run_out_is_told_as_such(
    repository: Path, old: str, designer: Somebody, commissioner: Somebody
) -> None:
    """LR7: the day comes on which the rule must be tested again."""
    version = ready(repository, designer, commissioner)
    publish(commissioner, version)
    on = date(2027, 2, 28)
    assert [queries.standing(version, on=day).validation.expired for day in (on, on + timedelta(days=1))] == [  # type: ignore[union-attr]
        False,
        True,
    ]


def test_notice_is_never_shorter_than_promised(
    repository: Path, old: str, designer: Somebody, commissioner: Somebody
) -> None:
    """The first day named is the first that counts."""
    version = ready(repository, designer, commissioner)
    for days in (0, 1, 27):
        with refused("programmes.notice_too_short"):
            publish(commissioner, version, TODAY + timedelta(days=days))
    publish(commissioner, version, STARTS)


def test_the_longest_notice_counts_the_packs_or_the_authoritys(repository: Path) -> None:
    """Four weeks where nobody says anything."""
    pack = load_pack(repository / "packs" / PROGRAMME)
    assert notice_days([pack, None]) == 28
    assert notice_days([pack, None], 14) == 14
    object.__setattr__(pack, "notice_days", 56)
    assert notice_days([None, pack], 14) == 56
    assert notice_days([pack], 90) == 90


def test_an_authority_that_gives_more_notice_is_held_to_it(
    repository: Path, old: str, designer: Somebody, commissioner: Somebody, settings: pytest.FixtureRequest
) -> None:
    """A setting of the installation."""
    settings.OWNWAY_NOTICE_DAYS = 60  # type: ignore[attr-defined]
    version = ready(repository, designer, commissioner)
    with refused("programmes.notice_too_short"):
        publish(commissioner, version, TODAY + timedelta(days=59))
    publish(commissioner, version, TODAY + timedelta(days=60))


def test_without_each_of_its_papers_a_version_is_not_published(
    repository: Path, old: str, designer: Somebody, commissioner: Somebody
) -> None:
    """What is missing is named, one thing at a time."""
    version = actions.keep_pack(by(designer), now=NOW, files=newer(repository))
    with refused("programmes.no_consultation"):
        publish(commissioner, version, consultation="  ")
    with refused("programmes.no_validation"):
        publish(commissioner, version)
    validated(designer, version, expires=STARTS)
    with refused("programmes.no_validation"):
        publish(commissioner, version)
    validated(designer, version)
    with refused("programmes.not_audited"):
        publish(commissioner, version)
    actions.look_over(by(designer), now=NOW, version=version, whole=False, sample=10)
    with refused("programmes.no_impact"):
        publish(commissioner, version)
    bench.weigh_impact(by(commissioner), now=NOW, version=version)
    publish(commissioner, version)
    with refused("programmes.published_already"):
        publish(commissioner, version, STARTS + timedelta(days=1))


def test_a_finding_that_is_open_keeps_a_version_back(
    repository: Path, old: str, designer: Somebody, commissioner: Somebody
) -> None:
    """A question in which more need gives fewer points, without a waiver."""
    version = ready(repository, designer, commissioner, points="99", most=200)
    with refused("programmes.findings_open"):
        publish(commissioner, version)


def test_whoever_designed_a_version_does_not_publish_it(
    repository: Path, old: str, designer: Somebody, commissioner: Somebody
) -> None:
    """Two people at least."""
    version = ready(repository, designer, commissioner)
    with refused("programmes.own_version"):
        publish(designer, version)


@pytest.mark.req("H5")
def test_only_those_whose_work_it_is_look_over_weigh_and_publish(
    repository: Path, old: str, designer: Somebody, commissioner: Somebody
) -> None:
    """A practitioner, the public and the set-up do not."""
    version = ready(repository, designer, commissioner)
    for other in (by(somebody("Tom Okafor", "practitioner")), set_up(NOW)):
        with pytest.raises(NotAllowed):
            actions.publish(other, now=NOW, version=version, starts=STARTS, consultation=ASKED)
        with pytest.raises(NotAllowed):
            actions.look_over(other, now=NOW, version=version, whole=False, sample=2)
        with pytest.raises(NotAllowed):
            bench.weigh_impact(other, now=NOW, version=version)
        with pytest.raises(NotAllowed):
            actions.keep_impact(other, now=NOW, version=version, against=old, people=0, table={})


def test_a_new_rule_cannot_be_slipped_in_and_new_words_can(
    repository: Path, old: str, designer: Somebody, commissioner: Somebody
) -> None:
    """Notice is about the rule; a clearer word helps at once."""
    version = actions.keep_pack(by(designer), now=NOW, files=newer(repository))
    with refused("programmes.not_published"):
        actions.put_in_force(by(commissioner), now=NOW, version=version, starts=STARTS)
    files = files_of(repository / "packs" / PROGRAMME)
    words = {name: text.replace("label:", "label: Now then.", 1) for name, text in files.items() if ".en." in name}
    clearer = actions.keep_pack(by(designer), now=NOW, files={**files, **words})
    actions.put_in_force(by(commissioner), now=NOW, version=clearer, starts=TODAY)
    assert queries.in_force(PROGRAMME, on=TODAY) == clearer


def test_set_up_keeps_a_new_rule_as_a_draft(repository: Path, old: str, tmp_path: Path) -> None:
    """An upgrade of the software changes nobody's sum overnight."""
    folder = tmp_path / PROGRAMME
    for name, text in newer(repository).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    version = actions.install(set_up(NOW), now=NOW, folder=folder)
    assert version != old
    assert queries.in_force(PROGRAMME, on=TODAY) == old
    assert queries.standing(version, on=TODAY).state is State.DRAFT


def people_told(repository: Path, commissioner: Somebody) -> list[Somebody]:
    """Six people with a figure: five of some need, one of none."""
    worker = somebody("Amrit Gill", "practitioner")
    names = ("Rosa Lindqvist", "Kwame Mensah", "Ines Duarte", "Tomas Novak", "Leila Farah", "Bryn Howell")
    found = []
    for number, name in enumerate(names):
        person = somebody(name)
        works_with(worker, person)
        told(person, worker, level=2 if number else 0)
        found.append(person)
    return found


@pytest.mark.req("A10", "L2")
def test_the_impact_table_counts_who_gets_more_and_less_among_the_people_there_are(
    repository: Path, old: str, designer: Somebody, commissioner: Somebody
) -> None:
    """In numbers and per cent, by size and by group; nobody is named."""
    people_told(repository, commissioner)
    version = ready(repository, designer, commissioner)
    publish(commissioner, version)
    (row,) = Impact.objects.filter(version__version=version)
    assert (row.people, row.table["compared"], row.table["more"], row.table["same"]) == (6, 6, 5, 1)
    assert row.table["per_cent"] == {"more": "83.3", "less": "0.0", "same": "16.7"}
    assert sum(size["more"] for size in row.table["sizes"]) == 5
    assert row.table["pence_now"] > row.table["pence_was"]
    assert [group["people"] for group in row.table["groups"]] == [6]
    assert "Rosa" not in str(row.table)
    public = queries.standing(version, on=TODAY).impact
    assert public is not None
    assert (public["compared"], public["same"], public["more"]) == (6, None, None)


def test_few_people_are_not_told_by_their_number() -> None:
    """One number left out takes another with it, and a small group is left out whole."""
    numbers = {"people": 9, "compared": 9, "without_figure": 0, "more": 7, "less": 2, "same": 0, "pence_was": 1,
               "pence_now": 2, "per": "week", "currency": "GBP", "per_cent": {"less": "22.2"},
               "sizes": [{"above": "0", "up_to": "0.1", "more": 7, "less": 2}]}  # fmt: skip
    small = {**numbers, "group": "parents", "compared": 3}
    told_ = for_the_public({**numbers, "groups": [{**numbers, "group": "all others"}, small]})
    assert (told_["less"], told_["more"], told_["per_cent"]) == (None, None, None)
    assert told_["sizes"] == [{"above": "0", "up_to": "0.1", "more": 7, "less": None}]
    assert [group["group"] for group in told_["groups"]] == ["all others"]
    assert for_the_public({**numbers, "compared": 3})["few"]


def test_an_old_figure_is_worked_out_again_from_the_stored_files_after_three_newer_versions(
    repository: Path, old: str, designer: Somebody, commissioner: Somebody
) -> None:
    """To the penny and to the last reason, by the rule of its day."""
    worker, rosa = somebody("Amrit Gill", "practitioner"), somebody("Rosa Lindqvist")
    works_with(worker, rosa)
    told(rosa, worker, level=2)
    starts, version = STARTS, ""
    for points in ("6", "7", "8"):
        version = ready(repository, designer, commissioner, points=points, against=version)
        publish(commissioner, version, starts)
        starts += timedelta(days=1)
    end = starts + timedelta(days=10)
    now = datetime(end.year, end.month, end.day, 9, tzinfo=UTC)
    assert queries.in_force(PROGRAMME, on=end) == version
    figure = allocation.figure_of(by(rosa, now), person=rosa.party, now=now)
    assert figure is not None
    assert figure.version == old
    pack = queries.pack(figure.version)
    answers = {name: Answer.from_json(pack.question(name), value) for name, value in figure.answers.items()}
    again = work_out(pack, answers, figure.as_of)
    assert again.figure == figure.formula
    assert again.as_json() == figure.worked.as_json()
    assert work_out(queries.pack(version), answers, figure.as_of).figure != figure.formula


def test_a_state_follows_from_the_starts_alone() -> None:
    """Also where a version comes back after another."""
    starts = [Start(version, date(2026, month, 1)) for month, version in enumerate(("a", "b", "a", None), 1)]
    on = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)]
    assert [state_of("a", starts, on=day).value for day in on] == [
        "published",
        "in_force",
        "published",
        "in_force",
        "superseded",
    ]
    assert state_of("c", starts, on=on[0]) is State.DRAFT


def test_nobody_is_weighed_under_a_version_nobody_kept(commissioner: Somebody, old: str) -> None:
    """It is not there, for any deed."""
    with pytest.raises(NotFound, match=r"programmes\.unknown_version"):
        bench.weigh_impact(by(commissioner), now=NOW, version="000000000000-000000")
    with pytest.raises(NotFound, match=r"programmes\.unknown_version"):
        publish(commissioner, "000000000000-000000")


def test_what_was_found_and_published_is_never_changed() -> None:
    """Append-only, by trigger and by grant."""
    for table in ("validation", "auditreport", "impact", "publication"):
        for order in (f"UPDATE programmes_{table} SET id = id", f"DELETE FROM programmes_{table}"):
            with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(order)
