"""A pack's questions go out as a FHIR questionnaire and come back the same; what cannot be carried is named."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.rulebook import exact_json
from ownway.rulebook.fhir import CannotCarry, Carried, carry, questionnaire_of
from ownway.rulebook.fhir.conditions import enabling, from_expression
from ownway.rulebook.fhir.routing import condition_of
from ownway.rulebook.fhir.tree import Errors, Part
from ownway.rulebook.load import load_pack
from ownway.rulebook.load.errors import Faults
from ownway.rulebook.load.fields import Fields
from ownway.rulebook.load.nodes import Node, read_yaml
from ownway.rulebook.load.questions import read_question, read_scales
from ownway.rulebook.load.words import Words, read_question_words
from ownway.rulebook.model import AllOf, AnswerIs, AnyOf, Condition, Pack, Question

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "packs").glob("*/pack.yaml"))
WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def pack(request: pytest.FixtureRequest) -> Pack:
    """Each pack there is."""
    return load_pack(request.param)


def tree_of(file: str, text: str) -> Node:
    """The tree of a file that must be sound."""
    faults = Faults()
    tree = read_yaml(file, text, faults)
    faults.stop_if_any()
    assert tree is not None
    return tree


def questions_of(carried: Carried) -> dict[str, Question]:
    """The questions that a pack would read from the files."""
    faults = Faults()
    top = Fields(tree_of("pack.yaml", carried.pack_lines), faults, "pack.yaml")
    scales = read_scales(top, faults)
    found = {}
    for row in top.rows("sections", "a section"):
        section, source = row.id("id"), row.id("source", "")
        for id in row.ids("questions"):
            file = f"questions/{id}.yaml"
            tree = tree_of(file, carried.files[file])
            found[id] = read_question(id, tree, faults, section=section, source=source, scales=scales, file=file)
    faults.stop_if_any()
    return found


def words_of(carried: Carried, language: str) -> Words:
    """The words of all questions in one language."""
    faults, words = Faults(), Words()
    for file, text in carried.files.items():
        if file.endswith(f".{language}.yaml"):
            read_question_words(file[10:].split(".")[0], tree_of(file, text), words, faults)
    faults.stop_if_any()
    return words


def items(within: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every item of a questionnaire, however deep."""
    for item in within.get("item", ()):
        yield item
        yield from items(item)


def test_every_question_comes_back_as_it_went(pack: Pack) -> None:
    """Kind, levels, points, states, routing, range: nothing is lost, a third included."""
    carried = carry(exact_json.write(questionnaire_of(pack)))
    back = questions_of(carried)
    assert list(back) == [question.id for question in pack.questions]
    for question in pack.questions:
        assert back[question.id] == question


def test_every_word_comes_back_in_every_language_with_its_twin(pack: Pack) -> None:
    """Labels, help, why, answers, errors: in each language, plain and Easy Read."""
    carried = carry(exact_json.write(questionnaire_of(pack)))
    for language in pack.languages:
        words = words_of(carried, language)
        for key, said in words.items():
            assert said.text == pack.say(key, language), key
            assert (said.easy or said.text) == pack.say(key, language, easy=True), key
        # The financial assessment has questions too; it is no part of the questionnaire.
        means = {question.id for question in (pack.spending.means.questions if pack.spending.means else ())}
        asked = {key for key in pack.words[language] if key.startswith("question.") and key.split(".")[1] not in means}
        assert not asked - words.keys()


def test_the_points_stand_in_the_words_of_old_and_new_readers(pack: Pack) -> None:
    """Each scored answer carries itemWeight and ordinalValue with the same number."""
    checked = 0
    for item in items(questionnaire_of(pack)):
        question = pack.by_id.get(item["linkId"])
        for level, option in zip(question.levels if question else (), item.get("answerOption", ()), strict=False):
            told = {one["url"]: one.get("valueDecimal") for one in option.get("extension", ())}
            assert told.get(WEIGHT) == told.get(ORDINAL)
            if level.points is not None:
                assert abs(Fraction(told[WEIGHT]) - level.points) <= Fraction(1, 2 * 10**12)
                checked += 1
    assert checked == sum(
        level.points is not None for question in pack.questions for level in question.levels if question.scored
    )


# What FHIR R4 says of a Questionnaire (https://hl7.org/fhir/R4/questionnaire.html), as far as ours use it.
TYPES = {"group", "display", "boolean", "decimal", "integer", "date", "text", "choice", "quantity"}
OF_ITEM = {
    "extension", "linkId", "text", "_text", "type", "enableWhen", "enableBehavior", "repeats", "maxLength",
    "answerOption", "item",
}  # fmt: skip
OF_WHOLE = {
    "resourceType", "id", "language", "url", "version", "name", "title", "_title", "status", "experimental",
    "subjectType", "description", "_description", "effectivePeriod", "copyright", "_copyright", "item",
}  # fmt: skip


def test_the_questionnaire_keeps_the_structure_of_r4(pack: Pack) -> None:
    """Known elements only, unique link ids, types of R4, and the rules que-1 to que-13 that apply."""
    whole = questionnaire_of(pack)
    assert set(whole) <= OF_WHOLE
    assert re.fullmatch(r"[A-Z][A-Za-z0-9_]{0,254}", whole["name"])
    assert re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", whole["id"])
    found = list(items(whole))
    links = [item["linkId"] for item in found]
    assert len(set(links)) == len(links)
    for item in found:
        assert set(item) <= OF_ITEM, item["linkId"]
        assert item["type"] in TYPES
        assert item["text"].strip()
        assert item["type"] != "group" or item["item"]  # que-1
        assert item["type"] != "display" or not {"item", "repeats", "answerOption"} & set(item)  # que-1, que-6, que-9
        assert "answerOption" not in item or item["type"] in {"choice", "integer", "date", "text"}  # que-5
        assert "maxLength" not in item or item["type"] in {"text", "decimal", "integer"}  # que-10
        tests = item.get("enableWhen", [])
        assert len(tests) < 2 or item["enableBehavior"] in {"all", "any"}  # que-12
        for test in tests:
            assert test["question"] in links
            assert len([key for key in test if key.startswith("answer")]) == 1
        for option in item.get("answerOption", ()):
            assert [key for key in option if key.startswith("value")] == ["valueCoding"]


def test_numbers_keep_every_digit() -> None:
    """A tenth is a tenth in the file and not the nearest binary number."""
    numbers = {"a": Decimal("0.1"), "b": 12, "c": [Decimal("-3.750"), Decimal("1E+3")], "d": {}, "e": [], "ü": True}
    text = exact_json.write(numbers)
    assert '"a": 0.1,' in text
    assert exact_json.read(text) == {**numbers, "c": [Decimal("-3.75"), 1000]}
    for broken in ('{"a": 1, "a": 2}', '{"a": NaN}', "{"):
        with pytest.raises(ValueError):
            exact_json.read(broken)


FOREIGN = {
    "resourceType": "Questionnaire",
    "language": "en-GB",
    "title": "A week at home",
    "status": "draft",
    "contained": [
        {
            "resourceType": "ValueSet",
            "id": "often",
            "compose": {
                "include": [
                    {
                        "concept": [
                            {"code": "LA-1", "display": "Never", "extension": [{"url": ORDINAL, "valueDecimal": 0}]},
                            {"code": "LA-2", "display": "Often", "extension": [{"url": ORDINAL, "valueDecimal": 2.5}]},
                        ]
                    }
                ]
            },
        }
    ],
    "item": [
        {"linkId": "intro", "type": "display", "text": "Welcome."},
        {
            "linkId": "1",
            "type": "group",
            "text": "Meals",
            "item": [
                {"linkId": "1.1", "type": "choice", "text": "How often do you go without?", "answerValueSet": "#often"},
                {
                    "linkId": "1.2",
                    "type": "boolean",
                    "text": "Does anyone help?",
                    "enableWhen": [{"question": "1.1", "operator": "=", "answerCoding": {"code": "LA-2"}}],
                    "item": [{"linkId": "1.2.a", "type": "integer", "text": "How many people?"}],
                },
            ],
        },
        {"linkId": "since", "type": "date", "text": "Since when?"},
    ],
}


def test_a_questionnaire_of_others_becomes_questions_of_a_pack() -> None:
    """Ids are made, a contained value set is read, points come from ordinalValue, loose items get a section."""
    carried = carry(json.dumps(FOREIGN))
    found = questions_of(carried)
    assert list(found) == ["q_1_1", "q_1_2", "q_1_2_a", "since"]
    assert [(level.id, level.points) for level in found["q_1_1"].levels] == [("la_1", 0), ("la_2", Fraction(5, 2))]
    assert found["q_1_1"].scored
    assert found["q_1_2"].asked_if == AnswerIs("q_1_1", ("la_2",))
    assert (found["q_1_2_a"].least, found["q_1_2_a"].most) == (Fraction(-1000000), Fraction(1000000))
    assert words_of(carried, "en")["question.q_1_1.level.la_2"].text == "Often"
    assert carried.words["en"] == "section.q_1: Meals\nsection.questions: A week at home\n"
    assert len(carried.notes) == 4


def broken(*, of: dict[str, Any] | None = None, **change: Any) -> str:
    """A questionnaire of one question, changed."""
    options = [{"valueCoding": {"code": code, "display": code}} for code in ("little", "much")]
    item: dict[str, Any] = {"linkId": "a", "type": "choice", "text": "How much?", "answerOption": options}
    other = {"linkId": "b", "type": "boolean", "text": "Alone?"} | (of or {})
    return json.dumps({"resourceType": "Questionnaire", "item": [item | change, other]})


WRONG: dict[str, tuple[str, str]] = {
    "open answers": (broken(type="open-choice"), "Questionnaire.item[0].type"),
    "files": (broken(type="attachment"), "Questionnaire.item[0].type"),
    "codes elsewhere": (broken(answerOption=[], answerValueSet="http://x"), "Questionnaire.item[0].answerValueSet"),
    "several answers": (broken(repeats=True), "Questionnaire.item[0].repeats"),
    "one answer alone": (broken(answerOption=[{"valueCoding": {"code": "x"}}]), "Questionnaire.item[0].answerOption"),
    "answers without codes": (broken(answerOption=[{"valueString": "x"}] * 2), "Questionnaire.item[0].answerOption[0]"),
    "no words": (broken(text=""), "Questionnaire.item[0].text"),
    "the same link twice": (broken(of={"linkId": "a"}), "Questionnaire.item[1].linkId"),
    "a test for more": (
        broken(of={"enableWhen": [{"question": "a", "operator": ">", "answerInteger": 3}]}),
        "Questionnaire.item[1].enableWhen[0].operator",
    ),
    "a test of nothing": (
        broken(of={"enableWhen": [{"question": "z", "operator": "=", "answerBoolean": True}]}),
        "Questionnaire.item[1].enableWhen",
    ),
    "a test for no answer": (
        broken(of={"enableWhen": [{"question": "a", "operator": "=", "answerCoding": {"code": "most"}}]}),
        "Questionnaire.item[1].enableWhen",
    ),
    "neither all nor any": (
        broken(of={"enableWhen": [{"question": "a", "operator": "=", "answerCoding": {"code": "much"}}] * 2}),
        "Questionnaire.item[1].enableBehavior",
    ),
    "an expression of others": (
        broken(
            of={
                "extension": [
                    {
                        "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression",
                        "valueExpression": {"language": "text/fhirpath", "expression": "today() > @2026-01-01"},
                    }
                ]
            }
        ),
        "Questionnaire.item[1].extension[0]",
    ),
    "another resource": ('{"resourceType": "Patient"}', "resourceType"),
    "no JSON": ("{", "the file"),
    "nothing to answer": ('{"resourceType": "Questionnaire", "item": []}', "Questionnaire.item"),
}


@pytest.mark.parametrize(("text", "where"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_carried_is_named_with_its_place(text: str, where: str) -> None:
    """Each error says where, what stood there, what a pack could take, and most a way out."""
    with pytest.raises(CannotCarry) as refused:
        carry(text)
    assert where in [error.where for error in refused.value.errors]
    for error in refused.value.errors:
        assert error.given
        assert error.expected


LEVELS = ("little", "much", "most")
ONE = st.builds(
    AnswerIs,
    st.sampled_from(["a", "b"]),
    st.lists(st.sampled_from(LEVELS), min_size=1, unique=True).map(tuple),
    st.booleans(),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    ONE,
    lambda below: st.one_of(
        st.lists(below, min_size=2, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(below, min_size=2, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=6,
)


@given(condition=CONDITIONS)
def test_any_routing_means_the_same_after_the_journey(condition: Condition) -> None:
    """Whatever both questions were answered, the question appears or not, before and after."""
    known = json.loads(broken(answerOption=[{"valueCoding": {"code": code}} for code in LEVELS]))
    questions = questions_of(
        carry(json.dumps({**known, "item": [known["item"][0], {**known["item"][0], "linkId": "b"}]}))
    )
    back = condition_of(Part(enabling(condition, questions, frozenset()), "item", Errors()))
    assert back is not None
    for first in LEVELS:
        for second in LEVELS:
            told = {"a": first, "b": second}.get
            assert back.holds(told, lambda step: None) is condition.holds(told, lambda step: None)


@given(text=st.text(alphabet="(%resource).where'|= andornt", max_size=80))
def test_any_text_is_an_expression_of_ours_or_none(text: str) -> None:
    """Nothing that looks nearly like ours brings the reader down."""
    found = from_expression(text)
    assert found is None or isinstance(found, AnswerIs | AllOf | AnyOf)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=8), below, max_size=3),
    max_leaves=12,
)
KEYS = st.sampled_from(
    ["item", "type", "linkId", "text", "answerOption", "enableWhen", "extension", "_text", "valueCoding"]
)


@given(path=st.lists(KEYS, min_size=1, max_size=4), junk=JSON)
def test_a_damaged_questionnaire_is_carried_or_refused(path: list[str], junk: Any) -> None:
    """Whatever stands in the place of an element, there are files or there are errors, never a crash."""
    whole = json.loads(json.dumps(FOREIGN))
    place: Any = whole
    for key in path:
        found = place.get(key) if isinstance(place, dict) else None
        inner = found[-1] if isinstance(found, list) and found else found
        if not isinstance(inner, dict):
            break
        place = inner
    place[path[-1]] = junk
    try:
        assert carry(json.dumps(whole)).files
    except CannotCarry as refused:
        assert refused.errors
