"""What the bank says of the authority's account: take statements in, and say which payment each entry is."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, Chooser, OneOf, Sum, Words
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language, sentence
from ownway.interfaces.web.design.uploads import Upload
from ownway.interfaces.web.desks.finance.runs import currency_of
from ownway.registers.money import actions, queries
from ownway.registers.money.actions import MatchedSure
from ownway.registers.money.queries import CandidateSeen, EntrySeen
from ownway.values.cannot import NotAllowed, NotFound
from ownway.words import days, money

ASIDE = "aside"
WHOLE = "whole"
PROFILES = ("lloyds", "natwest", "barclays", "starling", "monzo", "nationwide", "plain", "plain-semicolon")


@page("money.see_runs")
def statements(request: HttpRequest) -> Shown | HttpResponse:
    """Show what waits to be matched and the statements taken in, and take in the next."""
    asker, now = request.asker, request.now
    currency = currency_of(here(now))
    form = Form(request, fields=_fields(currency))
    if form.is_bound:
        _check_works_in_finance(request)
    if form.carries_out(lambda given: actions.import_statement(asker, now=now, **given)):
        return go("finance:statements")
    found = queries.entries_waiting(asker, now=now)
    return show(
        "finance/statements.html",
        title=_("What the bank says"),
        form=form,
        entries=found,
        sure=sum(1 for one in found if one.sure),
        waiting=queries.count_waiting(asker, now=now),
        matched=queries.entries_matched(asker, now=now, newest=20),
        taken=queries.statements(asker, now=now, newest=20),
        became=became_in_words(),
        may_match=asker.has("finance"),
        back=reverse("finance:payments"),
    )


@page("money.match_entry")
def match_sure(request: HttpRequest) -> Shown | HttpResponse:
    """Match all entries that are beyond doubt at once."""
    _check_works_in_finance(request)
    asker, now = request.asker, request.now
    form = nothing_to_fill(request)
    found = [one for one in queries.entries_waiting(asker, now=now) if one.sure]
    if form.carries_out(lambda given: actions.match_sure(asker, now=now)):
        if not form.result.left:
            return go("finance:statements")
        named = {one.id: one for one in found}
        found = [named[entry] for entry, _why in form.result.left if entry in named]
    done: MatchedSure | None = form.result
    easy = request.showing.easy_read
    return show(
        "finance/match_sure.html",
        title=_("Match what is beyond doubt?") if done is None else _("Some could not be matched"),
        form=form,
        entries=found,
        done=done,
        why={entry: sentence(reason, easy=easy) for entry, reason in done.left} if done else {},
        became=became_in_words(),
        back=reverse("finance:statements"),
    )


@page("money.match_entry")
def match(request: HttpRequest, entry: UUID) -> Shown | HttpResponse:
    """Say what one entry is: one of the payments it may be, or nothing that is kept here."""
    _check_works_in_finance(request)
    asker, now = request.asker, request.now
    seen = next((one for one in queries.entries_waiting(asker, now=now, newest=10_000) if one.id == entry), None)
    if seen is None:
        raise NotFound("statements.no_entry")
    choices = {_key(one): one for one in seen.candidates}
    fields: dict[str, Any] = {
        "what": OneOf(
            _("What is it?"),
            choices=[
                *(Choice(key, _called(one), hint=_because(one)) for key, one in choices.items()),
                Choice(ASIDE, _("None of the payments from here"), apart=bool(choices)),
            ],
        ),
        "words": Words(
            _("What is it, then?"), hint=_("Only where it is none of the payments."), longest=500, required=False
        ),
    }
    form = Form(request, fields=fields)

    def deed(given: dict[str, Any]) -> Any:
        if given["what"] == ASIDE:
            return actions.set_aside(asker, now=now, entry=entry, words=given["words"])
        chosen = choices[given["what"]]
        return actions.match_entry(asker, now=now, entry=entry, run=chosen.run, line=chosen.line)

    if form.carries_out(deed):
        return go("finance:statements")
    return show(
        "finance/match.html", title=_("What is this?"), form=form, entry=seen, back=reverse("finance:statements")
    )


@page("money.match_entry")
def undo(request: HttpRequest, entry: UUID) -> Shown | HttpResponse:
    """Take back what was said of an entry, where no payment was told by it."""
    _check_works_in_finance(request)
    asker, now = request.asker, request.now
    form = nothing_to_fill(request)
    if form.carries_out(lambda given: actions.undo_match(asker, now=now, entry=entry)):
        return go("finance:statements")
    seen: EntrySeen | None = next(
        (one for one in queries.entries_matched(asker, now=now, newest=10_000) if one.id == entry), None
    )
    if seen is None:
        raise NotFound("statements.no_entry")
    return show(
        "finance/undo_match.html",
        title=_("Take back what was said of this?"),
        form=form,
        entry=seen,
        became=became_in_words(),
        back=reverse("finance:statements"),
    )


def became_in_words() -> dict[str, str]:
    """Return what an entry can be, in the words of the page."""
    return {
        "paid": _("a payment that was paid"),
        "run_paid": _("a whole run that was paid"),
        "returned": _("a payment that came back"),
        "spend": _("a spend"),
        "aside": _("nothing from here"),
    }


def _key(one: CandidateSeen) -> str:
    return f"{one.became.value}:{one.run}:{one.line or WHOLE}"


def _called(one: CandidateSeen) -> str:
    said = {"name": one.name, "sum": money.say(one.money, language()), "day": days.say(one.pay_on, language())}
    if one.became.value == "run_paid":
        return _("The whole run of %(day)s, %(sum)s") % said
    if one.became.value == "returned":
        return _("The payment of %(day)s to %(name)s that came back, %(sum)s") % said
    return _("The payment of %(day)s to %(name)s, %(sum)s") % said


def _because(one: CandidateSeen) -> str:
    return " ".join(sentence(reason) for reason in one.reasons)


def _check_works_in_finance(request: HttpRequest) -> None:
    # Those who only look, such as auditors, have no deeds here.
    if not request.asker.has("finance"):
        raise NotAllowed("people.not_granted", deed="money.match_entry")


def _fields(currency: str) -> dict[str, Any]:
    names = {
        "lloyds": "Lloyds Bank, Halifax, Bank of Scotland",
        "natwest": "NatWest, Royal Bank of Scotland, Ulster Bank",
        "barclays": "Barclays",
        "starling": "Starling Bank",
        "monzo": "Monzo",
        "nationwide": "Nationwide",
        "plain": _("Plain table: date, description, amount, balance"),
        "plain-semicolon": _("Plain table with semicolons"),
    }
    only = _("Only where the bank’s table does not tell it.")
    return {
        "content": Upload(
            _("The statement"),
            hint=_("As camt.053 (XML), or the table (CSV) that the bank gives for download."),
            most=32,
            accept=".xml,.csv,.txt",
        ),
        "profile": Chooser(
            _("Whose table is it?"),
            hint=_("You may leave this out: it shows in the columns."),
            choices=[Choice(one, names[one]) for one in PROFILES],
            required=False,
        ),
        "opening": Sum(
            _("Balance before the first entry"),
            currency=currency,
            least=-(10**12),
            most=10**12,
            hint=only,
            required=False,
        ),
        "closing": Sum(
            _("Balance after the last entry"),
            currency=currency,
            least=-(10**12),
            most=10**12,
            hint=only,
            required=False,
        ),
    }
