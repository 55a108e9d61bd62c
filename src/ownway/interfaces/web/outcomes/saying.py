"""Says in the words of the page who answered, what became of a change, and where a benchmark is printed."""

from django.utils.translation import gettext as _

from ownway.interfaces.web.design.saying import language
from ownway.rulebook.model import Pack
from ownway.steps.outcomes.queries import Answered, Became, ScoreSeen


def who_answered(one: ScoreSeen) -> str:
    """Return who gave an answer, and how."""
    said = {
        Answered.ALONE: _("%(name)s, alone"),
        Answered.WITH_HELP: _("%(name)s, with help"),
        Answered.FOR_THEM: _("%(name)s, for them"),
    }[one.answered] % {"name": one.by_name}
    if one.answered is Answered.WITH_HELP and not one.helper_words:
        return said
    return f"{said} ({one.helper_words})" if one.helper_words else said


def became_in_words() -> dict[str, str]:
    """Return what can become of a change, in words."""
    return {
        Became.CAME: _("I wanted it, and it came"),
        Became.NOT_YET: _("I want it, and it has not come yet"),
        Became.NOT_WANTED: _("I do not want this to change"),
    }


def answer_in_words(pack: Pack, answer: str, *, easy: bool) -> str:
    """Return better, same or worse in the words of the programme."""
    marks = {"better": "▲ ", "same": "● ", "worse": "▼ "}
    return marks.get(answer, "") + pack.say(f"outcome.{answer}", language(), easy)


def source_of(pack: Pack, ids: set[str]) -> str:
    """Return where benchmarks are printed, as titles of sources."""
    return "; ".join(source.title for source in pack.sources if source.id in ids)
