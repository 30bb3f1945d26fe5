"""What is due of a schedule: its rhythm, and its warnings before pre-election periods."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from continuity.domain.cadence import periods
from continuity.domain.clock import Clock
from continuity.domain.identities import identities
from continuity.domain.judging import bench
from continuity.domain.leadership import Transition
from continuity.domain.notices import coming_notices, notices
from continuity.domain.records import CITIES
from continuity.domain.schedules import Schedule
from continuity.reports.covering import covers, warning
from continuity.services.assessing import offices_of
from continuity.services.scheduling.scope import scope_of
from continuity.services.settling import settings_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is due at once.

    Attributes:
        moment: the last of the moments it was due at.
        covers: which missed times and which warnings it covers, in sentences.
        notices: the keys of those warnings.
        offices: those it is about, where only warnings are due; None is all of the schedule's.
    """

    moment: datetime
    covers: str
    notices: tuple[str, ...] = ()
    offices: tuple[str, ...] | None = None


def due(connection: "Connection", schedule: Schedule, seen_until: datetime, clock: Clock) -> Due | None:
    """What fell due since the schedule was last seen to, folded into one; None where nothing did.

    What it warned of once it does not warn of again, wherever the election moves meanwhile.
    """
    from continuity.db import runs

    until, zone = clock.at(schedule.timezone), schedule.timezone
    regular = schedule.rhythm.between(seen_until, until) if schedule.rhythm else ()
    ahead = _ahead(connection, schedule, clock)
    found = notices(ahead, schedule.spans, schedule.at, zone, seen_until, until)
    given = runs.noticed(connection, schedule.key) if found else set()
    warned = [one for one in found if one.key not in given]
    if not regular and not warned:
        return None
    days = periods(schedule.rhythm, regular) if schedule.rhythm else ()
    names = _names(connection) if warned else {}
    return Due(
        moment=max((*regular, *(one.due for one in warned))),
        covers=" ".join(part for part in (covers(days), *(warning(one, names) for one in warned)) if part),
        notices=tuple(one.key for one in warned),
        offices=None if regular else tuple(sorted({one.transition.office for one in warned})),
    )


def coming(connection: "Connection", schedule: Schedule, clock: Clock, count: int) -> tuple[datetime, ...]:
    """The next moments at which it is due."""
    after = clock.at(schedule.timezone)
    regular = schedule.rhythm.coming(after, count) if schedule.rhythm else ()
    ahead = _ahead(connection, schedule, clock)
    warned = coming_notices(ahead, schedule.spans, schedule.at, schedule.timezone, after, count)
    return tuple(sorted({*regular, *(one.due for one in warned)})[:count])


def _ahead(connection: "Connection", schedule: Schedule, clock: Clock) -> dict[str, Transition]:
    """The changes of leadership in the schedule's scope, however far, where it warns of any."""
    from continuity.db import facts

    if not schedule.spans:
        return {}
    leaderships = facts.leaderships(connection)
    offices = offices_of(connection, scope_of(schedule), leaderships)
    there = {key: leaderships[key] for key in sorted(offices)}
    on = bench(there, clock.local_day(schedule.timezone), settings_of(connection))
    # Those that are past are numbered too, so that the others keep their numbers.
    seen = on.outlooks.values()
    return identities(there, [one for it in seen for one in (*it.past, *([it.open] if it.open else []), *it.ahead)])


def _names(connection: "Connection") -> dict[str, str]:
    """What the cities are called."""
    from continuity.db import read

    return {str(row["key"]): str(row["name"]) for row in read.select(connection, CITIES, ("key", "name"))}
