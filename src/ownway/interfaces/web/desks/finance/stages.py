"""Each stage of a payment run on a page of its own: approve, make the file, sent, what the bank did, stop it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import AnyOf, Choice, Day, LongWords, OneOf, Words
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.interfaces.web.desks.finance.kinds import KINDS, file_kinds
from ownway.interfaces.web.desks.finance.runs import returns_in_words
from ownway.registers.money import actions, queries
from ownway.registers.money.queries import RunSeen
from ownway.values import Reason
from ownway.values.cannot import NotAllowed
from ownway.words import money

TYPES = {"xml": "application/xml", "csv": "text/csv; charset=utf-8", "txt": "text/plain; charset=us-ascii"}


@page("money.approve_run")
def approve(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Approve a run as the second person."""
    seen = _seen(request, run)
    form = nothing_to_fill(request)
    if form.carries_out(lambda given: actions.approve_run(request.asker, now=request.now, run=run)):
        return go("finance:run", run)
    return _shown(
        seen,
        form,
        title=_("Approve this run?"),
        lead=_(
            "You stand for it in your own name that these people are owed these sums. You did not build it yourself."
        ),
        send_words=_("Approve it"),
        why_not=seen.why_not_approve if not form.is_bound else None,
    )


@page("money.export_run")
def make_file(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Make the bank file of an approved run and give it to download; asked for again, it is the one that was kept."""
    seen = _seen(request, run)
    names = file_kinds()
    kinds = (seen.file_kind,) if seen.file_kind else KINDS.get(seen.total.currency, tuple(names))
    fields = {
        "file_kind": OneOf(
            _("Which kind of file does the bank take?"), choices=[Choice(one, names[one]) for one in kinds]
        )
    }
    form = Form(request, fields=fields, initial={"file_kind": kinds[0]})
    if form.carries_out(lambda given: actions.export_run(request.asker, now=request.now, run=run, **given)):
        made = form.result
        response = HttpResponse(made.content, content_type=TYPES[made.name.rsplit(".", 1)[-1]])
        response["Content-Disposition"] = f'attachment; filename="{made.name}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response
    return _shown(
        seen,
        form,
        title=_("Make the bank file"),
        lead=_("The file is made once and kept. You can download it again at any time, and nobody is paid twice."),
        send_words=_("Make and download it"),
    )


@page("money.export_run")
def sent(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Note that the bank has the file."""
    seen = _seen(request, run)
    form = nothing_to_fill(request)
    if form.carries_out(lambda given: actions.mark_sent(request.asker, now=request.now, run=run)):
        return go("finance:run", run)
    return _shown(
        seen,
        form,
        title=_("Does the bank have the file?"),
        lead=_("From now on the run cannot be stopped here."),
        send_words=_("Yes, the bank has it"),
    )


@page("money.confirm_run")
def confirm(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Note what the bank did with each line: all were paid but those that came back."""
    asker, now = request.asker, request.now
    seen = _seen(request, run)
    open_lines = [line for line in seen.lines if not line.end]
    fields = {
        "paid_on": Day(_("On which day did the bank pay?"), latest=here(now)),
        "rejected": AnyOf(
            _("Which payments came back?"),
            hint=_(
                "Leave all boxes empty when everyone was paid. What came back falls due anew, and the person is told."
            ),
            choices=[
                Choice(str(line.id), f"{line.payee_name}, {money.say(line.money, language())}, {line.account}")
                for line in open_lines
            ],
            required=False,
        ),
        "code": OneOf(
            _("Why did they come back?"),
            choices=[Choice(code, said) for code, said in returns_in_words().items()],
            required=False,
        ),
        "why": Words(_("Did the bank say more?"), hint=_("Its code or its words"), longest=200, required=False),
        "rest": OneOf(
            _("What about all others?"),
            choices=[
                Choice("paid", _("They were paid")),
                Choice("later", _("I do not know yet, or they came back for another reason")),
            ],
        ),
    }
    form = Form(request, fields=fields, initial={"paid_on": min(seen.pay_on, here(now)), "rest": "paid"})

    def deed(given: dict[str, Any]) -> Any:
        told = actions.Returned(given["code"] or "not_said", given["why"])
        back = {UUID(line): told for line in given["rejected"]}
        lines = () if given["rest"] == "later" else None
        return actions.confirm_run(asker, now=now, run=run, paid_on=given["paid_on"], rejected=back, lines=lines)

    if form.carries_out(deed):
        return go("finance:run", run)
    return _shown(
        seen,
        form,
        title=_("What did the bank do?"),
        lead=_("Look at the bank statement. Somebody other than the one who sent the file says what came of it."),
        send_words=_("Keep this"),
    )


@page("money.build_run")
def stop(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Stop a run before its file is made."""
    seen = _seen(request, run)
    form = Form(request, fields={"words": LongWords(_("Why?"), longest=1000, rows=3)})
    if form.carries_out(
        lambda given: actions.abandon_run(
            request.asker, now=request.now, run=run, reason=Reason("spending.run_stopped", words=given["words"])
        )
    ):
        return go("finance:run", run)
    return _shown(
        seen,
        form,
        title=_("Stop this run?"),
        lead=_("Nothing of it is paid. All it would have paid falls due anew."),
        send_words=_("Stop it"),
    )


def _seen(request: HttpRequest, run: UUID) -> RunSeen:
    """Return the run for one who works in finance; those who only look, such as auditors, have no deeds here."""
    seen = queries.run(request.asker, run=run, now=request.now)
    if not request.asker.has("finance"):
        raise NotAllowed("people.not_granted", deed="money.approve_run")
    return seen


def _shown(seen: RunSeen, form: Form, **filled: Any) -> Shown:
    return show(
        "finance/stage.html",
        about=tuple(dict.fromkeys(line.person for line in seen.lines)),
        seen=seen,
        form=form,
        back=reverse("finance:run", args=[seen.id]),
        **filled,
    )
