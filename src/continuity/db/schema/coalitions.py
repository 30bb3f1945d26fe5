"""The coalitions table."""

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Coalition(Record):
    """A dated party behind an office."""

    described = tables.COALITIONS
