"""What is due of a schedule: its rhythm, and its warnings before pre-election periods."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from continuity.domain.offices.models import Transition
from continuity.domain.offices.snapshot import Bench, bench, heir
from continuity.domain.offices.transition_ids import identities
from continuity.domain.scheduling.cadence import periods
from continuity.domain.scheduling.reminders import Notice, coming_notices, notices
from continuity.domain.scheduling.schedule import Schedule
from continuity.domain.schema.tables import CITIES
from continuity.domain.values.clock import Clock
from continuity.reports.wording.changes import covers, warning
from continuity.services.assessment import Scope, offices_of
from continuity.services.settings import settings_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is due at once.

    Attributes:
        moment: the last of the moments it was due at.
        covers: which missed times and which warnings it covers, in sentences, as of a run.
        notices: the keys of those warnings.
        offices: those it is about, where only warnings are due; None is all of the schedule's.
    """

    moment: datetime
    covers: dict[str, str]
    notices: tuple[str, ...] = ()
    offices: tuple[str, ...] | None = None


def due(connection: "Connection", schedule: Schedule, seen_until: datetime, clock: Clock) -> Due | None:
    """What fell due since the schedule was last seen to, folded into one; None where nothing did.

    What it warned of once it does not warn of again, wherever the election moves meanwhile.
    """
    from continuity.db import schedule_runs

    until, zone = clock.at(schedule.timezone), schedule.timezone
    regular = schedule.rhythm.between(seen_until, until) if schedule.rhythm else ()
    on = _bench(connection, schedule, clock)
    found = notices(_transitions(on), schedule.spans, schedule.at, zone, seen_until, until)
    given = schedule_runs.noticed(connection, schedule.key) if found else set()
    warned = [one for one in found if one.key not in given]
    if not regular and not warned:
        return None
    days = periods(schedule.rhythm, regular) if schedule.rhythm else ()
    names = city_names(connection) if warned else {}
    return Due(
        moment=max((*regular, *(one.due for one in warned))),
        covers=_sentences(days, _latest(warned), names),
        notices=tuple(one.key for one in warned),
        offices=None if regular else _concerned(warned, on),
    )


def coming(
    connection: "Connection", schedule: Schedule, seen_until: datetime | None, clock: Clock, count: int
) -> tuple[datetime, ...]:
    """The next moments at which it is due, later than now and than what it was seen to for."""
    now = clock.at(schedule.timezone)
    after = max(now, seen_until or now)
    regular = schedule.rhythm.coming(after, count) if schedule.rhythm else ()
    transitions = _transitions(_bench(connection, schedule, clock))
    warned = coming_notices(transitions, schedule.spans, schedule.at, schedule.timezone, after, count)
    return tuple(sorted({*regular, *(one.due for one in warned)})[:count])


def _bench(connection: "Connection", schedule: Schedule, clock: Clock) -> Bench | None:
    """The offices of the schedule's scope, where it warns of any change of theirs."""
    from continuity.db import facts

    if not schedule.spans:
        return None
    leaderships = facts.leaderships(connection)
    offices = offices_of(connection, scope_of(schedule), leaderships)
    there = {key: leaderships[key] for key in sorted(offices)}
    return bench(there, clock.local_day(schedule.timezone), settings_of(connection))


def _transitions(on: Bench | None) -> dict[str, Transition]:
    """Their changes of leadership, however far, by identity."""
    if on is None:
        return {}
    # Those that are past are numbered too, so that the others keep their numbers.
    seen = on.outlooks.values()
    every = [one for it in seen for one in (*it.past, *([it.open] if it.open else []), *it.ahead)]
    return identities(dict(on.leaderships), every)


def _sentences(days: Sequence[date], warned: list[Notice], names: dict[str, str]) -> dict[str, str]:
    """What makes up for missed times, under an empty word, and the warnings under their cities."""
    told = {"": [covers(days)] if days[1:] else []}
    for one in warned:
        told.setdefault(one.transition.city, []).append(warning(one, names))
    return {about: " ".join(those) for about, those in told.items() if those}


def _latest(warned: list[Notice]) -> list[Notice]:
    """Of several warnings of one change, which a machine that slept finds at once, the one closest to it."""
    return list({one.identity: one for one in warned}.values())


def _concerned(warned: list[Notice], on: Bench | None) -> tuple[str, ...]:
    """The offices that are warned of, and those abolished whose programmes these decide on now."""
    if on is None:
        return ()
    ahead = {one.transition.office for one in warned}
    return tuple(sorted(key for key in on.leaderships if key in ahead or heir(key, on) in ahead))


def city_names(connection: "Connection") -> dict[str, str]:
    """What the cities are called."""
    from continuity.db import read

    return {str(row["key"]): str(row["name"]) for row in read.select(connection, CITIES, ("key", "name"))}


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
