"""Schedules of revision 0004: their destinations, their journal and their runs, brought up to date and back."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from continuity.db import migrations
from continuity.db.engine import open_database, transaction
from continuity.domain.scheduling.schedule import SCHEDULES, Schedule
from continuity.services.history import undo_batch
from continuity.services.lookup import find_record
from continuity.services.transaction import read_database
from support.reference_packs import STAMP

AT = datetime(2026, 11, 23, 9, tzinfo=UTC).isoformat()
FIRST = {"key": "monthly", "at": "07:00", "timezone": "UTC", "audience": "internal", "to_dir": "/srv/a | b"}
BOTH = {**FIRST, "to_mail": "ann@x.org | bob@x.org"}
GONE = {**FIRST, "key": "gone", "to_dir": "/srv/gone", "to_mail": "old@x.org"}
CHANGES: tuple[tuple[str, str, dict[str, str] | None, dict[str, str] | None], ...] = (
    ("monthly", "insert", None, FIRST),
    ("monthly", "update", {}, {"to_mail": "ann@x.org"}),
    ("monthly", "update", {"at": "07:00"}, {"at": "08:00"}),
    ("monthly", "update", {"to_mail": "ann@x.org"}, {"to_mail": "ann@x.org | bob@x.org"}),
    ("gone", "insert", None, GONE),
    ("gone", "update", {"to_dir": "/srv/gone"}, {}),
    ("gone", "delete", {name: cell for name, cell in GONE.items() if name != "to_dir"}, None),
)
"""Batches 1 to 7."""
JOINED: list[tuple[str | None, str | None]] = [
    (None, "folder:/srv/a | b"),
    ("folder:/srv/a | b", "folder:/srv/a | b | mailto:ann@x.org"),
    (None, None),
    ("folder:/srv/a | b | mailto:ann@x.org", "folder:/srv/a | b | mailto:ann@x.org | mailto:bob@x.org"),
    (None, "folder:/srv/gone | mailto:old@x.org"),
    ("folder:/srv/gone | mailto:old@x.org", "mailto:old@x.org"),
    ("mailto:old@x.org", None),
]


@pytest.fixture
def older(blank: str) -> str:
    """A database of revision 0004 with one schedule, one that was removed, and a run."""
    engine = open_database(blank, must_exist=False)
    with transaction(engine, write=True, foreign_keys=False) as connection:
        _migrate(connection, "0004")
        _insert(connection, "schedules", {**BOTH, "at": "08:00"})
        for number, (key, operation, before, after) in enumerate(CHANGES, start=1):
            _insert(connection, "batches", {"at": AT, "actor": "ann", "command": "test"})
            texts = {"before": _dump(before), "after": _dump(after)}
            _insert(
                connection,
                "changes",
                {"batch": number, "table_name": "schedules", "key": key, "operation": operation} | texts,
            )
        _insert(
            connection,
            "schedule_runs",
            {
                "key": "monthly/1",
                "schedule": "monthly",
                "due": AT,
                "covers": "{}",
                "notices": "[]",
                "as_of": "2026-11-23",
            }
            | {"state": "done", "worker": "w", "leased_until": AT, "ordered": _dump({**BOTH, "level": ""})},
        )
    return blank


def test_upgrade_joins_destinations_everywhere(older: str) -> None:
    assert migrations.upgrade_schema(open_database(older)) == ("0004", migrations.HEAD)
    with read_database(older) as connection:
        schedule = Schedule.from_row(find_record(connection, SCHEDULES, "monthly"))
        assert schedule.to == ("folder:/srv/a | b", "mailto:ann@x.org", "mailto:bob@x.org")
        assert [tuple(cells and cells.get("to") for cells in change) for change in _changes(connection)] == JOINED
        assert not [change for change in _changes(connection) if "to_dir" in str(change) or "to_mail" in str(change)]
        ordered = json.loads(connection.execute(text("SELECT ordered FROM schedule_runs")).scalar_one())
    assert ordered == {
        **{name: cell for name, cell in FIRST.items() if name != "to_dir"},
        "level": "",
        "to": "folder:/srv/a | b | mailto:ann@x.org | mailto:bob@x.org",
    }


def test_upgraded_journal_can_be_undone_back_to_the_first(older: str) -> None:
    migrations.upgrade_schema(open_database(older))
    expected = {
        4: ("monthly", "folder:/srv/a | b | mailto:ann@x.org"),
        3: ("monthly", "folder:/srv/a | b | mailto:ann@x.org"),
        2: ("monthly", "folder:/srv/a | b"),
        7: ("gone", "mailto:old@x.org"),
        6: ("gone", "folder:/srv/gone | mailto:old@x.org"),
    }
    for batch, (key, destinations) in expected.items():
        undo_batch(older, STAMP, batch)
        with read_database(older) as connection:
            assert find_record(connection, SCHEDULES, key)["to"] == destinations, batch


def test_downgrade_parts_what_the_upgrade_joined(older: str) -> None:
    engine = open_database(older)
    migrations.upgrade_schema(engine)
    with transaction(engine, write=True, foreign_keys=False) as connection:
        _migrate(connection, "0004", command.downgrade)
        assert _changes(connection) == [(before, after) for _, _, before, after in CHANGES]
        row = connection.execute(text("SELECT to_dir, to_mail FROM schedules")).one()
        assert tuple(row) == ("/srv/a | b", "ann@x.org | bob@x.org")
        ordered = json.loads(connection.execute(text("SELECT ordered FROM schedule_runs")).scalar_one())
    assert ordered == {**BOTH, "level": ""}


def _migrate(connection: Connection, revision: str, run: Any = command.upgrade) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.find_scripts()).replace("%", "%%"))
    config.attributes["connection"] = connection
    run(config, revision)


def _insert(connection: Connection, table: str, values: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)  # noqa: S608 - names of ours


def _changes(connection: Connection) -> list[tuple[Any, Any]]:
    found = connection.execute(text('SELECT "before", "after" FROM changes ORDER BY id'))
    return [(_load(row.before), _load(row.after)) for row in found]


def _dump(cells: dict[str, str] | None) -> str | None:
    return None if cells is None else json.dumps(cells)


def _load(stored: str | None) -> Any:
    return None if stored is None else json.loads(stored)
