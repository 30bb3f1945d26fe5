"""Up to which day each holder is known to be in office, year by year (issue 14, line 3)."""

import pytest
from office_cases import SETTINGS, day, election, leads, on, rule, term

from continuity.domain.known import filter_known_office
from continuity.domain.offices.holders import find_current_term
from continuity.domain.offices.models import Election, OfficeRecord, Rule, Term
from continuity.domain.offices.tenures import list_tenures

ADA = term("ada", "2022-05-09")
POLL = election("2026-05-07", status="held")
FIRST_DOUBT = "2026-05-11"
"""Four days after polling day, by the rule."""


def doubts(as_of: str, *facts: Rule | Term | Election) -> list[tuple[str, str | None]]:
    record = filter_known_office(leads(rule(), *facts), day(as_of))
    tenures = list_tenures(record, day(as_of), SETTINGS)
    return [(each.term.person, each.doubtful_from.isoformat() if each.doubtful_from else None) for each in tenures]


@pytest.mark.parametrize(
    ("as_of", "doubt"), [("2026-05-10", None), ("2026-05-11", FIRST_DOUBT), ("2026-11-27", FIRST_DOUBT)]
)
def test_tenure_is_doubtful_from_the_handover_without_a_result(as_of: str, doubt: str | None) -> None:
    assert doubts(as_of, ADA, POLL) == [("ada", doubt)]


@pytest.mark.parametrize("month", range(1, 13))
def test_tenure_agrees_with_the_current_holder(month: int) -> None:
    as_of = day(f"2026-{month:02}-11")
    record: OfficeRecord = filter_known_office(leads(rule(), ADA, POLL), as_of)
    (tenure,) = list_tenures(record, as_of, SETTINGS)
    is_known = tenure.doubtful_from is None or as_of < tenure.doubtful_from
    assert is_known == (find_current_term(record, as_of, SETTINGS) is not None)


def test_tenure_seen_after_the_vote_is_not_doubtful() -> None:
    assert doubts("2026-11-27", term("ada", "2022-05-09", verified_on="2026-08-01"), POLL) == [("ada", None)]


def test_tenure_with_a_recorded_end_is_as_recorded() -> None:
    ended = term("ada", "2022-05-09", "2026-05-14")
    assert doubts("2026-11-27", ended, POLL) == [("ada", None)]


def test_recorded_winner_without_a_term_has_a_tenure() -> None:
    won = election("2026-05-07", winner="bea")
    record = filter_known_office(leads(rule(), ADA, won), day("2026-11-27"))
    _, tenure = list_tenures(record, day("2026-11-27"), SETTINGS)
    assert (tenure.term.person, tenure.term.start, tenure.doubtful_from) == ("bea", on("2026-05-11"), None)
    assert doubts("2026-05-10", ADA, won) == [("ada", None)]


def test_recalled_holder_leaves_the_day_before_the_handover() -> None:
    recall = election("2025-05-08", kind="recall", status="held", holder_stays="no")
    record = filter_known_office(leads(rule(), ADA, recall), day("2026-01-01"))
    (tenure,) = list_tenures(record, day("2026-01-01"), SETTINGS)
    assert tenure.term.latest_end == day("2025-05-11")
