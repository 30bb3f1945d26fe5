"""Starting: what is imported, which settings count, what a broken surrounding says."""

import os
import pty
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from support.cli import Cli

HEAVY = ("sqlalchemy", "alembic", "jinja2", "rich", "icalendar", "openpyxl", "psycopg", "dateutil", "rapidfuzz")
PROBE = """
import sys
from continuity.cli.main import app
try:
    app({words!r}, prog_name="continuity")
except SystemExit as end:
    code = end.code
print("|".join(sorted({{name.partition(".")[0] for name in sys.modules}})), file=sys.stderr)
sys.exit(code)
"""


def modules(words: list[str]) -> set[str]:
    done = subprocess.run([sys.executable, "-c", PROBE.format(words=words)], capture_output=True, text=True, check=True)
    return set(done.stderr.strip().splitlines()[-1].split("|"))


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_and_version_import_nothing_heavy(words: list[str]) -> None:
    assert modules(words) & {*HEAVY, "pydantic"} == set()


@pytest.mark.parametrize("words", [["city", "--help"], ["city", "add", "--help"], ["risk", "--help"]])
def test_the_help_of_a_command_imports_no_database(words: list[str]) -> None:
    assert modules(words) & set(HEAVY) == set()


def test_a_database_of_its_owner_alone_is_made(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "record.db"
    done = Cli(str(path)).ok("init")
    assert done.out.strip() == str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "holds tables already" in Cli(str(path)).refused("init")


def test_without_a_database_every_command_says_how_to_make_one(tmp_path: Path) -> None:
    cli = Cli(str(tmp_path / "none.db"))
    for line in ("risk", "city list", "log", "undo", "status", "export out", "city add X --country GB --timezone UTC"):
        assert "continuity init" in cli.refused(line)
    assert list(tmp_path.iterdir()) == []


def test_an_option_comes_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    config = tmp_path / "continuity.toml"
    config.write_text(f'db = "{tmp_path / "file.db"}"\n')
    environment = {"CONTINUITY_CONFIG": str(config)}
    cli = Cli("")
    assert cli("db path", **environment).out.strip() == str(tmp_path / "file.db")
    environment["CONTINUITY_DB"] = "environment.db"
    assert cli("db path", **environment).out.strip() == "environment.db"
    assert cli("--db option.db db path", **environment).out.strip() == "option.db"


def test_init_begins_a_file_for_settings_and_sets_none(tmp_path: Path) -> None:
    """Another database is used from now on only where somebody says so."""
    config = tmp_path / "settings" / "continuity.toml"
    done = Cli("")(f"--db {tmp_path / 'own.db'} init", CONTINUITY_CONFIG=str(config))
    assert done.code == 0
    assert str(config) in done.err
    path = Cli("")("db path", CONTINUITY_CONFIG=str(config)).out.strip()
    assert path != str(tmp_path / "own.db")


def test_an_empty_address_is_refused(tmp_path: Path) -> None:
    assert "--db is empty" in Cli(str(tmp_path / "own.db")).refused("--db '' risk", 2)


def test_hints_reach_the_database_that_was_used(sqlite_database: str) -> None:
    done = Cli("").ok(f"--db {sqlite_database} person add Ann")
    assert f"continuity --db {sqlite_database} undo" in done.err


def test_init_leaves_settings_that_are_there(tmp_path: Path) -> None:
    config = tmp_path / "continuity.toml"
    config.write_text('horizon = "36m"\n')
    Cli(str(tmp_path / "a.db"))("init", CONTINUITY_CONFIG=str(config))
    assert config.read_text() == 'horizon = "36m"\n'


def test_a_setting_that_is_none_is_refused(tmp_path: Path) -> None:
    config = tmp_path / "continuity.toml"
    config.write_text('database = "x"\n')
    done = Cli("")("db path", CONTINUITY_CONFIG=str(config))
    assert done.code == 2
    assert '"database" is no setting' in done.err


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    said = Cli("postgresql://ann:s3cret@localhost/x").refused("risk", 2)
    assert "password" in said
    assert "s3cret" not in said


@pytest.mark.parametrize(
    ("line", "told"),
    [("risk", "not a continuity database"), ("db upgrade", "not a continuity database")],
)
def test_a_file_that_is_no_database_is_told_apart(line: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Sir or Madam, " * 100)
    assert told in Cli(str(path)).refused(line)
    assert path.read_text().startswith("Dear Sir")


def test_a_database_of_a_newer_version_is_refused(sqlite_database: str) -> None:
    with sqlite3.connect(sqlite_database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "install a newer version" in Cli(sqlite_database).refused("risk")


def test_a_locked_database_is_told(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("continuity.db.engine.LOCK_TIMEOUT_SECONDS", 0)
    other = sqlite3.connect(sqlite_database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert "in use by another program" in Cli(sqlite_database).refused("person add Ann")
    other.close()


@pytest.mark.long
def test_a_full_disk_is_told_where_results_go(sqlite_cities: Path) -> None:
    environment = {**os.environ, "CONTINUITY_DB": str(sqlite_cities)}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "continuity", "risk", "--format", "csv"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=environment,
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "no space left" in done.stderr


def test_on_a_terminal_what_is_missing_is_asked_for(sqlite_database: str) -> None:
    keyboard, terminal = pty.openpty()
    environment = {**os.environ, "CONTINUITY_DB": sqlite_database, "CONTINUITY_CONFIG": os.devnull}
    words = [sys.executable, "-m", "continuity", "city", "add", "Utrecht", "--country", "NL"]
    process = subprocess.Popen(words, stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    os.write(keyboard, b"Europe/Amsterdam\n")
    out, err = process.communicate(timeout=30)
    os.close(keyboard)
    os.close(terminal)
    assert process.returncode == 0, err
    assert out.strip() == b"utrecht"
    assert b"timezone: IANA time zone" in err
