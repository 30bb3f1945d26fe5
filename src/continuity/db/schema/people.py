"""The people table."""

from sqlalchemy import Index

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Person(Record):
    """Somebody who holds or held an office."""

    described = tables.PEOPLE
    __table_args__ = (Index(None, "name"),)
