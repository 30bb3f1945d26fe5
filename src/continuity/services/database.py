"""Create, upgrade and describe the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from continuity.db import facts, migrations, read
from continuity.db.engine import format_address, open_database, transaction
from continuity.domain.offices.holders import Holders, find_holders
from continuity.domain.offices.models import Transition
from continuity.domain.risk.assess import list_findings
from continuity.domain.schema.tables import TABLES
from continuity.domain.settings import Settings
from continuity.domain.summaries.figures import Completeness, measure_completeness_by_city
from continuity.domain.values.clock import Clock
from continuity.domain.values.dates import VagueDate, has_passed
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import OfficeState
from continuity.services.assessment import build_known_snapshot, load_known_programmes
from continuity.services.schedules.status import ScheduleStatus, load_schedule_statuses
from continuity.services.settings import load_settings
from continuity.services.transaction import read_database


@dataclass(frozen=True, slots=True)
class DatabaseStatus:
    """Contents of the database and next events: counts by table, one transition an office, completeness by city.
    `unknown_holders` and `overdue_holders` are the offices of which nobody knows who holds them, or whose term is past
    its expected end. `cancelled_elections` are those with nothing in their place, by office.
    """

    address: str
    revision: str
    counts: Mapping[str, int]
    next_transitions: tuple[Transition, ...]
    settings: Settings
    completeness: tuple[Completeness, ...]
    unknown_holders: tuple[str, ...] = ()
    overdue_holders: tuple[str, ...] = ()
    cancelled_elections: Mapping[str, VagueDate] = field(default_factory=dict)
    schedules: tuple[ScheduleStatus, ...] = ()


def create_database(address: str) -> str:
    """Create a new, empty database; return its address. Raise DatabaseError if it has tables already."""
    engine = open_database(address, must_exist=False)
    migrations.create_schema(engine)
    return format_address(engine)


def upgrade_database(address: str) -> tuple[str, str]:
    """Upgrade a database, after a copy of its file; return old and new revision."""
    return migrations.upgrade_schema(open_database(address))


def load_revision(address: str) -> tuple[str, str, str]:
    """Return the address, its revision, and the one this program needs."""
    engine = open_database(address)
    with transaction(engine, write=False) as connection:
        return format_address(engine), migrations.load_revision(connection), migrations.HEAD


def load_status(
    address: str, as_of: date, horizon: Duration | None = None, clock: Clock | None = None
) -> DatabaseStatus:
    """Load contents, next transitions and schedules."""
    with read_database(address) as connection:
        settings = load_settings(connection, horizon)
        snapshot = build_known_snapshot(facts.load_leaderships(connection), as_of, settings)
        outlooks = snapshot.outlooks
        ahead = [outlook.ahead[0] for outlook in outlooks.values() if outlook.ahead]
        findings = list_findings(load_known_programmes(connection, as_of), snapshot)
        holders = [find_holders(record, as_of, settings) for record in snapshot.office_records.values()]
        return DatabaseStatus(
            address=format_address(connection.engine),
            revision=migrations.HEAD,
            counts={table.name: read.count_rows(connection, table) for table in TABLES},
            next_transitions=tuple(sorted(ahead, key=lambda transition: (transition.polling_day, transition.office))),
            settings=settings,
            completeness=measure_completeness_by_city(findings),
            unknown_holders=_list_offices(OfficeState.UNKNOWN, holders),
            overdue_holders=_list_offices(OfficeState.OVERDUE, holders),
            cancelled_elections={key: outlook.cancelled for key, outlook in outlooks.items() if outlook.cancelled},
            schedules=load_schedule_statuses(connection, clock) if clock else (),
        )


def _list_offices(state: OfficeState, holders: Iterable[Holders]) -> tuple[str, ...]:
    """List the offices in a state, less those that have ended or not begun."""
    in_state = (found for found in holders if found.state == state and _has_begun(found))
    return tuple(sorted(found.office.key for found in in_state if not has_passed(found.office.end, found.day)))


def _has_begun(holders: Holders) -> bool:
    start = holders.office.start
    return start is None or start.earliest is None or start.earliest <= holders.day
