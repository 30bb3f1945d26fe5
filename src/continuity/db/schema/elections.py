"""The elections table."""

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Election(Record):
    """One polling day for an office."""

    described = tables.ELECTIONS
