"""The settings table."""

from continuity.db.schema.record_tables import Record
from continuity.domain.schema import tables


class Setting(Record):
    """A number of the risk rule that this database has changed."""

    described = tables.SETTINGS
