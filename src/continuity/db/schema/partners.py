"""The partners table."""

from sqlalchemy import Index

from continuity.db.schema.base import Record
from continuity.domain import records


class Partner(Record):
    """An organisation that delivers or funds programmes."""

    described = records.PARTNERS
    __table_args__ = (Index(None, "name"),)
