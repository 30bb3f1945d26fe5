"""Opening a database, and what a user is told when that or a transaction fails."""

import os
import re
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event

from continuity.db.engine import LOCK_TIMEOUT_SECONDS, format_address, open_database, transaction
from continuity.db.migrations import create_schema, require_current
from continuity.db.read import count_rows
from continuity.domain.schema.tables import CITIES
from continuity.errors import DatabaseError
from support.postgres import Server
from support.record_rows import record_texts
from support.sample_records import CITY

SECRET = "s3cr3t"  # noqa: S105 a password that must not be seen again


def add_city(engine: Engine, key: str = "london") -> None:
    with transaction(engine, write=True) as connection:
        record_texts(connection, {"cities": {key: CITY}})


def cities(engine: Engine) -> int:
    with transaction(engine, write=False) as connection:
        return count_rows(connection, CITIES)


def test_a_new_file_is_for_its_owner_only_and_gets_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "odd name%20?#.db"
    engine = open_database(str(path), must_exist=False)
    create_schema(engine)
    add_city(engine)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "missing.db"
    with pytest.raises(DatabaseError, match=r"no database at .*missing\.db") as caught:
        open_database(str(path))
    assert "continuity init" in caught.value.hint
    assert not path.exists()


def test_a_file_removed_after_opening_is_not_made_again(sqlite_database: str) -> None:
    engine = open_database(sqlite_database)
    Path(sqlite_database).unlink()
    with pytest.raises(DatabaseError, match="cannot be opened"):
        cities(engine)
    assert not Path(sqlite_database).exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="is a folder"):
        open_database(str(tmp_path))


def test_a_file_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseError, match="cannot be made"):
        open_database(str(tmp_path / "file" / "continuity.db"), must_exist=False)


@pytest.mark.parametrize(
    "address", ["mysql://host/db", "sqlite:///x.db", "HTTPS://example.org", "postgresql+asyncpg://h/d"]
)
def test_other_kinds_of_address_are_refused(address: str) -> None:
    with pytest.raises(DatabaseError, match="is not a kind of database") as caught:
        open_database(address)
    assert "postgresql://" in caught.value.hint


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DatabaseError, match="driver for PostgreSQL") as caught:
        open_database("postgresql://host/database")
    assert "psycopg[binary]" in caught.value.hint


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://someone:{SECRET}@127.0.0.1:1/continuity",
        f"postgresql://127.0.0.1:1/continuity?user=someone&password={SECRET}",
        f"postgresql://someone:x:{SECRET}/@127.0.0.1:1/continuity",
        f"postgresql://someone@127.0.0.1:{SECRET}/continuity",
        f"postgresql://nowhere.invalid/continuity?password={SECRET}",
        f"postgresql://127.0.0.1:1/continuity?{SECRET}=1",
    ],
)
def test_no_password_is_shown_when_no_server_answers(address: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        cities(open_database(address))
    assert SECRET not in caught.value.message + caught.value.hint
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_a_server_that_does_not_answer_is_named() -> None:
    with pytest.raises(DatabaseError, match=r"no database server answers at postgresql://127\.0\.0\.1:1/continuity"):
        cities(open_database("postgresql://127.0.0.1:1/continuity"))


def test_a_database_the_server_does_not_have_is_named(postgres_server: Server) -> None:
    address = postgres_server.make()
    postgres_server.drop(address)
    with pytest.raises(DatabaseError, match="does not exist"):
        cities(open_database(address))


def test_the_address_is_described_without_user_and_options() -> None:
    engine = open_database(f"postgres://someone:{SECRET}@host:5433/record?sslmode=require&password={SECRET}")
    assert format_address(engine) == "postgresql://host:5433/record"


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear mayor,\n" * 1000)
    before = path.read_bytes()
    for write in (False, True):
        with (
            pytest.raises(DatabaseError, match="is not a continuity database"),
            transaction(open_database(str(path)), write=write) as connection,
        ):
            require_current(connection)
    assert path.read_bytes() == before


def test_a_damaged_file_is_named(sqlite_database: str) -> None:
    with Path(sqlite_database).open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 200_000)
    with pytest.raises(DatabaseError, match="is damaged"):
        cities(open_database(sqlite_database))


def test_whatever_is_raised_inside_rolls_back_whole(engine: Engine) -> None:
    def fail() -> None:
        with transaction(engine, write=True) as connection:
            record_texts(connection, {"cities": {"london": CITY}})
            connection.exec_driver_sql("CREATE TABLE leftover (id INTEGER)")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert cities(engine) == 0
    with transaction(engine, write=True) as connection:
        connection.exec_driver_sql("CREATE TABLE leftover (id INTEGER)")


def test_a_reader_cannot_write(engine: Engine) -> None:
    with pytest.raises(DatabaseError, match="can only be read"), transaction(engine, write=False) as connection:
        record_texts(connection, {"cities": {"london": CITY}})
    add_city(engine)
    assert cities(engine) == 1


def test_a_second_writer_waits_and_is_then_told(engine: Engine, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("continuity.db.engine.LOCK_TIMEOUT_SECONDS", 0.1 if "://" not in database else 1)
    second = open_database(database)
    with transaction(engine, write=True) as connection:
        record_texts(connection, {"cities": {"london": CITY}})
        with pytest.raises(DatabaseError, match="is in use by another program"):
            add_city(second, "leeds")
    assert cities(engine) == 1
    assert LOCK_TIMEOUT_SECONDS == 5


def test_a_reader_sees_one_state_to_the_end(database: str, engine: Engine, kind: str) -> None:
    other = open_database(database)
    with transaction(engine, write=False) as connection:
        assert count_rows(connection, CITIES) == 0
        if kind == "postgres":  # a writer to a file waits until its readers are done
            add_city(other)
        assert count_rows(connection, CITIES) == 0


def test_a_write_protected_file_is_named(sqlite_database: str) -> None:
    with unprivileged_copy(Path(sqlite_database)) as path:
        path.chmod(0o444)
        engine = open_database(str(path))
        with unprivileged():
            assert cities(engine) == 0
            with pytest.raises(DatabaseError, match="can only be read"):
                add_city(engine)


def test_an_unreadable_file_is_named(sqlite_database: str) -> None:
    with unprivileged_copy(Path(sqlite_database)) as path:
        path.chmod(0o000)
        with unprivileged(), pytest.raises(DatabaseError, match="cannot be opened"):
            cities(open_database(str(path)))


def test_a_full_disk_is_named_and_nothing_is_changed(sqlite_database: str) -> None:
    engine = open_database(sqlite_database)

    @event.listens_for(engine, "begin")
    def _limit(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")

    with pytest.raises(DatabaseError, match="no room is left"), transaction(engine, write=True) as connection:
        record_texts(connection, {"cities": {f"city-{n}": CITY for n in range(1000)}})
    assert cities(engine) == 0
    with closing(sqlite3.connect(sqlite_database)) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_an_unknown_complaint_is_one_line_without_cells(engine: Engine) -> None:
    with pytest.raises(DatabaseError) as caught, transaction(engine, write=False) as connection:
        connection.exec_driver_sql(f"SELECT '{SECRET}' FROM cities WHERE no_such_column = 1")  # noqa: S608 a constant
    assert SECRET not in caught.value.message
    assert re.fullmatch(r".+ failed \(\w+\)", caught.value.message)


@contextmanager
def unprivileged_copy(path: Path) -> Iterator[Path]:
    """The file in a folder anybody may enter, which pytest's own folders are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        copy = Path(folder) / path.name
        copy.write_bytes(path.read_bytes())
        yield copy


@contextmanager
def unprivileged() -> Iterator[None]:
    """Without the rights of root, which may read and write every file."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_library_logs_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """A query that is interrupted makes it log a traceback, which would stand between the program's own messages."""
    program = "import logging, continuity.db.engine; logging.getLogger('sqlalchemy.pool').error('closing cursor')"
    subprocess.run([sys.executable, "-c", program], check=True)
    assert capfd.readouterr().err == ""
