"""The settings table."""

from continuity.db.schema.base import Record
from continuity.domain import records


class Setting(Record):
    """A number of the risk rule that this database has changed."""

    described = records.SETTINGS
