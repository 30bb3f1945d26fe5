"""Issue 14, line 4: which first days belong to one mandate, by literal elections of May 2022, 2026 and 2030."""

import pytest
from office_cases import SETTINGS, day, on, rule

from continuity.domain.known import filter_known_office
from continuity.domain.offices.first_days import FirstDayChange, compare_first_days
from continuity.domain.offices.handover import list_election_handovers
from continuity.domain.offices.models import Office, OfficeRecord

NEW, SAME, DOUBT = FirstDayChange.NEW_MANDATE, FirstDayChange.CORRECTION, FirstDayChange.DOUBTFUL
OFFICE = OfficeRecord(office=Office(key="city/mayor", city="city"), rules=(rule(),))


def compare(recorded: str | None, given: str, expected_end: str = "", *, with_rule: bool = True) -> FirstDayChange:
    handovers = list_election_handovers(filter_known_office(OFFICE, day("2026-06-01")), day("2026-06-01"), SETTINGS)
    expected = on(expected_end) if expected_end else None
    return compare_first_days(on(recorded) if recorded else None, expected, on(given), handovers if with_rule else ())


@pytest.mark.parametrize(
    ("recorded", "given", "expected"),
    [
        ("2022-05-09", "2026-05-06", SAME),
        ("2022-05-09", "2026-05-07", NEW),
        ("2022-05-09", "2026-05-08", NEW),
        ("2022-05-09", "2026", NEW),
        ("2022-05-09", "2022-05-20", SAME),
        ("2022", "2022-05-09", SAME),
        ("2022-05-09", "2022", SAME),
        ("2022-05-09", "2022-05-05", SAME),
        ("2022-05-09", "2022-05-04", DOUBT),
        ("2026-05-11", "2022-05-09", DOUBT),
        (None, "2026-05-11", SAME),
    ],
)
def test_first_days_around_an_election_are_told_apart(recorded: str | None, given: str, expected: str) -> None:
    assert compare(recorded, given) == expected


@pytest.mark.parametrize(
    ("recorded", "given", "expected"),
    [
        ("../2022-08-05", "2022-05-09", SAME),
        ("../2022-08-05", "2026-05-11", NEW),
        ("2022-05-09", "../2026-05-10", SAME),
        ("2022-05-09", "../2026-05-11", NEW),
        ("2022-05-09", "../2026-05-12", NEW),
        ("../2022-08-05", "../2026-08-05", NEW),
        ("../2022-08-05", "../2022-09-05", SAME),
    ],
)
def test_day_in_office_tells_a_new_mandate_from_the_handover(recorded: str, given: str, expected: str) -> None:
    """Who is in office between the vote and the handover may still be there by the mandate before."""
    assert compare(recorded, given) == expected


@pytest.mark.parametrize(
    ("given", "expected_end", "expected"),
    [
        ("2025-06-29", "2025-06-30", SAME),
        ("2025-06-30", "2025-06-30", NEW),
        ("2025-07-01", "2025-06-30", NEW),
        ("2025-05-31", "2025-06", SAME),
        ("2025-06-15", "2025-06", DOUBT),
        ("2025-07-01", "2025-06", NEW),
        ("2022-11-08", "", SAME),
        ("2022-11-09", "", DOUBT),
    ],
)
def test_first_days_without_elections_turn_on_the_expected_end(given: str, expected_end: str, expected: str) -> None:
    assert compare("2022-05-09", given, expected_end, with_rule=False) == expected
