"""Identifiers are of version 7, sort by their moment, and within one moment by the order of making."""

from datetime import UTC, datetime, timedelta

import pytest

from ownway.values import new_identifier

NOW = datetime(2026, 3, 2, 10, 0, 0, 123_456, tzinfo=UTC)


def test_it_is_a_uuid_of_version_seven_made_at_the_moment_given() -> None:
    made = new_identifier(NOW)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == int(NOW.timestamp()) * 1000 + 123


def test_what_is_made_at_one_moment_sorts_in_the_order_of_making() -> None:
    made = [new_identifier(NOW) for _ in range(5_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert new_identifier(NOW + timedelta(milliseconds=1)) > made[-1]


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        new_identifier(datetime(2026, 3, 2))
