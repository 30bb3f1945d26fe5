"""The coalitions table."""

from continuity.db.schema.base import Record
from continuity.domain import records


class Coalition(Record):
    """A dated party behind an office."""

    described = records.COALITIONS
