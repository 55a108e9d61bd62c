"""Says values in the words of the page: its language, and Easy Read where that was chosen."""

from datetime import date, datetime

from django.utils import timezone, translation

from ownway.rulebook.model import Pack
from ownway.values import Cannot, Reason
from ownway.words import reasons
from ownway.words.languages import locale_of
from ownway.words.reasons import Told


def language() -> str:
    """Return the language of the page as two letters."""
    return (translation.get_language() or "en").split("-")[0]


def tongue(pack: Pack) -> str:
    """Return what the language of a programme is called in that of the page; "" where it speaks the page's own."""
    spoken = language()
    if spoken in {one.split("-")[0] for one in pack.languages}:
        return ""
    return str(locale_of(pack.languages[0]).get_language_name(locale_of(spoken)))


def told(reason: Reason, *, pack: Pack | None = None, easy: bool = False) -> Told:
    """Return a reason and all that it stands on in words; codes of a programme need their *pack*."""
    return reasons.tell(reason, language(), easy, pack)


def sentence(reason: Reason, *, pack: Pack | None = None, easy: bool = False) -> str:
    """Return a reason as one sentence, without those below it."""
    return reasons.sentence(reason, language(), easy, pack)


def sentence_of(error: Cannot, *, easy: bool = False) -> str:
    """Return why something could not be done, and what would help, for beside a field and for the summary."""
    help_given = reasons.what_would_help(error, language(), easy)
    said = reasons.sentence(error.why, language(), easy)
    return f"{said} {help_given}".strip()


def here(moment: date | datetime) -> date:
    """Return the day of a moment where the authority is."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
