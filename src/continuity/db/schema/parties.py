"""The parties table."""

from sqlalchemy import Index

from continuity.db.schema.base import Record
from continuity.domain import records


class Party(Record):
    """A party, an alliance or a list."""

    described = records.PARTIES
    __table_args__ = (Index(None, "name"),)
