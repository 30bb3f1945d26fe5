"""The databases of the tests: every database test runs on an SQLite file and on a real PostgreSQL."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from continuity.db.engine import open_database
from continuity.db.migrations import create_schema
from support.compiled import share_statements
from support.postgres import Server, running_server
from support.reference_packs import record_cities

# How long an example takes depends on what else the machine does; speed is measured in benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

MEMORY = Path("/dev/shm")  # noqa: S108 - the folders made in it are private
ROOM = 4_000_000_000
# Temporary files lie in memory where there is room: a disk makes every commit and every report wait for it.
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

share_statements()


def pytest_collection() -> None:
    """Collect without the garbage collector, for nothing that is collected is garbage."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Keep the garbage collector from going through all that was imported and collected again and again."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL server."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated empty file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "continuity.db"
    migrated(str(path))
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Server) -> Iterator[str]:
    """The name of a migrated empty database, to be copied."""
    address = postgres_server.make()
    migrated(address)
    yield postgres_server.name(address)
    postgres_server.drop(address)


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database a test runs on."""
    return str(request.param)


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """The path of a fresh migrated empty file."""
    return str(shutil.copy(sqlite_template, tmp_path / "continuity.db"))


@pytest.fixture
def database(kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh migrated empty database of either kind."""
    if kind == "sqlite":
        yield request.getfixturevalue("sqlite_database")
        return
    server: Server = request.getfixturevalue("postgres_server")
    with server.copy(request.getfixturevalue("postgres_template")) as address:
        yield address


@pytest.fixture(scope="session")
def sqlite_cities(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the fourteen cities and the invented one, to be copied."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("cities") / "continuity.db"))
    record_cities(str(path))
    return path


@pytest.fixture(scope="session")
def postgres_cities(postgres_server: Server, postgres_template: str) -> Iterator[str]:
    """The name of a database with the fourteen cities and the invented one, to be copied."""
    address = postgres_server.make(postgres_template)
    record_cities(address)
    yield postgres_server.name(address)
    postgres_server.drop(address)


@pytest.fixture
def cities(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh database of either kind with the fourteen cities and the invented one."""
    if kind == "sqlite":
        yield str(shutil.copy(request.getfixturevalue("sqlite_cities"), tmp_path / "cities.db"))
        return
    server: Server = request.getfixturevalue("postgres_server")
    with server.copy(request.getfixturevalue("postgres_cities")) as address:
        yield address


@pytest.fixture
def blank(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of either kind in which nothing is yet; the file is not there."""
    if kind == "sqlite":
        yield str(tmp_path / "blank.db")
        return
    server: Server = request.getfixturevalue("postgres_server")
    address = server.make()
    yield address
    server.drop(address)


def migrated(address: str) -> None:
    """Make the tables."""
    create_schema(open_database(address, must_exist=False))
