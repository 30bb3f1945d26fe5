"""The outcomes table."""

from continuity.db.schema.base import Record
from continuity.domain import records


class Outcome(Record):
    """What became of a programme after a handover."""

    described = records.OUTCOMES
