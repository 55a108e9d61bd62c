"""Cuts a line that several streams share: by agreed shares, in whole pence, with nothing lost and nothing twice."""

from collections.abc import Mapping
from fractions import Fraction

from ownway.values import Rounding, round_to_whole


def cut(pence: int, shares: Mapping[str, Fraction], rounding: Rounding) -> dict[str, int]:
    """Return how many of the *pence* each stream bears, by the pack's *rounding*, in the order of *shares*.

    What the streams so far bear together is rounded, and each bears the difference; so the parts add up to the whole
    and none is below nothing. Shared 3/5 and 2/5, 101 pence are 61 and 40.

    :raises ValueError: when the shares do not add up to the whole.
    """
    if sum(shares.values(), Fraction(0)) != 1 or any(share <= 0 for share in shares.values()):
        raise ValueError("Shares are above nothing and add up to the whole.")
    parts, so_far, share_so_far = {}, 0, Fraction(0)
    for stream, share in shares.items():
        share_so_far += share
        until = round_to_whole(pence * share_so_far, rounding)
        parts[stream], so_far = until - so_far, until
    return parts
