"""The programmes table."""

from sqlalchemy import Index

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Programme(Record):
    """A prevention programme launched under a term."""

    described = tables.PROGRAMMES
    __table_args__ = (Index(None, "name"),)
