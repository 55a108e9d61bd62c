"""Step 1 in the demonstration: answering, handing in, checking, and the budget told."""

from datetime import timedelta
from decimal import Decimal

from ownway.interfaces.cli.demo.person import Person, asks
from ownway.rulebook.model import Kind
from ownway.steps.allocation import actions as allocation
from ownway.steps.allocation import queries as figures
from ownway.values import Every, Money

PROGRAMME = "in-control"


def start(one: Person) -> None:
    """Begin the self-assessment and answer as much as this person has so far."""
    by_phone = one.invented.given.get("channel") == "phone"
    asker, now = one.practitioner(0) if by_phone else one.me(0)
    one.assessment = allocation.start_assessment(
        asker, now=now, person=one.party, programme=PROGRAMME, channel=one.invented.given.get("channel", "self")
    )
    given = _answers(one)
    whole = one.invented.reaches("estimated")
    while True:
        seen = figures.assessment(asker, assessment=one.assessment, now=now)
        waiting = [one for one in seen.questions if one.value is None and (whole or one.id in given)]
        if not waiting:
            return
        for question in waiting:
            now += timedelta(seconds=40)
            value = given.get(question.id) or _least(question.question)
            allocation.answer(
                asker,
                now=now,
                assessment=one.assessment,
                question=question.id,
                value=value,
                channel="phone" if by_phone else "self",
            )


def hear_carers(one: Person) -> None:
    """Let those who care for this person say, each alone, what help they give gladly, until when, and in private."""
    for each in one.invented.given.get("family", ()):
        word = each.get("word")
        if word is None:
            continue
        _asker, now = one.me(0, 16)
        allocation.give_word(
            asks(one.family[each["name"]], now),
            now=now,
            person=one.party,
            usual=PROGRAMME,
            values={f"help_{need}": {"level": level} for need, level in word["help"].items()},
            until=now.date() + timedelta(days=30 * int(word["months"])),
            words=word["private"],
        )


def _answers(one: Person) -> dict[str, dict[str, object]]:
    given = one.invented.given
    says = given.get("says", {})
    texts = {"good_life": "life", "what_matters": "matters", "good_week": "week"}
    answers: dict[str, dict[str, object]] = {
        question: {"text": says[name]} for question, name in texts.items() if name in says
    }
    answers |= {question: {"yes": True} for question in given.get("yes", ())}
    answers |= {question: {"level": level} for question, level in given.get("needs", {}).items()}
    answers |= {f"help_{question}": {"level": level} for question, level in given.get("help", {}).items()}
    return answers


def hand_in(one: Person) -> None:
    """Hand in, and be told the estimate; those who care for the person were asked alone before."""
    hear_carers(one)
    by_phone = one.invented.given.get("channel") == "phone"
    asker, now = one.practitioner(1) if by_phone else one.me(1)
    allocation.hand_in(asker, now=now, assessment=one.assessment)


def check(one: Person) -> None:
    """Let the practitioner see one thing differently, where they do."""
    differs = one.invented.given.get("disagrees")
    asker, now = one.practitioner(4)
    if differs:
        allocation.disagree(
            asker,
            now=now,
            assessment=one.assessment,
            question=differs["question"],
            value={"level": differs["level"]},
            words=differs["words"],
        )


def tell(one: Person) -> None:
    """Agree with the rest and tell the budget; what somebody had before is noted, a lower sum told in person."""
    before = one.invented.given.get("before")
    asker, now = one.practitioner(8)
    if before:
        allocation.note_package(
            asker,
            now=now,
            person=one.party,
            money=Money(int(Decimal(str(before["pounds"])) * 100), "GBP"),
            every=Every.WEEK,
            since=before["since"],
            words=before["words"],
        )
        allocation.note_told_in_person(
            asker,
            now=now,
            assessment=one.assessment,
            on=now.date(),
            words="We went through the new figure together at the kitchen table, and how to challenge it.",
        )
    allocation.agree_rest(asker, now=now, assessment=one.assessment)
    allocation.tell_budget(asker, now=now, assessment=one.assessment, words="We went through your answers together.")


def _least(question: object) -> dict[str, object]:
    """Return the answer of somebody who needs the least here."""
    kind = question.kind  # type: ignore[attr-defined]
    if kind is Kind.TEXT:
        return {"text": "I would rather talk about this than write it."}
    if kind is Kind.YES_NO:
        return {"yes": False}
    levels = question.levels  # type: ignore[attr-defined]
    # Where it is asked how much others help, the least is that nobody does, so that nothing is taken off.
    chosen = next((level for level in levels if level.id == "none"), levels[0])
    return {"level": chosen.id}
