"""What was told to whom: letters as they were sent, on the page, as plain text and as a PDF."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ownway.registers.letters import models, policies
from ownway.registers.trail.models import is_erased, remember_keys
from ownway.values import Asker, Cannot
from ownway.values.cannot import NotFound
from ownway.words.letters import Letter
from ownway.words.letters.pdf import CannotPrint, pdf


class CannotPrintLetter(Cannot):
    """The letter cannot be made into a PDF; it can be read on the page."""


@dataclass(frozen=True, slots=True)
class LetterSeen:
    """A letter as its reader sees it. *letter* is nothing where the file was erased; *told* says how it came."""

    id: UUID
    to: UUID
    about: UUID
    kind: str
    written_at: datetime
    thing: str
    thing_id: UUID | None
    letter: Letter | None
    told: tuple[tuple[str, datetime], ...]

    @property
    def title(self) -> str:
        """Its title, or "" where it was erased."""
        return self.letter.title if self.letter else ""

    @property
    def is_new(self) -> bool:
        """Whether it has not reached its reader in any way."""
        return not self.told


def letters_to(asker: Asker, *, person: UUID, now: datetime) -> tuple[LetterSeen, ...]:
    """Return the letters to *person*, the newest first; of those about others, only what the asker may read.

    :raises NotFound: when the asker may not know of the person.
    """
    policies.check_may_read(asker, to=person, about=person, now=now)
    rows = models.Letter.objects.filter(to=person).order_by("-written_at", "-id").prefetch_related("tellings")
    return tuple(_seen(row) for row in _readable(asker, rows, now))


def letters_about(asker: Asker, *, person: UUID, now: datetime) -> tuple[LetterSeen, ...]:
    """Return every letter about *person*, to whomever it went, the newest first."""
    policies.check_may_read(asker, to=person, about=person, now=now)
    rows = models.Letter.objects.filter(about=person).order_by("-written_at", "-id").prefetch_related("tellings")
    return tuple(_seen(row) for row in _readable(asker, rows, now))


def letter(asker: Asker, *, letter: UUID, now: datetime) -> LetterSeen:
    """Return one letter.

    :raises NotFound: when there is none that the asker may know of.
    """
    return _found(asker, letter, now)


def printed(asker: Asker, *, letter: UUID, now: datetime, large: bool = False) -> bytes:
    """Return a letter as a tagged PDF, made from the words that were sent; *large* gives large print.

    :raises NotFound: when there is none that the asker may know of.
    :raises CannotPrintLetter: when it was erased, or holds a script that cannot be printed.
    """
    sent = _found(asker, letter, now).letter
    if sent is None:
        raise CannotPrintLetter("letters.erased")
    try:
        return pdf(sent, large=large)
    except CannotPrint as error:
        raise CannotPrintLetter("letters.cannot_print") from error


def _found(asker: Asker, letter: UUID, now: datetime) -> LetterSeen:
    row = models.Letter.objects.filter(id=letter).prefetch_related("tellings").first()
    if row is None:
        raise NotFound("letters.unknown")
    policies.check_may_read(asker, to=row.to_id, about=row.about_id, now=now)
    return _seen(row)


def _readable(asker: Asker, rows: Iterable[models.Letter], now: datetime) -> list[models.Letter]:
    found = list(rows)
    may = {
        (to, about): policies.may_read(asker, to=to, about=about, now=now)
        for to, about in {(row.to_id, row.about_id) for row in found}
    }
    remember_keys({row.about_id for row in found})
    return [row for row in found if may[row.to_id, row.about_id]]


def _seen(row: models.Letter) -> LetterSeen:
    body = row.body
    return LetterSeen(
        id=row.id,
        to=row.to_id,
        about=row.about_id,
        kind=row.kind,
        written_at=row.written_at,
        thing=row.thing,
        thing_id=row.thing_id,
        letter=None if is_erased(body) else Letter.from_json(body),
        told=tuple(sorted(((telling.told_by, telling.told_at) for telling in row.tellings.all()), key=lambda t: t[1])),
    )
