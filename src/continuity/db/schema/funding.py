"""The funding table."""

from continuity.db.schema.base import Record
from continuity.domain.schema import tables


class Funding(Record):
    """Money for a programme over a period."""

    described = tables.FUNDING
