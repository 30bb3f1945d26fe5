"""The agreements table."""

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Agreement(Record):
    """What empowers a partner to carry a programme."""

    described = tables.AGREEMENTS
