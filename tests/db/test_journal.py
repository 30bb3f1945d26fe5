"""What can be undone, and what stands in the way."""

import pytest
from sqlalchemy import Connection, Engine

from continuity.db import journal, read, write
from continuity.db.engine import transaction
from continuity.domain.schema.tables import PEOPLE
from support.record_rows import new_batch, record, row


def add(connection: Connection, *keys: str) -> int:
    return record(connection, (PEOPLE, [row(PEOPLE, key, name=key) for key in keys]))


def touch(connection: Connection, key: str, undoes: int | None = None) -> int:
    """Change a record in a batch of its own."""
    batch = new_batch(connection, undoes=undoes)
    before = read.get_row(connection, PEOPLE, key)
    assert before
    write.update(connection, batch, PEOPLE, [(before, before | {"note": f"batch {batch}"})])
    return batch


def test_batches_come_newest_first_with_their_size(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        first, second = add(connection, "ada", "ben"), touch(connection, "ada")
        assert [(one.id, one.changes) for one in journal.load_batches(connection, 10)] == [(second, 1), (first, 2)]
        assert [one.id for one in journal.load_batches(connection, 1)] == [second]
        assert journal.get_batch(connection, first) == journal.load_batches(connection, 10)[1]
        assert journal.get_batch(connection, 99) is None


def test_numbers_grow_by_time(engine: Engine) -> None:
    numbers = []
    for _ in range(3):
        with transaction(engine, write=True) as connection:
            numbers.append(new_batch(connection))
    assert numbers == sorted(numbers)


def test_later_changes_are_those_to_the_same_records(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        first = add(connection, "ada", "ben")
        add(connection, "cleo")
        touch(connection, "cleo")
        later = [touch(connection, "ada"), touch(connection, "ben"), touch(connection, "ada")]
        assert [change.batch for change in journal.find_later_changes(connection, first)] == later
        assert journal.find_later_changes(connection, later[-1]) == []


def test_a_later_change_that_was_undone_does_not_count(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        first = add(connection, "ada")
        second = touch(connection, "ada")
        undo = touch(connection, "ada", undoes=second)
        assert journal.find_later_changes(connection, first) == []
        again = touch(connection, "ada", undoes=undo)
        assert [change.batch for change in journal.find_later_changes(connection, first)] == [second]
        assert [change.batch for change in journal.find_later_changes(connection, second)] == []
        touch(connection, "ada", undoes=again)
        assert journal.find_later_changes(connection, first) == []


def test_an_undo_of_something_earlier_counts_as_a_change(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        first = add(connection, "ada")
        second = touch(connection, "ada")
        undo = touch(connection, "ada", undoes=first)
        assert [change.batch for change in journal.find_later_changes(connection, second)] == [undo]


def test_the_last_undoable_batch_is_neither_undo_nor_undone(engine: Engine) -> None:
    def last() -> int | None:
        found = journal.find_last_undoable_batch(connection)
        return found.id if found else None

    with transaction(engine, write=True) as connection:
        assert last() is None
        first, second = add(connection, "ada"), touch(connection, "ada")
        assert last() == second
        undo = touch(connection, "ada", undoes=second)
        assert last() == first
        touch(connection, "ada", undoes=undo)
        assert last() == second
        touch(connection, "ada", undoes=second)
        touch(connection, "ada", undoes=first)
        assert last() is None


def test_who_undid_a_batch(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        first = add(connection, "ada")
        assert journal.find_undoing_batch(connection, first) is None
        undo = touch(connection, "ada", undoes=first)
        assert journal.find_undoing_batch(connection, first) == undo
        touch(connection, "ada", undoes=undo)
        assert journal.find_undoing_batch(connection, first) is None
        again = touch(connection, "ada", undoes=first)
        assert journal.find_undoing_batch(connection, first) == again


@pytest.mark.parametrize("size", [1, 30])
def test_undo_queries_do_not_grow_with_the_journal(engine: Engine, queries: list[str], size: int) -> None:
    with transaction(engine, write=True) as connection:
        first = add(connection, "ada")
        for _ in range(size):
            touch(connection, "ada", undoes=touch(connection, "ada"))
        queries.clear()
        assert journal.find_later_changes(connection, first) == []
        assert journal.find_undoing_batch(connection, first) is None
        last = journal.find_last_undoable_batch(connection)
        assert last is not None
        assert last.id == first
        assert len(queries) == 7
