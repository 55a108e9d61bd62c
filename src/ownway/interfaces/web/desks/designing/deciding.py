"""Decides on a version: publishes it with notice, puts new words in force, or takes it back before it holds."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Day, LongWords
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.interfaces.web.desks.designing import telling
from ownway.interfaces.web.desks.designing.finding import only_who_may
from ownway.interfaces.web.open_rules.views import pack_of
from ownway.registers.programmes import actions, queries


@page("programmes.publish")
def publish(request: HttpRequest, programme: str, version: str) -> Shown | HttpResponse:
    """Publish a version: its notice begins today, and it holds from the day that is chosen."""
    only_who_may(request, "publish")
    pack = pack_of(programme, version)
    asker, now = request.asker, request.now
    fields = {
        "starts": Day(_("From which day is it to hold?")),
        "consultation": LongWords(
            _("Who was asked, what did they say, and what came of it?"),
            hint=_("Everybody can read this."),
            longest=20_000,
            rows=8,
        ),
    }
    earliest = queries.earliest_start(asker, version=version, on=here(now), now=now)
    form = Form(request, fields=fields, initial={"starts": earliest})
    if form.carries_out(lambda given: actions.publish(asker, now=now, version=version, **given)):
        return go("designing:version", programme, version)
    standing = queries.standing(version, on=here(now))
    return show(
        "designing/publish.html",
        title=_("Publish this version"),
        form=form,
        tasks=telling.tasks(
            pack,
            standing,
            audit=queries.audit_of(version),
            impact=queries.impact_of(asker, version=version, now=now),
            comments=queries.comments_on(asker, version=version),
        ),
        earliest=earliest,
        back=reverse("designing:version", args=[programme, version]),
    )


@page("programmes.put_in_force")
def hold(request: HttpRequest, programme: str, version: str) -> Shown | HttpResponse:
    """Put a version in force that needs no notice: a programme's first, or one with the same rule and new words."""
    only_who_may(request, "put_in_force")
    pack = pack_of(programme, version)
    asker, now = request.asker, request.now
    fields = {"starts": Day(_("From which day is it to hold?"))}
    form = Form(request, fields=fields, initial={"starts": max(here(now), pack.in_force.start)})
    if form.carries_out(lambda given: actions.put_in_force(asker, now=now, version=version, **given)):
        return go("designing:version", programme, version)
    return show(
        "designing/hold.html",
        title=_("Put this version in force"),
        form=form,
        back=reverse("designing:version", args=[programme, version]),
    )


@page("programmes.withdraw")
def withdraw(request: HttpRequest, programme: str, version: str) -> Shown | HttpResponse:
    """Take a version back before it holds, with a reason that everybody can read."""
    only_who_may(request, "withdraw")
    pack_of(programme, version)
    asker, now = request.asker, request.now
    form = Form(
        request,
        fields={"words": LongWords(_("Why is it taken back?"), hint=_("Everybody can read this."), longest=4000)},
    )
    if form.carries_out(lambda given: actions.withdraw(asker, now=now, version=version, words=given["words"])):
        return go("designing:version", programme, version)
    return show(
        "designing/withdraw.html",
        title=_("Take this version back"),
        form=form,
        seen=queries.standing(version, on=here(now)),
        back=reverse("designing:version", args=[programme, version]),
    )
