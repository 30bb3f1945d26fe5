"""The five verbs for every kind of record: add, list, show, edit, remove."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from continuity.domain.schema.columns import Kind, Table
from continuity.domain.schema.tables import IDENTIFIERS, OFFICES, OUTCOMES, TREATMENTS
from continuity.domain.schema.values import Row, Value, parse_cell
from continuity.errors import BadValue, ContradictoryRecords, DuplicateKey, StillReferenced, UsageError
from continuity.importers.model import Entry
from continuity.services.change_plan import Plan, plan_for
from continuity.services.lookup import exactly, meant
from continuity.services.transaction import Stamp, Writer, reading, writing

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SHOWN = 10

Texts = Mapping[str, str]
"""Cells as a user types them, by column; a reference may be a key or an exact name, an empty text empties the cell."""


def add(address: str, stamp: Stamp, parts: Sequence[tuple[Table, Texts]]) -> Row:
    """Add a record, with what belongs to it: an office with its rule, a term with its affiliation.

    Args:
        address: of the database.
        stamp: who asks, how and when.
        parts: the record first; whatever follows names the first by its key where it leaves that out.

    Returns:
        The first record, with its key.

    Raises:
        DuplicateKey: it is there already.
        BadValue, UnknownKey, ContradictoryRecords: a cell, a reference or the whole cannot be true.
    """
    with writing(address, stamp) as writer:
        return add_with(writer, parts)


def add_with(writer: Writer, parts: Sequence[tuple[Table, Texts]]) -> Row:
    """The same inside a transaction that goes on."""
    (table, texts), *belongings = parts
    _refuse_namesake(writer, table, texts)
    row = _whole(table, typed(writer.connection, table, texts))
    plan = _checked(plan_for(writer.connection, {table.name: [Entry("", 0, row)]}))
    if not plan.inserts.get(table.name):
        raise _duplicate(table, row, plan)
    plan.write(writer)
    added = plan.inserts[table.name][0]
    for other, more in belongings:
        parent = next(column.name for column in other.references if table.name in column.tables)
        add_with(writer, [(other, {**more, parent: more.get(parent) or str(added["key"])})])
    return added


def edit(address: str, stamp: Stamp, table: Table, key: str, texts: Texts) -> tuple[Row, Row]:
    """Change cells of one record.

    Returns:
        The record before and after; the same twice where nothing changed.

    Raises:
        UsageError: no cell was named.
        BadValue, UnknownKey, ContradictoryRecords: a cell, a reference or the whole cannot be true.
    """
    if not texts:
        raise UsageError("nothing to change was named", f"`continuity {table.noun} edit --help` shows the options")
    with writing(address, stamp) as writer:
        return edit_with(writer, table, key, texts)


def edit_with(writer: Writer, table: Table, key: str, texts: Texts) -> tuple[Row, Row]:
    """The same inside a transaction that goes on."""
    before = exactly(writer.connection, table, key)
    row = typed(writer.connection, table, texts)
    _refuse_emptied(table, row)
    plan = _checked(plan_for(writer.connection, {table.name: [Entry("", 0, {**row, "key": before["key"]})]}))
    plan.write(writer)
    changed = plan.updates.get(table.name)
    return changed[0] if changed else (before, before)


def remove(address: str, stamp: Stamp, table: Table, key: str) -> Row:
    """Remove one record on which nothing hangs.

    Raises:
        StillReferenced: something does; the message says what.
        UnknownKey: there is no such record.
    """
    with writing(address, stamp) as writer:
        row = exactly(writer.connection, table, key)
        hanging = list(dict.fromkeys(_hanging(writer.connection, table, str(row["key"]))))
        if hanging:
            shown = ", ".join(hanging[:_SHOWN]) + (", …" if len(hanging) > _SHOWN else "")
            message = f'the {table.noun} "{row["key"]}" cannot be removed while these hang on it: {shown}'
            raise StillReferenced(message, "remove or edit those first")
        writer.delete(table, [row])
        return row


def show(address: str, table: Table, text: str) -> Row:
    """One record, by its key, its exact name or an unambiguous beginning of its key."""
    with reading(address) as connection:
        return meant(connection, table, text)


def listing(address: str, table: Table, where: Texts) -> Iterator[Row]:
    """The records whose references are those given, in the order of their keys."""
    from continuity.db import read

    with reading(address) as connection:
        keys = {name: _key_of(connection, table, name, text) for name, text in where.items()}
        yield from read.rows(connection, table, where=keys)


def typed(connection: "Connection", table: Table, texts: Texts) -> Row:
    """The values of cells as typed at the command line."""
    return {name: _value(connection, table, name, text) for name, text in texts.items()}


def _value(connection: "Connection", table: Table, name: str, text: str) -> Value | None:
    column = table.column(name) if name != "key" or table.keyed else None
    if column is None:
        return text
    if column.kind is Kind.REFERENCE and text.strip():
        return _key_of(connection, table, name, text)
    try:
        return parse_cell(column, text)
    except BadValue as error:
        raise BadValue(f"{column.option}: {error.message}", error.hint) from None


def _key_of(connection: "Connection", table: Table, name: str, text: str) -> str:
    from continuity.domain.schema.tables import BY_NAME

    tables = [BY_NAME[one] for one in table.column(name).tables]
    if len(tables) > 1:
        return text.strip()
    return str(exactly(connection, tables[0], text)["key"])


def _refuse_namesake(writer: Writer, table: Table, texts: Texts) -> None:
    """A second record of one name has to be asked for, by giving it a key."""
    from continuity.db import read

    if table.named and not texts.get("key") and texts.get("name"):
        there = [str(row["key"]) for row in read.by_name(writer.connection, table, texts["name"])]
        if there:
            message = f'a {table.noun} of the name "{texts["name"]}" is recorded already: {", ".join(there)}'
            raise DuplicateKey(message, "give it a key of its own with --key if it is another one")


def _whole(table: Table, row: Row) -> Row:
    """The row with what its key tells, and nothing required left out."""
    if table is OFFICES and row.get("key") and not row.get("city"):
        row = {**row, "city": str(row["key"]).rpartition("/")[0]}
    for column in table.columns:
        if column.required and column.name != "key" and row.get(column.name) is None:
            raise UsageError(f"{column.option} is missing", f"give it: {column.help}")
    return row


def _refuse_emptied(table: Table, row: Row) -> None:
    for name, value in row.items():
        if value is None and table.column(name).required:
            raise BadValue(f"{table.column(name).option} cannot be emptied", "give it another value")


def _checked(plan: Plan) -> Plan:
    if not plan.problems:
        return plan
    shown = plan.problems[:_SHOWN]
    more = [f"and {len(plan.problems) - _SHOWN} more"] if len(plan.problems) > _SHOWN else []
    raise ContradictoryRecords(
        "; ".join([*(problem.message for problem in shown), *more]),
        "; ".join(dict.fromkeys(problem.hint for problem in shown if problem.hint)),
    )


def _duplicate(table: Table, row: Row, plan: Plan) -> DuplicateKey:
    there = plan.updates.get(table.name)
    key = str(there[0][0]["key"]) if there else str(row.get("key") or "")
    named = f' as "{key}"' if key else ""
    return DuplicateKey(
        f"this {table.noun} is recorded already{named}",
        f"change it with `continuity {table.noun} edit {key or 'KEY'}`, or give another key",
    )


def _hanging(connection: "Connection", table: Table, key: str) -> Iterator[str]:
    from continuity.db import read

    for other, _, name in read.referrers(connection, table, key, _SHOWN + 1):
        yield f"{other.noun} {name}"
    for row in read.rows(connection, IDENTIFIERS, where={"record": f"{table.noun}:{key}"}):
        yield f"identifier {row['key']}"
    if table is OFFICES:
        for other in (OUTCOMES, TREATMENTS):
            for row in read.rows(connection, other):
                if str(row["transition"]).startswith(f"{key}/"):
                    yield f"{other.noun} {row['key']}"
