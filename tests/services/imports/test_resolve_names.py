"""Names for keys: which record a row means, what is asked where it may mean several, and what is only suggested."""

from pathlib import Path

import pytest

from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.errors import BadValue, ImportRejected
from continuity.importers.column_mapping import DateFormat
from continuity.importers.mapping_file import parse_mapping_file
from continuity.importers.read_file import ReadOptions
from continuity.reports.wording.imports import format_import_remark
from continuity.services.imports.run import ImportResult
from continuity.services.records import add_record
from support.filled_starter_sheet import CITY, OFFICE, PLAIN, differences, read_in, recorded, take
from support.reference_packs import STAMP
from support.starter_workbooks import sheet, written

LANTERN = "invented-bay/lantern-watch"
PLACE = 'one.xlsx, sheet "starter", row'


def refused(address: str, path: Path, *rows: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(ImportRejected) as error:
        take(address, path, *rows)
    return error.value.problems


def table(address: str, path: Path, name: str, *rows: dict[str, str]) -> ImportResult:
    return read_in(address, written(path, sheet(name, tuple(rows[0]), rows)))


def office(address: str, title: str) -> None:
    add_record(address, STAMP, [(TABLES_BY_NAME["offices"], {"city": CITY, "title": title, "kind": "executive"})])


def test_a_programme_renamed_with_its_key_stays_itself(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", PLAIN)
    before = recorded(database)
    done = take(database, tmp_path / "two.xlsx", {**PLAIN, "key": LANTERN, "programme": "Quilt"})
    assert differences(before, recorded(database)) == {("programmes", LANTERN): {"name": ("Lantern Watch", "Quilt")}}
    assert done.remarks == ()


def test_a_programme_renamed_without_its_key_is_another_one(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", PLAIN)
    done = take(database, tmp_path / "two.xlsx", {**PLAIN, "programme": "Lantern Watches"})
    assert (done.added, done.changed) == ({"programmes": 1, "agreements": 1}, {})
    assert [
        text
        for text in map(format_import_remark, done.remarks)
        if '"Lantern Watches" is new, and close to "lantern watch"' in text
    ]
    assert [
        text
        for text in map(format_import_remark, done.remarks)
        if f"stands in no row; nothing was removed: {LANTERN}" in text
    ]


def test_rows_of_one_city_that_contradict_each_other_name_both(database: str, tmp_path: Path) -> None:
    rows = PLAIN, {**PLAIN, "programme": "Quilt", "country": "IE"}, {**PLAIN, "owner": "Ada"}, {**PLAIN, "owner": "Ben"}
    assert refused(database, tmp_path / "one.xlsx", *rows) == (
        f'{PLACE} 3 "country": "IE", but row 2 says "GB" (both rows speak of one record: write the same in both)',
        f'{PLACE} 5 "owner": "Ben", but row 4 says "Ada" (both rows speak of one record: write the same in both)',
    )
    assert recorded(database)["cities"] == {}


def test_a_cell_filled_in_one_row_of_a_city_holds_for_all(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", {**PLAIN, "country": ""}, {**PLAIN, "programme": "Quilt"})
    assert recorded(database)["cities"][CITY]["country"] == "GB"


def test_a_profile_gives_an_office_its_rules_once(database: str, tmp_path: Path) -> None:
    rows = [{**PLAIN, "profile": "england-city-mayor"}, {**PLAIN, "profile": "england-city-mayor", "programme": "Two"}]
    first = take(database, tmp_path / "one.xlsx", *rows)
    again = take(database, tmp_path / "one.xlsx", *rows)
    assert (first.added["offices"], first.added["rules"], again.added) == (1, 1, {})
    assert recorded(database)["offices"][OFFICE]["selection"] == "direct"


def test_a_profile_alone_names_the_office(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", {**PLAIN, "office": "", "profile": "england-city-mayor"})
    assert recorded(database)["offices"][OFFICE]["title"] == "Mayor"


def test_a_profile_given_later_adds_the_rules_that_were_missing(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", PLAIN)
    done = take(database, tmp_path / "two.xlsx", {**PLAIN, "profile": "england-city-mayor"})
    assert (done.added, done.changed) == ({"rules": 1}, {})


def test_a_profile_leaves_rules_that_are_recorded(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", PLAIN)
    add_record(
        database, STAMP, [(TABLES_BY_NAME["rules"], {"office": OFFICE, "start": "2020-01-01", "term_years": "3"})]
    )
    done = take(database, tmp_path / "two.xlsx", {**PLAIN, "profile": "england-city-mayor"})
    assert (done.added, list(recorded(database)["rules"])) == ({}, [f"{OFFICE}/2020-01-01"])


def test_an_unknown_profile_is_refused_with_the_one_that_may_be_meant(database: str, tmp_path: Path) -> None:
    said = refused(database, tmp_path / "one.xlsx", {**PLAIN, "profile": "england-citymayor"})
    assert said[0].startswith(f'{PLACE} 2 "profile": no profile "england-citymayor" (did you mean england-city-mayor')
    assert len(said) == 1


@pytest.mark.parametrize(
    ("country", "city", "zone"),
    [
        ("GB", "Invented Bay", "Europe/London"),
        ("DE", "Invented Bay", "Europe/Berlin"),
        ("NZ", "Invented Bay", "Pacific/Auckland"),
        ("US", "New York", "America/New_York"),
        ("CA", "Toronto", "America/Toronto"),
    ],
)
def test_the_time_zone_follows_from_the_country(
    country: str, city: str, zone: str, sqlite_database: str, tmp_path: Path
) -> None:
    done = take(sqlite_database, tmp_path / "one.xlsx", {**PLAIN, "country": country, "city": city})
    (found,) = recorded(sqlite_database)["cities"].values()
    assert found["timezone"] == zone
    assert tuple(map(format_import_remark, done.remarks)) == (f"time zones taken from the country: {city} {zone}",)


def test_a_country_with_several_time_zones_asks(database: str, tmp_path: Path) -> None:
    us = {**PLAIN, "country": "US"}
    (said,) = refused(database, tmp_path / "one.xlsx", us, {**us, "programme": "Two"})
    hint = "write it in the column time zone, such as America/Chicago"
    assert said == f'{PLACE} 2 "time zone": US has several time zones ({hint})'
    take(database, tmp_path / "one.xlsx", {**us, "time zone": "America/Chicago"})
    assert take(database, tmp_path / "two.xlsx", us).changed == {}


def test_a_word_that_is_no_country_is_told_as_such(database: str, tmp_path: Path) -> None:
    (said,) = refused(database, tmp_path / "one.xlsx", {**PLAIN, "country": "Q1"})
    assert said.startswith(f'{PLACE} 2 "country": "Q1" is not a country code')


def test_the_office_may_be_left_out_where_the_city_has_one(database: str, tmp_path: Path) -> None:
    rows = PLAIN, {**PLAIN, "programme": "Quilt", "office": "", "holder": "", "party": ""}
    take(database, tmp_path / "one.xlsx", *rows)
    assert recorded(database)["programmes"]["invented-bay/quilt"]["office"] == OFFICE


def test_without_any_office_the_row_is_asked_for_one(database: str, tmp_path: Path) -> None:
    row = {**PLAIN, "office": "", "holder": "", "party": ""}
    (said,) = refused(database, tmp_path / "one.xlsx", row)
    assert said == f'{PLACE} 2 "office": the row names no office (write the post that decides on the programme)'


def test_with_several_offices_the_row_is_asked_which(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", PLAIN)
    office(database, "Warden")
    row = {**PLAIN, "programme": "Quilt", "office": "", "holder": "", "party": ""}
    (said,) = refused(database, tmp_path / "one.xlsx", row)
    assert said == (
        f'{PLACE} 2 "office": the city has 2 offices and the row names none'
        f" (write one of {OFFICE}, invented-bay/warden)"
    )


def test_a_recorded_programme_keeps_its_office_where_the_row_names_none(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", PLAIN)
    office(database, "Warden")
    done = take(database, tmp_path / "two.xlsx", {**PLAIN, "office": "", "holder": "", "party": "", "owner": "Ada"})
    assert done.changed == {"programmes": 1}
    assert recorded(database)["programmes"][LANTERN]["office"] == OFFICE


@pytest.mark.parametrize("text", ["invented-trust", "Invented Trust", "INVENTED  trust", " Invented Trust "])
def test_a_reference_is_a_key_or_a_name_in_any_capitals(text: str, database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", {**PLAIN, "partner": "", "funder": "Invented Trust"})
    done = table(database, tmp_path / "two.xlsx", "agreements", {"programme": LANTERN, "partner": text})
    assert done.added == {"agreements": 1}
    assert recorded(database)["agreements"][f"{LANTERN}/1"]["partner"] == "invented-trust"


@pytest.mark.parametrize("text", ["Ada Example", "ada-example"])
def test_a_reference_to_nobody_is_refused(text: str, database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", PLAIN)
    with pytest.raises(ImportRejected) as error:
        table(database, tmp_path / "two.xlsx", "terms", {"office": OFFICE, "person": text, "start": "2020-05-06"})
    assert error.value.problems == (
        f'two.xlsx, sheet "terms", row 2 "person": no person "{text}" (add the person first)',
    )


def test_a_name_that_several_have_is_refused_with_their_keys(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", PLAIN)
    add_record(database, STAMP, [(TABLES_BY_NAME["partners"], {"key": "other-trust", "name": "INVENTED TRUST"})])
    (said,) = refused(database, tmp_path / "one.xlsx", PLAIN)
    message = 'several partners are named "Invented Trust": invented-trust, other-trust'
    assert said == f'{PLACE} 2 "partner": {message} (use the key)'
    with pytest.raises(ImportRejected) as error:
        table(database, tmp_path / "two.xlsx", "agreements", {"programme": LANTERN, "partner": "Invented trust"})
    assert "several are named" in error.value.problems[0]


@pytest.mark.parametrize("heading", ["city", "office", "holder", "party", "programme", "partner"])
def test_a_name_in_other_capitals_is_the_same_record(heading: str, database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", PLAIN)
    before = {name: list(rows) for name, rows in recorded(database).items()}
    done = take(database, tmp_path / "two.xlsx", {**PLAIN, heading: PLAIN[heading].upper()})
    assert (done.added, {name: list(rows) for name, rows in recorded(database).items()}) == ({}, before)


def test_two_rows_may_write_a_name_in_other_capitals(database: str, tmp_path: Path) -> None:
    rows = PLAIN, {**PLAIN, "programme": "Quilt", "partner": "INVENTED  TRUST", "city": "invented bay"}
    done = take(database, tmp_path / "one.xlsx", *rows)
    assert (done.added["partners"], done.added["cities"], done.added["programmes"]) == (1, 1, 2)
    assert recorded(database)["partners"]["invented-trust"]["name"] == "Invented Trust"
    assert take(database, tmp_path / "one.xlsx", *rows).batch is None


def test_names_alike_are_said_and_stay_apart(database: str, tmp_path: Path) -> None:
    rows = PLAIN, {**PLAIN, "programme": "Quilt", "partner": "Invented Trusts"}
    done = take(database, tmp_path / "one.xlsx", *rows)
    assert sorted(recorded(database)["partners"]) == ["invented-trust", "invented-trusts"]
    said = [text for text in map(format_import_remark, done.remarks) if "close to" in text]
    assert len(said) == 1
    assert said[0].startswith(f'{PLACE} 2 "partner": "Invented Trust" is new, and close to "Invented Trusts"')
    done = take(database, tmp_path / "one.xlsx", *rows)
    assert not [text for text in map(format_import_remark, done.remarks) if "close to" in text]


def test_programmes_of_one_name_in_two_cities_are_two(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", PLAIN, {**PLAIN, "city": "Invented Cove", "holder": "Ben Mast"})
    assert sorted(recorded(database)["programmes"]) == [LANTERN, "invented-cove/lantern-watch"]


def test_any_table_s_sheet_is_read_by_its_name_and_by_the_option(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", PLAIN)
    path = tmp_path / "guests.csv"
    path.write_text("Organisation;Type\nInvented Guild;faith\n", encoding="cp1252")
    done = read_in(database, path, ReadOptions(table=TABLES_BY_NAME["partners"], encoding="cp1252"))
    assert (done.added, recorded(database)["partners"]["invented-guild"]["kind"]) == ({"partners": 1}, "faith")


def grants(*rows: str) -> bytes:
    return "\n".join(("Number,Title,Town", *rows, "")).encode()


MAP = b"""
keys.programmes = "Number"
values.cities.country = "GB"
values.offices.title = "Mayor"
columns.programmes.name = "Title"
columns.cities.name = "Town"
"""


def mapped(address: str, path: Path, *rows: str) -> ImportResult:
    path.write_bytes(grants(*rows))
    return read_in(address, path, ReadOptions(mapping=parse_mapping_file("grants.toml", MAP, DateFormat())))


def test_a_map_makes_keys_of_a_number_where_names_repeat(database: str, tmp_path: Path) -> None:
    rows = ("A/1 ,Grant,Invented Bay", "A/2,Grant,Invented Bay", "A/1,Grants,Invented Cove")
    done = mapped(database, tmp_path / "one.csv", *rows)
    keys = ["invented-bay/a-1", "invented-bay/a-2", "invented-cove/a-1"]
    assert (sorted(recorded(database)["programmes"]), done.added["programmes"]) == (keys, 3)
    assert not [text for text in map(format_import_remark, done.remarks) if "close to" in text]
    assert mapped(database, tmp_path / "one.csv", *rows).batch is None
    renamed = mapped(database, tmp_path / "two.csv", "A/1,Other,Invented Bay", *rows[1:])
    assert (renamed.added, renamed.changed) == ({}, {"programmes": 1})


@pytest.mark.parametrize(
    "said", [b'keys.rules = "Number"', b"keys.programmes = 1", b'keys = "Number"', b'keys.x = "y"']
)
def test_a_map_makes_keys_for_no_other_table(said: bytes) -> None:
    with pytest.raises(BadValue, match=r"grants\.toml: keys are made for cities, offices"):
        parse_mapping_file("grants.toml", MAP.replace(b'keys.programmes = "Number"', said), DateFormat())


def test_an_agreement_that_may_be_either_of_two_is_refused(database: str, tmp_path: Path) -> None:
    ends = ("2027-03-31", "2028-03-31")
    take(database, tmp_path / "two.xlsx", *({**PLAIN, "agreement end": end} for end in ends))
    (said,) = refused(database, tmp_path / "one.xlsx", {**PLAIN, "agreement end": "2029-03-31"})
    assert said == (
        f'{PLACE} 2 "agreement end": which of the agreements recorded is meant cannot be told: {LANTERN}/1, {LANTERN}/2'
        " (change it in the sheet agreements, or with `continuity agreement edit`)"
    )
