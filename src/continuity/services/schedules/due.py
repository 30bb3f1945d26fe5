"""Due reports of a schedule: its cadence, and reminders before pre-election periods."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from continuity.db import facts, read, schedule_runs
from continuity.domain.offices.models import Transition
from continuity.domain.offices.snapshot import OfficeSnapshot, resolve_successor_office
from continuity.domain.offices.transition_ids import assign_transition_ids
from continuity.domain.scheduling.cadence import list_due_days
from continuity.domain.scheduling.reminders import Reminder, list_reminders, list_upcoming_reminders
from continuity.domain.scheduling.schedule import Schedule
from continuity.domain.schema.tables import CITIES
from continuity.domain.values.clock import Clock
from continuity.reports.wording.changes import format_covered_periods, format_reminder
from continuity.services.assessment import Scope, build_known_snapshot, find_offices_in_scope
from continuity.services.settings import load_settings

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReport:
    """All that is due at once, in one report.
    `moment` is the latest due time, `coverage_notes` are those of the run.
    `offices` are those to report on, for reminders alone; None for all in scope.
    """

    moment: datetime
    coverage_notes: dict[str, str]
    reminder_keys: tuple[str, ...] = ()
    offices: tuple[str, ...] | None = None


def find_due_report(
    connection: "Connection", schedule: Schedule, seen_until: datetime, clock: Clock
) -> DueReport | None:
    """Fold all that is due since `seen_until` into one report, if any; a moved election repeats no reminder."""
    until, zone = clock.get_due_until(schedule.timezone), schedule.timezone
    cadence_moments = schedule.cadence.list_due_times(seen_until, until) if schedule.cadence else ()
    snapshot = _load_snapshot(connection, schedule, clock)
    transitions = _collect_transitions(snapshot)
    candidates = list_reminders(transitions, schedule.lead_times, schedule.at, zone, seen_until, until)
    sent_keys = schedule_runs.load_sent_reminder_keys(connection, schedule.key) if candidates else set()
    reminders = [reminder for reminder in candidates if reminder.key not in sent_keys]
    if not cadence_moments and not reminders:
        return None
    days = list_due_days(schedule.cadence, cadence_moments) if schedule.cadence else ()
    names = load_city_names(connection) if reminders else {}
    return DueReport(
        moment=max((*cadence_moments, *(reminder.due for reminder in reminders))),
        coverage_notes=_format_coverage_notes(days, _keep_latest(reminders), names),
        reminder_keys=tuple(reminder.key for reminder in reminders),
        offices=None if cadence_moments else _find_affected_offices(reminders, snapshot),
    )


def list_next_moments(
    connection: "Connection", schedule: Schedule, seen_until: datetime | None, clock: Clock, count: int
) -> tuple[datetime, ...]:
    """List the next due times after now and after `seen_until`."""
    now = clock.get_due_until(schedule.timezone)
    after = max(now, seen_until or now)
    cadence_moments = schedule.cadence.list_next_due_times(after, count) if schedule.cadence else ()
    transitions = _collect_transitions(_load_snapshot(connection, schedule, clock))
    reminders = list_upcoming_reminders(transitions, schedule.lead_times, schedule.at, schedule.timezone, after, count)
    return tuple(sorted({*cadence_moments, *(reminder.due for reminder in reminders)})[:count])


def _load_snapshot(connection: "Connection", schedule: Schedule, clock: Clock) -> OfficeSnapshot | None:
    """Load the offices in the scope of a schedule with reminders; None without reminders."""
    if not schedule.lead_times:
        return None
    leaderships = facts.load_leaderships(connection)
    offices = find_offices_in_scope(connection, build_scope(schedule), leaderships)
    scope_leaderships = {key: leaderships[key] for key in sorted(offices)}
    return build_known_snapshot(scope_leaderships, clock.get_local_day(schedule.timezone), load_settings(connection))


def _collect_transitions(snapshot: OfficeSnapshot | None) -> dict[str, Transition]:
    if snapshot is None:
        return {}
    # Those that are past are numbered too, so that the others keep their numbers.
    transitions = [transition for outlook in snapshot.outlooks.values() for transition in outlook.transitions]
    return assign_transition_ids(dict(snapshot.office_records), transitions)


def _format_coverage_notes(days: Sequence[date], reminders: list[Reminder], names: dict[str, str]) -> dict[str, str]:
    """Format missed times (key "") and reminders (by city)."""
    sentences = {"": [format_covered_periods(days)] if days[1:] else []}
    for reminder in reminders:
        sentences.setdefault(reminder.transition.city, []).append(format_reminder(reminder, names))
    return {city: " ".join(texts) for city, texts in sentences.items() if texts}


def _keep_latest(reminders: list[Reminder]) -> list[Reminder]:
    """Keep the latest reminder of each transition, after a machine was off."""
    return list({reminder.transition_id: reminder for reminder in reminders}.values())


def _find_affected_offices(reminders: list[Reminder], snapshot: OfficeSnapshot | None) -> tuple[str, ...]:
    """Find the reminded offices and those that they succeed."""
    if snapshot is None:
        return ()
    office_keys = {reminder.transition.office for reminder in reminders}
    found = (key for key in snapshot.office_records if {key, resolve_successor_office(key, snapshot)} & office_keys)
    return tuple(sorted(found))


def load_city_names(connection: "Connection") -> dict[str, str]:
    """Load the names of cities by key."""
    return {str(row["key"]): str(row["name"]) for row in read.select_rows(connection, CITIES, ("key", "name"))}


def build_scope(schedule: Schedule, offices: Collection[str] | None = None, city: str = "") -> Scope:
    """Build a schedule's scope, narrowed to offices and a city if given."""
    texts = {name: schedule.scope.get(name) for name in ("region", "country", "office", "partner", "funder")}
    office_keys = None if offices is None else frozenset(offices)
    return Scope(city=city or schedule.scope.get("city"), offices=office_keys, **texts)
