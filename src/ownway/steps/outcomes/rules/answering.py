"""Who answered about a person's life: alone, with help, or someone else for them."""

from enum import StrEnum


class Answered(StrEnum):
    """How an answer came about; it is shown beside every score."""

    ALONE = "alone"
    WITH_HELP = "with_help"
    FOR_THEM = "for_them"
    """Someone answered who knows the person; never counted as the person's own voice."""


def how_answered(*, is_self: bool, said: str) -> Answered:
    """Return how an answer came about: nobody but the person answers alone.

    *said* is what the form says; whoever else types it helped at least.
    """
    told = Answered(said)
    return Answered.WITH_HELP if told is Answered.ALONE and not is_self else told
