"""An agreement as a document to keep and to sign: on screen, as text to be read out, and printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ownway.words import days
from ownway.words.catalogues import translator
from ownway.words.letters.letter import Block, Letter
from ownway.words.reasons import Told


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed: the sum as it is said, from *starts* on, who signed it and when, and what they said."""

    person: str
    authority: str
    programme: str
    figure: str
    starts: date
    signed_by: str
    signed_on: date
    words: str


def document(
    language: str,
    agreed: Agreed,
    *,
    reasons: Sequence[Told] = (),
    taken_on: Sequence[str],
    lines: Sequence[Sequence[str]] = (),
    said_yes: Sequence[str] = (),
    easy: bool = False,
) -> Letter:
    """Return an agreement as a document; the PDF comes from ``words.letters.pdf``.

    *taken_on* is what the person takes on with it, *lines* what was agreed with its price, *said_yes* how they said
    yes; where they have not, there is room for their name and the day.
    """
    _ = translator(language).gettext
    signed = _("Signed by {name} on {day}.").format(name=agreed.signed_by, day=days.say(agreed.signed_on, language))
    blocks = [
        Block("line", _("Between {person} and {authority}.").format(person=agreed.person, authority=agreed.authority)),
        Block("line", agreed.programme),
        Block("figure", agreed.figure),
        Block("line", _("The money is set aside from {day}.").format(day=days.say(agreed.starts, language))),
        Block("line", signed),
    ]
    if agreed.words:
        blocks.append(Block("quote", agreed.words))
    if reasons:
        blocks += [Block("heading", _("Why it was agreed")), Block("reasons", reasons=tuple(reasons))]
    blocks.append(Block("heading", _("What you take on with it")))
    blocks += [Block("paragraph", sentence) for sentence in taken_on]
    if lines:
        head = (_("What"), _("What for"), _("Who"), _("Price"), _("In a year"))
        blocks += [
            Block("heading", _("What was agreed to buy or be given")),
            Block("table", _("What the plan pays for"), rows=(head, *(tuple(line) for line in lines))),
        ]
    blocks.append(Block("heading", _("Your yes")))
    blocks += [Block("line", one) for one in said_yes] or [Block("paragraph", _("Your name and the day:"))]
    return Letter(
        kind="agreement",
        language=language,
        easy=easy,
        title=_("What we agreed") if easy else _("The agreement"),
        authority=agreed.authority,
        to=agreed.person,
        written_on=days.say(agreed.signed_on, language),
        blocks=tuple(blocks),
    )
