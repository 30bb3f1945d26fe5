"""Settings of a database."""

from typing import TYPE_CHECKING

from continuity.db import read
from continuity.domain.schema.tables import SETTINGS
from continuity.domain.settings import Settings, parse_settings
from continuity.domain.values.durations import Duration

if TYPE_CHECKING:
    from sqlalchemy import Connection


def load_settings(connection: "Connection", horizon: Duration | None = None) -> Settings:
    """Load today's settings, whatever the as-of day, with the given horizon."""
    return parse_settings({str(row["key"]): str(row["value"]) for row in read.load_rows(connection, SETTINGS)}, horizon)
