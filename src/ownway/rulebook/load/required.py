"""Which words a pack must have, and which it may have besides."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from ownway.rulebook.load.errors import Faults, Place, did_you_mean
from ownway.rulebook.load.words import Words
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Question
from ownway.rulebook.model.steps import Bands, Cascade, Choose, Lookup, Step, Unit

REASONS = (
    "reason.figure",
    "reason.figure_not_yet",
    "reason.range",
    "reason.answer",
    "reason.number",
    "reason.no_answer",
    "reason.not_asked",
    "reason.missing",
    "reason.not_yet",
)
"""The sentences of a chain that are the same for every step."""

OWN = re.compile(r"(pack|level|value|kind|help|per)\.[a-z0-9_]+", re.ASCII)
PLACE = re.compile(r"\{([a-z0-9_.]+)\}", re.ASCII)
FACTS: Mapping[str, frozenset[str]] = {
    "bands": frozenset({"lower", "upper"}),
    "line": frozenset({"at_low", "gives_low", "at_high", "gives_high"}),
    "lookup": frozenset({"of", "starts"}),
    "index": frozenset({"starts"}),
    "by_category": frozenset({"of", "factor"}),
    "cascade": frozenset({"group", "sum", "least"}),
    "reduce": frozenset({"rows"}),
    "limit": frozenset({"least", "most"}),
    "supplement": frozenset({"added"}),
    "minimum_payable": frozenset({"least"}),
    "carry_over": frozenset({"least", "share", "most"}),
    "co_payment": frozenset({"rate"}),
    "delay_remedy": frozenset({"every_days", "sum", "times"}),
    "informal_support": frozenset({"before", "counted", "least", "at_least"}),
}
"""The facts a sentence may name besides ``{value}``, ``{exact}`` and the ids of the step's inputs."""


def labels_of(step: Step) -> frozenset[str]:
    """Return the labels a step itself can give."""
    given: list[Fraction | str | None] = []
    match step:
        case Bands(bands=bands):
            given = [band.gives for band in bands]
        case Lookup(tables=tables):
            given = [value for table in tables for value in table.gives.values()]
        case Cascade(groups=groups, otherwise=otherwise):
            given = [*(test.gives for group in groups for test in group.tests), otherwise]
        case Choose(cases=cases, value=value):
            given = [case.value for case in cases] + [value]
    return frozenset(label for label in given if isinstance(label, str)) if step.unit is Unit.LABEL else frozenset()


def required_keys(pack: Pack) -> Iterator[str]:
    """Yield every key that a page, a letter or a reason will ask for."""
    yield from ("pack.name", "pack.summary", *REASONS)
    if pack.illustrative:
        yield "pack.illustrative"
    if pack.incomplete:
        yield "pack.incomplete"
    if pack.notice:
        yield pack.notice
    if not pack.allocation.disclosed:
        yield "pack.not_disclosed"
    if pack.allocation.eligibility is not None:
        step = pack.allocation.step(pack.allocation.eligibility.step)
        yield from (f"eligibility.{label}" for label in sorted(labels_of(step)))
    yield from _rule_keys(pack.questions, pack.allocation.steps)
    periods = {pack.allocation.per, pack.spending.payment.every}.union(*(question.every for question in pack.questions))
    yield from (f"per.{every.value}" for every in sorted(periods))
    yield from (f"section.{section.id}" for section in pack.sections)
    yield from (f"plan.{question.id}" for question in pack.planning.questions)
    yield from (f"depth.{depth.id}" for depth in pack.planning.depths)
    yield from (f"kind.{kind}" for kind in pack.planning.kinds_of_support)
    for test in pack.agreement.tests:
        yield from (f"test.{test.id}", f"test.{test.id}.would_pass")
    yield from (f"risk.{risk}" for risk in (pack.agreement.panel.reasons if pack.agreement.panel else ()))
    yield from (f"degree.{degree.id}" for degree in pack.control.degrees)
    yield from (f"employing.{part}" for part in (pack.control.employing.named if pack.control.employing else ()))
    yield from (f"check.{check.id}" for check in (pack.control.assistants.checks if pack.control.assistants else ()))
    for stream in pack.spending.streams:
        yield f"stream.{stream.id}"
        yield from (f"kind.{kind}" for kind in (*stream.allowed_kinds, *stream.forbidden))
    yield from (f"kind.{kind}" for kind in pack.spending.illegal)
    for tier in pack.spending.tiers:
        yield f"tier.{tier.id}"
        yield from (f"asks.{asked}" for asked in tier.asks_for)
    yield from _means_keys(pack)
    yield from (f"aspect.{aspect.id}" for aspect in pack.outcomes.aspects)
    yield from (f"outcome.{answer}" for answer in pack.outcomes.answers)
    yield from (f"change.{change.id}" for change in pack.outcomes.changes)
    yield from (f"own_scale.{end}" for end in (pack.outcomes.own_scale.least, pack.outcomes.own_scale.most))
    yield from (f"review.{question}" for question in pack.review.questions)


def _rule_keys(questions: Iterable[Question], steps: Iterable[Step]) -> Iterator[str]:
    for question in questions:
        yield f"question.{question.id}.label"
        yield from (f"question.{question.id}.level.{level.id}" for level in question.levels)
        yield from (f"question.{question.id}.column.{column.id}" for column in question.columns)
        named = dict.fromkeys(level.id for column in question.columns for level in column.levels)
        yield from (f"question.{question.id}.level.{level}" for level in named)
    for step in steps:
        yield f"step.{step.id}"
        yield from (f"value.{label}" for label in sorted(labels_of(step)))


def _means_keys(pack: Pack) -> Iterator[str]:
    """Yield the words of what people pay, and of what services cost."""
    means, costs = pack.spending.means, pack.spending.unit_costs
    if means is not None:
        yield from ("means.what", "means.not_telling", "section.means", f"per.{means.rule.per.value}")
        yield from _rule_keys(means.questions, means.rule.steps)
        yield from (f"per.{every.value}" for question in means.questions for every in question.every)
    if costs is not None:
        yield from (f"cost_part.{part}" for part in costs.parts)
        for service in costs.services:
            yield from (f"service.{service.id}", f"unit.{service.unit}")


def check_words(pack: Pack, words: dict[str, Words], faults: Faults) -> None:
    """Add a fault for each text that is missing, nameless, without its twin, or asks for a fact nobody gives."""
    required = list(dict.fromkeys(required_keys(pack)))
    means = pack.spending.means
    questions = (*pack.questions, *(means.questions if means else ()))
    steps = (*pack.allocation.steps, *(means.rule.steps if means else ()))
    told = {name for question in questions for name in (question.id, question.scale) if name}
    known = set(required) | {f"{kind}.{name}" for name in told for kind in ("answer", "no_answer")}
    known |= {f"question.{question.id}.{kind}" for question in questions for kind in ("help", "why", "picture")}
    # What carers are asked themselves may have words of its own: "I do most of it", not "they do".
    helps = {help for _, help in pack.allocation.needs_and_help}
    known |= {f"carer.level.{level.id}" for one in pack.questions if one.id in helps for level in one.levels}
    places = {step.id: {"value", "exact", *step.takes, *FACTS.get(step.operator, ())} for step in steps}
    for language in pack.languages:
        said = words[language]
        for key in required:
            if key not in said and (".level." not in key or f"level.{key.rpartition('.')[2]}" not in said):
                file = _file(key, language)
                help = f"Add the text to {file}."
                faults.add(Place(file, 1), "words.missing", f"no words for “{key}” in {language}", "a text", help)
        for key, text in said.items():
            file, line = said.places[key]
            if key not in known and not OWN.fullmatch(key) and ".error." not in key:
                help = did_you_mean(key, known)
                faults.add(Place(file, line), "words.unknown_key", f"“{key}”", "a key this pack uses", help)
            if language in pack.easy_read and not text.easy:
                help = "Say it again in short, plain sentences under “easy”."
                faults.add(Place(file, line), "words.no_twin", f"“{key}” without Easy Read", "a twin", help)
            if key.startswith("step.") and key[5:] in places:
                for named in PLACE.findall(text.text + text.easy):
                    if named not in places[key[5:]]:
                        help = did_you_mean(named, places[key[5:]])
                        faults.add(
                            Place(file, line), "words.unknown_fact", f"“{{{named}}}”", "a fact of the step", help
                        )


def _file(key: str, language: str) -> str:
    parts = key.split(".")
    return f"questions/{parts[1]}.{language}.yaml" if parts[0] == "question" else f"words.{language}.yaml"
