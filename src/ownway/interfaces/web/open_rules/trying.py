"""The pages of the calculator: nothing that is typed here is kept; the page itself carries the answers along."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ownway.interfaces.web.allocation import answers as saying_answers
from ownway.interfaces.web.design import reading
from ownway.interfaces.web.design.fields import Day
from ownway.interfaces.web.design.forms import nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, page, show
from ownway.interfaces.web.design.saying import here, language, sentence_of
from ownway.interfaces.web.open_rules import calculator, facts, saying
from ownway.interfaces.web.open_rules.views import pack_of
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.changes import what_would_change
from ownway.rulebook.engines.days import Days, used_by
from ownway.rulebook.engines.one import CannotWorkOut
from ownway.rulebook.model import Pack, State, WorkedOut
from ownway.rulebook.model.steps import On
from ownway.rulebook.sentences import say_all
from ownway.words import money

MOST_CHANGES = 6


# Nothing is kept and nothing is done, so there is nothing that a foreign page could have done in somebody's name.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@page("programmes.see_rules")
def try_today(request: HttpRequest, programme: str) -> Shown:
    """Try the rule that holds today.

    :raises NotFound: when no version of the programme is in force.
    """
    today = here(request.now)  # type: ignore[attr-defined]
    return _answer(request, pack_of(programme, programmes.in_force(programme, on=today)))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@page("programmes.see_rules")
def try_version(request: HttpRequest, programme: str, version: str) -> Shown:
    """Try the rule of one version, however old.

    :raises NotFound: when the programme never had that version.
    """
    return _answer(request, pack_of(programme, version))


def _answer(request: HttpRequest, pack: Pack) -> Shown:
    """Show the first page, or after one was sent the next, the one before, or what comes out."""
    pages = calculator.parts(pack)
    today = here(request.now)  # type: ignore[attr-defined]
    if request.method != "POST":
        return _ask(request, pack, 0, {}, Days.of(calculator.first_day(pack, today)))
    given = calculator.read_so_far(pack, request.POST.get("so_far", ""))
    on, wrong = _days_asked(request, pack, today)
    place = _place(request.POST.get("part", ""), len(pages))
    go = request.POST.get("go", "next")
    if go.startswith("to:"):
        return _ask(request, pack, _place(go[3:], len(pages)), given, on)
    form = calculator.PartForm(request, pack, pages[place], given, sent=True)
    found = form.answers()
    if found is None or wrong:
        return _ask(request, pack, place, given, on, form=form, wrong=wrong)
    before = {question.id for question in form.asked}
    given = {id: answer for id, answer in given.items() if id not in before} | found
    if go in ("back", "more"):
        return _ask(request, pack, place if go == "more" else max(place - 1, 0), given, on)
    more = [one for one in calculator.asked(pack, pages[place], given) if one.id not in before]
    if more:
        return _ask(request, pack, place, given, on, opened=len(more))
    onward = next((n for n in range(place + 1, len(pages)) if calculator.asked(pack, pages[n], given)), None)
    return _tell(request, pack, given, on) if onward is None else _ask(request, pack, onward, given, on)


def _place(sent: str, most: int) -> int:
    return min(int(sent), most - 1) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 0


def _days_asked(request: HttpRequest, pack: Pack, today: date) -> tuple[Days, dict[str, str]]:
    """Return the days for which the rule is asked, and what is wrong with what was typed, by the field's name."""
    typed: dict[str, date | None] = {}
    wrong: dict[str, str] = {}
    for name in ("on", *_days_beside(pack)):
        boxes = [request.POST.get(f"{name}-{part}", "") for part in ("day", "month", "year")]
        typed[name] = reading.day(boxes[0], boxes[1], boxes[2]) if any(boxes) else None
        if any(boxes) and typed[name] is None:
            wrong[name] = _("Enter a real date, like 27 3 2027")
    on = Days.of(typed["on"] or calculator.first_day(pack, today), typed.get("needs"), typed.get("paid"))
    for name, used in (("on", On.RULE), ("paid", On.PAID)):
        if name not in wrong and typed.get(name) and not _is_in_force(pack, on.on(used), used):
            wrong[name] = sentence_of(CannotWorkOut("rulebook.outside_dates"))
    return on, wrong


def _is_in_force(pack: Pack, day: date, used: On) -> bool:
    # The day of the rule lies within its dates; a day on which a table is read does not lie before them.
    return day in pack.in_force if used is On.RULE else day >= pack.in_force.start


def _named(pack: Pack, on: Days) -> list[tuple[str, date]]:
    """Return the days by the names of their fields: that of the rule, and those beside it that are others."""
    beside = {"needs": on.needs, "paid": on.paid}
    return [("on", on.rule), *((name, beside[name]) for name in _days_beside(pack) if beside[name] != on.rule)]


def _days_beside(pack: Pack) -> dict[str, Day]:
    """Return the fields of the days that this rule uses beside its own."""
    used = used_by(pack)
    fields = {}
    if On.NEEDS in used:
        fields["needs"] = Day(
            _("On which day are the needs as told?"),
            hint=_("For ages. The same day where you leave it."),
            required=False,
        )
    if On.PAID in used:
        fields["paid"] = Day(
            _("From which day is money paid?"),
            hint=_("For the rates. The same day where you leave it."),
            required=False,
        )
    return fields


def _ask(
    request: HttpRequest,
    pack: Pack,
    place: int,
    given: calculator.Answers,
    on: Days,
    *,
    form: calculator.PartForm | None = None,
    wrong: Mapping[str, str] | None = None,
    opened: int = 0,
) -> Shown:
    """Show one page of questions, with what the answers so far come to."""
    pages = calculator.parts(pack)
    easy = bool(request.showing.easy_read)  # type: ignore[attr-defined]
    form = form or calculator.PartForm(request, pack, pages[place], given, sent=False)
    form.fields["on"] = Day(_("For which day?"), required=False)
    form.fields |= _days_beside(pack)
    form.initial.update(_named(pack, on))
    for name, said in (wrong or {}).items():
        form.add_error(name, said)
    return show(
        "rules/try.html",
        title=_("Try the rule"),
        pack=pack,
        notices=facts.notices(pack, easy=easy),
        section=saying.say(pack, f"section.{pages[place].section}", easy=easy),
        place=place,
        count=len(pages),
        form=form,
        day_fields=["on", *_days_beside(pack)],
        days=_named(pack, on),
        asked=[(question, form.names_of(question), _why(pack, question.id, easy)) for question in form.asked],
        so_far=calculator.write_so_far(given),
        worked=calculator.so_far(pack, given, on),
        opened=opened,
    )


def _why(pack: Pack, id: str, easy: bool) -> str:
    return saying_answers.words(pack, pack.question(id), "why", easy=easy)


def _tell(request: HttpRequest, pack: Pack, given: calculator.Answers, on: Days) -> Shown:
    """Show what comes out, with every reason, and what would change it."""
    easy = bool(request.showing.easy_read)  # type: ignore[attr-defined]
    worked, refused = None, ""
    try:
        worked = calculator.worked(pack, given, on)
    except CannotWorkOut as cannot:
        refused = sentence_of(cannot, easy=easy)
    return show(
        "rules/tried.html",
        title=_("What the rule gives"),
        pack=pack,
        notices=facts.notices(pack, easy=easy),
        on=on.rule,
        days=_named(pack, on),
        worked=worked,
        refused=refused,
        brief=[] if worked is None else list(say_all(pack, worked.reason, language(), easy, brief=True)),
        outcome=None if worked is None else _outcome(pack, worked, easy),
        beside=[] if worked is None else _beside(pack, worked, easy),
        missing=[] if worked is None else [saying.name_of(pack, id, easy=easy) for id in worked.missing],
        changes=_changes(pack, given, on, easy),
        pages=_pages(pack, given, easy),
        so_far=calculator.write_so_far(given),
        form=nothing_to_fill(request) if request.method != "POST" else None,
    )


def _outcome(pack: Pack, worked: WorkedOut, easy: bool) -> tuple[bool, str] | None:
    """Return whether a budget may follow and what is offered, where the programme tests that."""
    rule = pack.allocation.eligibility
    label = None if rule is None else worked.step(rule.step).value
    if rule is None or not isinstance(label, str):
        return None
    return label in rule.eligible, saying.say(pack, f"eligibility.{label}", easy=easy)


def _beside(pack: Pack, worked: WorkedOut, easy: bool) -> list[str]:
    """Return the sentences of the sums that stand beside the figure."""
    wanted = {f"pack:step:{id}" for id in pack.allocation.beside}
    told = [step.reason for step in worked.steps if step.reason.code in wanted and step.value is not None]
    return [sentence for reason in told for sentence in list(say_all(pack, reason, language(), easy))[-1:]]


def _changes(pack: Pack, given: calculator.Answers, on: Days, easy: bool) -> list[tuple[str, str, str]]:
    """Return the single steps of single answers that would change the figure most."""
    applies = {id: answer for id, answer in given.items() if pack.asked(id, given)}
    try:
        changes = what_would_change(pack, applies, on.rule, on.needs, on.paid)[:MOST_CHANGES]
    except CannotWorkOut:
        return []
    return [
        (
            saying.name_of(pack, change.question, easy=easy),
            saying_answers.said(pack, pack.question(change.question), change.answer.as_json(), easy=easy),
            money.say_per(change.figure, pack.allocation.per, language()),
        )
        for change in changes
    ]


def _pages(pack: Pack, given: calculator.Answers, easy: bool) -> list[tuple[int, str, list[tuple[str, str]]]]:
    """Return every page with the answers that were given on it, to change them."""
    told = []
    for place, part in enumerate(calculator.parts(pack)):
        rows = []
        for question in calculator.asked(pack, part, given):
            answer = given.get(question.id)
            value = None if answer is None or answer.state is State.LATER else answer.as_json()
            name = saying_answers.words(pack, question, "label", easy=easy)
            rows.append((name, saying_answers.said(pack, question, value, easy=easy)))
        if rows:
            title = saying.say(pack, f"section.{part.section}", easy=easy) or _("Your answers")
            told.append((place, title, rows))
    return told
