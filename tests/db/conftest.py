"""An open database for each test."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event

from continuity.db.engine import open_database


@pytest.fixture
def engine(database: str) -> Engine:
    """The engine of a fresh migrated empty database."""
    return open_database(database)


@pytest.fixture
def queries(engine: Engine) -> Iterator[list[str]]:
    """The statements sent to the database since the test last cleared the list."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_further: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
