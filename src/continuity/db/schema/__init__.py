"""Database tables by domain table."""

from sqlalchemy import Column, Table

from continuity.db.schema import journal, schedules
from continuity.db.schema.record_tables import METADATA, RECORD_TABLES
from continuity.domain.schema import columns

__all__ = ("METADATA", "get_database_table", "get_key_column", "journal", "schedules")


def get_database_table(table: columns.Table) -> Table:
    """Return the database table of a domain table."""
    return RECORD_TABLES[table.name]


def get_key_column(table: columns.Table) -> Column[str]:
    """Return the primary key column of a domain table."""
    return get_database_table(table).c.key
