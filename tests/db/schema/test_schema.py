"""The tables agree with their description and with the migrations, and refuse what cannot be."""

from operator import itemgetter
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from continuity.db.engine import open_database, transaction
from continuity.db.schema import METADATA, get_database_table
from continuity.domain.schema import tables
from continuity.domain.schema.columns import ColumnKind, Table
from continuity.errors import BadValue, ContinuityError, ContradictoryRecords, UnknownKey
from support.record_rows import record_texts
from support.sample_records import CITY, WORLD

WORDS = [(table, column) for table in tables.TABLES for column in table.columns if column.kind is ColumnKind.CHOICE]
ORDERED = [
    (table, first, last)
    for table in tables.TABLES
    for first, last in tables.DATE_ORDERS
    if {first, last} <= set(table.column_names)
]
OTHER_TABLES = {
    "batches",
    "changes",
    "schedule_clocks",
    "schedule_runs",
    "schedule_findings",
    "schedule_documents",
    "schedule_deliveries",
}


@pytest.fixture
def by_metadata(blank: str) -> Engine:
    """A database whose tables were made from METADATA, not by the migrations."""
    engine = open_database(blank, must_exist=False)
    with transaction(engine, write=True) as connection:
        METADATA.create_all(connection)
    return engine


@pytest.fixture
def recorded(engine: Engine) -> Engine:
    """A database with a row in every table."""
    with transaction(engine, write=True) as connection:
        record_texts(connection, WORLD)
    return engine


def test_metadata_holds_record_journal_and_schedule_tables() -> None:
    record = [name for name in METADATA.tables if name not in OTHER_TABLES]
    assert record == [*tables.TABLES_BY_NAME, "schedules"]
    assert set(METADATA.tables) == {*record, *OTHER_TABLES}


@pytest.mark.parametrize("table", tables.TABLES, ids=lambda table: table.name)
def test_columns_follow_the_description(table: Table) -> None:
    expected = ["key"]
    for column in table.columns:
        expected += [column.name] if column.kind is not ColumnKind.KEY else []
        expected += [f"{column.name}_earliest", f"{column.name}_latest"] if column.kind is ColumnKind.DATE else []
    stored = get_database_table(table)
    assert [column.name for column in stored.columns] == expected
    assert [column.name for column in stored.primary_key] == ["key"]
    required = {column.name for column in table.columns if column.required} | {"key"}
    assert {column.name for column in stored.columns if not column.nullable} == required


@pytest.mark.parametrize("table", tables.TABLES, ids=lambda table: table.name)
def test_references_are_deferred_foreign_keys_with_an_index(table: Table) -> None:
    stored = get_database_table(table)
    indexed = {index.columns[0].name for index in stored.indexes}
    for column in table.reference_columns:
        targets = {key.target_fullname for key in stored.c[column.name].foreign_keys}
        assert targets == ({f"{column.tables[0]}.key"} if len(column.tables) == 1 else set())
        assert column.name in indexed
    assert all(key.deferrable and key.initially == "DEFERRED" for key in stored.foreign_keys)


def test_autogenerate_after_migrations_finds_nothing(engine: Engine) -> None:
    with transaction(engine, write=False) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_migrations_and_metadata_make_the_same_database(engine: Engine, by_metadata: Engine) -> None:
    migrated, made = shape(engine), shape(by_metadata)
    del migrated["alembic_version"]
    assert migrated.keys() == made.keys()
    for name, own in made.items():
        assert migrated[name] == own, name


def test_every_constraint_has_a_name(engine: Engine) -> None:
    for name, parts in shape(engine).items():
        for part in ("primary", "foreign", "checks", "indexes"):
            found = parts[part]
            assert all(one["name"] for one in (found if isinstance(found, list) else [found])), (name, part)


def test_keys_sort_by_their_bytes(engine: Engine) -> None:
    keys = ["a", "a-b", "a.b", "a/b", "aa", "a_b", "b", "b+", "b0"]
    with transaction(engine, write=True) as connection:
        record_texts(connection, {"people": {key: {"name": key} for key in reversed(keys)}})
        people = get_database_table(tables.PEOPLE)
        found = connection.execute(people.select().order_by(people.c.key)).all()
    assert [person.key for person in found] == sorted(keys)


def test_words_outside_the_enumeration_are_refused(recorded: Engine) -> None:
    for table, column in WORDS:
        refused(recorded, table, {column.name: "surely-not"}, BadValue)


def test_dates_in_the_wrong_order_are_refused(recorded: Engine) -> None:
    for table, first, last in ORDERED:
        wrong = {**days(first, "2015-05-02", "2015-05-03"), **days(last, "2015-04-01", "2015-05-01")}
        refused(recorded, table, wrong, ContradictoryRecords)


def test_dates_that_may_be_in_order_are_taken(recorded: Engine) -> None:
    for table, first, last in ORDERED:
        change(recorded, table, {**days(first, "2015-05-01", "2015-05-31"), **days(last, "2015-04-01", "2015-05-01")})
        change(recorded, table, {**days(first, "2016-01-01", None), **days(last, None, "2016-01-01")})
        change(recorded, table, {**days(first, None, "2017-01-01"), **days(last, "2015-01-01", None)})


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "2027", "start_earliest": None, "start_latest": None},
        {"start": None, "start_earliest": "2015-01-01", "start_latest": None},
        {"start": "2027", "start_earliest": "2015-12-31", "start_latest": "2015-01-01"},
    ],
)
def test_a_date_whose_days_do_not_fit_its_text_is_refused(recorded: Engine, wrong: dict[str, str | None]) -> None:
    refused(recorded, tables.TERMS, wrong, BadValue)


def test_negative_counts_are_refused(recorded: Engine) -> None:
    refused(recorded, tables.OFFICES, {"seats": -1}, BadValue)


def test_empty_required_cells_are_refused(recorded: Engine) -> None:
    refused(recorded, tables.PROGRAMMES, {"name": None}, BadValue)


def test_a_reference_to_nothing_is_refused_at_the_commit(engine: Engine) -> None:
    with pytest.raises(UnknownKey), transaction(engine, write=True) as connection:
        record_texts(connection, {"offices": {"london/mayor": {"city": "london", "title": "Mayor"}}})
    with transaction(engine, write=False) as connection:
        assert connection.execute(get_database_table(tables.OFFICES).select()).all() == []


def test_rows_of_one_transaction_may_come_in_any_order(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        record_texts(connection, {"offices": {"london/mayor": {"city": "london", "title": "Mayor"}}})
        record_texts(connection, {"cities": {"london": CITY}})


def refused(engine: Engine, table: Table, values: dict[str, Any], error: type[ContinuityError]) -> None:
    with pytest.raises(error) as caught:
        change(engine, table, values)
    assert "\n" not in caught.value.message
    assert caught.value.hint


def change(engine: Engine, table: Table, values: dict[str, Any]) -> None:
    """Write to the table behind the program's back: the database itself must hold the line."""
    key = next(iter(WORLD[table.name]))
    pairs = ", ".join(f'"{name}" = {literal(value)}' for name, value in values.items())
    with transaction(engine, write=True) as connection:
        connection.exec_driver_sql(f"UPDATE {table.name} SET {pairs} WHERE key = '{key}'")  # noqa: S608 own words


def literal(value: str | int | None) -> str:
    return "NULL" if value is None else f"'{value}'" if isinstance(value, str) else str(value)


def days(name: str, earliest: str | None, latest: str | None) -> dict[str, str | None]:
    return {name: f"{earliest}/{latest}", f"{name}_earliest": earliest, f"{name}_latest": latest}


def shape(engine: Engine) -> dict[str, dict[str, Any]]:
    """All that the database says of its tables, by name and in a comparable form."""
    with transaction(engine, write=False) as connection:
        inspector = inspect(connection)
        return {
            name: {
                "columns": sorted(
                    ({**one, "type": repr(one["type"])} for one in inspector.get_columns(name)), key=itemgetter("name")
                ),
                "primary": inspector.get_pk_constraint(name),
                "foreign": sorted(inspector.get_foreign_keys(name), key=lambda one: str(one["name"])),
                "checks": sorted(inspector.get_check_constraints(name), key=lambda one: str(one["name"])),
                "indexes": sorted(inspector.get_indexes(name), key=lambda one: str(one["name"])),
                "unique": inspector.get_unique_constraints(name),
            }
            for name in inspector.get_table_names()
        }
