"""What a schedule is about, as every other use case says it."""

from collections.abc import Collection

from continuity.domain.scheduling.schedule import Schedule
from continuity.services.assessing import Scope


def scope_of(schedule: Schedule, offices: Collection[str] | None = None, city: str = "") -> Scope:
    """The scope of a schedule, narrowed to some offices and to a city where these are given."""
    own = schedule.scope
    return Scope(
        city=city or own.get("city"),
        region=own.get("region"),
        country=own.get("country"),
        office=own.get("office"),
        partner=own.get("partner"),
        funder=own.get("funder"),
        offices=None if offices is None else frozenset(offices),
    )
