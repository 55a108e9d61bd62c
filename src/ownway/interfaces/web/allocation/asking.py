"""Who asks and when, which rules hold, and in whose voice an answer is written down."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice
from ownway.interfaces.web.design.saying import here
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.steps.allocation import queries
from ownway.steps.allocation.queries import AssessmentSeen
from ownway.values import Asker
from ownway.values.cannot import NotAllowed

SPOKEN = ("with_someone", "phone", "paper")
"""Ways of answering in which somebody else writes down what the person says."""

BY = "by"
"""The part of an address that says which of them it is."""


def who_and_when(request: HttpRequest) -> tuple[Asker, datetime]:
    """Return who asks, and the moment of the request."""
    return request.asker, request.now


def easy(request: HttpRequest) -> bool:
    """Return whether the page is shown in Easy Read."""
    return bool(request.showing.easy_read)


def pack_of(version: str) -> Pack:
    """Return the rules an assessment or a figure was made under."""
    return programmes.pack(version)


def currency_of(request: HttpRequest, person: UUID) -> str:
    """Return the currency of the person's figure, or of the usual programme where they have none yet."""
    asker, now = who_and_when(request)
    held = queries.figure_of(asker, person=person, now=now)
    version = held.version if held else programmes.in_force(settings.OWNWAY_PROGRAMME, on=here(now))
    return pack_of(version).currency


def channel_of(request: HttpRequest, seen: AssessmentSeen) -> str:
    """Return how the answers of this page are given: as the address says, else as the assessment was begun."""
    by = request.GET.get(BY, "")
    return by if by in SPOKEN else seen.channel


def voice_of(request: HttpRequest, seen: AssessmentSeen) -> str:
    """Return in whose voice the asker answers on a question page: the person's where they may, else their own."""
    asker, now = who_and_when(request)
    channel = channel_of(request, seen)
    voices = queries.can_answer_as(asker, person=seen.person, channel=channel, now=now)
    return next((voice for voice in ("person", "advocate", "family", "carer") if voice in voices), "")


def with_channel(request: HttpRequest, address: str) -> str:
    """Return *address* so that it keeps the way in which the answers are given."""
    by = request.GET.get(BY, "")
    return f"{address}?{BY}={by}" if by in SPOKEN else address


def is_own(request: HttpRequest, person: UUID) -> bool:
    """Return whether the page is about the one who looks at it."""
    asker, _now = who_and_when(request)
    return asker.party == person


def only_who_may(request: HttpRequest, deed: str, person: UUID) -> None:
    """Show a form only to one who may send it.

    :raises NotAllowed: when the deed is not granted to the asker for this person.
    """
    asker, now = who_and_when(request)
    if not queries.may_do(asker, deed=deed, person=person, now=now):
        raise NotAllowed("people.not_granted", deed=f"allocation.{deed}")


def voices_in_words() -> dict[str, str]:
    """Return each voice in the words of the page."""
    return {
        "person": _("The person"),
        "advocate": _("Who speaks for them"),
        "family": _("Family"),
        "carer": _("Carer"),
        "practitioner": _("Practitioner"),
    }


def spoken_choices() -> list[Choice]:
    """Return the ways of answering in which somebody else writes, to choose from."""
    said = channels_in_words()
    return [Choice(way, said[way].capitalize()) for way in SPOKEN]


def channels_in_words() -> dict[str, str]:
    """Return each way of answering in the words of the page."""
    return {
        "self": _("online"),
        "with_someone": _("together with someone"),
        "phone": _("by phone"),
        "paper": _("on paper"),
    }
