"""Schedules in the tests: set up and run at a moment of the test's own."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from continuity.domain.values.clock import Clock
from continuity.mail_settings import MailSettings
from continuity.services.schedules import manage
from continuity.services.schedules.run import RunResult, run_schedules
from support.reference_packs import STAMP

ZONE = "Europe/London"


def moment(text: str) -> datetime:
    """A moment in UTC: `2026-12-01 07:00`."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def at(text: str) -> Clock:
    """The clock at a moment, or over the whole of a day that is replayed."""
    return Clock(moment(text)) if " " in text else Clock(moment(f"{text} 12:00"), date.fromisoformat(text))


def post(outbox: Path, **settings: Any) -> MailSettings:
    """No mail server, unless one is named: letters go into an outbox."""
    return MailSettings(outbox=outbox, **settings)


def add(address: str, folder: Path, now: str = "2026-11-23 12:00", **texts: str) -> str:
    """A monthly schedule into a folder, unless told otherwise; its key."""
    given = {"key": "monthly", "timezone": ZONE, "start": "2026-12-01", "every": "month", "to": f"folder:{folder}"}
    cells = {name: text for name, text in {**given, **texts}.items() if text}
    return str(manage.add_schedule(address, STAMP, cells, at(now), post(folder / "outbox"))["key"])


def see_to(address: str, now: str, outbox: Path, **settings: Any) -> list[RunResult]:
    """Run all schedules at a moment."""
    return list(run_schedules(address, at(now), post(outbox, **settings)))


def states(found: list[RunResult]) -> list[tuple[str, ...]]:
    """The states of the deliveries of each run."""
    return [tuple(one.state for one in ran.deliveries) for ran in found]
