"""The parties table."""

from sqlalchemy import Index

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Party(Record):
    """A party, an alliance or a list."""

    described = tables.PARTIES
    __table_args__ = (Index(None, "name"),)
