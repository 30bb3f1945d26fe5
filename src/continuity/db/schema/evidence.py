"""The evidence table."""

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Evidence(Record):
    """A dated document about a programme or a partner."""

    described = tables.EVIDENCE
