"""The affiliations table."""

from continuity.db.schema.base import Record
from continuity.domain import records


class Affiliation(Record):
    """A dated party of a term."""

    described = records.AFFILIATIONS
