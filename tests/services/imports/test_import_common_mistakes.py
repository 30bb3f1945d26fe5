"""What a first user tried: cells that hang on nothing, days that differ, laws of another country, files in the way."""

from pathlib import Path

import pytest

from continuity.errors import FileError, ImportRejected
from continuity.importers.read_file import ReadOptions
from continuity.reports.wording.imports import format_import_remark
from continuity.services.imports.options import resolve_read_options
from continuity.services.imports.run import ImportOptions, ImportResult, import_path
from support.reference_packs import AS_OF, STAMP
from support.starter_workbooks import starter

ROW = {"city": "Exampleton", "country": "GB", "office": "Mayor", "programme": "One"}
HOLDER = {"holder": "Ada Example", "holder since": "2024-05-06", "party": "Beacon Party"}


def taken(address: str, path: Path, *rows: dict[str, str], errors: Path | None = None) -> ImportResult:
    return import_path(
        address, STAMP, starter(path, *rows), ReadOptions(), ImportOptions(as_of=AS_OF, errors_path=errors)
    )


def problems(address: str, path: Path, *rows: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(ImportRejected) as refused:
        taken(address, path, *rows)
    return refused.value.problems


@pytest.mark.parametrize(
    ("cells", "heading", "lacks"),
    [
        ({"agreement end": "2031-01-01"}, "agreement end", "partner"),
        ({"scope": "deliverr"}, "scope", "partner"),
        ({"partner kind": "charity"}, "partner kind", "partner"),
        ({"holder since": "31/02/2027"}, "holder since", "holder"),
        ({"stands again": "not-standing"}, "stands again", "holder"),
        ({"party": "Beacon Party"}, "party", "holder"),
        ({"party": "independent"}, "party", "holder"),
    ],
)
def test_a_cell_that_hangs_on_nothing_is_refused(
    cells: dict[str, str], heading: str, lacks: str, database: str, tmp_path: Path
) -> None:
    (problem,) = problems(database, tmp_path / "s.xlsx", ROW | cells)
    assert f'row 2 "{heading}": the row names no {lacks} (name the {lacks}, or empty the cell)' in problem


@pytest.mark.parametrize(
    ("heading", "one", "other"),
    [("holder since", "2024-05-06", "2024-05-07"), ("stands again", "standing", "not-standing")],
)
def test_what_two_rows_say_of_one_term_is_named_with_both(
    heading: str, one: str, other: str, database: str, tmp_path: Path
) -> None:
    """Else they would be two terms of one person."""
    rows = (ROW | HOLDER | {heading: one}, ROW | HOLDER | {"programme": "Two", heading: other})
    (problem,) = problems(database, tmp_path / "s.xlsx", *rows)
    assert f'row 3 "{heading}": "{other}", but row 2 says "{one}"' in problem


def test_a_row_that_says_less_of_a_term_leaves_what_the_other_says(database: str, tmp_path: Path) -> None:
    rows = (ROW | {"holder": "Ada Example"}, ROW | HOLDER | {"programme": "Two", "stands again": "standing"})
    assert taken(database, tmp_path / "s.xlsx", *rows).added["terms"] == 1
    assert taken(database, tmp_path / "s.xlsx", *rows).changed == {}


def test_a_profile_of_another_country_is_refused(database: str, tmp_path: Path) -> None:
    (problem,) = problems(database, tmp_path / "s.xlsx", ROW | {"profile": "ontario-mayor"})
    assert '"profile": the profile ontario-mayor is one of CA, the city is in GB' in problem


def test_a_second_profile_is_said_not_to_be_applied(database: str, tmp_path: Path) -> None:
    taken(database, tmp_path / "s.xlsx", ROW | {"profile": "england-city-mayor"})
    same = taken(database, tmp_path / "s.xlsx", ROW | {"profile": "england-city-mayor"})
    other = taken(database, tmp_path / "s.xlsx", ROW | {"profile": "london-mayor"})
    (remark,) = map(format_import_remark, other.remarks)
    assert (same.remarks, remark.partition(" (")[0]) == (
        (),
        "exampleton/mayor has a rule already; the profile london-mayor was not applied",
    )


def test_a_refused_file_says_which_names_are_close(database: str, tmp_path: Path) -> None:
    """The city is misspelt, so that it would need a country."""
    taken(database, tmp_path / "s.xlsx", ROW)
    told = problems(database, tmp_path / "s.xlsx", ROW | {"city": "Exampletonn", "country": ""})
    assert any('"country": the cell is empty' in one for one in told)
    assert any('"Exampletonn" is new, and close to' in one for one in told)
    assert not any('"timezone"' in one for one in told)


def test_refused_rows_never_go_over_a_file_that_is_there(database: str, tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    with pytest.raises(FileError, match="there already"):
        taken(database, path, ROW | {"launched": "31/02/2027"}, errors=path)
    assert path.stat().st_size > 5000


def test_a_map_without_a_city_moves_no_programme(database: str, tmp_path: Path) -> None:
    taken(database, tmp_path / "s.xlsx", ROW)
    mapped, sheet = tmp_path / "m.toml", tmp_path / "own.csv"
    mapped.write_text('values.offices = { title = "Mayor" }\n[columns]\nprogrammes.name = "Project"\n', "utf-8")
    sheet.write_text("Project\nOne\n", "utf-8")
    with pytest.raises(ImportRejected) as refused:
        import_path(database, STAMP, sheet, resolve_read_options(None, mapped, None, None), ImportOptions(as_of=AS_OF))
    assert all("the row names no city" in one for one in refused.value.problems)


def test_a_file_of_another_encoding_is_told_once_with_both_ways_out(database: str, tmp_path: Path) -> None:
    sheet = tmp_path / "programmes.csv"
    sheet.write_bytes("city,name\nKöln,Übergang\n".encode("cp1252"))
    with pytest.raises(ImportRejected) as refused:
        import_path(database, STAMP, sheet, ReadOptions(), ImportOptions(as_of=AS_OF))
    (problem,) = refused.value.problems
    assert ("save it as" in problem, "--encoding" in problem) == (True, True)
