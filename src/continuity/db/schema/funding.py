"""The funding table."""

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Funding(Record):
    """Money for a programme over a period."""

    described = tables.FUNDING
