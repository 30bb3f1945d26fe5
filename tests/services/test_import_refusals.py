"""A file with faults: every one is told with its place, nothing is recorded, and the refused rows come back."""

from pathlib import Path

import pytest

from continuity.errors import PackRefused
from continuity.services.history import log
from support.filled import PLAIN, read_in, recorded, take


def test_a_bad_file_lists_every_fault_with_its_place_and_changes_nothing(database: str, tmp_path: Path) -> None:
    rows = [
        PLAIN,
        {**PLAIN, "programme": "Two", "agreement end": "31/02/2027"},
        {**PLAIN, "programme": ""},
        {**PLAIN, "programme": "Four", "mandate": "decree", "notice days": "ten"},
        {**PLAIN, "programme": "Five", "controlled by": "Nobody at all"},
    ]
    with pytest.raises(PackRefused) as refused:
        take(database, tmp_path / "one.xlsx", *rows)
    place = 'one.xlsx, sheet "starter", row'
    said = refused.value.problems
    assert said[0] == f'{place} 3 "agreement end": 31/02/2027 is not a day (write YYYY-MM-DD)'
    assert [text.split(":")[0] for text in said[1:]] == [
        f'{place} 4 "programme"',
        f'{place} 5 "mandate"',
        f'{place} 5 "notice days"',
        f'{place} 6 "controlled by"',
    ]
    assert (log(database, 5), recorded(database)["cities"]) == ([], {})


@pytest.mark.parametrize("heading", ["city", "programme"])
def test_a_row_without_what_it_cannot_do_without_is_refused(heading: str, database: str, tmp_path: Path) -> None:
    with pytest.raises(PackRefused) as refused:
        take(database, tmp_path / "one.xlsx", PLAIN, {**PLAIN, "programme": "Two", heading: ""})
    place = f'one.xlsx, sheet "starter", row 3 "{heading}"'
    assert f"{place}: the cell is empty (fill it in, or take the whole row out)" in refused.value.problems


def test_a_row_of_spaces_is_passed_over(sqlite_database: str, tmp_path: Path) -> None:
    path = tmp_path / "starter.csv"
    path.write_text("city,country,office,programme\nInvented Bay,GB,Mayor,Lantern\n , ,,\n", encoding="utf-8")
    assert read_in(sqlite_database, path).added["programmes"] == 1
