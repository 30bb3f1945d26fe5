"""Shares of a whole, as people read them."""

from decimal import Decimal
from fractions import Fraction

_ALL = 100


def percent(part: Decimal | int, whole: Decimal | int) -> int | None:
    """The share, rounded half up; None of nothing.

    What is not all never reads 100, and what is not nothing never 0.
    """
    if not whole:
        return None
    share = Fraction(part) / Fraction(whole)
    rounded = int(share * _ALL + Fraction(1, 2))
    if 0 < share < 1:
        return min(max(rounded, 1), _ALL - 1)
    return rounded
