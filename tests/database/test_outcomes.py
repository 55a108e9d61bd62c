"""How life goes, told over time: own aims, aspects of life, changes wanted, and always who answered (O1, O2, O3)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from ownway.registers.trail.models import Line
from ownway.steps.agreement import actions as agreement
from ownway.steps.agreement.queries import AgreementSeen
from ownway.steps.outcomes import actions, queries
from ownway.steps.outcomes.actions import CannotScore
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.values import new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from tests.factories import Somebody, somebody, stands_beside
from tests.steps import NOW, all_tests_passed, asks, install, later
from tests.steps import line as given

SOON = later(60)
MONTH = timedelta(days=30)


def seen(who: Somebody, rosa: Somebody, now: object = SOON) -> queries.OutcomesSeen:
    """How her life goes, as somebody sees it."""
    found = queries.outcomes_of(asks(who, now), person=rosa.party, now=now)  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.req("O1")
def test_own_aims_are_scored_again_and_again_and_nothing_is_overwritten(rosa: Somebody, agreed: AgreementSeen) -> None:
    (aim,) = seen(rosa, rosa).aims
    for months, score, words in ((0, 2, "Still at home."), (1, 5, "Once a week now 🏊"), (2, 9, "Twice, with Ines.")):
        now = SOON + months * MONTH
        actions.tell_how_life_goes(
            asks(rosa, now), now=now, person=rosa.party, aims={aim.aim: score}, words={aim.aim: words}
        )
    then = SOON + 3 * MONTH
    (scored,) = seen(rosa, rosa, then).aims
    assert scored.text == "Swim every week, and see my friends."
    assert [(one.score, one.words) for one in scored.scores] == [
        (2, "Still at home."),
        (5, "Once a week now 🏊"),
        (9, "Twice, with Ines."),
    ]
    assert scored.last is not None
    assert scored.last.score == 9


@pytest.mark.req("O2")
def test_aspects_of_life_are_told_alone_or_with_help_and_who_answered_is_kept(
    rosa: Somebody, idris: Somebody, agreed: AgreementSeen
) -> None:
    assert len(seen(rosa, rosa).aspects) == 8
    actions.tell_how_life_goes(asks(rosa, SOON), now=SOON, person=rosa.party, aspects={"health": "same"})
    then = SOON + MONTH
    actions.tell_how_life_goes(
        asks(idris, then),
        now=then,
        person=rosa.party,
        aspects={"health": "better", "dignity": "worse"},
        words={"dignity": "They talk over my head."},
        answered="alone",
        helper_words="Idris read the questions to me.",
    )
    told = {one.aspect.id: one for one in seen(idris, rosa, then).aspects}
    assert [(one.answer, one.answered, one.by_name) for one in told["health"].answers] == [
        ("same", "alone", "Rosa Mbeki"),
        ("better", "with_help", "Idris Vaughan"),
    ]
    assert told["dignity"].last is not None
    assert told["dignity"].last.words == "They talk over my head."
    assert told["dignity"].last.helper_words == "Idris read the questions to me."
    assert told["people"].last is None
    benchmark = told["health"].aspect.benchmark
    assert benchmark is not None
    assert (benchmark.better, benchmark.same, benchmark.worse, benchmark.source) == (47, 49, 5, "mip")


@pytest.mark.req("O3")
def test_what_became_of_the_changes_one_wanted_is_told_beside_the_pilots_share(
    rosa: Somebody, agreed: AgreementSeen
) -> None:
    actions.tell_how_life_goes(
        asks(rosa, SOON),
        now=SOON,
        person=rosa.party,
        changes={"where_i_live": "came", "who_supports_me": "not_yet", "what_i_do": "not_wanted"},
        words={"where_i_live": "My own front door."},
    )
    told = {one.change.id: one for one in seen(rosa, rosa).changes}
    assert {id: one.last.answer for id, one in told.items() if one.last} == {
        "where_i_live": "came",
        "who_supports_me": "not_yet",
        "what_i_do": "not_wanted",
    }
    assert {id: one.change.benchmark for id, one in told.items()} == {
        "where_i_live": 76,
        "who_i_live_with": 81,
        "what_i_do": 69,
        "who_supports_me": 89,
    }


def test_before_an_agreement_there_is_nothing_to_look_back_on(db: None) -> None:
    install()
    nia = somebody("Nia Prosser")
    assert queries.outcomes_of(asks(nia), person=nia.party, now=NOW) is None
    with pytest.raises(CannotScore, match="no_agreement_yet"):
        actions.tell_how_life_goes(asks(nia), now=NOW, person=nia.party, aspects={"health": "better"})


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, "outcomes.nothing_told"),
        ({"aspects": {"weather": "better"}}, "outcomes.no_such_aspect"),
        ({"aspects": {"health": "splendid"}}, "outcomes.no_such_answer"),
        ({"aspects": {"health": "better"}, "answered": "by magic"}, "outcomes.say_who_answers"),
        ({"aims": {new_identifier(NOW): 3}}, "outcomes.no_such_aim"),
        ({"changes": {"the_moon": "came"}}, "outcomes.no_such_change"),
        ({"changes": {"what_i_do": "perhaps"}}, "outcomes.no_such_answer"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    rosa: Somebody, agreed: AgreementSeen, told: dict[str, object], code: str
) -> None:
    with pytest.raises(CannotScore, match=code):
        actions.tell_how_life_goes(asks(rosa, SOON), now=SOON, person=rosa.party, **told)  # type: ignore[arg-type]
    assert seen(rosa, rosa).last_told_on is None


@pytest.mark.parametrize("score", [-1, 11, True])
def test_a_score_off_the_scale_names_the_field(rosa: Somebody, agreed: AgreementSeen, score: int) -> None:
    (aim,) = seen(rosa, rosa).aims
    with pytest.raises(CannotScore, match="off_the_scale") as refused:
        actions.tell_how_life_goes(asks(rosa, SOON), now=SOON, person=rosa.party, aims={aim.aim: score})
    assert refused.value.field == str(aim.aim)
    assert refused.value.why.facts == {"least": 0, "most": 10}


def test_the_same_telling_sent_twice_is_kept_once(rosa: Somebody, agreed: AgreementSeen) -> None:
    telling = new_identifier(SOON)
    for _ in range(2):
        kept = actions.tell_how_life_goes(
            asks(rosa, SOON), now=SOON, person=rosa.party, aspects={"health": "better"}, telling=telling
        )
        assert kept == telling
    assert len(seen(rosa, rosa).aspects[0].answers) == 1
    assert Line.objects.filter(deed="outcomes.score", about__contains=[rosa.party]).count() == 1


def test_family_who_are_not_in_the_plan_see_life_and_not_the_aims(rosa: Somebody, agreed: AgreementSeen) -> None:
    sister = somebody("Lindiwe Mbeki")
    stands_beside(sister, rosa)
    shown = seen(sister, rosa)
    assert not shown.sees_plan
    assert shown.aims == ()
    assert len(shown.aspects) == 8
    actions.tell_how_life_goes(
        asks(sister, SOON), now=SOON, person=rosa.party, aspects={"health": "better"}, answered="for_them"
    )
    last = seen(rosa, rosa).aspects[0].last
    assert last is not None
    assert (last.answered, last.by_name) == ("for_them", "Lindiwe Mbeki")


def test_a_stranger_knows_nothing_and_an_auditor_may_look_and_not_tell(rosa: Somebody, agreed: AgreementSeen) -> None:
    stranger, auditor = somebody("Bo", "provider"), somebody("Mirela Popa", "auditor")
    with pytest.raises(NotFound):
        queries.outcomes_of(asks(stranger, SOON), person=rosa.party, now=SOON)
    assert not seen(auditor, rosa).may_score
    with pytest.raises(NotAllowed):
        actions.tell_how_life_goes(asks(auditor, SOON), now=SOON, person=rosa.party, aspects={"health": "better"})


def test_an_aim_that_the_plan_dropped_keeps_its_scores_and_gets_no_more(
    rosa: Somebody, idris: Somebody, agreed: AgreementSeen
) -> None:
    (aim,) = seen(rosa, rosa).aims
    actions.tell_how_life_goes(asks(rosa, SOON), now=SOON, person=rosa.party, aims={aim.aim: 7})
    now = SOON + MONTH
    plan = plans.plan_of(asks(rosa, now), person=rosa.party, now=now)
    assert plan is not None
    planning.begin_next_version(asks(rosa, now), now=now, plan=plan.id, why="I want to sing now.")
    singing = planning.add_aim(asks(rosa, now), now=now, plan=plan.id, text="Sing in a choir.")
    for one in plan.lines:
        planning.drop_line(asks(rosa, now), now=now, plan=plan.id, line=one.id)
    planning.add_line(asks(rosa, now), now=now, plan=plan.id, given=given(singing))
    planning.drop_aim(asks(rosa, now), now=now, plan=plan.id, aim=aim.aim)
    version = planning.hand_in_plan(asks(rosa, now), now=now, plan=plan.id)
    all_tests_passed(idris, version, now=now)
    agreement.sign(asks(idris, now), now=now, version=version, words="Good.")
    then = now + timedelta(minutes=5)
    shown = {one.text: one for one in seen(rosa, rosa, then).aims}
    assert shown["Sing in a choir."].is_in_plan
    dropped = shown["Swim every week, and see my friends."]
    assert not dropped.is_in_plan
    assert [one.score for one in dropped.scores] == [7]
    with pytest.raises(CannotScore, match="no_such_aim"):
        actions.tell_how_life_goes(asks(rosa, then), now=then, person=rosa.party, aims={aim.aim: 8})


@pytest.mark.parametrize("table", ["outcomes_telling", "outcomes_aspect", "outcomes_aim", "outcomes_change"])
@pytest.mark.parametrize("deed", ["delete from {}", "update {} set person_id = person_id"])
def test_the_application_can_neither_change_nor_delete_what_was_told(db: None, table: str, deed: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(deed.format(table))
