"""The cities table."""

from sqlalchemy import Index

from continuity.db.schema.base import Record
from continuity.domain import records


class City(Record):
    """A city."""

    described = records.CITIES
    __table_args__ = (Index(None, "name"),)
