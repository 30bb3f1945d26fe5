"""The identifiers table."""

from sqlalchemy import Index

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Identifier(Record):
    """A record's name in another register."""

    described = tables.IDENTIFIERS
    __table_args__ = (Index(None, "record"), Index(None, "scheme", "value"))
