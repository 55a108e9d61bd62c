"""What a stream of money may buy: only what the law or the fund forbids is blocked, all else is compared afterwards."""

from ownway.rulebook.model import Stream


def is_forbidden(stream: Stream, kind: str) -> bool:
    """Whether the stream's own law forbids that kind of support (F6), or its ring fence leaves it out.

    A spend of which nobody said what kind it is is not forbidden: nothing is blocked on a guess (U5).
    """
    return bool(kind) and not stream.may_buy(kind)
