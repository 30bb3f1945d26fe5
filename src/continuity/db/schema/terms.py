"""The terms table."""

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Term(Record):
    """One mandate of one person in one office."""

    described = tables.TERMS
