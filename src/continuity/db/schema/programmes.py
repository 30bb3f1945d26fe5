"""The programmes table."""

from sqlalchemy import Index

from continuity.db.schema.base import Record
from continuity.domain import records


class Programme(Record):
    """A prevention programme launched under a term."""

    described = records.PROGRAMMES
    __table_args__ = (Index(None, "name"),)
