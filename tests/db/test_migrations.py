"""Making a database, telling its version and bringing it up to date."""

import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from continuity.db import migrations
from continuity.db.engine import open_database, transaction
from continuity.db.read import count_rows, load_rows
from continuity.domain.schema.tables import EVIDENCE, TABLES
from continuity.errors import DatabaseError, NewerDatabase, OutdatedDatabase, UnknownKey
from support.record_rows import record_texts
from support.sample_records import WORLD

CURRENT = migrations.HEAD
"""The revision of a database made today, however the tests change what is the newest."""

NEXT = '''"""A later script."""

import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade():
    recreate = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("cities", recreate=recreate) as batch:
        batch.add_column(sa.Column("motto", sa.Text))
    {further}
'''


@pytest.fixture
def recorded(engine: Engine) -> Engine:
    with transaction(engine, write=True) as connection:
        record_texts(connection, WORLD)
    return engine


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The script of a revision later than HEAD, which rebuilds a table others refer to; the program knows it."""
    folder = tmp_path / "one % ahead"
    shutil.copytree(migrations.find_scripts(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    script = folder / "versions" / "later.py"
    script.write_text(NEXT.format(head=migrations.HEAD, further="pass"), encoding="utf-8")
    monkeypatch.setattr(migrations, "find_scripts", lambda: folder)
    monkeypatch.setattr(migrations, "REVISIONS", (*migrations.REVISIONS, "later"))
    monkeypatch.setattr(migrations, "HEAD", "later")
    return script


def test_head_and_revisions_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.find_scripts()).replace("%", "%%"))
    found = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(found)) == migrations.REVISIONS
    assert found[0] == migrations.HEAD


def test_scripts_come_from_the_checkout() -> None:
    assert migrations.find_scripts() == Path(__file__).parents[2] / "alembic"


def test_a_fresh_database_is_current(engine: Engine) -> None:
    with transaction(engine, write=False) as connection:
        migrations.require_current(connection)
    assert migrations.upgrade_schema(engine) == (migrations.HEAD, migrations.HEAD)


def test_a_database_with_tables_is_not_made_again(recorded: Engine) -> None:
    with pytest.raises(DatabaseError, match="holds tables already"):
        migrations.create_schema(recorded)
    assert sizes(recorded)["cities"] == 1


def test_a_database_without_tables_is_not_one_of_ours(blank: str) -> None:
    engine = open_database(blank, must_exist=False)
    for call in (migrations.require_current, migrations.load_revision):
        with (
            pytest.raises(DatabaseError, match="not a continuity database"),
            transaction(engine, write=False) as connection,
        ):
            call(connection)
    with pytest.raises(DatabaseError, match="not a continuity database"):
        migrations.upgrade_schema(engine)


def test_an_older_database_must_be_upgraded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "REVISIONS", (*migrations.REVISIONS, "later"))
    monkeypatch.setattr(migrations, "HEAD", "later")
    with pytest.raises(OutdatedDatabase, match=CURRENT) as caught, transaction(engine, write=False) as connection:
        migrations.require_current(connection)
    assert "continuity db upgrade" in caught.value.hint


def test_a_newer_database_is_refused(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabase, match="9999"), transaction(engine, write=False) as connection:
        migrations.require_current(connection)
    with pytest.raises(NewerDatabase):
        migrations.upgrade_schema(engine)


def test_telling_the_version_takes_one_query(engine: Engine, queries: list[str]) -> None:
    with transaction(engine, write=False) as connection:
        queries.clear()
        migrations.require_current(connection)
    assert len(queries) == 1


def test_an_upgrade_keeps_every_row_and_copies_a_file_first(
    recorded: Engine, later: Path, kind: str, database: str
) -> None:
    del later
    before = sizes(recorded)
    assert migrations.upgrade_schema(recorded) == (CURRENT, "later")
    assert sizes(recorded) == before
    with transaction(recorded, write=False) as connection:
        assert "motto" in {column["name"] for column in inspect(connection).get_columns("cities")}
        migrations.require_current(connection)
    copy = Path(database + f".before-{CURRENT}")
    assert copy.exists() == (kind == "sqlite")
    if kind == "sqlite":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert copied_offices(copy) == before["offices"]


def test_what_was_recorded_before_settings_is_kept(blank: str) -> None:
    engine = open_database(blank, must_exist=False)
    older = {name: rows for name, rows in WORLD.items() if name != "settings"}
    config = Config()
    config.set_main_option("script_location", str(migrations.find_scripts()).replace("%", "%%"))
    with transaction(engine, write=True, foreign_keys=False) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("INSERT INTO cities (key, name, country, timezone) VALUES ('a', 'A', 'GB', 'UTC')")
        connection.exec_driver_sql("INSERT INTO partners (key, name) VALUES ('p', 'P')")
        connection.exec_driver_sql(
            "INSERT INTO evidence (key, partner, kind, score) VALUES ('p/1', 'p', 'capacity', 350)"
        )
    assert migrations.upgrade_schema(engine) == ("0001", migrations.HEAD)
    with transaction(engine, write=True) as connection:
        assert [row["score"] for row in load_rows(connection, EVIDENCE)] == [Decimal("3.5")]
        record_texts(connection, older)
    assert sizes(engine)["evidence"] == 1 + len(older["evidence"])


def test_foreign_keys_hold_again_after_an_upgrade(recorded: Engine, later: Path) -> None:
    del later
    migrations.upgrade_schema(recorded)
    with pytest.raises(UnknownKey), transaction(recorded, write=True) as connection:
        connection.exec_driver_sql("DELETE FROM cities")


@pytest.mark.parametrize("further", ['op.execute("SELECT no_such_thing")', 'raise RuntimeError("half way")'])
def test_a_failed_upgrade_leaves_everything_as_it_was(recorded: Engine, later: Path, further: str) -> None:
    later.write_text(NEXT.format(head=CURRENT, further=further), encoding="utf-8")
    before = sizes(recorded)
    with pytest.raises((DatabaseError, RuntimeError)):
        migrations.upgrade_schema(recorded)
    assert sizes(recorded) == before
    with transaction(recorded, write=False) as connection:
        assert migrations.load_revision(connection) == CURRENT
        assert "motto" not in {column["name"] for column in inspect(connection).get_columns("cities")}
        assert not [name for name in inspect(connection).get_table_names() if "tmp" in name]


def test_an_upgrade_that_breaks_references_is_not_kept(sqlite_database: str, later: Path) -> None:
    engine = open_database(sqlite_database)
    with transaction(engine, write=True) as connection:
        record_texts(connection, WORLD)
    later.write_text(NEXT.format(head=CURRENT, further='op.execute("DELETE FROM cities")'), encoding="utf-8")
    with pytest.raises(DatabaseError, match="references"):
        migrations.upgrade_schema(engine)
    assert sizes(engine)["cities"] == 1


def test_a_failed_creation_leaves_nothing(blank: str, later: Path) -> None:
    later.write_text(NEXT.format(head=CURRENT, further='raise RuntimeError("half way")'), encoding="utf-8")
    engine = open_database(blank, must_exist=False)
    with pytest.raises(RuntimeError):
        migrations.create_schema(engine)
    with transaction(engine, write=False) as connection:
        assert inspect(connection).get_table_names() == []


def test_the_first_migration_can_be_taken_back(engine: Engine) -> None:
    with transaction(engine, write=True, foreign_keys=False) as connection:
        config = Config()
        config.set_main_option("script_location", str(migrations.find_scripts()).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with transaction(engine, write=False) as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_an_upgrade_that_cannot_copy_the_file_is_not_begun(sqlite_database: str, later: Path) -> None:
    del later
    Path(sqlite_database + f".before-{CURRENT}").mkdir()
    engine = open_database(sqlite_database)
    with pytest.raises(DatabaseError, match="cannot be copied"):
        migrations.upgrade_schema(engine)
    with transaction(engine, write=False) as connection:
        assert migrations.load_revision(connection) == CURRENT
    assert not Path(sqlite_database + f".before-{CURRENT}.partial").exists()


def test_alembic_is_imported_for_migrations_only() -> None:
    modules = "continuity.db.migrations, continuity.db.facts, continuity.db.write, continuity.db.journal"
    code = f"import sys, {modules}; print('alembic' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_migrations_do_not_read_the_description() -> None:
    for script in (migrations.find_scripts() / "versions").glob("*.py"):
        assert not re.search(r"\bcontinuity\b", script.read_text(encoding="utf-8")), script


def sizes(engine: Engine) -> dict[str, int]:
    with transaction(engine, write=False) as connection:
        return {table.name: count_rows(connection, table) for table in TABLES}


def copied_offices(path: Path) -> int:
    with closing(sqlite3.connect(path)) as copy:
        return int(copy.execute("SELECT count(*) FROM offices").fetchone()[0])
