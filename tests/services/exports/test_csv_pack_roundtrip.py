"""The pack goes out and comes back byte for byte, and a faulty one changes nothing."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from continuity.domain.schema.tables import TABLES, TABLES_BY_NAME
from continuity.errors import FileError, ImportRejected
from continuity.importers.read_file import ReadOptions
from continuity.services.exports.csv_pack import export_pack
from continuity.services.history import list_batches
from continuity.services.imports.run import ImportOptions, import_pack, import_path
from continuity.services.records import add_record, list_records
from support.reference_packs import AS_OF, PACKS, REFERENCE, STAMP

FILES = [f"{table.name}.csv" for table in TABLES]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}


def pack(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.mark.parametrize("name", PACKS)
def test_a_reference_pack_is_what_its_export_gives(name: str, database: str, tmp_path: Path) -> None:
    import_pack(database, STAMP, REFERENCE / name)
    export_pack(database, tmp_path / "out")
    assert contents(tmp_path / "out") == contents(REFERENCE / name)


def test_a_second_import_of_the_same_pack_changes_nothing(database: str) -> None:
    first = import_pack(database, STAMP, REFERENCE / "fourteen")
    again = import_pack(database, STAMP, REFERENCE / "fourteen")
    assert (again.added_count, again.changed_count, again.unchanged) == (0, 0, first.added_count)
    assert len(list_batches(database, 10)) == 1


def test_changed_name_changes_one_record_and_keeps_the_old_one(database: str, tmp_path: Path) -> None:
    import_pack(database, STAMP, REFERENCE / "invented")
    export_pack(database, tmp_path / "out")
    people = tmp_path / "out" / "people.csv"
    people.write_bytes(people.read_bytes().replace(b"Ada Quay", "Ada Quäy".encode()))
    done = import_pack(database, STAMP, tmp_path / "out")
    assert [row["value"] for row in done.inserts["identifiers"]] == ["Ada Quay (INVENTED)"]
    assert (done.added_count, done.changed_count) == (1, 1)


def test_a_dry_run_writes_nothing(database: str) -> None:
    done = import_path(database, STAMP, REFERENCE / "fourteen", ReadOptions(), ImportOptions(as_of=AS_OF, dry_run=True))
    assert sum(done.added.values()) > 700
    assert (done.batch, len(done.differences)) == (None, 20)
    assert list(list_records(database, TABLES_BY_NAME["cities"], {})) == []


NASTY = [
    'say "hello", twice ""',
    "line one\nline two\r\nline three",
    "Zürich Straße Łódź",
    "القدس",
    "עיר \u200fבדיקה",
    "=HYPERLINK(1)",
    "'=already quoted",
    "''@twice",
    "+49 30 1234",
    "-5",
    "@import",
    "\ttab first",
    "\rreturn first",
    " leading and trailing ",
    "semi;colon\tand tab",
    "😀 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "'",
    "NULL",
    "1e5",
    "007",
]


def round_trip(address: str, other: str, folder: Path) -> None:
    export_pack(address, folder / "one")
    import_pack(other, STAMP, folder / "one")
    export_pack(other, folder / "two")
    assert contents(folder / "one") == contents(folder / "two")


def test_any_text_survives_the_round_trip(database: str, sqlite_database: str, tmp_path: Path) -> None:
    for number, text in enumerate(NASTY):
        cells = {"name": " ".join(text.split()) or "x", "key": f"p{number}", "note": text}
        add_record(database, STAMP, [(TABLES_BY_NAME["people"], cells)])
    other = sqlite_database if database != sqlite_database else str(tmp_path / "other.db")
    if other.endswith("other.db"):
        from continuity.services.database import create_database

        create_database(other)
    round_trip(database, other, tmp_path)
    notes = [row["note"] for row in list_records(other, TABLES_BY_NAME["people"], {})]
    assert sorted(map(str, notes)) == sorted(NASTY)


DATES = ["2027", "2027-05", "2027-05-06", "2027-05-06/2027-05-20", "../2008-03-22", "2026/.."]


def test_vague_dates_survive_the_round_trip(database: str, tmp_path: Path) -> None:
    for number, text in enumerate(DATES):
        cells = {"name": f"City {number}", "country": "GB", "timezone": "Europe/London", "start": text}
        add_record(database, STAMP, [(TABLES_BY_NAME["cities"], cells)])
    export_pack(database, tmp_path / "out")
    rows = csv.DictReader((tmp_path / "out" / "cities.csv").read_text(encoding="utf-8").splitlines())
    assert [row["start"] for row in rows] == DATES


@given(
    notes=st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40), min_size=1, max_size=8
    )
)
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_generated_texts_survive_the_round_trip(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, notes: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    one, two = folder / "one.db", folder / "two.db"
    for path in (one, two):
        path.write_bytes(sqlite_template.read_bytes())
    for number, text in enumerate(notes):
        add_record(str(one), STAMP, [(TABLES_BY_NAME["people"], {"name": f"P {number}", "note": text})])
    round_trip(str(one), str(two), folder)


def test_an_export_writes_one_file_a_table_and_nothing_else(database: str, tmp_path: Path) -> None:
    export_pack(database, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FILES)


def test_an_export_for_excel_begins_with_the_mark_and_can_be_read_back(database: str, tmp_path: Path) -> None:
    import_pack(database, STAMP, REFERENCE / "invented")
    export_pack(database, tmp_path / "out", excel=True)
    assert all(content.startswith(b"\xef\xbb\xbf") for content in contents(tmp_path / "out").values())
    assert import_pack(database, STAMP, tmp_path / "out").changed_count == 0


def test_the_semicolons_of_excel_are_read(database: str, tmp_path: Path) -> None:
    folder = pack(tmp_path / "in", people='﻿key;name;note\r\nann;Ann;"a; b"\r\n')
    import_pack(database, STAMP, folder)
    assert [row["note"] for row in list_records(database, TABLES_BY_NAME["people"], {})] == ["a; b"]


def test_a_pack_with_ten_faults_reports_all_ten_and_writes_nothing(database: str, tmp_path: Path) -> None:
    folder = pack(
        tmp_path / "in",
        cities="key,name,country,timezone\r\n"
        "alpha,Alpha,GB,Europe/London\r\n"
        "beta,Beta,XYZ,Europe/London\r\n"  # 1 country
        "gamma,Gamma,GB,Europe/Lundon\r\n"  # 2 time zone
        "Delta!,Delta,GB,Europe/London\r\n"  # 3 key
        "alpha,Again,GB,Europe/London\r\n",  # 4 twice
        people="key,nmae\r\nann,Ann\r\n",  # 5 and 6: unknown column, and the name is missing
        programmes="key,city,office,name,launched,end\r\n"
        "alpha/one,alpha,alpha/mayor,One,2027-02-29,\r\n"  # 7 impossible day
        "alpha/two,alpha,alpha/nobody,Two,2027-03-01,2026-03-01\r\n"  # 8 end before launch, 9 unknown office
        ",alpha,alpha/mayor,,,\r\n",  # 10 no name (and no key)
        offices="key,city,title\r\nalpha/mayor,alpha,Mayor\r\n",
    )
    with pytest.raises(ImportRejected) as refused:
        import_pack(database, STAMP, folder)
    problems = "\n".join(refused.value.problems)
    for told in (
        'cities.csv line 3 "country"',
        'cities.csv line 4 "timezone"',
        'cities.csv line 5 "key"',
        'cities.csv line 6 "key"',
        'people.csv line 1 "nmae": there is no such column (did you mean "name"?)',
        'people.csv line 1 "name": the column is missing',
        'programmes.csv line 2 "launched": "2027-02-29" is not a day of the calendar',
        'programmes.csv line 3 "end": end 2026-03-01 lies before launched 2027-03-01',
        'programmes.csv line 3 "office": no office "alpha/nobody"',
        'programmes.csv line 4 "name": the cell is empty',
    ):
        assert told in problems
    assert len(refused.value.problems) >= 10
    assert list(list_records(database, TABLES_BY_NAME["cities"], {})) == []
    assert list_batches(database, 5) == []


def test_two_substantive_terms_in_one_seat_are_refused_with_the_remedy(database: str, tmp_path: Path) -> None:
    import_pack(database, STAMP, REFERENCE / "invented")
    office = "invented-harbour-city/mayor"
    folder = pack(
        tmp_path / "in",
        terms="key,office,person,start,end\r\n"
        f"{office}/a,{office},invented-bruno-mast,2015-12-01,2017-12-04\r\n"
        f"{office}/b,{office},invented-cleo-pier,2017-12-04,2019-12-01\r\n",
    )
    with pytest.raises(ImportRejected) as refused:
        import_pack(database, STAMP, folder)
    assert "the handover day belongs to the successor" in refused.value.problems[0]
    assert "terms.csv line 3" in refused.value.problems[0]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("people.csv", "key,name\r\nann,Änn\r\n".encode("latin-1"), "people.csv line 2: the file is not UTF-8"),
        ("people.csv", "key,name\r\nann,Ann\r\n".encode("utf-16"), "people.csv line 1: the file is UTF-16"),
        ("people.csv", b'key,name\r\nann,"Ann\r\n', "people.csv line 2: a quote is not closed"),
        ("people.csv", b"key,name\r\nann,Ann,more\r\n", "people.csv line 2: 3 cells in 2 columns"),
        ("people.csv", b"key,name,name\r\nann,Ann,Ann\r\n", 'people.csv line 1 "name": the column stands twice'),
        ("people.csv", b"key,name\r\nann," + b"x" * 501 + b"\r\n", "501 characters, 500 at most"),
        ("people.csv", b"key,name\r\nann,A\x00nn\r\n", "a control character (U+0000)"),
        ("people.csv", b"", "people.csv: the file is empty"),
        ("peoples.csv", b"key,name\r\n", "peoples.csv: there is no such table (did you mean people.csv?)"),
    ],
)
def test_a_bad_file_is_told_by_line_and_changes_nothing(
    name: str, data: bytes, told: str, database: str, tmp_path: Path
) -> None:
    folder = pack(tmp_path / "in", parties="key,name\r\nfirst,First\r\n")
    (folder / name).write_bytes(data)
    with pytest.raises(ImportRejected) as refused:
        import_pack(database, STAMP, folder)
    assert any(told in problem for problem in refused.value.problems), refused.value.problems
    assert list(list_records(database, TABLES_BY_NAME["parties"], {})) == []


def test_a_file_may_leave_out_columns_and_then_says_nothing_of_them(database: str, tmp_path: Path) -> None:
    import_pack(database, STAMP, REFERENCE / "invented")
    folder = pack(tmp_path / "in", partners="key,name\r\ninvented-lantern-trust,Lantern Trust (INVENTED)\r\n")
    assert import_pack(database, STAMP, folder).changed_count == 0


def test_rows_without_a_key_find_their_record_again(database: str, tmp_path: Path) -> None:
    import_pack(database, STAMP, REFERENCE / "invented")
    office = "invented-harbour-city/safety-director"
    text = f"office,person,start,end\r\n{office},invented-elin-tide,2017-01-01,2019-01-01\r\n"
    folder = pack(tmp_path / "in", terms=text)
    assert import_pack(database, STAMP, folder).added_count == 1
    assert import_pack(database, STAMP, folder).unchanged == 1
    pack(folder, terms=text.replace("2019-01-01", "2019-06-01"))
    assert import_pack(database, STAMP, folder).changed_count == 1


def test_a_missing_folder_and_an_empty_one_say_what_is_wanted(database: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no folder"):
        import_pack(database, STAMP, tmp_path / "nowhere")
    with pytest.raises(FileError, match="holds no table"):
        import_pack(database, STAMP, pack(tmp_path / "empty"))


def test_an_export_that_cannot_be_written_leaves_the_old_files(database: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(FileError, match="cannot write into"):
        export_pack(database, tmp_path / "file" / "out")


def test_an_export_that_cannot_be_put_in_place_brings_the_old_files_back(cities: str, tmp_path: Path) -> None:
    out = pack(tmp_path / "out", cities="mine")
    (out / "people.csv").mkdir()
    (out / "people.csv" / "held").write_text("a folder that is not empty cannot be replaced by a file")
    with pytest.raises(FileError, match="cannot write into"):
        export_pack(cities, out)
    assert (out / "cities.csv").read_text() == "mine"
    assert sorted(path.name for path in out.iterdir()) == ["cities.csv", "people.csv"]
