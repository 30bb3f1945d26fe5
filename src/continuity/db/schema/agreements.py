"""The agreements table."""

from continuity.db.schema.base import Record
from continuity.domain import records


class Agreement(Record):
    """What empowers a partner to carry a programme."""

    described = records.AGREEMENTS
