"""Writing records: in bulk, journalled, refused where it cannot be; what comes back is what was written."""

import ast
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

import continuity
from continuity.db import journal, read, write
from continuity.db.engine import transaction
from continuity.db.rows import list_cell_names
from continuity.db.schema import get_database_table
from continuity.domain.schema.tables import (
    CITIES,
    EVIDENCE,
    FUNDING,
    IDENTIFIERS,
    PEOPLE,
    PROGRAMMES,
    TABLES,
    TABLES_BY_NAME,
    TERMS,
)
from continuity.domain.schema.values import Row, format_row
from continuity.errors import DuplicateKey, UnknownKey
from support.record_rows import NOW, new_batch, record, record_texts, row
from support.sample_records import CITY, WORLD

VAGUE = ["2027", "2027-05", "2027-05-06", "2027-05-06/2027-05-20", "../2008-03-22", "2026/..", "1000", "2999-12-31"]
AMOUNTS = ["0", "0.01", "-3", "10", "1.5", "120000.05", "999999999999999", "0.10", "1000", "70.70"]
ORIGIN = Path(continuity.__file__).parent


def person(key: str, **texts: str) -> Row:
    return row(PEOPLE, key, **{"name": key.title(), **texts})


def test_every_cell_of_every_table_comes_back(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        record_texts(connection, WORLD)
    with transaction(engine, write=False) as connection:
        for table in TABLES:
            found = {str(one["key"]): one for one in read.load_rows(connection, table)}
            expected = {key: row(table, key, **texts) for key, texts in WORLD[table.name].items()}
            assert found == expected
            assert all(tuple(one) == list_cell_names(table) for one in found.values())


@pytest.mark.parametrize("text", VAGUE)
def test_vague_dates_come_back_as_written(engine: Engine, text: str) -> None:
    written = person("ada", known_from=text)
    with transaction(engine, write=True) as connection:
        record(connection, (PEOPLE, [written]))
        assert read.get_row(connection, PEOPLE, "ada") == written


def test_amounts_are_exact_and_keep_their_text(engine: Engine) -> None:
    rows = [row(EVIDENCE, f"e/{at}", score=text) for at, text in enumerate(AMOUNTS)]
    with transaction(engine, write=True) as connection:
        record(connection, (EVIDENCE, rows))
        found = list(read.load_rows(connection, EVIDENCE))
    assert [format_row(EVIDENCE, one)["score"] for one in found] == [format_row(EVIDENCE, one)["score"] for one in rows]
    assert sum(one["score"] for one in found) == sum(Decimal(text) for text in AMOUNTS)  # type: ignore[misc]


def test_amounts_with_more_than_two_decimals_are_a_mistake(engine: Engine) -> None:
    with pytest.raises(Exception, match="two decimals"), transaction(engine, write=True) as connection:
        record(connection, (EVIDENCE, [{"key": "e/1", "score": Decimal("0.001")}]))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(note=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_text_comes_back(engine: Engine, note: str) -> None:
    with transaction(engine, write=True) as connection:
        batch = new_batch(connection)
        written: Row = person("ada") | {"note": note}
        write.insert(connection, batch, PEOPLE, [written])
        assert read.get_row(connection, PEOPLE, "ada") == written
        assert journal.load_changes(connection, batch)[0].after == {"name": "Ada", "note": note}
        write.delete(connection, batch, PEOPLE, [written])


def test_an_empty_text_is_an_empty_cell(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        batch = record(connection, (PEOPLE, [person("ada") | {"note": ""}]))
        assert read.get_row(connection, PEOPLE, "ada") == person("ada")
        assert journal.load_changes(connection, batch)[0].after == {"name": "Ada"}


def test_an_insert_is_journalled_with_its_filled_cells(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        batch = record_texts(connection, WORLD)
        changes = journal.load_changes(connection, batch)
    assert [(one.table, one.key) for one in changes] == [(name, key) for name in WORLD for key in WORLD[name]]
    assert {one.operation for one in changes} == {"insert"}
    for one in changes:
        assert one.before is None
        assert one.after == WORLD[one.table][one.key]


def test_an_update_writes_and_journals_only_what_changed(engine: Engine, queries: list[str]) -> None:
    with transaction(engine, write=True) as connection:
        before = [person("ada", source="a | b", known_from="2020"), person("ben"), person("cleo", note="x")]
        record(connection, (PEOPLE, before))
        after = [
            person("ada", name="Ada Lin", known_from="2021-05"),
            person("ben"),
            person("cleo", note="y"),
        ]
        batch = new_batch(connection)
        queries.clear()
        write.update(connection, batch, PEOPLE, list(zip(before, after, strict=True)))
        updates = [query for query in queries if query.startswith("UPDATE")]
        assert list(read.load_rows(connection, PEOPLE)) == after
        changes = journal.load_changes(connection, batch)
    assert [(one.operation, one.key, one.before, one.after) for one in changes] == [
        (
            "update",
            "ada",
            {"name": "Ada", "known_from": "2020", "source": "a | b"},
            {"name": "Ada Lin", "known_from": "2021-05"},
        ),
        ("update", "cleo", {"note": "x"}, {"note": "y"}),
    ]
    assert len(updates) == 2
    assert not [query for query in updates if "verified_on" in query]


def test_a_delete_is_journalled_with_all_that_was_there(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        record_texts(connection, WORLD)
        gone = list(read.load_rows(connection, IDENTIFIERS))
        batch = new_batch(connection)
        write.delete(connection, batch, IDENTIFIERS, gone)
        assert read.count_rows(connection, IDENTIFIERS) == 0
        changes = journal.load_changes(connection, batch)
    ((key, texts),) = WORLD["identifiers"].items()
    assert [(one.operation, one.key, one.before, one.after) for one in changes] == [("delete", key, texts, None)]


def test_the_journal_is_sorted_json_that_people_can_read(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        record(connection, (PEOPLE, [person("zoe", name="Zoë", source="s", note="n")]))
        stored = connection.exec_driver_sql("SELECT after FROM changes").scalar()
    assert stored == '{"name": "Zoë", "note": "n", "source": "s"}'
    assert json.loads(stored)


def test_thousands_of_rows_take_few_statements(engine: Engine, queries: list[str]) -> None:
    people = [person(f"p{number:05}") for number in range(write.CHUNK_ROWS + 10)]
    with transaction(engine, write=True) as connection:
        queries.clear()
        batch = record(connection, (PEOPLE, people))
        assert len(queries) == 1 + 2 * 2
        write.update(connection, batch, PEOPLE, [(one, one | {"note": "n"}) for one in people])
        write.delete(connection, batch, PEOPLE, people)
        assert len(queries) == 1 + 3 * 2 * 2
        assert len(journal.load_changes(connection, batch)) == 3 * len(people)


def test_a_key_in_use_is_named(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        record(connection, (PEOPLE, [person("ada")]))
    with pytest.raises(DuplicateKey, match='"ada"'), transaction(engine, write=True) as connection:
        record(connection, (PEOPLE, [person("ada")]))
    with pytest.raises(DuplicateKey, match='"ben"'), transaction(engine, write=True) as connection:
        record(connection, (PEOPLE, [person("ben"), person("cleo"), person("ben")]))
    with pytest.raises(DuplicateKey, match="one of 2 keys"), transaction(engine, write=True) as connection:
        record(connection, (PEOPLE, [person("ben"), person("ada")]))
    with transaction(engine, write=False) as connection:
        assert read.load_keys(connection, PEOPLE) == {"ada"}
        assert len(journal.load_batches(connection, 10)) == 1


def test_changing_or_removing_what_is_not_there_is_refused(engine: Engine) -> None:
    ghost = person("ghost")

    def change(connection: Connection) -> None:
        write.update(connection, new_batch(connection), PEOPLE, [(ghost, ghost | {"note": "n"})])

    def remove(connection: Connection) -> None:
        write.delete(connection, new_batch(connection), PEOPLE, [ghost])

    for call in (change, remove):
        with pytest.raises(UnknownKey, match="1 of 1 records of people"), transaction(engine, write=True) as connection:
            call(connection)
    with transaction(engine, write=False) as connection:
        assert journal.load_batches(connection, 10) == []


def test_a_record_others_name_is_not_removed(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        record_texts(connection, WORLD)
    with pytest.raises(UnknownKey), transaction(engine, write=True) as connection:
        write.delete(connection, new_batch(connection), CITIES, list(read.load_rows(connection, CITIES)))
    with transaction(engine, write=False) as connection:
        assert read.count_rows(connection, CITIES) == 1


def test_all_records_can_be_removed_in_any_order(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        record_texts(connection, WORLD)
        batch = new_batch(connection)
        for table in TABLES:
            write.delete(connection, batch, table, list(read.load_rows(connection, table)))


@pytest.mark.parametrize(("before", "after"), [("ada", "ben"), ("", "")])
def test_a_key_neither_changes_nor_lacks(engine: Engine, before: str, after: str) -> None:
    with pytest.raises(ValueError, match="key"), transaction(engine, write=True) as connection:
        write.update(connection, new_batch(connection), PEOPLE, [(person(before), person(after, note="n"))])


def test_a_batch_keeps_who_what_and_when(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        number = new_batch(connection, "import pack")
        (batch,) = journal.load_batches(connection, 5)
    assert batch == journal.BatchRow(number, NOW, "tester", "import pack", None, 0)


def test_a_time_without_a_zone_is_a_mistake(engine: Engine) -> None:
    with pytest.raises(Exception, match="no time zone"), transaction(engine, write=True) as connection:
        write.begin_batch(connection, command="c", actor="a", at=NOW.replace(tzinfo=None))


def test_only_the_writer_writes_records() -> None:
    """The traces of schedules are written beside it; they know no table of the record."""
    traces = ORIGIN / "db" / "schedule_runs.py"
    for path in ORIGIN.rglob("*.py"):
        if path in (ORIGIN / "db" / "write.py", traces) or "_alembic" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\b(INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET)\b", source), path
        assert not writing_calls(ast.parse(source)), path
    assert not re.search(
        r"\b(get_database_table|RECORD_TABLES|METADATA|BATCHES|CHANGES)\b", traces.read_text(encoding="utf-8")
    )


def writing_calls(tree: ast.AST) -> list[str]:
    """Names of SQLAlchemy's that change rows, imported or called as its members."""
    changing = {"insert", "update", "delete", "bulk_save_objects", "Session", "sessionmaker"}
    imported = [
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for name in node.names
    ]
    members = [
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("sa", "sqlalchemy")
    ]
    return sorted(changing & {*imported, *members})


def test_the_world_of_the_tests_fills_every_table() -> None:
    assert set(WORLD) == set(TABLES_BY_NAME)
    assert {get_database_table(table).name for table in (CITIES, FUNDING, PROGRAMMES, TERMS)} <= set(WORLD)
    assert CITY["name"] == "London"
