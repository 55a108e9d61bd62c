"""How somebody signs in, and which programs act in their name, each with a token that reaches only what it says."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import AnyOf, Choice, Day, Words
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.registers.people import actions
from ownway.registers.people import queries as people
from ownway.values.cannot import NotFound

NINETY_DAYS = timedelta(days=90)


@page("people.see_tokens")
def mine(request: HttpRequest) -> Shown:
    """Show how one signs in, and the programs that may act in one's name."""
    asker, now = request.asker, request.now
    if asker.party is None:
        raise NotFound("people.not_found")
    return show(
        "sign_in/mine.html",
        title=_("How you sign in"),
        email=getattr(request.user, "email", ""),
        now=now,
        tokens=people.tokens_of(asker, now=now),
        reaches=reaches(),
    )


@page("people.make_token")
def new_program(request: HttpRequest) -> Shown | HttpResponse:
    """Make a token for a program; it is shown this once and never again."""
    asker, now = request.asker, request.now
    apps = people.apps_within_reach(asker, now=now)
    named = reaches()
    fields = {
        "named": Words(_("What is the program called?"), hint=_("So that you know it again."), longest=100),
        "scopes": AnyOf(
            _("What may it reach?"),
            hint=_("It may do there what you may do, and nothing elsewhere."),
            choices=[Choice(app, named[app]) for app in sorted(apps, key=lambda one: named[one])],
        ),
        "until": Day(_("Until which day?"), hint=_("Not more than a year from now.")),
    }
    form = Form(request, fields=fields, initial={"until": here(now + NINETY_DAYS)})

    def make(given: dict[str, object]) -> tuple[UUID, str]:
        day = given.pop("until")
        ends = datetime.combine(day, time(23, 59), ZoneInfo(settings.TIME_ZONE))  # type: ignore[arg-type]
        return actions.make_token(asker, now=now, expires_at=ends, **given)  # type: ignore[arg-type]

    back = reverse("sign_in:mine")
    if form.carries_out(make):
        return show("sign_in/token.html", title=_("The token"), secret=form.result[1], back=back)
    return show(
        "pages/question.html",
        title=_("Let a program act for you"),
        lead=_("A program with a token acts in your name. All that it does is written down as yours."),
        form=form,
        send_words=_("Make the token"),
        back=back,
    )


@page("people.end_token")
def end_program(request: HttpRequest, token: UUID) -> Shown | HttpResponse:
    """End a token at once."""
    asker, now = request.asker, request.now
    found = next((one for one in people.tokens_of(asker, now=now) if one.id == token), None)
    if found is None:
        raise NotFound("people.not_found")
    form = Form(request)
    if form.carries_out(lambda _given: actions.end_token(asker, now=now, token=token)):
        return go("sign_in:mine")
    return show(
        "pages/question.html",
        title=_("End this token?"),
        caption=found.named,
        lead=_("The program can do nothing more in your name from then on."),
        form=form,
        send_words=_("End it"),
        back=reverse("sign_in:mine"),
    )


def reaches() -> dict[str, str]:
    """Return what each app is called where a token is told what it may reach."""
    return {
        "agreement": _("Agreements and risks"),
        "allocation": _("Answers and sums"),
        "bench": _("The bench, where rules are tried"),
        "control": _("How the money is held"),
        "decisions": _("Decisions, clocks and challenges"),
        "letters": _("Letters"),
        "market": _("The directory and brokers"),
        "money": _("Payments, statements and the ledger"),
        "outcomes": _("How life goes"),
        "people": _("Names, ties and ways to reach people"),
        "planning": _("Plans"),
        "programmes": _("Programmes and their rules"),
        "review": _("Reviews"),
        "spending": _("Spending and accounts"),
        "stories": _("Stories of what others did"),
        "trail": _("Who looked, and what changed"),
    }
