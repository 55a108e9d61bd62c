"""Reads when something applies."""

from fractions import Fraction

from ownway.rulebook.load.errors import Faults
from ownway.rulebook.load.fields import Fields
from ownway.rulebook.load.nodes import Node
from ownway.rulebook.model.conditions import AllOf, AnswerIs, AnyOf, Condition, StepIs

FORMS = "“question” with “is” or “is_not”, “step” with “from”, “below” or “is”, “all” or “any”"


def read_condition(node: Node, faults: Faults) -> Condition:
    """Return the condition at *node*, or one that never holds after keeping the fault."""
    fields = Fields(node, faults, "a condition")
    read: Condition = AnyOf(())
    if fields.has("question"):
        negated = fields.has("is_not")
        read = AnswerIs(fields.id("question"), fields.ids("is_not" if negated else "is"), negated)
    elif fields.has("step"):
        read = _step(fields)
    elif fields.has("all"):
        read = AllOf(tuple(read_condition(part, faults) for part in fields.items("all", least=1)))
    elif fields.has("any"):
        read = AnyOf(tuple(read_condition(part, faults) for part in fields.items("any", least=1)))
    elif fields.entries is not None:
        fields.fault(node, "condition.form", FORMS)
    fields.done()
    return read


def _step(fields: Fields) -> StepIs:
    step = fields.id("step")
    if fields.has("is"):
        return StepIs(step, labels=fields.ids("is"))
    least: Fraction | None = fields.number_or_nothing("from")
    below = fields.number_or_nothing("below")
    if least is None and below is None:
        fields.node("from", "“from”, “below” or “is”")
    elif least is not None and below is not None and below <= least:
        node = fields.node("below")
        assert node is not None
        fields.fault(node, "condition.empty", "a “below” above its “from”", "Nothing lies between the two.")
    return StepIs(step, least, below)
