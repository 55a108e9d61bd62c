"""Walks each invented person through the steps as far as they have come, in the order in which it happened."""

from ownway.interfaces.cli.demo import agreeing, charging, happening, knowing, living
from ownway.interfaces.cli.demo.person import Person

BEFORE_PAYMENT = (
    ("started", knowing.start),
    ("estimated", knowing.hand_in),
    ("checking", knowing.check),
    ("told", knowing.tell),
    ("planning", agreeing.write_plan),
    ("handed_in", agreeing.hand_in_plan),
    ("refused_challenged", agreeing.refuse_and_challenge),
    ("agreed", agreeing.sign),
    ("controlled", living.choose_control),
    ("controlled", charging.decide_what_they_pay),
    ("controlled", happening.employ),
)
AFTER_PAYMENT = (
    ("spending", living.spend),
    ("spending", charging.bill_and_charge),
    ("living", living.tell_how_life_goes),
    ("review_called", living.call_review),
    ("reviewed", living.conclude_review),
)


def until_payment(one: Person) -> None:
    """Go through every stage that comes before money moves."""
    for stage, deed in BEFORE_PAYMENT:
        if one.invented.reaches(stage):
            deed(one)


def after_payment(one: Person) -> None:
    """Go through every stage that needs money; to whom something happened told already what they bought."""
    for stage, deed in AFTER_PAYMENT:
        if one.invented.reaches(stage) and not (deed is living.spend and "happens" in one.invented.given):
            deed(one)
