"""Reads the financial assessment and the services that have a unit cost, out of ``spending.yaml``."""

from collections.abc import Mapping
from datetime import date

from ownway.rulebook.load.allocation import DAYS_MOST, read_rule
from ownway.rulebook.load.errors import Faults, Place
from ownway.rulebook.load.fields import Fields, identifier
from ownway.rulebook.load.nodes import Entries, Items, Node
from ownway.rulebook.load.questions import Scales, read_question
from ownway.rulebook.model.means import CostedService, Means, UnitCosts, Way
from ownway.rulebook.model.pack import Pack, as_pack
from ownway.rulebook.model.questions import Question
from ownway.values import Period

SECTION = "means"
"""The section that the questions of the assessment stand in; it is no part of the self-assessment."""


def means_node(trees: Mapping[str, Node]) -> Node | None:
    """Return the tree of the financial assessment, or nothing where the programme has none."""
    spending = trees.get("spending.yaml")
    return spending.get("means") if isinstance(spending, Entries) else None


def read_means_questions(trees: Mapping[str, Node], scales: Scales, faults: Faults) -> tuple[Question, ...]:
    """Return the questions that the financial assessment asks, each from its own file."""
    node = means_node(trees)
    listed = node.get("questions") if isinstance(node, Entries) else None
    source = Fields(node, Faults(), "the financial assessment").id("source", "") if node else ""
    questions = []
    for one in listed.nodes if isinstance(listed, Items) else ():
        id = identifier(one, faults)
        file = f"questions/{id}.yaml"
        if file not in trees:
            faults.add(Place(one.file, one.line), "pack.no_question", f"“{id}” without {file}", "a question's file")
            continue
        questions.append(
            read_question(id, trees[file], faults, section=SECTION, source=source, scales=scales, file=file)
        )
    return tuple(questions)


def read_means(spending: Fields, questions: tuple[Question, ...], faults: Faults) -> Means | None:
    """Return the financial assessment, or nothing where the programme has none."""
    if not spending.has("means"):
        return None
    fields = spending.fields("means", "the financial assessment")
    fields.ids("questions")
    fields.id("source", "")
    fields.node("from", "the first day of the rule")
    start, until = fields.day("from"), fields.day("until")
    if start is not None and until is not None and until <= start:
        faults.add(Place(fields.file, fields.line_of("until")), "pack.dates", str(until), "a day after “from”")
        until = None
    means = Means(
        in_force=Period(start or date(1, 1, 1), until),
        questions=questions,
        budget=fields.id("budget"),
        way=fields.one_of("way", Way),
        pay_within_days=fields.whole("pay_within_days", 1, DAYS_MOST),
        rule=read_rule(fields, faults),
    )
    fields.done()
    known = {question.id for question in questions}
    if means.budget and means.budget not in known:
        faults.add(Place(fields.file, fields.line_of("budget")), "pack.unknown_name", means.budget, "a question of it")
    return means


def read_unit_costs(spending: Fields) -> UnitCosts | None:
    """Return which services have a unit cost, or nothing where the programme names none."""
    if not spending.has("unit_costs"):
        return None
    fields = spending.fields("unit_costs", "the services that have a unit cost")
    services = []
    for row in fields.rows("services", "a service", least=1):
        services.append(CostedService(row.id("id"), row.id("kind"), row.id("unit")))
        row.done()
    costs = UnitCosts(parts=fields.ids("parts"), services=tuple(services))
    fields.done()
    return costs


def means_beside(pack: Pack, trees: Mapping[str, Node]) -> tuple[Pack, Mapping[str, Node]] | None:
    """Return the financial assessment as a pack with trees of its own, as the checks of a rule take them."""
    node = means_node(trees)
    if pack.spending.means is None or node is None:
        return None
    return as_pack(pack, pack.spending.means), {**trees, "allocation.yaml": node}
