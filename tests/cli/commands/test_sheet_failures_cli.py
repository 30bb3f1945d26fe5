"""Large sheets in a rough world: an import that is interrupted, and disks that are full."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.starter_workbooks import starter

pytestmark = pytest.mark.long

ROWS = 3_000
TINY_FILE = 8_192


def start(*words: str, database: Path, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    environment = {**os.environ, "CONTINUITY_DB": str(database), "CONTINUITY_CONFIG": os.devnull}
    return subprocess.Popen(  # the limit has to be set inside the new process
        [sys.executable, "-m", "continuity", *words],
        cwd=database.parent,
        env=environment,
        preexec_fn=before,  # noqa: PLW1509 - no threads run here
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def recorded(database: Path) -> tuple[str, int, int]:
    with sqlite3.connect(database) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
        counts = connection.execute("SELECT (SELECT count(*) FROM programmes), (SELECT count(*) FROM batches)")
        found = (sound, *counts.fetchone())
    connection.close()
    return found


def tiny() -> None:
    """No file may pass a size, which is how a full disk looks to a program."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (TINY_FILE, TINY_FILE))


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A starter sheet with many programmes."""
    rows = ({"city": f"City {n // 10}", "country": "GB", "office": "Mayor", "programme": f"P {n}"} for n in range(ROWS))
    return starter(tmp_path / "large.xlsx", *rows)


@pytest.mark.parametrize("wait", [0.4, 0.8, 1.2, 1.8, 2.5, 3.5])
def test_an_interrupted_sheet_is_recorded_whole_or_not_at_all(
    wait: float, large: Path, sqlite_template: Path, tmp_path: Path
) -> None:
    database = Path(shutil.copy(sqlite_template, tmp_path / "record.db"))
    process = start("import", large.name, database=database)
    try:
        _, err = process.communicate(timeout=wait)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert "Traceback" not in err
    assert process.returncode in {0, 130, -signal.SIGINT}
    assert recorded(database) in {("ok", 0, 0), ("ok", ROWS, 1)}


def test_refused_rows_that_find_no_room_leave_the_file_that_was_there(
    sqlite_template: Path, large: Path, tmp_path: Path
) -> None:
    database = Path(shutil.copy(sqlite_template, tmp_path / "record.db"))
    rows = ({"city": f"City {n}", "country": "Germany", "programme": f"Nightly {n}"} for n in range(ROWS))
    starter(large, *rows)
    (tmp_path / "errors.xlsx").write_bytes(b"mine")
    process = start("import", large.name, "--errors", "errors.xlsx", database=database, before=tiny)
    _, err = process.communicate()
    assert process.returncode == 1
    assert err.startswith("error: ")
    assert "hint: " in err
    assert "Traceback" not in err
    assert (tmp_path / "errors.xlsx").read_bytes() == b"mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["errors.xlsx", "large.xlsx", "record.db"]
    assert recorded(database) == ("ok", 0, 0)


def test_a_workbook_that_finds_no_room_leaves_the_one_that_was_there(sqlite_cities: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(sqlite_cities, tmp_path / "record.db"))
    (tmp_path / "record.xlsx").write_bytes(b"mine")
    process = start("export", "record.xlsx", database=database, before=tiny)
    _, err = process.communicate()
    assert process.returncode == 1
    assert err.startswith("error: ")
    assert "Traceback" not in err
    assert (tmp_path / "record.xlsx").read_bytes() == b"mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["record.db", "record.xlsx"]
