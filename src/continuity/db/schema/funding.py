"""The funding table."""

from continuity.db.schema.base import Record
from continuity.domain import records


class Funding(Record):
    """Money for a programme over a period."""

    described = records.FUNDING
