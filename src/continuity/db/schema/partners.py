"""The partners table."""

from sqlalchemy import Index

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Partner(Record):
    """An organisation that delivers or funds programmes."""

    described = tables.PARTNERS
    __table_args__ = (Index(None, "name"),)
