"""Which office a programme answers to once its own has ended."""

from datetime import date

import pytest

from continuity.domain.offices.models import Office, OfficeRecord
from continuity.domain.offices.snapshot import resolve_successor_office
from continuity.domain.settings import Settings
from continuity.domain.values.dates import VagueDate
from support.known_facts import snapshot_known


def answering(end: str, as_of: date, successor: str | None = "luton/leader") -> str:
    offices = (
        Office(key="luton/mayor", city="luton", end=VagueDate.parse(end), successor=successor),
        Office(key="luton/leader", city="luton"),
    )
    known = {office.key: OfficeRecord(office=office) for office in offices}
    return resolve_successor_office("luton/mayor", snapshot_known(known, as_of, Settings()))


@pytest.mark.parametrize("end", ["2026-12-31", "2026-12", "2026-12-01/2026-12-31"])
@pytest.mark.parametrize(
    ("as_of", "office"),
    [
        (date(2027, 7, 2), "luton/mayor"),
        (date(2027, 7, 3), "luton/mayor"),
        (date(2027, 7, 4), "luton/leader"),
    ],
)
def test_the_heir_answers_after_the_window_of_the_latest_day_the_office_may_end(
    end: str, as_of: date, office: str
) -> None:
    assert answering(end, as_of) == office


def test_without_an_heir_the_office_keeps_its_programmes() -> None:
    assert answering("2020-12-31", date(2027, 1, 1), successor=None) == "luton/mayor"
