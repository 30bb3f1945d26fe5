"""The cities table."""

from sqlalchemy import Index

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class City(Record):
    """A city."""

    described = tables.CITIES
    __table_args__ = (Index(None, "name"),)
