"""Where periods leave days of the span uncovered."""

from datetime import date

import pytest

from continuity.domain.risk.coverage_gaps import CoverageGap, can_cover, find_coverage_gaps
from continuity.domain.values.dates import Period
from support.risk_cases import on


def may(first: int, last: int) -> Period:
    return Period(date(2027, 5, first), date(2027, 5, last))


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], ()),
        ([may(10, 20)], ()),
        ([may(1, 14), may(15, 31)], ()),
        ([may(1, 3), may(5, 8)], (CoverageGap("ENDS", may(10, 20), date(2027, 5, 8)),)),
        ([may(22, 23), may(25, 28)], (CoverageGap("STARTS", may(10, 20), date(2027, 5, 22)),)),
        ([may(1, 8), may(22, 28)], (CoverageGap("GAP", may(10, 20), date(2027, 5, 8)),)),
        (
            [may(12, 13)],
            (
                CoverageGap("STARTS", may(10, 11), date(2027, 5, 12)),
                CoverageGap("ENDS", may(14, 20), date(2027, 5, 13)),
            ),
        ),
        ([may(1, 12), may(14, 31)], (CoverageGap("GAP", may(13, 13), date(2027, 5, 12)),)),
    ],
)
def test_a_hole_starts_late_ends_early_or_lies_between(
    periods: list[Period], expected: tuple[CoverageGap, ...]
) -> None:
    assert find_coverage_gaps(may(10, 20), periods) == expected
    assert find_coverage_gaps(may(10, 20), periods[::-1]) == expected


@pytest.mark.parametrize(
    ("start", "end", "might"),
    [
        (None, None, True),
        ("2027-05-20", None, True),
        ("2027-05-21", None, False),
        (None, "2027-05-10", True),
        (None, "2027-05-09", False),
        ("2027", "2027", True),
        ("2027-05-15", "2027-05-14", False),
    ],
)
def test_absent_dates_are_read_as_unbounded(start: str | None, end: str | None, *, might: bool) -> None:
    assert can_cover(on(start), on(end), [may(10, 20)]) is might
