"""Database connections, one for each all-or-nothing transaction.

SQLite and PostgreSQL follow the same rules. Foreign keys hold. With one writer at a time, what a write has read stays
true until it commits. A reader sees one state throughout and cannot write. No file stays open after a transaction.
"""

import logging
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from continuity.db.error_messages import translate_error
from continuity.errors import DatabaseError

LOCK_TIMEOUT_SECONDS = 5
"""Time to wait for another program's write."""

# An interrupt in the middle of a query makes the library log a traceback; the command says itself what happened.
logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())

_WRITE_OPTION = "continuity_write"
_FOREIGN_KEYS_OPTION = "continuity_foreign_keys"
_WRITER_LOCK_ID = 0x636F6E74
_SCHEME_PATTERN = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_POSTGRES_SCHEMES = ("postgresql", "postgresql+psycopg", "postgres")


def open_database(address: str, *, must_exist: bool = True) -> Engine:
    """Open the database at the path of an SQLite file or a PostgreSQL URL.
    Raise DatabaseError for a missing file, another kind of database or a missing driver. Without `must_exist`, a
    missing file is created with its folder, readable by its owner only.
    """
    scheme = _SCHEME_PATTERN.match(address)
    if scheme is None:
        return _open_sqlite(Path(address).expanduser().absolute(), must_exist=must_exist)
    if scheme[1].lower() in _POSTGRES_SCHEMES:
        return _open_postgres(address)
    hint = "give the path of a file (without any prefix) or an address that begins with postgresql://"
    raise DatabaseError(f"{scheme[1].lower()} is not a kind of database continuity can use", hint)


def open_copy(address: str) -> Engine:
    """Open a copy of the database, for changes that are rolled back; raises as `open_database`.
    An SQLite file is copied into memory, so that it may be read-only and no program waits. PostgreSQL needs no copy.
    """
    engine = open_database(address)
    return _create_sqlite_engine(Path(format_address(engine)), _connect_copy) if is_file(engine) else engine


def format_address(engine: Engine) -> str:
    """Format the path, or the URL without user, password and options."""
    url = engine.url
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{url.host or ''}{port}/{url.database or ''}"


def is_file(engine: Engine) -> bool:
    """Return whether the database is an SQLite file."""
    return engine.dialect.name == "sqlite"


@contextmanager
def transaction(engine: Engine, *, write: bool, commit: bool = True, foreign_keys: bool = True) -> Iterator[Connection]:
    """Open a connection in one transaction, rolled back on any exception.

    With `write` it waits for other writers. Without `commit` the caller rolls back, and on PostgreSQL it neither waits
    nor blocks. Only migrations turn `foreign_keys` off, to rebuild referenced tables. Raise DatabaseError for a
    database that is locked, full, read-only, missing, invalid or denies access, and DuplicateKey, UnknownKey, BadValue
    or ContradictoryRecords for a failed constraint.
    """
    try:
        with engine.connect() as connection:
            connection.execution_options(**{_WRITE_OPTION: write, _FOREIGN_KEYS_OPTION: foreign_keys})
            if not is_file(engine):
                _set_isolation(connection, write=write, commit=commit)
            with connection.begin():
                if write and commit and not is_file(engine):
                    _lock_writers(connection)
                yield connection
    except DBAPIError as error:
        raise translate_error(error, format_address(engine)) from error


def _set_isolation(connection: Connection, *, write: bool, commit: bool) -> None:
    # A writer must see what the writer before it committed, so its snapshot is taken anew with each statement.
    level = "READ COMMITTED" if write and commit else "REPEATABLE READ"
    connection.execution_options(isolation_level=level, postgresql_readonly=not write)


def _lock_writers(connection: Connection) -> None:
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_SECONDS}s'")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK_ID})")


def _open_sqlite(path: Path, *, must_exist: bool) -> Engine:
    if path.is_dir():
        raise DatabaseError(f"{path} is a folder", "give the path of a file in it, such as continuity.db")
    if not path.exists():
        if must_exist:
            raise DatabaseError(f"no database at {path}", "make one with `continuity init`")
        _create_private_file(path)
    return _create_sqlite_engine(path, _connect_file)


def _create_sqlite_engine(path: Path, connect: Callable[[Path], sqlite3.Connection]) -> Engine:
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, creator=lambda: connect(path), poolclass=NullPool)
    event.listen(engine, "begin", _begin_on_sqlite)
    return engine


def _create_private_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        reason = (error.strerror or "unknown cause").lower()
        raise DatabaseError(f"{path} cannot be made: {reason}", "give another path with --db") from error


def _connect_file(path: Path) -> sqlite3.Connection:
    # `mode=rw` never makes a file; without `isolation_level=None` the driver would begin transactions of its own, and
    # none before a change of the schema.
    return sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=LOCK_TIMEOUT_SECONDS, isolation_level=None)


def _connect_copy(path: Path) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None)
    file = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=LOCK_TIMEOUT_SECONDS, isolation_level=None)
    with closing(file):
        # Copying waits for other programs without end; reading first does not.
        file.execute("BEGIN")
        file.execute("SELECT count(*) FROM sqlite_master")
        file.backup(copy)
    return copy


def _begin_on_sqlite(connection: Connection) -> None:
    # SQLite ignores the first pragma inside a transaction.
    options = connection.get_execution_options()
    write = bool(options.get(_WRITE_OPTION))
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {int(bool(options.get(_FOREIGN_KEYS_OPTION, True)))}")
    connection.exec_driver_sql(f"PRAGMA query_only = {int(not write)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _open_postgres(address: str) -> Engine:
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        # Without a cause: a password with unusual characters may stand in the text of the parser's error.
        hint = "write it as postgresql://HOST:PORT/DATABASE"
        raise DatabaseError("the address of the database cannot be read", hint) from None
    try:
        return create_engine(url, connect_args={"connect_timeout": 2 * LOCK_TIMEOUT_SECONDS}, poolclass=NullPool)
    except ImportError as error:
        hint = 'install it where continuity is: `pip install "psycopg[binary]"`'
        raise DatabaseError("the driver for PostgreSQL is not installed", hint) from error
