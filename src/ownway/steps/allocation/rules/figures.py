"""The three labelled figures, and why one differs from the one before."""

from collections.abc import Mapping
from typing import Any

from ownway.values import Money, Reason
from ownway.values.reason import Fact

KINDS = ("estimate", "indicative", "agreed")
"""*estimate*: unchecked, at once. *indicative*: checked by a named person. *agreed*: signed together with the plan."""

Answers = Mapping[str, Mapping[str, Any]]


def changed_answers(before: Answers, after: Answers) -> tuple[str, ...]:
    """Return the questions whose counting answer is another than before, in their order of *after*, then *before*."""
    order = [*after, *(question for question in before if question not in after)]
    return tuple(question for question in order if before.get(question) != after.get(question))


def why_changed(
    before: Money | None,
    after: Money | None,
    *,
    questions: Mapping[str, str],
    version_changed: bool,
    moved: str = "",
    protected: Reason | None = None,
) -> Reason:
    """Return why *after* is another sum than *before*: answers that were settled differently, a newer rule, a panel.

    *questions* are those whose counting answer changed, each with what it asks; *moved* holds the
    words of a panel that moved the sum; *protected* why it is another sum than the rule gives while people move over.
    """
    because = [
        Reason("allocation.changed_by_answer", {"question": id, "asked": asked}) for id, asked in questions.items()
    ]
    if version_changed:
        because.append(Reason("allocation.changed_by_rule"))
    if moved:
        because.append(Reason("allocation.changed_by_panel", words=moved))
    if protected is not None:
        because.append(protected)
    if before is None or after is None:
        return Reason(
            "allocation.figure_now_known" if after is not None else "allocation.figure_not_known", {}, tuple(because)
        )
    difference = after - before
    facts: dict[str, Fact] = {
        "before": before.pence,
        "after": after.pence,
        "by": abs(difference.pence),
        "currency": after.currency,
    }
    if not difference:
        return Reason("allocation.figure_same", facts, tuple(because))
    code = "allocation.figure_rose" if difference.pence > 0 else "allocation.figure_fell"
    return Reason(code, facts, tuple(because))
