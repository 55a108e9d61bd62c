"""What a programme says beside its questions and its sums: openly what is odd, limits, clocks, money and lists."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.open_rules import saying
from ownway.interfaces.web.open_rules.tables import TableShown
from ownway.rulebook.model import BudgetFor, Pack
from ownway.rulebook.model.steps import Bands, Cascade, Choose, Lookup, Step
from ownway.values import Money
from ownway.words import days, money, periods

MARKS = ("L", "S", "C", "K", "O")


def marks() -> dict[str, str]:
    """Return what each mark of a source means."""
    return {
        "L": _("looked up in the source itself"),
        "S": _("taken from a second source"),
        "C": _("worked out from the source"),
        "K": _("known, not yet checked"),
        "O": _("our own"),
    }


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that stands at the head of every page about a rule. *kind* is one word for the style."""

    kind: str
    says: str


def notices(pack: Pack, *, easy: bool) -> list[Notice]:
    """Return what must be said openly before anything else, the gravest first."""
    told = []
    if pack.incomplete:
        told.append(Notice("incomplete", saying.say(pack, "pack.incomplete", easy=easy)))
    if pack.illustrative:
        told.append(Notice("illustrative", saying.say(pack, "pack.illustrative", easy=easy)))
    if not pack.allocation.disclosed:
        told.append(Notice("not_disclosed", saying.say(pack, "pack.not_disclosed", easy=easy)))
    if pack.allocation.plan_only:
        words = _("This programme gives help with a plan and no public money.")
        told.append(Notice("plan_only", words))
    if pack.allocation.budget_for is BudgetFor.HOUSEHOLD:
        told.append(Notice("household", _("There is one budget for all who live together.")))
    if pack.notice:
        told.append(Notice("notice", saying.say(pack, pack.notice, easy=easy)))
    return told


def eligibility(pack: Pack, *, easy: bool) -> TableShown | None:
    """Return who may have a budget: each outcome of the test, what it means, and what else is offered."""
    rule = pack.allocation.eligibility
    if rule is None:
        return None
    labels = _labels(pack.allocation.step(rule.step))
    rows = tuple(
        (
            saying.label_of(pack, label, easy=easy),
            _("yes") if label in rule.eligible else _("no"),
            saying.say(pack, f"eligibility.{label}", easy=easy),
        )
        for label in labels
    )
    return TableShown(_("Who may have a budget"), (_("What comes out"), _("Budget"), _("What follows")), rows, True)


def _labels(step: Step) -> list[str]:
    """Return the labels a step can give, in its own order."""
    given: list[object] = []
    match step:
        case Bands(bands=bands):
            given = [band.gives for band in bands]
        case Lookup(tables=tables):
            given = [one for table in tables for one in table.gives.values()]
        case Choose(cases=cases, value=value):
            given = [*(case.value for case in cases), value]
        case Cascade(groups=groups, otherwise=otherwise):
            given = [*(test.gives for group in groups for test in group.tests), otherwise]
    return [label for label in dict.fromkeys(given) if isinstance(label, str)]


def limits(pack: Pack, *, easy: bool) -> list[str]:
    """Return the limits of a figure, each as a sentence."""
    allocation = pack.allocation
    told = [
        _("While answers are missing, we tell a range instead of one sum.")
        if allocation.ranges
        else _("While answers are missing, no sum is told.")
    ]
    if allocation.error_band is not None:
        words = _("No table fits everyone. The true cost of support commonly differs by up to %(share)s.")
        told.append(words % {"share": saying.share(allocation.error_band)})
    limits = allocation.panel_limits
    if limits is not None:
        words = _("A panel may lower a figure by up to %(down)s and raise it by up to %(up)s, and must give a reason.")
        told.append(words % {"down": saying.share(limits.down), "up": saying.share(limits.up)})
    elif allocation.error_band is not None:
        told.append(_("A panel may move a figure by as much, with a reason that the person reads."))
    return told + _moving_over(pack) + _limits_of_plan(pack)


def _moving_over(pack: Pack) -> list[str]:
    """Return how those who had support before are protected, a sentence for each row of years and one for the end."""
    rule = pack.allocation.moving_over
    if rule is None:
        return []
    told = []
    for year in rule.years:
        day = days.say(year.starts, language())
        if year.new_share < 1:
            words = _("Who had support before goes over to the new sum in steps: from %(day)s, %(share)s of the way.")
            told.append(words % {"day": day, "share": saying.share(year.new_share)})
        if year.least is not None:
            words = _("From %(day)s nobody falls below %(share)s of what they had before.")
            told.append(words % {"day": day, "share": saying.share(year.least)})
        if year.most is not None:
            words = _("From %(day)s nobody who had support before rises above %(share)s of it.")
            told.append(words % {"day": day, "share": saying.share(year.most)})
    if rule.floor:
        told.append(_("Nobody falls below what meeting their needs was costed at, where it was costed."))
    ends = days.say(rule.ends, language())
    return [*told, _("From %(day)s everyone has the new sum.") % {"day": ends}]


def _limits_of_plan(pack: Pack) -> list[str]:
    """Return what limits the plan and the money once it is there."""
    told: list[str] = []
    if pack.planning.outcomes_needed:
        wanted = pack.planning.outcomes_needed
        words = ngettext("A plan names at least %(n)s aim.", "A plan names at least %(n)s aims.", wanted)
        told.append(words % {"n": wanted})
    panel = pack.agreement.panel
    if panel is not None and panel.finance_above_pence_year is not None:
        above = _coins(pack, panel.finance_above_pence_year)
        words = _("Above %(sum)s a year finance agrees too. That is about money and never a risk.")
        told.append(words % {"sum": above})
    payment = pack.spending.payment
    paid = periods.each(payment.every, language())
    words = _("Paid %(each)s, in advance.") if payment.in_advance else _("Paid %(each)s, afterwards.")
    told.append(words % {"each": paid})
    weeks = pack.spending.reserve_weeks
    if weeks:
        words = ngettext(
            "Up to %(n)s week of money may be saved up before we talk about it.",
            "Up to %(n)s weeks of money may be saved up before we talk about it.",
            weeks,
        )
        told.append(words % {"n": weeks})
    notice = pack.control.notice_days
    words = ngettext(
        "How you hold the money is never lowered with less than %(n)s day of notice.",
        "How you hold the money is never lowered with less than %(n)s days of notice.",
        notice,
    )
    told.append(words % {"n": notice})
    return told


def _coins(pack: Pack, pence: int) -> str:
    return money.say(Money(pence, pack.currency), language())


def clocks(pack: Pack) -> list[tuple[str, str]]:
    """Return by when each thing must have happened."""
    allocation, agreement = pack.allocation, pack.agreement
    told = (
        (_("Your answers are checked within"), allocation.checked_within_days),
        (_("You can challenge the sum for"), allocation.challenge_within_days),
        (_("We answer your challenge within"), allocation.answer_within_days),
        (_("We decide on your plan within"), agreement.decide_within_days),
        (_("You can challenge that decision for"), agreement.challenge_within_days),
        (_("We answer that challenge within"), agreement.answer_within_days),
        (_("The first review comes after"), pack.review.first_after_days),
        (_("After that a review comes every"), pack.review.then_every_days),
    )
    return [(what, ngettext("%(days)s day", "%(days)s days", days) % {"days": days}) for what, days in told]


def streams(pack: Pack, *, easy: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return where the money may come from: each stream's name, what it buys, what it never buys, when it lapses."""
    told = []
    for stream in pack.spending.streams:
        buys = ", ".join(_kind(pack, kind, easy=easy) for kind in stream.allowed_kinds)
        never = ", ".join(_kind(pack, kind, easy=easy) for kind in stream.forbidden)
        rows = [
            (_("Now"), _("in use") if stream.active else _("not in use")),
            (_("Ring fence"), _("yes: it buys only what stands here") if stream.ring_fenced else _("no")),
            (_("Buys"), buys or _("all that a plan may hold")),
            (_("Never buys"), never or "–"),
            (_("Counted"), periods.each(stream.every, language())),
        ]
        told.append((saying.say(pack, f"stream.{stream.id}", easy=easy), rows))
    return told


def _kind(pack: Pack, kind: str, *, easy: bool) -> str:
    return saying.say(pack, f"kind.{kind}", easy=easy, otherwise=kind.replace("_", " "))


def degrees(pack: Pack, *, easy: bool) -> TableShown:
    """Return how the money can be held, and by whom."""
    holders = {
        "person": _("the person"),
        "representative": _("who speaks for the person"),
        "broker": _("a broker"),
        "provider": _("a provider"),
        "practitioner": _("the worker"),
        "authority": _("the authority"),
    }
    rows = tuple(
        (
            saying.say(pack, f"degree.{degree.id}", easy=easy),
            holders.get(degree.holder, degree.holder),
            _("yes") if degree.pays_cash else _("no"),
        )
        for degree in pack.control.degrees
    )
    return TableShown(_("How the money can be held"), (_("Way"), _("Held by"), _("Paid out")), rows, True)


def tiers(pack: Pack, *, easy: bool) -> TableShown:
    """Return how closely spending is looked at, by how much there is."""
    rows = []
    for tier in pack.spending.tiers:
        up_to = _("and more") if tier.up_to_pence_year is None else _coins(pack, tier.up_to_pence_year)
        asked = ", ".join(saying.say(pack, f"asks.{one}", easy=easy) for one in tier.asks_for) or _("nothing")
        rows.append((saying.say(pack, f"tier.{tier.id}", easy=easy), up_to, asked))
    heads = (_("How closely"), _("Up to, in a year"), _("What is asked for"))
    return TableShown(_("How closely spending is looked at"), heads, tuple(rows), True)


def lists(pack: Pack, *, easy: bool) -> list[tuple[str, list[str]]]:
    """Return the programme's other lists, each thing in its words."""
    named = (
        (_("What a plan answers"), "plan", [one.id for one in pack.planning.questions]),
        (_("What a plan may hold"), "kind", list(pack.planning.kinds_of_support)),
        (_("The tests when a plan is agreed"), "test", [one.id for one in pack.agreement.tests]),
        (_("What we ask about your life"), "aspect", [one.id for one in pack.outcomes.aspects]),
        (_("What a review asks"), "review", list(pack.review.questions)),
    )
    return [(title, [saying.say(pack, f"{stem}.{id}", easy=easy) for id in ids]) for title, stem, ids in named if ids]
