"""The terms table."""

from continuity.db.schema.base import Record
from continuity.domain import records


class Term(Record):
    """One mandate of one person in one office."""

    described = records.TERMS
