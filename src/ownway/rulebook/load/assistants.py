"""Reads who may be paid to help, and which checks there are."""

from ownway.rulebook.load.errors import Place
from ownway.rulebook.load.fields import Fields
from ownway.rulebook.model.assistants import AT_HOME, Assistants, Check


def read_assistants(control: Fields) -> Assistants | None:
    """Return who may be paid to help, or nothing where the programme does not say."""
    if not control.has("assistants"):
        return None
    fields = control.fields("assistants", "who may be paid to help")
    rule = fields.text("relatives_at_home")
    if rule and rule not in AT_HOME:
        place = Place(fields.file, fields.line_of("relatives_at_home"))
        fields.faults.add(place, "control.relatives", f"“{rule}”", f"one of {', '.join(AT_HOME)}")
    checks = []
    for row in fields.rows("checks", "a check", required=False):
        checks.append(Check(row.id("id"), row.id("source"), row.yes_no("needed", default=False)))
        row.done()
    assistants = Assistants(rule, fields.id("source"), tuple(checks))
    fields.done()
    return assistants
