"""Making, upgrading and describing the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.offices.snapshot import bench
from continuity.domain.risk.assess import judged
from continuity.domain.schema.tables import TABLES
from continuity.domain.settings import Settings
from continuity.domain.summaries.completeness import Completeness, completeness_by_city
from continuity.domain.values.clock import Clock
from continuity.domain.values.durations import Span
from continuity.services.schedules.status import Standing, standings
from continuity.services.settings import settings_of
from continuity.services.transaction import reading


@dataclass(frozen=True, slots=True)
class Status:
    """What the record holds and what comes next.

    Attributes:
        counts: how many records, by table name.
        ahead: the next transition of each office, by polling day.
        settings: in force in this database.
        completeness: how much is recorded of each city, by its key.
        schedules: how those of scheduled reports stand, by key.
    """

    where: str
    revision: str
    counts: Mapping[str, int]
    ahead: tuple[Transition, ...]
    settings: Settings
    completeness: tuple[Completeness, ...]
    schedules: tuple[Standing, ...] = ()


def create(address: str) -> str:
    """Make a new, empty database.

    Returns:
        Where it is.

    Raises:
        DatabaseTrouble: it cannot be made, or holds tables already.
    """
    from continuity.db.engine import described, open_database
    from continuity.db.migrations import create as migrate

    engine = open_database(address, must_exist=False)
    migrate(engine)
    return described(engine)


def upgrade(address: str) -> tuple[str, str]:
    """Bring the database up to this version of the program; a file is copied first.

    Returns:
        The revision before and after.
    """
    from continuity.db.engine import open_database
    from continuity.db.migrations import upgrade as migrate

    return migrate(open_database(address))


def revision(address: str) -> tuple[str, str, str]:
    """Where the database is, the revision it is at, and the one this program needs."""
    from continuity.db import migrations
    from continuity.db.engine import described, open_database, transaction

    engine = open_database(address)
    with transaction(engine, write=False) as connection:
        return described(engine), migrations.revision(connection), migrations.HEAD


def status(address: str, as_of: date, horizon: Span | None = None, clock: Clock | None = None) -> Status:
    """What is recorded, the next transition of each office, and how schedules stand at the moment of a clock."""
    from continuity.db import facts, migrations, read
    from continuity.db.engine import described

    with reading(address) as connection:
        settings = settings_of(connection, horizon)
        on = bench(facts.leaderships(connection), as_of, settings)
        coming = [seen.ahead[0] for seen in on.outlooks.values() if seen.ahead]
        findings = judged(facts.programmes(connection, as_of), on)
        return Status(
            where=described(connection.engine),
            revision=migrations.HEAD,
            counts={table.name: read.count(connection, table) for table in TABLES},
            ahead=tuple(sorted(coming, key=lambda one: (one.polling_day, one.office))),
            settings=settings,
            completeness=completeness_by_city(findings),
            schedules=standings(connection, clock) if clock else (),
        )
