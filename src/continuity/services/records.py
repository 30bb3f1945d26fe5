"""Add, list, show, edit and remove records of every kind."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from continuity.db import read
from continuity.domain.schema.columns import ColumnKind, Table
from continuity.domain.schema.former_names import FORMER_NAME
from continuity.domain.schema.tables import IDENTIFIERS, OFFICES, OUTCOMES, TABLES_BY_NAME, TREATMENTS
from continuity.domain.schema.values import Row, Value, parse_cell
from continuity.errors import BadValue, ContradictoryRecords, DuplicateKey, StillReferenced, UsageError
from continuity.importers.model import Entry
from continuity.reports.wording.imports import format_hint, format_message
from continuity.services.change_plan import ChangePlan, build_change_plan
from continuity.services.lookup import find_exact_record, find_namesakes, find_record
from continuity.services.transaction import Stamp, Writer, read_database, write_tracked

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MAX_LISTED = 10

CellTexts = Mapping[str, str]
"""Cells as a user types them, by column; a reference may be a key or an exact name, an empty text empties the cell."""


def add_record(address: str, stamp: Stamp, parts: Sequence[tuple[Table, CellTexts]]) -> Row:
    """Add a record and its dependants, such as a rule; return the first, to which later parts refer by default."""
    with write_tracked(address, stamp) as writer:
        return add_record_with(writer, parts)


def add_record_with(writer: Writer, parts: Sequence[tuple[Table, CellTexts]]) -> Row:
    """Add a record inside an open transaction."""
    (table, texts), *dependents = parts
    _reject_namesake(writer, table, texts)
    row = _complete_row(table, parse_texts(writer.connection, table, texts))
    plan = _plan_row(writer, table, row)
    if not plan.inserts.get(table.name):
        raise _build_duplicate_error(table, row, plan)
    plan.write(writer)
    added = plan.inserts[table.name][0]
    for other, extra_texts in dependents:
        parent = next(column.name for column in other.reference_columns if table.name in column.tables)
        add_record_with(writer, [(other, {**extra_texts, parent: extra_texts.get(parent) or str(added["key"])})])
    return added


def edit_record(address: str, stamp: Stamp, table: Table, key: str, texts: CellTexts) -> tuple[Row, Row]:
    """Change cells of one record; return it before and after. Raise UsageError without cells."""
    if not texts:
        raise UsageError("nothing to change was named", f"`continuity {table.noun} edit --help` shows the options")
    with write_tracked(address, stamp) as writer:
        return edit_record_with(writer, table, key, texts)


def edit_record_with(writer: Writer, table: Table, key: str, texts: CellTexts) -> tuple[Row, Row]:
    """Change cells of one record inside an open transaction."""
    before = find_exact_record(writer.connection, table, key)
    row = parse_texts(writer.connection, table, texts)
    _reject_emptied(table, row)
    plan = _plan_row(writer, table, {**row, "key": before["key"]})
    plan.write(writer)
    changed = plan.updates.get(table.name)
    return changed[0] if changed else (before, before)


def remove_record(address: str, stamp: Stamp, table: Table, key: str) -> Row:
    """Remove one record with its former names. Raise StillReferenced, which names its dependants, or UnknownKey."""
    with write_tracked(address, stamp) as writer:
        return remove_record_with(writer, table, key)


def remove_record_with(writer: Writer, table: Table, key: str) -> Row:
    """Remove one record inside an open transaction; raise as `remove_record`."""
    row = find_exact_record(writer.connection, table, key)
    dependents = list(dict.fromkeys(_list_dependents(writer.connection, table, str(row["key"]))))
    if dependents:
        listed_dependents = ", ".join(dependents[:_MAX_LISTED]) + (", …" if len(dependents) > _MAX_LISTED else "")
        message = f'the {table.noun} "{row["key"]}" cannot be removed while these hang on it: {listed_dependents}'
        raise StillReferenced(message, "remove or edit those first")
    record = {"record": f"{table.noun}:{row['key']}", "scheme": FORMER_NAME}
    writer.delete(IDENTIFIERS, list(read.load_rows(writer.connection, IDENTIFIERS, where=record)))
    writer.delete(table, [row])
    return row


def load_record(address: str, table: Table, text: str) -> Row:
    """Load one record by its key, exact name or beginning of its key."""
    with read_database(address) as connection:
        return find_record(connection, table, text)


def list_records(address: str, table: Table, where: CellTexts) -> Iterator[Row]:
    """List the records with the given references, by key."""
    with read_database(address) as connection:
        keys = {name: _resolve_key(connection, table, name, text) for name, text in where.items()}
        yield from read.load_rows(connection, table, where=keys)


def parse_texts(connection: "Connection", table: Table, texts: CellTexts) -> Row:
    """Parse cells from the command line."""
    return {name: _parse_value(connection, table, name, text) for name, text in texts.items()}


def _parse_value(connection: "Connection", table: Table, name: str, text: str) -> Value | None:
    column = table.get_column(name) if name != "key" or table.has_key else None
    if column is None:
        return text
    if column.kind is ColumnKind.REFERENCE and text.strip():
        return _resolve_key(connection, table, name, text)
    try:
        return parse_cell(column, text)
    except BadValue as error:
        raise BadValue(f"{column.option_name}: {error.message}", error.hint) from None


def _resolve_key(connection: "Connection", table: Table, name: str, text: str) -> str:
    tables = [TABLES_BY_NAME[table_name] for table_name in table.get_column(name).tables]
    if len(tables) > 1:
        return text.strip()
    return str(find_exact_record(connection, tables[0], text)["key"])


def _reject_namesake(writer: Writer, table: Table, texts: CellTexts) -> None:
    """Reject a second record of one name without a key of its own."""
    if table.has_name and not texts.get("key") and texts.get("name"):
        namesake_keys = find_namesakes(writer.connection, table, texts["name"])
        if namesake_keys:
            message = f'a {table.noun} of the name "{texts["name"]}" is recorded already: {", ".join(namesake_keys)}'
            raise DuplicateKey(message, "give it a key of its own with --key if it is another one")


def _complete_row(table: Table, row: Row) -> Row:
    """Fill cells from the key, and reject missing ones."""
    if table is OFFICES and row.get("key") and not row.get("city"):
        row = {**row, "city": str(row["key"]).rpartition("/")[0]}
    for column in table.columns:
        if column.required and column.name != "key" and row.get(column.name) is None:
            raise UsageError(f"{column.option_name} is missing", f"give it: {column.help}")
    return row


def _reject_emptied(table: Table, row: Row) -> None:
    for name, value in row.items():
        if value is None and table.get_column(name).required:
            raise BadValue(f"{table.get_column(name).option_name} cannot be emptied", "give it another value")


def _plan_row(writer: Writer, table: Table, row: Row) -> ChangePlan:
    plan = build_change_plan(writer.connection, {table.name: [Entry("", 0, row)]})
    if not plan.problems:
        return plan
    listed_problems = plan.problems[:_MAX_LISTED]
    remainder = [f"and {len(plan.problems) - _MAX_LISTED} more"] if len(plan.problems) > _MAX_LISTED else []
    raise ContradictoryRecords(
        "; ".join([*map(format_message, listed_problems), *remainder]),
        "; ".join(dict.fromkeys(hint for hint in map(format_hint, listed_problems) if hint)),
    )


def _build_duplicate_error(table: Table, row: Row, plan: ChangePlan) -> DuplicateKey:
    updates = plan.updates.get(table.name)
    key = str(updates[0][0]["key"]) if updates else str(row.get("key") or "")
    key_note = f' as "{key}"' if key else ""
    return DuplicateKey(
        f"this {table.noun} is recorded already{key_note}",
        f"change it with `continuity {table.noun} edit {key or 'KEY'}`, or give another key",
    )


def _list_dependents(connection: "Connection", table: Table, key: str) -> Iterator[str]:
    for other, _, name in read.find_referrers(connection, table, key, _MAX_LISTED + 1):
        yield f"{other.noun} {name}"
    for row in read.load_rows(connection, IDENTIFIERS, where={"record": f"{table.noun}:{key}"}):
        if row["scheme"] != FORMER_NAME:
            yield f"identifier {row['key']}"
    if table is OFFICES:
        for other in (OUTCOMES, TREATMENTS):
            for row in read.load_rows(connection, other):
                if str(row["transition"]).startswith(f"{key}/"):
                    yield f"{other.noun} {row['key']}"
