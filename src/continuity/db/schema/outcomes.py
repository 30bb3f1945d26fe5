"""The outcomes table."""

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Outcome(Record):
    """What became of a programme after a handover."""

    described = tables.OUTCOMES
