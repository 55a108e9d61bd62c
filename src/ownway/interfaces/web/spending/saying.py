"""Says the lines of an account and its sums in the words of the page."""

from django.utils import dates
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.pictures import Bar
from ownway.interfaces.web.design.saying import language
from ownway.rulebook.model import Pack
from ownway.steps.spending.queries import AccountPage, EntrySeen, Month
from ownway.values import Money, Reason


def kinds_in_words() -> dict[str, str]:
    """Return what each kind of movement is called on an account."""
    return {
        "charge": _("Your budget for a time"),
        "charge_due": _("Your budget for a time"),
        "change_rate": _("Your budget was changed"),
        "suspend": _("Your budget was changed"),
        "resume": _("Your budget was changed"),
        "hold": _("Promised for your plan"),
        "release": _("No longer promised"),
        "move": _("Moved to another part of the plan"),
        "build_run": _("A payment is being made ready"),
        "abandon_run": _("A payment was stopped"),
        "hold_line": _("A payment was stopped"),
        "late_return": _("A payment came back"),
        "confirm_run": _("Paid to whoever holds the money"),
        "pay_out": _("Paid to whoever holds the money"),
        "spend": _("Spent"),
        "contribute": _("Your own money put in"),
        "give_back": _("Given back"),
        "lapse": _("Not used in time"),
        "reverse": _("A mistake put right"),
    }


def what(entry: EntrySeen) -> str:
    """Return what one line of the account was, as a person would say it."""
    if entry.line.words:
        return entry.line.words
    return kinds_in_words().get(entry.line.kind, _("Moved"))


def sum_of(entry: EntrySeen, currency: str) -> str:
    """Return the sum of a line: with a plus where it came in, with a minus where it went out."""
    said = disclosure.say(Money(abs(entry.line.pence), currency), language())
    return {"in": f"+{said}", "out": f"−{said}" if entry.line.pence < 0 else f"+{said}"}.get(entry.line.effect, said)


def effect(entry: EntrySeen) -> str:
    """Return in one word what a line did to the account."""
    return {"in": _("came in"), "out": _("went out")}.get(entry.line.effect, _("stays in the account"))


def month_name(month: Month) -> str:
    """Return ``March 2026``."""
    return f"{dates.MONTHS[month.first.month]} {month.first.year}"


def year_picture(page: AccountPage) -> list[Bar]:
    """Return what was spent in each month as bars, from the first month in which anything was."""
    begun = next((number for number, month in enumerate(page.months) if month.went_out), len(page.months))
    shown = page.months[begun:]
    return [
        Bar(month_name(month), month.went_out, disclosure.say(Money(month.went_out, page.account.currency), language()))
        for month in shown
    ]


def where_picture(page: AccountPage) -> list[Bar]:
    """Return where the money of the budget's year is, as parts of one bar; the last part has still to come."""
    account = page.account
    used = Money(page.pace.used, account.currency)
    # What is left counts what the holder has already, so that is shown as a part of it and not beside it.
    with_us = account.left - account.with_holder
    to_come = Money(max((page.per_year - used - account.promised - account.left).pence, 0), account.currency)
    rows = [
        (_("Spent"), used, 1),
        (_("Promised"), account.promised, 2),
        (_("Saved, with whoever holds it"), account.with_holder, 3),
        (_("Left to use"), with_us, 5),
        (_("Comes later in the year"), to_come, 4),
    ]
    return [Bar(name, sum_of.pence, disclosure.say(sum_of, language()), tone) for name, sum_of, tone in rows if sum_of]


def pace_in_words(page: AccountPage) -> Reason:
    """Return how fast the money goes, beside an even pace, as a reason to be said."""
    pace = page.pace
    return Reason(
        pace.code,
        {
            "used": pace.used,
            "even": pace.even,
            "difference": abs(pace.used - pace.even),
            "currency": page.account.currency,
            "first": pace.first.isoformat(),
            "lasts_until": pace.lasts_until.isoformat() if pace.lasts_until else None,
        },
    )


def kind_of(pack: Pack, kind: str, *, easy: bool) -> str:
    """Return a kind of support in the words of the programme."""
    return pack.say(f"kind.{kind}", language(), easy)


def asked(page: AccountPage, *, easy: bool) -> list[str]:
    """Return what the person's tier asks of them."""
    return [page.pack.say(f"asks.{one}", language(), easy) for one in page.tier.tier.asks_for]
