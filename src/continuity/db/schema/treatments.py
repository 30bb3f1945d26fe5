"""The treatments table."""

from continuity.db.schema.base import Record
from continuity.domain import records


class Treatment(Record):
    """What a named person decided to do about a finding."""

    described = records.TREATMENTS
