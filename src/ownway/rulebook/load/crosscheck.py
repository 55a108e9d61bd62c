"""Checks that what a pack names is there: steps, questions, levels, sources, kinds, in their order."""

from collections.abc import Iterable, Mapping

from ownway.rulebook.load.errors import Faults, Place, did_you_mean
from ownway.rulebook.load.nodes import Entries, Items, Node, Scalar
from ownway.rulebook.load.required import labels_of
from ownway.rulebook.model.conditions import AllOf, AnswerIs, AnyOf, Condition, StepIs
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import NO_ANSWER, Kind, Question
from ownway.rulebook.model.steps import (
    Age,
    By,
    ByCategory,
    Cascade,
    Choose,
    Descriptor,
    Frequency,
    Index,
    Lookup,
    Reduce,
    Step,
    Supplement,
    Unit,
)


def line_of(node: Node | None, text: str) -> int | None:
    """Return the line where *text* stands within a tree, or nothing."""
    match node:
        case Scalar():
            return node.line if node.text == text else None
        case Items():
            return next((line for below in node.nodes if (line := line_of(below, text))), None)
        case Entries():
            for key, below in node.pairs:
                if key.text == text:
                    return key.line
                if line := line_of(below, text):
                    return line
    return None


def step_node(trees: Mapping[str, Node], id: str) -> Node | None:
    """Return the tree of a step."""
    top = trees.get("allocation.yaml")
    steps = top.get("steps") if isinstance(top, Entries) else None
    for node in steps.nodes if isinstance(steps, Items) else ():
        named = node.get("id") if isinstance(node, Entries) else None
        if isinstance(named, Scalar) and named.text == id:
            return node
    return None


class References:
    """Checks names against what is known and keeps each fault at the line of the name."""

    def __init__(self, pack: Pack, trees: Mapping[str, Node], faults: Faults) -> None:
        self.pack = pack
        self.trees = trees
        self.faults = faults
        self.questions = {question.id: question for question in pack.questions}
        self.steps: dict[str, Step] = {}

    def fault(self, within: Node | None, name: str, code: str, expected: str, help: str) -> None:
        """Keep a fault at the place of *name* within a tree."""
        at = within or Place("allocation.yaml", 1)
        line = line_of(within, name) or at.line
        self.faults.add(Place(at.file, line), code, f"“{name}”", expected, help)

    def known(self, names: Iterable[str], among: Iterable[str], file: str, what: str) -> None:
        """Check that each of *names* is one of *among*."""
        allowed = set(among)
        for name in names:
            if name not in allowed:
                self.fault(self.trees.get(file), name, "pack.unknown_name", what, did_you_mean(name, allowed))

    def once(self, names: Iterable[str], file: str) -> None:
        """Check that each name stands once."""
        seen: set[str] = set()
        for name in names:
            if name in seen:
                self.fault(self.trees.get(file), name, "pack.twice", "each id once", "Rename one of the two.")
            seen.add(name)

    def condition(self, condition: Condition | None, within: Node | None, before: set[str]) -> None:
        """Check a condition: its questions are asked *before*, its levels exist, its steps come earlier."""
        match condition:
            case AllOf(parts) | AnyOf(parts):
                for part in parts:
                    self.condition(part, within, before)
            case AnswerIs(name, levels):
                question = self.questions.get(name)
                if question is None or name not in before:
                    code = "pack.unknown_name" if question is None else "pack.order"
                    self.fault(within, name, code, "a question asked before", did_you_mean(name, before))
                else:
                    self._levels(question, levels, within)
            case StepIs(name) if name not in self.steps:
                self.fault(within, name, "pack.unknown_name", "an earlier step", did_you_mean(name, self.steps))

    def _levels(self, question: Question, levels: Iterable[str], within: Node | None) -> None:
        known = {level.id for level in question.levels} | {state.value for state in NO_ANSWER}
        for level in levels:
            if level not in known:
                what = f"a level of “{question.id}”"
                self.fault(within, level, "pack.unknown_name", what, did_you_mean(level, known))


def check_references(pack: Pack, trees: Mapping[str, Node], faults: Faults) -> None:
    """Add a fault for every name that leads nowhere."""
    references = References(pack, trees, faults)
    _head(references)
    _questions(references)
    _steps(references)
    _journey(references)


def check_rule_beside(pack: Pack, trees: Mapping[str, Node], faults: Faults) -> None:
    """Add a fault for every name of a rule beside the allocation (its own *pack*, its own *trees*) that leads nowhere.

    The tree of its steps stands where that of the allocation would.
    """
    references = References(pack, trees, faults)
    _questions(references)
    _steps(references)


def _head(references: References) -> None:
    pack = references.pack
    top = references.trees["pack.yaml"]
    if len(pack.currency) != 3 or not pack.currency.isascii() or not pack.currency.isupper():
        help = "Write three capital letters, as GBP."
        references.fault(top, pack.currency, "pack.currency", "a currency (ISO 4217)", help)
    references.once((source.id for source in pack.sources), "pack.yaml")
    references.known(pack.easy_read, pack.languages, "pack.yaml", "a language of the pack")
    if not pack.languages:
        references.fault(top, "languages", "pack.languages", "at least one language", "Add one, as [en].")
    sources = {source.id for source in pack.sources}
    references.known((section.source for section in pack.sections if section.source), sources, "pack.yaml", "a source")
    references.known(
        (aspect.benchmark.source for aspect in pack.outcomes.aspects if aspect.benchmark),
        sources,
        "outcomes.yaml",
        "a source of pack.yaml",
    )
    protection = pack.allocation.moving_over
    if protection is not None:
        references.known([protection.source], sources, "allocation.yaml", "a source of pack.yaml")


def _questions(references: References) -> None:
    before: set[str] = set()
    sources = {source.id for source in references.pack.sources}
    for question in references.pack.questions:
        file = f"questions/{question.id}.yaml"
        references.condition(question.asked_if, references.trees.get(file), before)
        before.add(question.id)
        if question.scored and not question.source:
            help = "Name one in the file, or in its section of pack.yaml."
            references.faults.add(Place(file, 1), "pack.no_source", "points without a source", "a source", help)
        elif question.source:
            references.known([question.source], sources, file, "a source of pack.yaml")


def _steps(references: References) -> None:
    pack = references.pack
    file = "allocation.yaml"
    everything = {question.id for question in pack.questions}
    later = {step.id for step in pack.allocation.steps}
    sources = {source.id for source in pack.sources}
    references.once((step.id for step in pack.allocation.steps), file)
    for step in pack.allocation.steps:
        node = step_node(references.trees, step.id)
        if step.id in everything:
            help = "Steps and questions share their names; rename the step."
            references.fault(node, step.id, "pack.twice", "a name no question has", help)
        for name in step.takes:
            if name in references.steps:
                continue
            if name in everything:
                _check_input(references, step, references.questions[name], node)
            else:
                code = "pack.order" if name in later else "pack.unknown_name"
                help = did_you_mean(name, everything | set(references.steps))
                references.fault(node, name, code, "an earlier step or a question", help)
        named = [step.source] if step.source else []
        named += [table.source for table in step.tables] if isinstance(step, Lookup | Index) else []
        references.known(named, sources, file, "a source of pack.yaml")
        if isinstance(step, Choose):
            for case in step.cases:
                references.condition(case.when, node, everything)
        if isinstance(step, Supplement):
            for part in step.parts:
                references.condition(part.when, node, everything)
        references.steps[step.id] = step
    eligibility = pack.allocation.eligibility
    if eligibility is not None:
        labelled = [id for id, step in references.steps.items() if step.unit is Unit.LABEL]
        references.known([eligibility.step], labelled, file, "a step that gives labels")
        if eligibility.step in references.steps:
            labels = labels_of(references.steps[eligibility.step])
            references.known(eligibility.eligible, labels, file, f"a label of “{eligibility.step}”")
    for name in (pack.allocation.figure_step, *pack.allocation.beside):
        found = references.steps.get(name)
        if found is None or found.unit is not Unit.MONEY:
            help = did_you_mean(name, (id for id, step in references.steps.items() if step.unit is Unit.MONEY))
            references.fault(references.trees[file], name, "pack.unknown_name", "a step that gives money", help)


def _check_input(references: References, step: Step, question: Question, node: Node | None) -> None:
    if question.id not in step.counts or (isinstance(step, ByCategory) and question.id != step.of):
        # Only looked at: its levels are checked with the condition or the table.
        return
    if isinstance(step, Lookup | Cascade):
        _check_levels(references, step, question, node)
    elif isinstance(step, Age | Reduce | Descriptor):
        _check_kind(references, step, question, node)
    elif isinstance(step, Frequency) and not (question.kind is Kind.NUMBER and question.every):
        expected = "a number question with “every”"
        references.fault(node, question.id, "step.input", expected, "Add “every: [week, month]” to the question.")
    elif isinstance(step, Frequency):
        missing = [every for every in question.every if every not in step.factors]
        if missing:
            help = f"Add the factor of “{missing[0]}”."
            references.fault(node, question.id, "step.factor", "a factor for every period of the question", help)
    elif not question.scored and (question.kind is not Kind.NUMBER or question.every):
        help = "Set “scored: yes” and give its levels points."
        references.fault(node, question.id, "step.input", "a scored question or a number", help)


def _check_levels(references: References, step: Lookup | Cascade, question: Question, node: Node | None) -> None:
    if question.kind not in (Kind.LEVELS, Kind.YES_NO):
        help = "Ask it with levels, or put its number into bands first."
        references.fault(node, question.id, "step.input", "a question with levels", help)
    elif isinstance(step, Cascade):
        known = {level.id for level in question.levels}
        for group in step.groups:
            for level in group.weights.get(question.id, {}):
                if level not in known:
                    what = f"a level of “{question.id}”"
                    references.fault(node, level, "pack.unknown_name", what, did_you_mean(level, known))


def _check_kind(references: References, step: Age | Reduce | Descriptor, question: Question, node: Node | None) -> None:
    needed = Kind.DAY if isinstance(step, Age) else Kind.TABLE
    if question.kind is not needed:
        help = f"Set “kind: {needed}” at the question, or take another question."
        references.fault(node, question.id, "step.input", f"a {needed} question", help)
        return
    columns = {column.id: column for column in question.columns}
    wanted: list[tuple[str, Kind | None]] = []
    if isinstance(step, Descriptor):
        wanted = [(step.level, Kind.LEVELS), (step.share, Kind.NUMBER)]
    elif isinstance(step, Reduce) and step.by is not By.COUNT:
        wanted = [(step.column, None)]
    for name, kind in wanted:
        column = columns.get(name)
        if column is None or (kind is not None and column.kind is not kind):
            what = "a column of the question" if kind is None else f"a column of the kind {kind}"
            references.fault(node, name, "pack.unknown_name", what, did_you_mean(name, columns))
        elif column.kind is Kind.LEVELS and any(level.points is None for level in column.levels):
            help = f"Set “scored: yes” at the column “{name}” and give its levels points."
            references.fault(node, name, "step.input", "a column whose levels have points", help)


def _journey(references: References) -> None:
    pack = references.pack
    planned = [question.id for question in pack.planning.questions]
    references.once(planned, "planning.yaml")
    for depth in pack.planning.depths:
        references.known(depth.questions, planned if depth.plan else [], "planning.yaml", "a plan question")
    for stream in pack.spending.streams:
        kinds = pack.planning.kinds_of_support
        references.known(stream.allowed_kinds, kinds, "spending.yaml", "a kind of support of planning.yaml")
        references.condition(stream.eligible_if, references.trees.get("spending.yaml"), set(references.questions))
        named = [stream.source] if stream.source else []
        references.known(named, [source.id for source in pack.sources], "spending.yaml", "a source of pack.yaml")
    employing = pack.control.employing
    if employing is not None:
        references.known(employing.kinds, pack.planning.kinds_of_support, "control.yaml", "a kind of support")
        known = [source.id for source in pack.sources]
        references.known(employing.sources, known, "control.yaml", "a source of pack.yaml")
    assistants = pack.control.assistants
    if assistants is not None:
        references.known(
            assistants.sources, [source.id for source in pack.sources], "control.yaml", "a source of pack.yaml"
        )
        references.once([check.id for check in assistants.checks], "control.yaml")
    followed = [event.source for event in pack.spending.life_events]
    followed += [pack.spending.saving.source] if pack.spending.saving else []
    references.known(followed, [source.id for source in pack.sources], "spending.yaml", "a source of pack.yaml")
    costs = pack.spending.unit_costs
    if costs is not None:
        served = [service.kind for service in costs.services]
        references.known(served, pack.planning.kinds_of_support, "spending.yaml", "a kind of support of planning.yaml")
        references.once((service.id for service in costs.services), "spending.yaml")
    for shared in pack.spending.shared:
        streams = [stream.id for stream in pack.spending.streams if stream.may_buy(shared.kind)]
        references.known([shared.kind], pack.planning.kinds_of_support, "spending.yaml", "a kind of support")
        references.known(shared.shares, streams, "spending.yaml", f"a stream that may buy “{shared.kind}”")
    for file, names in (
        ("planning.yaml", [depth.id for depth in pack.planning.depths]),
        ("agreement.yaml", [test.id for test in pack.agreement.tests]),
        ("control.yaml", [degree.id for degree in pack.control.degrees]),
        ("spending.yaml", [stream.id for stream in pack.spending.streams]),
        ("spending.yaml", [shared.kind for shared in pack.spending.shared]),
        ("spending.yaml", [tier.id for tier in pack.spending.tiers]),
        ("outcomes.yaml", [aspect.id for aspect in pack.outcomes.aspects]),
    ):
        references.once(names, file)
    times = pack.planning.times_per_year
    for every in (pack.allocation.per, pack.spending.payment.every):
        if every not in times:
            help = f"Add “{every}: …” to times_per_year."
            references.fault(references.trees["planning.yaml"], every, "pack.no_period", "a period", help)
