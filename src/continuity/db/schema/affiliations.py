"""The affiliations table."""

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Affiliation(Record):
    """A dated party of a term."""

    described = tables.AFFILIATIONS
