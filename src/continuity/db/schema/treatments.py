"""The treatments table."""

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Treatment(Record):
    """What a named person decided to do about a finding."""

    described = tables.TREATMENTS
