"""Shares of a whole, as people read them."""

from decimal import Decimal
from fractions import Fraction

_HUNDRED_PERCENT = 100


def compute_percentage(part: Decimal | int, whole: Decimal | int) -> int | None:
    """Compute a share in percent, rounded half up; 100 only for all, 0 only for nothing. None if the whole is 0."""
    if not whole:
        return None
    share = Fraction(part) / Fraction(whole)
    rounded = int(share * _HUNDRED_PERCENT + Fraction(1, 2))
    if 0 < share < 1:
        return min(max(rounded, 1), _HUNDRED_PERCENT - 1)
    return rounded
