"""Shares as people read them: rounded, but all and nothing are what they say."""

from decimal import Decimal

import pytest

from continuity.domain.values.percentages import compute_percentage


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(9, 22, 41), (1, 8, 13), (3, 8, 38), (1, 3, 33), (3, 3, 100), (0, 7, 0), (5, 4, 125)],
)
def test_a_share_is_rounded_half_up(part: int, whole: int, share: int) -> None:
    assert compute_percentage(part, whole) == share


def test_a_hundred_means_all_and_nought_means_none() -> None:
    assert compute_percentage(Decimal("999.99"), Decimal(1000)) == 99
    assert compute_percentage(1, 1000) == 1


def test_nothing_has_no_share() -> None:
    assert compute_percentage(0, 0) is None
