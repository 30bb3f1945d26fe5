"""Ten cities from public sources, on ten past days each: who was in charge, and which change was still open.

tests/data/ten_cities is the record; the rows of ten_cities_expected.csv were written from its sources beforehand.
"""

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from continuity.domain.offices.holders import Holders
from continuity.domain.offices.models import Transition
from continuity.domain.vocabulary import Capacity, VacancyReason
from continuity.services.assessment import Scope
from continuity.services.imports.run import import_pack
from continuity.services.listings import assess_figures
from continuity.services.offices.holders import list_office_holders
from support.reference_packs import STAMP

DATA = Path(__file__).parents[1] / "data"
IN_CHARGE = (Capacity.SUBSTANTIVE, Capacity.ACTING)


def read_expected() -> list[dict[str, str]]:
    with (DATA / "ten_cities_expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TenCities:
    """The recorded cities, as known on a day; each day is asked once."""

    def __init__(self, address: str) -> None:
        self.list_holders = cache(lambda day: list_office_holders(address, day)[0])
        self.list_transitions = cache(lambda day: assess_figures(address, day, None, Scope()).assessment.transitions)

    def describe(self, office: str, day: date) -> dict[str, str]:
        """Describe the answers on an office in the columns of the expected rows."""
        holders = next(holders for holders in self.list_holders(day) if holders.office.key == office)
        transitions = (transition for transition in self.list_transitions(day) if transition.office == office)
        return {
            "holder": find_person_in_charge(holders),
            "state": describe_state(holders),
            "open": " | ".join(list_open_changes(transitions)),
        }


@pytest.fixture(scope="module")
def ten_cities(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> TenCities:
    """A database of the ten cities alone."""
    address = tmp_path_factory.mktemp("ten_cities") / "continuity.db"
    address.write_bytes(sqlite_template.read_bytes())
    import_pack(str(address), STAMP, DATA / "ten_cities")
    return TenCities(str(address))


def find_person_in_charge(holders: Holders) -> str:
    return next((holder.term.person for holder in holders.holders if holder.capacity in IN_CHARGE), "")


def describe_state(holders: Holders) -> str:
    has_ended = holders.vacancy is not None and holders.vacancy.reason == VacancyReason.OFFICE_ENDED
    return "ended" if has_ended else holders.state


def list_open_changes(transitions: Iterator[Transition]) -> list[str]:
    changes = sorted((change.polling_day, change.kind) for change in transitions if change.open)
    return [f"{kind} {day}" for day, kind in changes]


@pytest.mark.parametrize("row", read_expected(), ids=lambda row: f"{row['office']} {row['as_of']}")
def test_city_on_past_day_is_as_in_sources(ten_cities: TenCities, row: dict[str, str]) -> None:
    """Issue 14, shown by: ten cities on ten past days each, right and wrong."""
    answers = ten_cities.describe(row["office"], date.fromisoformat(row["as_of"]))
    assert answers == {column: row[column] for column in answers}, row["why"]


def test_expected_rows_cover_ten_days_of_each_city() -> None:
    days_by_city: dict[str, set[str]] = {}
    for row in read_expected():
        days_by_city.setdefault(row["office"].partition("/")[0], set()).add(row["as_of"])
    assert {city: len(days) for city, days in days_by_city.items()} == dict.fromkeys(days_by_city, 10)
    assert len(days_by_city) == 10
