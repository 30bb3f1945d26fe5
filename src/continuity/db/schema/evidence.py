"""The evidence table."""

from continuity.db.schema.base import Record
from continuity.domain import records


class Evidence(Record):
    """A dated document about a programme or a partner."""

    described = records.EVIDENCE
