"""Names kinds of decisions and of clocks by the sentences that the words hold for them."""

from ownway.words.reasons import without_sentence


def title_code(kind: str) -> str:
    """Return the code under which the words name decisions of *kind*; a kind without a name takes the general one."""
    return _known(f"decisions.kind.{kind}", "decisions.kind.other")


def clock_code(kind: str) -> str:
    """Return the code under which the words say what a clock of *kind* waits for; without one, "an answer"."""
    return _known(f"decisions.clock.{kind}", "decisions.clock.other")


def _known(code: str, general: str) -> str:
    return general if without_sentence([code]) else code
