"""The elections table."""

from continuity.db.schema.base import Record
from continuity.domain import records


class Election(Record):
    """One polling day for an office."""

    described = records.ELECTIONS
