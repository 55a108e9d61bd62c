"""What the forms about an assistant ask, and what is made of the answers."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, Day, Number, OneOf, Sum, Words
from ownway.rulebook.model.numbers import written
from ownway.steps.control.actions import Terms
from ownway.steps.control.queries import AssistantPage, RegisterSeen
from ownway.values.cannot import NotFound

PENCE_HOUR_MOST = 100_000
NO_LINE = "none"


def relations() -> dict[str, str]:
    """Return what an assistant may be to the person, in words."""
    return {
        "none": _("No relative"),
        "family": _("A relative who lives elsewhere"),
        "family_at_home": _("A relative who lives in the same home"),
    }


def outcomes() -> dict[str, str]:
    """Return how a check may stand, in words."""
    return {
        "": _("Nothing noted"),
        "wished": _("Wished for, not seen yet"),
        "seen": _("Seen"),
        "not_wanted": _("Not wanted"),
        "agreed": _("Agreed"),
    }


def name() -> dict[str, forms.Field]:
    """Return the questions for who it is and what they do."""
    return {
        "name": Words(_("What is their name?"), longest=200, missing=_("Write their name")),
        "what": Words(
            _("What do they do?"),
            hint=_("Like: mornings, and swimming on Tuesdays"),
            longest=500,
            missing=_("Write what they do"),
        ),
    }


def pay(seen: RegisterSeen) -> dict[str, forms.Field]:
    """Return the questions for hours and pay."""
    return {
        "hours_week": Number(_("How many hours a week?"), hint=_("For example 20, or 7.5.")),
        "pence_hour": Sum(
            _("What is the pay for an hour?"),
            currency=seen.currency,
            least=1,
            most=PENCE_HOUR_MOST,
            hint=_("Before tax and anything else is taken off."),
        ),
    }


def relation() -> dict[str, forms.Field]:
    """Return the question whether they are a relative."""
    return {"relation": OneOf(_("Are they a relative?"), choices=[Choice(*one) for one in relations().items()])}


def change_of(what: str, register: RegisterSeen) -> tuple[dict[str, forms.Field], str]:
    """Return the questions for one change, and the heading over them.

    :raises NotFound: for a change that there is not.
    """
    if what == "name":
        return name(), _("Name and work")
    if what == "pay":
        day = Day(_("From which day?"), hint=_("To put a slip right, give the day from which it was wrong."))
        return {**pay(register), "starts": day}, _("Hours and pay")
    if what == "relation":
        return relation(), _("A relative?")
    if what == "line":
        choices = [Choice(str(line), words) for line, words in register.lines]
        choices.append(Choice(NO_LINE, _("No part of the plan, or several"), apart=bool(choices)))
        return {"line": OneOf(_("Which part of the plan pays them?"), choices=choices)}, _("Part of the plan")
    if what != "born":
        raise NotFound("assistants.no_such_assistant")
    born = Number(
        _("In which year were they born?"),
        hint=_("Only if they agree. The lowest lawful pay and redundancy pay go by age."),
        whole=True,
        required=False,
    )
    return {"born": born}, _("Year of birth")


def begun_with(found: AssistantPage) -> dict[str, Any]:
    """Return what the questions begin with: what is known now."""
    one = found.seen
    return {
        "name": one.name,
        "what": one.what,
        "hours_week": written(one.hours_week),
        "pence_hour": f"{one.pence_hour // 100}.{one.pence_hour % 100:02d}",
        "relation": one.relation,
        "line": str(one.line) if one.line else NO_LINE,
        "born": str(one.born or ""),
    }


def terms(given: Mapping[str, Any]) -> Terms:
    """Return the terms of somebody who is written down for the first time."""
    return Terms(
        name=given["name"],
        what=given["what"],
        hours_week=Fraction(given["hours_week"]),
        pence_hour=given["pence_hour"],
        relation=given["relation"],
    )


def changed(found: AssistantPage, given: Mapping[str, Any]) -> Terms:
    """Return the terms that are known now, but for what was answered."""
    one = found.seen
    told: dict[str, Any] = {key: value for key, value in given.items() if key != "starts"}
    if "hours_week" in told:
        told["hours_week"] = Fraction(told["hours_week"])
    if "line" in told:
        told["line"] = None if told["line"] == NO_LINE else UUID(told["line"])
    if "born" in told:
        told["born"] = int(told["born"]) if told["born"] else None
    known = Terms(
        name=one.name,
        what=one.what,
        hours_week=one.hours_week,
        pence_hour=one.pence_hour,
        relation=one.relation,
        born=one.born,
        weeks=one.weeks,
        line=one.line,
    )
    return replace(known, **told)
