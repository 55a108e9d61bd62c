"""The practitioner's side: answers beside each other, question by question agreed, answered otherwise or settled."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownway.interfaces.web.allocation import answer_fields, answers, asking
from ownway.interfaces.web.design.fields import Choice, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import sentence
from ownway.rulebook.model import Pack
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.queries import AssessmentSeen, QuestionSeen
from ownway.values import Reason
from ownway.values.cannot import NotFound

AGREE, OTHERWISE, SETTLE = "agree", "otherwise", "settle"
SAY_WHY = gettext_lazy("Say why, in a sentence or two")


@page("allocation.see")
def checking(request: HttpRequest, assessment: UUID) -> Shown | HttpResponse:
    """Show all answers side by side; agree at once with those nobody disputes."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    pack = asking.pack_of(seen.version)
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.agree_rest(asker, now=now, assessment=assessment)):
        return go("allocation:checking", assessment)
    sides = [_side(pack, seen, one, easy=asking.easy(request)) for one in seen.questions if one.is_checked]
    life = [
        (answers.words(pack, one.question, "label"), answers.said(pack, one.question, one.value))
        for one in seen.questions
        if not one.is_checked and one.value is not None
    ]
    facts = queries.facts_of(asker, assessment=assessment, now=now)
    waiting = [side for side in sides if side["standing"] in ("unchecked", "unanswered")]
    return show(
        "allocation/checking.html",
        about=seen.person,
        title=_("Check the answers of %(name)s") % {"name": seen.person_name},
        seen=seen,
        pack=pack,
        form=form,
        differ=[side for side in sides if side["standing"] in ("differs", "two_answers")],
        waiting=waiting,
        waiting_rows=[(side["question"], _first_said(side), side["address"], _("Check")) for side in waiting],
        done=[side for side in sides if side["standing"] in ("agreed", "settled")],
        undisputed=sum(side["standing"] == "unchecked" for side in sides),
        life=life,
        figures=[
            told for told in queries.figures_of(asker, person=seen.person, now=now) if told.assessment == assessment
        ],
        moving=queries.moving_over(asker, person=seen.person, now=now),
        facts=facts,
        facts_said=sentence(Reason(f"allocation.facts_{facts.look.value}")) if not facts.lets_tell else "",
        private=_has_private_words(request, seen),
        may_check=queries.may_do(asker, deed="check", person=seen.person, now=now),
        eligibility=queries.eligibility_of(asker, person=seen.person, now=now),
    )


@page("allocation.check")
def check_question(request: HttpRequest, assessment: UUID, question: str) -> Shown | HttpResponse:
    """Agree with one answer, put one's own beside it, or settle on one, with the reason."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    asking.only_who_may(request, "check", seen.person)
    asked = seen.question(question)
    if asked is None or not asked.is_checked:
        raise NotFound("allocation.no_such_question")
    pack = asking.pack_of(seen.version)
    form = CheckForm(request, pack=pack, asked=asked)
    if form.carries_out(lambda given: _check(request, seen, asked, given)):
        following = next((one for one in seen.to_check if one.id != question), None)
        if following is None:
            return go("allocation:checking", assessment)
        return go("allocation:check_question", assessment, following.id)
    return show(
        "allocation/check_question.html",
        about=seen.person,
        title=answers.words(pack, asked.question, "label"),
        seen=seen,
        asked=asked,
        side=_side(pack, seen, asked, easy=False),
        earlier=_earlier(request, pack, seen, asked),
        form=form,
        why=answers.words(pack, asked.question, "why"),
        back=reverse("allocation:checking", args=[assessment]),
    )


def _has_private_words(request: HttpRequest, seen: AssessmentSeen) -> bool:
    """Return whether a carer said something for the practitioner alone; nobody else is told so much as that."""
    asker, now = asking.who_and_when(request)
    if not queries.may_do(asker, deed="see_word", person=seen.person, now=now):
        return False
    return bool(queries.private_words(asker, person=seen.person, now=now))


def _first_said(side: dict[str, Any]) -> str:
    return str(side["voices"][0]["said"]) if side["voices"] else _("Not answered yet")


def _earlier(request: HttpRequest, pack: Pack, seen: AssessmentSeen, asked: QuestionSeen) -> list[tuple[Any, ...]]:
    """Return every answer there ever was to the question, where somebody changed theirs."""
    asker, now = asking.who_and_when(request)
    given = queries.answers_over_time(asker, assessment=seen.id, question=asked.id, now=now)
    if len(given) == len(asked.answers):
        return []
    voices = asking.voices_in_words()
    return [(one.at, voices[one.voice], one.by_name, answers.said(pack, asked.question, one.value)) for one in given]


class CheckForm(Form):
    """What a practitioner does with one question: agree, answer otherwise, or settle; words wherever they differ."""

    def __init__(self, request: HttpRequest, *, pack: Pack, asked: QuestionSeen) -> None:
        self.asked = asked
        deeds = _deeds(pack, asked)
        may_agree = deeds[0].value == AGREE
        fields: dict[str, forms.Field] = {"deed": OneOf(_("What do you do?"), choices=deeds)}
        for name, field in answer_fields.fields_for(pack, asked.question, staff=True, given=_longest(asked)).items():
            if name == "answer":
                field.label = _("Your answer, unless you agree") if may_agree else _("Your answer")
                field.help_text = ""
                field.required = field.required and not may_agree
            fields[name] = field
        label = _("Your reason, as everyone concerned will read it")
        fields["words"] = LongWords(label, required=not may_agree, longest=4000, rows=4, missing=SAY_WHY)
        super().__init__(request, base=",".join(str(answer.id) for answer in asked.answers), fields=fields)

    def clean(self) -> dict[str, Any]:
        """Ask for an answer and a reason where the practitioner does not simply agree."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("deed") in (OTHERWISE, SETTLE):
            if not given.get("words") and "words" not in self.errors:
                self.add_error("words", str(SAY_WHY))
            unanswered = answer_fields.value_from(self.asked.question, given) == {"state": answer_fields.LATER}
            if unanswered and "answer" in self.fields and "answer" not in self.errors:
                self.add_error("answer", _("Choose the answer"))
        return given


def _longest(asked: QuestionSeen) -> Any:
    """Return the answer with the most lines, so that a practitioner's own may have as many."""
    return max((head.value for head in asked.answers), key=lambda value: len(value.get("table", ())), default=None)


def _deeds(pack: Pack, asked: QuestionSeen) -> list[Choice]:
    others = [head for head in asked.answers if head.voice != "practitioner"]
    deeds = []
    if others and all(head.value == others[0].value for head in others):
        told = answers.said(pack, asked.question, others[0].value)
        deeds.append(Choice(AGREE, _("Agree: “%(said)s”") % {"said": told}))
    deeds.append(
        Choice(
            OTHERWISE, _("Put my own answer beside it"), _("It stays open until you have talked and one is settled on.")
        )
    )
    deeds.append(
        Choice(SETTLE, _("Settle on an answer"), _("It then counts, with your name and reason. Every answer stays."))
    )
    return deeds


def _check(request: HttpRequest, seen: AssessmentSeen, asked: QuestionSeen, given: dict[str, Any]) -> UUID:
    asker, now = asking.who_and_when(request)
    if given["deed"] == AGREE:
        return actions.agree_answer(asker, now=now, assessment=seen.id, question=asked.id)
    value = answer_fields.checked_value(asked.question, given)
    deed = actions.disagree if given["deed"] == OTHERWISE else actions.settle
    return deed(asker, now=now, assessment=seen.id, question=asked.id, value=value, words=given["words"])


@page("allocation.tell_budget")
def tell(request: HttpRequest, assessment: UUID) -> Shown | HttpResponse:
    """Tell the indicative budget: what will be told, beside the estimate, and a note in the practitioner's words."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    asking.only_who_may(request, "tell_budget", seen.person)
    fields = {
        "words": LongWords(
            _("A note to the person"),
            hint=_("They read it in the letter, beside the reasons."),
            required=False,
            longest=4000,
        )
    }
    form = Form(request, fields=fields)
    if form.carries_out(lambda given: actions.tell_budget(asker, now=now, assessment=assessment, words=given["words"])):
        return go("allocation:overview", seen.person)
    pack = asking.pack_of(seen.version)
    return show(
        "allocation/tell.html",
        about=seen.person,
        title=_("Tell the budget to %(name)s") % {"name": seen.person_name},
        seen=seen,
        form=form,
        pack=pack,
        estimate=queries.figure_of(asker, person=seen.person, now=now, kinds=("estimate",)),
        preview=queries.what_would_be_told(asker, assessment=assessment, now=now),
        settled=[
            {
                "question": answers.words(pack, one.question, "label"),
                "said": answers.said(pack, one.question, one.settled.value),
                "words": one.settled.words,
                "by": one.settled.by_name,
            }
            for one in seen.questions
            if one.settled
        ],
        back=reverse("allocation:checking", args=[assessment]),
    )


def _side(pack: Pack, seen: AssessmentSeen, one: QuestionSeen, *, easy: bool) -> dict[str, Any]:
    voices = asking.voices_in_words()
    rows = [
        {
            "who": f"{voices[head.voice]}: {head.by_name}" if head.voice != "person" else seen.person_name,
            "said": answers.said(pack, one.question, head.value, easy=easy),
            "words": head.words,
        }
        for head in one.answers
    ]
    if one.settled:
        rows.append(
            {
                "who": _("Settled by %(name)s") % {"name": one.settled.by_name},
                "said": answers.said(pack, one.question, one.settled.value, easy=easy),
                "words": one.settled.words,
            }
        )
    return {
        "question": answers.words(pack, one.question, "label", easy=easy),
        "voices": rows,
        "differ": one.standing.value in ("differs", "two_answers"),
        "standing": one.standing.value,
        "address": reverse("allocation:check_question", args=[seen.id, one.id]) if seen.state == "handed_in" else "",
        "link": _("Look again") if not one.is_open else _("Check this answer"),
    }
