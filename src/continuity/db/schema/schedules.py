"""The schedules table."""

from continuity.db.schema.base import Record
from continuity.domain.scheduling import schedule


class Schedule(Record):
    """A report that is made and delivered by itself."""

    described = schedule.SCHEDULES
