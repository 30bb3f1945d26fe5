"""The elections table."""

from continuity.db.schema.base import Record
from continuity.domain.schema import tables


class Election(Record):
    """One polling day for an office."""

    described = tables.ELECTIONS
