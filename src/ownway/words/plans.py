"""A support plan as a document to keep: on screen, as text to be read out, and printed, in ordinary or large print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ownway.values import Every, Money
from ownway.words import days, money, periods
from ownway.words.catalogues import translator
from ownway.words.filling import number
from ownway.words.letters.letter import Block, Letter


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plan: what for, what, by whom, at what price how often, and what that comes to in a year."""

    aim: str
    what: str
    who: str
    price: Money
    times: Fraction
    every: Every
    per_year: Money


@dataclass(frozen=True, slots=True)
class Sum:
    """What the plan comes to in a year beside the budget; without a budget only the plan is known."""

    plan: Money
    budget: Money | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What is to happen in a bad spell, or when something falls through; *kept_back* is for a year."""

    bad_spell: bool
    happens: str
    then: str
    never: str
    who: str
    kept_back: Money


def document(
    language: str,
    *,
    person: str,
    authority: str,
    written_on: date,
    sections: Sequence[tuple[str, str]],
    lines: Sequence[Line],
    total: Sum,
    cases: Sequence[Case] = (),
    easy: bool = False,
) -> Letter:
    """Return the plan of a person as a document; *sections* are the plan's questions with what was written to each.

    What was written is the person's and stays untouched; a question without an answer is left out. The PDF comes
    from ``words.letters.pdf``.
    """
    _ = translator(language).gettext
    blocks = []
    for heading, text in sections:
        if text:
            blocks += [Block("heading", heading), *(Block("paragraph", part) for part in _parts(text))]
    if lines:
        blocks += [
            Block("heading", _("How the money is used")),
            Block("table", _("What the plan pays for"), rows=_rows(lines, language)),
        ]
    blocks += case_blocks(cases, language)
    return Letter(
        kind="plan",
        language=language,
        easy=easy,
        title=_("My plan") if easy else _("The support plan of {name}").format(name=person),
        authority=authority,
        to=person,
        written_on=days.say(written_on, language),
        blocks=(*blocks, *_sums(total, language)),
    )


def when_things_fall_through(
    language: str, *, person: str, authority: str, written_on: date, cases: Sequence[Case], easy: bool = False
) -> Letter:
    """Return, to hang by the door, what is to happen when something goes wrong, who steps in and what pays for it."""
    return Letter(
        kind="falling_through",
        language=language,
        easy=easy,
        title=translator(language).gettext("When things fall through: {name}").format(name=person),
        authority=authority,
        to=person,
        written_on=days.say(written_on, language),
        blocks=case_blocks(cases, language),
    )


def case_blocks(cases: Sequence[Case], language: str) -> tuple[Block, ...]:
    """Return the cases as blocks of a document: what happens, what then, what never, who, and the money for it."""
    _ = translator(language).gettext
    blocks = []
    for case in cases:
        kind = _("A bad spell") if case.bad_spell else _("Something falls through")
        blocks += [Block("heading", f"{kind}: {case.happens}"), Block("quote", case.then)]
        if case.never:
            blocks.append(Block("paragraph", _("Never: {words}").format(words=case.never)))
        if case.who:
            blocks.append(Block("paragraph", _("Who steps in: {words}").format(words=case.who)))
        if case.kept_back:
            kept = _("{sum} a year is kept back for it.").format(sum=money.say(case.kept_back, language))
            blocks.append(Block("paragraph", kept))
    return tuple(blocks)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _rows(lines: Sequence[Line], language: str) -> tuple[tuple[str, ...], ...]:
    _ = translator(language).gettext
    head = (_("What"), _("What for"), _("Who"), _("Price"), _("In a year"))
    return (
        head,
        *(
            (line.what, line.aim, line.who, _price(line, language), money.say(line.per_year, language))
            for line in lines
        ),
    )


def _price(line: Line, language: str) -> str:
    _ = translator(language).gettext
    if not line.price:
        return _("free")
    each = periods.each(line.every, language)
    if line.times == 1:
        return f"{money.say(line.price, language)} {each}"
    return f"{number(line.times, language)} × {money.say(line.price, language)} {each}"


def _sums(total: Sum, language: str) -> tuple[Block, ...]:
    _ = translator(language).gettext
    said = [_("The plan comes to {sum} in a year.").format(sum=money.say(total.plan, language))]
    if total.budget is not None:
        left = total.budget - total.plan
        said.append(_("The budget is {sum} in a year.").format(sum=money.say(total.budget, language)))
        over = left.pence < 0
        told = _("{sum} is missing.") if over else _("{sum} is left over.")
        said.append(told.format(sum=money.say(-left if over else left, language)))
    return tuple(Block("line", sentence) for sentence in said)
