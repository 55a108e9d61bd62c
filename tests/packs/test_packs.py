"""Every pack of the repository can be read, its worked examples come out, and its audit passes."""

import json
import os
import re

import pytest

from ownway.rulebook.audit import QUICK, WHOLE, audit
from ownway.rulebook.audit.proof import AGAIN
from ownway.rulebook.check import failures_of
from ownway.rulebook.engines.operators import MAKE_READY
from ownway.rulebook.engines.spans import REACH
from ownway.rulebook.format import WRITTEN, format_page
from ownway.rulebook.load import files_of, pack_from_files, read_examples
from ownway.rulebook.load.steps import READERS
from ownway.rulebook.model import OPERATORS, Answer, Benchmark, Example, Kind, Pack, State
from ownway.rulebook.model.questions import NO_ANSWER
from ownway.rulebook.reference import reference_of
from tests.programmes import FOLDER, PACKS

EXAMPLES = [
    pytest.param(pack, example, id=f"{id}-{example.id}")
    for id, pack in PACKS.items()
    for example in read_examples(pack, files_of(FOLDER / id))
]
every_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())


@pytest.mark.req("A3")
@pytest.mark.parametrize(("pack", "example"), EXAMPLES)
def test_a_worked_example_comes_out_to_the_penny(pack: Pack, example: Example) -> None:
    """The figure and every step the example names are as stated, and the reasons add up."""
    assert failures_of(pack, example) == ()


@every_pack
def test_a_pack_has_five_worked_examples_or_more(pack: Pack) -> None:
    """A rule nobody has tried by hand is not in force."""
    assert len(read_examples(pack, files_of(FOLDER / pack.id))) >= 5


@every_pack
def test_the_audit_leaves_nothing_open(pack: Pack) -> None:
    """Every finding is mended, or waived with a reason that is published; in an evidence run all cases are tried."""
    effort = WHOLE if os.environ.get("OWNWAY_EVIDENCE") else QUICK
    found = audit(pack, sample=20, effort=effort)
    # Where nothing is scored (hours, minutes or a level are asked for), no answer is a step to more need by itself.
    assert found.tried > 0 or not any(question.scored for question in pack.questions)
    assert [finding.id for finding in found.findings if finding.open] == []


@every_pack
def test_every_number_has_a_source_that_says_when_it_was_read(pack: Pack) -> None:
    """A source without a place or a mark proves nothing."""
    assert all(source.title and source.where and source.mark for source in pack.sources)
    assert all(question.source for question in pack.questions if question.scored)


@every_pack
def test_the_version_is_the_same_whatever_the_order_of_files_and_spacing(pack: Pack) -> None:
    """Remarks and empty lines change nothing; a number changes the rule, a word only the words."""
    files = files_of(FOLDER / pack.id)
    shuffled = {name: f"# a remark\n\n{text}\n" for name, text in reversed(files.items())}
    assert pack_from_files(shuffled).version == pack.version
    pages = f"words.{pack.languages[0]}.yaml"
    said = pack_from_files({**files, pages: files[pages].replace("?", " ?", 1)})
    assert (said.rule_hash, said.words_hash != pack.words_hash) == (pack.rule_hash, True)
    clock = files["review.yaml"].replace("first_after_days: ", "first_after_days: 1")
    assert pack_from_files({**files, "review.yaml": clock}).rule_hash != pack.rule_hash


@every_pack
def test_the_reference_page_names_every_question_and_step(pack: Pack) -> None:
    """The page is made from the pack, so nothing of the rule is left out."""
    page = reference_of(pack)
    for name in [*(question.id for question in pack.questions), *(step.id for step in pack.allocation.steps)]:
        assert f"`{name}`" in page


@every_pack
def test_answers_survive_their_stored_form(pack: Pack) -> None:
    """Every level, state and number of every question reads back as the answer it was."""
    for question in pack.questions:
        answers = [Answer(state) for state in NO_ANSWER if state in (State.LATER, *question.may_skip)]
        if question.kind is Kind.LEVELS:
            answers += [Answer.level(level.id) for level in question.levels]
        for answer in answers:
            assert Answer.from_json(question, json.loads(json.dumps(answer.as_json()))) == answer


class TestInControl:
    """The programme in Control, for adults."""

    pack = PACKS["in-control"]

    @pytest.mark.req("A1", "W1")
    def test_the_assessment_begins_with_the_persons_life(self) -> None:
        """Life comes first, in the person's own words, and none of it is scored."""
        life = [question for question in self.pack.questions if question.section == "life"]
        assert list(self.pack.questions[: len(life)]) == life
        assert life[0].id == "good_life"
        assert all(question.kind is Kind.TEXT and not question.scored for question in life)

    @pytest.mark.req("A2")
    def test_one_form_serves_every_group_and_hides_what_does_not_apply(self) -> None:
        """Carers, parents and people in hard times meet a question of their own; others never see it."""
        for route, question in (
            ("looks_after_someone", "caring"),
            ("looks_after_children", "parenting"),
            ("troubled", "hard_times"),
        ):
            assert self.pack.asked(question, {route: Answer(State.YES)})
            assert not self.pack.asked(question, {route: Answer(State.NO)})
            assert not self.pack.asked(question, {})

    @pytest.mark.req("H1")
    def test_every_text_has_an_easy_read_twin(self) -> None:
        """Twins are texts of their own and no longer than what they stand beside, by and large."""
        words = self.pack.words["en"]
        assert all(said.easy for said in words.values())
        easy = sum(len(said.easy) for said in words.values())
        assert easy < sum(len(said.text) for said in words.values())

    @pytest.mark.req("H1")
    def test_sentences_are_short_and_those_in_easy_read_shorter(self) -> None:
        """Twenty words at most, twelve in Easy Read."""
        for key, said in self.pack.words["en"].items():
            for text, most in ((said.text, 20), (said.easy, 12)):
                assert all(len(sentence.split()) <= most for sentence in re.split(r"(?<=[.?!:])\s+", text)), key

    @pytest.mark.req("C1")
    def test_there_are_six_degrees_from_the_persons_account_to_the_authoritys_service(self) -> None:
        """The two ends are the document's; the money is paid out in the first four."""
        degrees = self.pack.control.degrees
        assert [degree.order for degree in degrees] == [1, 2, 3, 4, 5, 6]
        assert (degrees[0].holder, degrees[-1].holder) == ("person", "authority")
        assert [degree.pays_cash for degree in degrees] == [True] * 4 + [False] * 2

    @pytest.mark.req("F1", "F6")
    def test_seven_streams_say_what_they_may_and_may_not_buy(self) -> None:
        """Two are active; a ring fence names its uses; health care is the health service's alone."""
        streams = self.pack.spending.streams
        assert [stream.id for stream in streams if stream.active] == ["supporting_people", "adult_social_care"]
        assert all(stream.allowed_kinds for stream in streams if stream.ring_fenced)
        assert [stream.id for stream in streams if stream.may_buy("gambling")] == []
        assert len(streams) == 7
        assert not any(stream.may_buy("health_care") for stream in streams if stream.id != "nhs")

    @pytest.mark.req("O2", "O3")
    def test_eight_aspects_and_four_changes_stand_beside_what_others_said(self) -> None:
        """The figures printed in the two documents."""
        aspects = {aspect.id: aspect.benchmark for aspect in self.pack.outcomes.aspects}
        assert len(aspects) == 8
        assert aspects["quality_of_life"] == Benchmark(77, 22, 1, "mip")
        assert [change.benchmark for change in self.pack.outcomes.changes] == [76, 81, 69, 89]

    @pytest.mark.req("P1", "G1")
    def test_a_plan_answers_seven_questions_and_meets_five_tests(self) -> None:
        """From what is important to what happens next; each test says what would pass."""
        assert [question.id for question in self.pack.planning.questions][::6] == ["important", "next_steps"]
        assert len(self.pack.planning.questions) == 7
        assert len(self.pack.agreement.tests) == 5
        assert all(self.pack.say(f"test.{test.id}.would_pass", "en") for test in self.pack.agreement.tests)

    @pytest.mark.req("W1")
    def test_its_sums_are_marked_as_an_illustration(self) -> None:
        """Nobody may take them for the rates of a council."""
        assert self.pack.illustrative
        assert "illustration" in self.pack.say("pack.illustrative", "en")


class TestGermany:
    """The German long-term care insurance."""

    pack = PACKS["de-sgb-xi"]

    def test_sixty_four_items_stand_in_six_modules(self) -> None:
        """Five, eleven, thirteen, thirteen, sixteen and six; two more are for small children only."""
        items = [question.id for question in self.pack.questions if question.id.startswith("m")]
        counts = [sum(id.startswith(f"m{module}_") for id in items if "_k_" not in id) for module in range(1, 7)]
        assert counts == [5, 11, 13, 13, 16, 6]

    @pytest.mark.parametrize(
        ("total", "grade", "child"),
        [
            ("11.25", "none", "none"),
            ("12.5", "grade_1", "grade_2"),
            ("26.25", "grade_1", "grade_2"),
            ("27", "grade_2", "grade_3"),
            ("46.25", "grade_2", "grade_3"),
            ("47.5", "grade_3", "grade_4"),
            ("68.75", "grade_3", "grade_4"),
            ("70", "grade_4", "grade_5"),
            ("88.75", "grade_4", "grade_5"),
            ("90", "grade_5", "grade_5"),
            ("100", "grade_5", "grade_5"),
        ],
    )
    def test_the_borders_of_the_grades_are_the_laws(self, total: str, grade: str, child: str) -> None:
        """Each border, and the last total reachable below it."""
        from ownway.rulebook.model import exact
        from ownway.rulebook.model.steps import Bands

        for name, expected in (("grade_others", grade), ("grade_small_child", child)):
            step = self.pack.allocation.step(name)
            assert isinstance(step, Bands)
            assert [band.gives for band in step.bands if exact(total) in band] == [expected]

    def test_no_text_is_left_in_the_other_language(self) -> None:
        """Both languages hold the same keys."""
        assert self.pack.words["de"].keys() == self.pack.words["en"].keys()


def test_the_page_on_the_form_names_every_operator_and_what_it_is_written_with() -> None:
    """An operator that comes later is not forgotten there."""
    page = format_page()
    assert (
        WRITTEN.keys()
        == OPERATORS.keys()
        == READERS.keys()
        == {kind.operator for kind in MAKE_READY}
        == {kind.operator for kind in REACH}
        == AGAIN.keys()
    )
    assert all(f"| `{name}` |" in page for name in OPERATORS)
