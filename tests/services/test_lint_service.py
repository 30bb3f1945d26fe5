"""The linter on real data: the fourteen cities and the invented one, as of 2026-11-23."""

from datetime import date

import pytest

from continuity.domain.lint.base import Remark
from continuity.domain.lint.registry import find_remarks
from continuity.domain.schema.tables import TABLES_BY_NOUN
from continuity.errors import UnknownKey
from continuity.reports.wording.remarks import format_remark
from continuity.services.lint import lint_database, load_lint_data
from continuity.services.records import add_record, edit_record
from continuity.services.transaction import read_database
from support.query_counter import counted
from support.reference_packs import AS_OF, STAMP

WANTING = {
    "berlin/governing-mayor/2026-09-20",
    "birmingham/leader/2026-05-07",
    "mechelen/burgomaster/2024-10-13",
    "portsmouth/leader/2026-05-07",
    "the-hague/college/2026-03-18",
    "toronto/mayor/2026-10-26",
}


def of(code: str, found: tuple[Remark, ...]) -> list[Remark]:
    return [one for one in found if one.code == code]


def test_the_only_errors_are_the_elections_whose_result_nobody_knows(cities: str) -> None:
    errors = [one for one in lint_database(cities, AS_OF).remarks if one.severity == "error"]
    assert {one.code for one in errors} == {"NO_RESULT"}
    assert {one.records for one in errors} == {
        (f"election:{key}", f"office:{key.rpartition('/')[0]}") for key in WANTING
    }


@pytest.mark.parametrize(
    ("code", "records"),
    [
        ("GAP", {("office:liverpool/leader",)}),
        ("UNDATED", {("term:essen/lord-mayor/wolfgang-reiniger",), ("term:portsmouth/leader/leo-madden",)}),
        ("SEATS_UNDER", set()),
        ("FIRST_OF_JANUARY", set()),
        ("SAME_NAME", set()),
        ("AGREEMENT_OUTLIVES", set()),
    ],
)
def test_known_spots_are_found_and_known_soundness_is_left_alone(code: str, records: set, cities: str) -> None:
    assert {one.records for one in of(code, lint_database(cities, AS_OF).remarks)} == records


def test_a_postponed_election_explains_a_long_term_and_a_leader_of_ten_years_is_named(cities: str) -> None:
    terms = {one.records[0] for one in of("TERM_TOO_LONG", lint_database(cities, AS_OF).remarks)}
    assert "term:portsmouth/leader/2004-06-22" in terms
    assert "term:london/mayor/2016-05-09" not in terms


def test_the_answer_is_a_page_not_a_flood(cities: str) -> None:
    found = lint_database(cities, AS_OF).remarks
    assert len(found) <= 40
    assert len({(one.code, one.records[0]) for one in found}) == len(found)


def test_an_earlier_day_sees_what_was_open_then(cities: str) -> None:
    found = lint_database(cities, date(2026, 10, 26)).remarks
    assert all("toronto" not in format_remark(one.code, one) for one in of("NO_RESULT", found))


def test_a_city_is_looked_at_by_itself(cities: str) -> None:
    found = lint_database(cities, AS_OF, "Portsmouth").remarks
    assert [one.records[0] for one in found if one.severity == "error"] == ["election:portsmouth/leader/2026-05-07"]
    assert all("portsmouth" in record for one in found for record in one.records)
    assert {one.code for one in found} >= {"NO_RESULT", "TERM_TOO_LONG", "UNDATED", "NOT_VERIFIED"}


def test_a_city_that_is_not_recorded_is_refused(cities: str) -> None:
    with pytest.raises(UnknownKey, match="lundon"):
        lint_database(cities, AS_OF, "lundon")


def test_an_heir_in_another_city_is_seen_where_one_city_is_looked_at(cities: str) -> None:
    office, invented = TABLES_BY_NOUN["office"], "invented-harbour-city"
    edit_record(cities, STAMP, office, "luton/leader", {"end": "2026-03-31"})
    (one,) = of("NO_HEIR", lint_database(cities, AS_OF, "luton").remarks)
    assert one.records == (
        "office:luton/leader",
        "programme:luton/luton-in-harmony",
        "programme:luton/many-voices-one-town",
    )
    edit_record(cities, STAMP, office, "luton/leader", {"successor": f"{invented}/mayor"})
    assert of("NO_HEIR", lint_database(cities, AS_OF, "luton").remarks) == []


def test_a_name_typed_twice_is_found(cities: str) -> None:
    add_record(cities, STAMP, [(TABLES_BY_NOUN["person"], {"name": "Sadiq  khan", "key": "s-khan"})])
    (one,) = of("SAME_NAME", lint_database(cities, AS_OF).remarks)
    assert one.records == ("person:s-khan", "person:sadiq-khan")


def test_an_empty_record_has_nothing_to_remark(database: str) -> None:
    assert lint_database(database, AS_OF).remarks == ()


def test_the_number_of_queries_of_a_check_does_not_grow_with_the_record(cities: str, database: str) -> None:
    counts = []
    for address in (database, cities):
        with read_database(address) as connection, counted(connection) as queries:
            find_remarks(load_lint_data(connection, AS_OF), AS_OF)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 38
