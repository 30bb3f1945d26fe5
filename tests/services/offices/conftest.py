"""A city with a mayor whose election is recorded for 4 May 2028."""

from pathlib import Path

import pytest

from support.one_city import ROW, import_rows


@pytest.fixture
def one_city(sqlite_database: str, tmp_path: Path) -> str:
    """The address of a database with Exampleton and its mayor, Ada Example."""
    import_rows(sqlite_database, tmp_path, ROW)
    return sqlite_database
