"""The sentence of a report that makes up for several."""

from datetime import date, timedelta

from continuity.reports.wording.changes import format_covered_periods

FIRST = date(2026, 7, 1)


def test_one_period_needs_no_sentence() -> None:
    assert format_covered_periods([]) == format_covered_periods([FIRST]) == ""


def test_the_periods_are_named() -> None:
    assert format_covered_periods([date(2026, month, 1) for month in range(7, 12)]) == (
        "Covers 5 periods that were due: 1 July 2026, 1 August 2026, 1 September 2026, 1 October 2026 "
        "and 1 November 2026."
    )


def test_twelve_are_named_and_of_more_the_first_and_the_last() -> None:
    days = [FIRST + timedelta(days=number) for number in range(150)]
    twelve, many = format_covered_periods(days[:12]), format_covered_periods(days)
    assert (twelve.count("2026"), "more" in twelve) == (12, False)
    assert format_covered_periods(days[:13]).endswith("11 July 2026, 1 more and 13 July 2026.")
    assert many.startswith("Covers 150 periods that were due: 1 July 2026, 2 July 2026, ")
    assert many.endswith(", 11 July 2026, 138 more and 27 November 2026.")
