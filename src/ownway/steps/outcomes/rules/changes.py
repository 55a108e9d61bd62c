"""What became of the changes a person wanted in their life: where and with whom they live, what they do, who helps."""

from enum import StrEnum


class Became(StrEnum):
    """What became of one change; only those who wanted it count when shares are told."""

    CAME = "came"
    """The person wanted it and it came about."""
    NOT_YET = "not_yet"
    """The person wants it and it has not come about."""
    NOT_WANTED = "not_wanted"
    """The person is content with this as it is."""
