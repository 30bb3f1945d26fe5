"""The clock as an argument: now, or a day that is replayed as if it were over."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is: now, with a time zone, or a day that is replayed in whatever time zone is asked about."""

    now: datetime
    replayed_day: date | None = None

    def get_due_until(self, zone: str) -> datetime:
        """Return the moment up to which things are due in a time zone, in UTC."""
        if self.replayed_day is None:
            return self.now.astimezone(UTC)
        return datetime.combine(self.replayed_day, _END_OF_DAY, ZoneInfo(zone)).astimezone(UTC)

    def get_due_from(self, zone: str) -> datetime:
        """Return the moment, in UTC, from which things set up now are due; on a replayed day its beginning."""
        if self.replayed_day is None:
            return self.now.astimezone(UTC)
        midnight = datetime.combine(self.replayed_day, time.min, ZoneInfo(zone)).astimezone(UTC)
        return midnight - datetime.resolution * 1_000_000

    def get_local_day(self, zone: str) -> date:
        """Return which day it is in a time zone."""
        return self.replayed_day or self.now.astimezone(ZoneInfo(zone)).date()
