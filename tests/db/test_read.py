"""Reading records by key, name, cell and reference."""

import pytest
from sqlalchemy import Engine

from continuity.db import read
from continuity.db.engine import transaction
from continuity.domain.schema.tables import AGREEMENTS, CITIES, FUNDING, IDENTIFIERS, OFFICES, PARTNERS, PEOPLE, TERMS
from continuity.errors import BadValue
from support.record_rows import record, record_texts, row
from support.sample_records import CITY, WORLD


@pytest.fixture(autouse=True)
def _recorded(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        record_texts(connection, WORLD)


def test_rows_come_in_the_order_of_their_keys(engine: Engine) -> None:
    keys = ["b", "a/b", "a-b", "a.b", "a", "a_b", "aa", "a+"]
    with transaction(engine, write=True) as connection:
        record(connection, (CITIES, [row(CITIES, key, **CITY) for key in keys]))
        found = [one["key"] for one in read.load_rows(connection, CITIES)]
        chosen = [one["key"] for one in read.load_rows(connection, CITIES, keys=keys)]
    assert found == sorted([*keys, "london"])
    assert chosen == sorted(keys)


def test_rows_have_their_key_where_the_file_has_none(engine: Engine) -> None:
    with transaction(engine, write=False) as connection:
        (found,) = read.load_rows(connection, IDENTIFIERS)
    assert found["key"] == "city-london/gss"


def test_rows_by_any_number_of_keys_take_one_query(engine: Engine, queries: list[str]) -> None:
    wanted = {f"nobody-{number}" for number in range(100_000)} | {"ada"}
    with transaction(engine, write=False) as connection:
        queries.clear()
        found = [one["key"] for one in read.load_rows(connection, PEOPLE, keys=wanted)]
        assert len(queries) == 1
        assert list(read.load_rows(connection, PEOPLE, keys=[])) == []
    assert found == ["ada"]


def test_rows_by_their_cells(engine: Engine) -> None:
    def keys(**where: str) -> list[object]:
        return [one["key"] for one in read.load_rows(connection, AGREEMENTS, where=where)]

    with transaction(engine, write=False) as connection:
        assert keys(partner="helpers", scope="deliver") == ["london/safe/1"]
        assert keys(end="2026-03") == ["london/safe/1"]
        assert keys(notice_days="0") == ["london/safe/1"]
        assert keys(reviewed_by="") == ["london/safe/1"]
        assert keys(scope="") == []
        assert keys(partner="trust") == []
        assert len(list(read.load_rows(connection, FUNDING, where={"amount": "120000.5"}))) == 1
        assert len(list(read.load_rows(connection, IDENTIFIERS, where={"key": "city-london/gss"}))) == 1
        both = read.load_rows(connection, PEOPLE, keys=["ada"], where={"name": "Ben Two"})
        assert list(both) == []


def test_rows_by_what_no_cell_can_hold(engine: Engine) -> None:
    with transaction(engine, write=False) as connection:
        with pytest.raises(BadValue):
            read.load_rows(connection, AGREEMENTS, where={"scope": "surely-not"})
        for name in ("no_such_column", "start_earliest"):
            with pytest.raises(KeyError):
                read.load_rows(connection, AGREEMENTS, where={name: "x"})


def test_one_record(engine: Engine) -> None:
    with transaction(engine, write=False) as connection:
        assert read.get_row(connection, PEOPLE, "ada") == row(PEOPLE, "ada", name="Ada One")
        assert read.get_row(connection, PEOPLE, "nobody") is None


def test_keys_by_their_beginning(engine: Engine) -> None:
    with transaction(engine, write=False) as connection:
        assert read.find_keys_by_prefix(connection, OFFICES, "london/", 5) == ["london/mayor", "london/warden"]
        assert read.find_keys_by_prefix(connection, OFFICES, "london/", 1) == ["london/mayor"]
        assert read.find_keys_by_prefix(connection, OFFICES, "london/mayor", 5) == ["london/mayor"]
        assert read.find_keys_by_prefix(connection, OFFICES, "LONDON", 5) == []
        assert read.find_keys_by_prefix(connection, OFFICES, "%", 5) == []


def test_records_by_their_exact_name(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        record(connection, (PEOPLE, [row(PEOPLE, "abe", name="Ada One")]))
        assert [one["key"] for one in read.find_rows_by_name(connection, PEOPLE, "Ada One")] == ["abe", "ada"]
        assert read.find_rows_by_name(connection, PEOPLE, "ada one") == []
        with pytest.raises(KeyError):
            read.find_rows_by_name(connection, TERMS, "x")


def test_all_keys_and_how_many(engine: Engine) -> None:
    with transaction(engine, write=False) as connection:
        assert read.load_keys(connection, PEOPLE) == {"ada", "ben"}
        assert read.count_rows(connection, PEOPLE) == 2


def test_what_refers_to_a_record(engine: Engine) -> None:
    with transaction(engine, write=False) as connection:
        found = read.find_referrers(connection, OFFICES, "london/mayor", 100)
        names = [(table.name, column.name, key) for table, column, key in found]
        assert names == [
            ("rules", "office", "london/mayor/2000-05-04"),
            ("terms", "office", "london/mayor/2020-05-08"),
            ("terms", "office", "london/mayor/2024-05-06"),
            ("coalitions", "office", "london/mayor/red"),
            ("elections", "office", "london/mayor/2024-05-02"),
            ("elections", "office", "london/mayor/2028-05-04"),
            ("programmes", "office", "london/safe"),
            ("partners", "controlled_by", "trust"),
        ]
        assert read.find_referrers(connection, OFFICES, "london/mayor", 3) == found[:3]
        assert read.find_referrers(connection, PARTNERS, "nobody", 3) == []


def test_a_long_table_is_fetched_bit_by_bit(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        people = [row(PEOPLE, f"p{number:05}", name="P") for number in range(3 * read.FETCH_ROWS)]
        record(connection, (PEOPLE, people))
    with transaction(engine, write=False) as connection:
        found = read.load_rows(connection, PEOPLE)
        assert next(found)["key"] == "ada"
        assert sum(1 for _ in found) == 3 * read.FETCH_ROWS + 1
        next(read.load_rows(connection, PEOPLE))
        assert read.count_rows(connection, PEOPLE) == 3 * read.FETCH_ROWS + 2
