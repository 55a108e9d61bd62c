"""What people say to a draft and what is answered, in the open: a programme is made with those who live by it (K4)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.interfaces.web.desks.designing.finding import only_who_may
from ownway.interfaces.web.open_rules import publishing
from ownway.interfaces.web.open_rules.views import pack_of
from ownway.registers.programmes import actions, queries
from ownway.values.cannot import NotFound


@page("programmes.see_rules")
def comments(request: HttpRequest, programme: str, version: str) -> Shown:
    """Show anyone what was said to a version and what was answered."""
    pack = pack_of(programme, version)
    asker, now = request.asker, request.now
    standing = queries.standing(version, on=here(now))
    return show(
        "designing/comments.html",
        title=_("What people say about these rules"),
        pack=pack,
        programme=programme,
        version=version,
        said=queries.comments_on(asker, version=version),
        voices=voices_in_words(),
        state=publishing.states_in_words()[standing.state],
        standing=standing,
        is_open=standing.state in queries.OPEN_TO_COMMENTS,
        may_answer=queries.may_do(asker, deed="answer_comment", now=now),
        back=reverse("rules:version", args=[programme, version]),
    )


@page("programmes.comment")
def say(request: HttpRequest, programme: str, version: str) -> Shown | HttpResponse:
    """Take a comment from one who has signed in; it stands in the open without their name."""
    only_who_may(request, "comment")
    pack = pack_of(programme, version)
    voices = voices_in_words()
    fields = {
        "voice": OneOf(_("As whom do you speak?"), choices=[Choice(one, voices[one]) for one in queries.VOICES]),
        "words": LongWords(
            _("What do you want to say?"),
            hint=_("Everybody can read it. Your name is not shown. Write nothing that is private."),
            longest=4000,
        ),
    }
    form = Form(request, fields=fields)
    if form.carries_out(lambda given: actions.comment(request.asker, now=request.now, version=version, **given)):
        return go("designing:comments", programme, version)
    return show(
        "designing/say.html",
        title=_("Say something about these rules"),
        pack=pack,
        form=form,
        back=reverse("designing:comments", args=[programme, version]),
    )


@page("programmes.answer_comment")
def answer(request: HttpRequest, programme: str, version: str, comment: UUID) -> Shown | HttpResponse:
    """Answer one comment by name."""
    only_who_may(request, "answer_comment")
    seen = queries.comment_seen(request.asker, comment=comment)
    if (seen.programme, seen.version) != (programme, version):
        raise NotFound("programmes.no_such_comment")
    asker, now = request.asker, request.now
    form = Form(
        request,
        fields={
            "words": LongWords(
                _("Your answer"), hint=_("Everybody can read it, with your name. Say what comes of it."), longest=4000
            )
        },
    )
    if form.carries_out(lambda given: actions.answer_comment(asker, now=now, comment=comment, words=given["words"])):
        return go("designing:comments", programme, version)
    return show(
        "designing/answer.html",
        title=_("Answer a comment"),
        form=form,
        seen=seen,
        voices=voices_in_words(),
        back=reverse("designing:comments", args=[programme, version]),
    )


def voices_in_words() -> dict[str, str]:
    """Return each voice in the words of the page."""
    return {
        "uses_support": _("Somebody who uses support"),
        "family_or_carer": _("Family, or a carer"),
        "staff": _("Somebody who works with people"),
        "organisation": _("An organisation"),
        "other": _("Somebody else"),
    }
