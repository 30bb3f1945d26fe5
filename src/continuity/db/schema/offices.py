"""The offices table."""

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Office(Record):
    """A post, apart from whoever holds it."""

    described = tables.OFFICES
