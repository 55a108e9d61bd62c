"""Which of a pack's funding streams carries what the rule allots."""

from ownway.rulebook.model import Spending, Stream


def main_stream(spending: Spending) -> Stream:
    """Return the stream that the allotted sum comes from: the first active one without a ring fence, else the first.

    Ring-fenced money is awarded by its own funder; a figure worked out from need is not theirs.

    :raises LookupError: when no stream is active; a pack that pays nobody commits nothing.
    """
    active = sorted((stream for stream in spending.streams if stream.active), key=lambda stream: stream.order)
    if not active:
        raise LookupError("No stream of this pack is active.")
    return next((stream for stream in active if not stream.ring_fenced), active[0])
