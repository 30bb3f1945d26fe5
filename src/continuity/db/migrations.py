"""Creation and upgrade of databases with the scripts in alembic/.
Alembic is imported only for a migration: a check of the revision takes one query.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from continuity.db.engine import format_address, is_file, transaction
from continuity.db.error_messages import MISSING_TABLE, classify_error
from continuity.errors import DatabaseError, NewerDatabase, OutdatedDatabase

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Oldest first; a test compares them with the scripts."""

HEAD = REVISIONS[-1]


def create_schema(engine: Engine) -> None:
    """Create the tables of a new database with the upgrade scripts. Raise DatabaseError if it has tables already."""
    with _open_migration(engine) as connection:
        if inspect(connection).get_table_names():
            raise DatabaseError(f"{format_address(engine)} holds tables already", "give another address with --db")
        _run_scripts(connection)


def upgrade_schema(engine: Engine) -> tuple[str, str]:
    """Upgrade the database, after a copy of an SQLite file to `<file>.before-<revision>`; return old and new revision.
    Raise NewerDatabase, or DatabaseError if it is not a continuity database, the copy fails or references would break.
    """
    with _open_migration(engine) as connection:
        old = load_revision(connection)
        if old == HEAD:
            return old, HEAD
        _reject_newer(old)
        if is_file(engine):
            file = Path(format_address(engine))
            copy_database_file(file, file.with_name(f"{file.name}.before-{old}"))
        _run_scripts(connection)
    return old, HEAD


def require_current(connection: Connection) -> None:
    """Require this program's revision. Raise OutdatedDatabase, NewerDatabase, or DatabaseError if it has none."""
    current = load_revision(connection)
    _reject_newer(current)
    if current != HEAD:
        message = f"the database is of revision {current}, this program needs {HEAD}"
        raise OutdatedDatabase(message, "run `continuity db upgrade`")


def load_revision(connection: Connection) -> str:
    """Load the revision of the database. Raise DatabaseError if it is not a continuity database."""
    try:
        current = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as error:
        if classify_error(error) != MISSING_TABLE:
            raise
        current = None
    if current is None:
        hint = "check the address given with --db, or make one with `continuity init`"
        raise DatabaseError(f"{format_address(connection.engine)} is not a continuity database", hint)
    return str(current)


def find_scripts() -> Path:
    """Find the scripts: in a checkout, else in the package, whose copy grows stale in an editable install."""
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent.parent / "alembic"
    return checkout if package.parent.name == "src" and checkout.is_dir() else package / "_alembic"


def _reject_newer(current: str) -> None:
    if current not in REVISIONS:
        message = f"the database is of revision {current}, which this program does not know"
        raise NewerDatabase(message, "install a newer version of continuity-tracker")


@contextmanager
def _open_migration(engine: Engine) -> Iterator[Connection]:
    """Turn foreign keys off: SQLite would delete referring rows of a rebuilt table."""
    with transaction(engine, write=True, foreign_keys=False) as connection:
        yield connection
        if is_file(engine) and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            message = f"after the upgrade references of {format_address(engine)} would not hold; nothing was changed"
            raise DatabaseError(message, "report this with the revision you come from")


def _run_scripts(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(find_scripts()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def copy_database_file(source: Path, target: Path) -> None:
    """Copy a database file, whole or not at all, readable by its owner only. Raise DatabaseError on failure."""
    partial = target.with_name(target.name + ".partial")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        with closing(_connect(source, "ro")) as original, closing(_connect(partial, "rw")) as copy:
            original.backup(copy)
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        hint = "check the room on the disk and your rights on the folder"
        raise DatabaseError(f"{source} cannot be copied to {target}", hint) from error


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True)
