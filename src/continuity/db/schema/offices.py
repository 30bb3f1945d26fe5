"""The offices table."""

from continuity.db.schema.base import Record
from continuity.domain import records


class Office(Record):
    """A post, apart from whoever holds it."""

    described = records.OFFICES
