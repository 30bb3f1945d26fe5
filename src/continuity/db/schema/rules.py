"""The rules table."""

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Rule(Record):
    """The dated electoral rule of an office."""

    described = tables.RULES
