"""The rules table."""

from continuity.db.schema.base import Record
from continuity.domain import records


class Rule(Record):
    """The dated electoral rule of an office."""

    described = records.RULES
