"""The worst files and the largest sheet there may be: none takes more than half a gigabyte."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.starter_workbooks import starter
from support.xlsx_files import SHEET, parts, streamed, table, zipped

LIMIT = 500 * 1024
"""Kilobytes; what `getrusage` counts begins with the memory of the process that started this one."""

HEADS = "city,country,office,programme"
ROW = ("Ada", "GB", "Mayor", "Night bus")
RUN = r"""
import re
from continuity.cli.main import main
try:
    main()
finally:
    with open("/proc/self/status") as status:
        print("peak", re.search(r"VmHWM:\s+(\d+) kB", status.read())[1])
"""


def imported(path: Path, database: str) -> tuple[int, str, str]:
    """Import a file in a process of its own that stays small; its exit code, and what it said."""
    environment = {**os.environ, "CONTINUITY_DB": database, "CONTINUITY_CONFIG": os.devnull}
    command = [sys.executable, "-c", RUN, "import", str(path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    said, _, peak = done.stdout.rpartition("peak ")
    assert int(peak) < LIMIT
    assert "Traceback" not in done.stderr
    return done.returncode, said, done.stderr


def sparse() -> bytes:
    cells = (b"<c><v>1</v></c>" * 10_000 for _ in range(100))
    return streamed((b'<row r="2">', *cells, b"</row>"), head=HEADS)


def bomb() -> bytes:
    plain = table(tuple(HEADS.split(",")), ROW, name="starter")
    return zipped({**parts(plain), SHEET: (b" " * 1_000_000 for _ in range(300))})


def wide_letters() -> bytes:
    row = ",".join(ROW).encode() + b"," + b"x" * 2_900 + b"\n"
    return f"{HEADS},note \U0001f600\n".encode() + row * 19_000


def long(*case: object) -> object:
    return pytest.param(*case, marks=pytest.mark.long)


@pytest.mark.parametrize(
    ("name", "make", "told"),
    [
        ("sparse.xlsx", sparse, "the row has more than 16384 cells"),
        ("bomb.xlsx", bomb, "unzips to 300000000 bytes"),
        ("line.csv", lambda: b"x" * 60_000_000, "the line holds more than 4 MB"),
        ("line.csv", lambda: "\U0001f600".encode() * 15_000_000, "the line holds more than 4 MB"),
        long(
            "quote.csv", lambda: f"{HEADS}\n".encode() + b'"' + b"x\n" * 30_000_000, "holds more than 200000 characters"
        ),
        ("cells.csv", lambda: f"{HEADS}\n".encode() + (b"x," * 2_000_000 + b"\n") * 15, "more than 4000000 cells"),
        long("rows.csv", lambda: f"{HEADS}\n".encode() + b"x\r\n" * 20_000_000, "more than 20000 rows hold something"),
        ("letters.csv", wide_letters, "there is no such column"),
    ],
)
def test_the_worst_file_is_refused_within_half_a_gigabyte(
    name: str, make: Callable[[], bytes], told: str, sqlite_database: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(make())
    code, _, err = imported(tmp_path / name, sqlite_database)
    assert code == 1
    assert told in err
    assert "hint: " in err


def row(number: int) -> dict[str, str]:
    city = number // 10
    return {
        "city": f"City {city}",
        "country": "GB",
        "office": "Mayor",
        "holder": f"Holder {city}",
        "party": f"Party {city % 7}",
        "next election": "2028-05-04",
        "programme": f"Programme {number}",
        "launched": "2024-09",
        "partner": f"Partner {number // 3}",
        "partner kind": "charity",
        "agreement signed": "2026-06-15",
        "agreement end": "2029-08-31",
        "money until": "2029-08-31",
        "funder": f"Funder {city % 50}",
    }


@pytest.mark.long
def test_the_largest_sheet_is_recorded_within_half_a_gigabyte_and_once_only(
    sqlite_database: str, tmp_path: Path
) -> None:
    path = starter(tmp_path / "large.xlsx", *map(row, range(19_999)))
    code, first, _ = imported(path, sqlite_database)
    assert code == 0
    assert "programmes     19999" in first
    code, again, _ = imported(path, sqlite_database)
    assert code == 0
    assert again.startswith("Added 0, changed 0, skipped 0, refused 0,")
