"""Writing what a run reports: its findings, what changed since the last one, its documents and its letter."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from continuity.domain.comparison.snapshot import KeptReport, keep
from continuity.domain.risk.findings import RULE_VERSION
from continuity.domain.scheduling.runs import CLAIMED, RENDERED, SKIPPED, Run
from continuity.domain.scheduling.schedule import SCHEDULES, Schedule
from continuity.domain.schema.values import parse_cell
from continuity.reports.documents import document
from continuity.reports.report.email import ATTACHED
from continuity.reports.report.model import Dossier
from continuity.services.reports import Readers, dossier
from continuity.services.schedules.due import scope_of
from continuity.services.transaction import reading, tracing

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from continuity.domain.values.clock import Clock

SUBJECT, TEXT, HTML = ".subject", ".letter.txt", ".letter.html"
"""What of a run's documents is its letter."""

_FOLDER_GETS = ("html",)
"""What a folder gets where no format is asked for."""
_ENDINGS = {
    "html": ("html", "text/html"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("csv", "text/csv"),
    "markdown": ("md", "text/markdown"),
    "text": ("txt", "text/plain"),
}
_UNCHANGED = "Nothing changed since the last report."
_NOTHING = "No programme is recorded in its scope."


@dataclass(frozen=True, slots=True)
class Part:
    """One report of a run: about one city, or about everything.

    Attributes:
        told: why there is nothing to send, where that is so.
    """

    name: str
    dossier: Dossier
    told: str = ""


def ordered(run: Run) -> Schedule:
    """The schedule as it was when the run was claimed."""
    return Schedule.of({name: parse_cell(SCHEDULES.column(name), text) for name, text in run.ordered.items()})


def render(address: str, run: Run, clock: "Clock") -> None:
    """Write a claimed run's reports and keep its findings, all of it or nothing.

    Raises:
        ContinuityError: what the schedule is narrowed to is not recorded any more, and the like.
    """
    from continuity.db import schedule_runs

    schedule = ordered(run)
    with reading(address) as connection:
        before = schedule_runs.last_kept(connection, run.schedule, run.due, run.offices)
        parts = tuple(one.part for one in schedule_runs.deliveries(connection, run=run.key, state=CLAIMED))
        batch = _newest_batch(connection)
    made = [_part(address, schedule, run, part, before) for part in dict.fromkeys(parts)]
    documents = [one for part in made if not part.told for one in _documents(schedule, run, part)]
    found = {key: one for part in made for key, one in keep(part.dossier.assessment.findings).items()}
    with tracing(address) as connection:
        if not schedule_runs.renew(connection, run.key, run.worker, run.leased_until):
            return
        if made:
            settings = made[0].dossier.assessment.settings
            report = KeptReport(as_of=run.as_of, rule=RULE_VERSION, settings=settings, batch=batch, findings=found)
            schedule_runs.keep(connection, run.key, report)
        schedule_runs.write_documents(connection, run.key, documents)
        _say_rendered(connection, run, {part.name: part.told for part in made}, clock)
        schedule_runs.set_state(connection, run.key, RENDERED)


def _newest_batch(connection: "Connection") -> int:
    from continuity.db import journal

    return journal.newest(connection)


def _part(address: str, schedule: Schedule, run: Run, city: str, before: KeptReport | None) -> Part:
    from continuity.services.report_changes.changes import since

    scope = scope_of(schedule, run.offices, city)
    readers = Readers(audience=schedule.audience)
    found = dossier(address, run.as_of, None, scope, readers, schedule.level)
    told = since(address, _about(before, run, city), found, scope, readers, schedule.level)
    found = replace(found, since=replace(told, covers=run.covering(city)))
    if not found.assessment.findings and not told.differences:
        return Part(city, found, _NOTHING)
    unchanged = schedule.only_if_changed and before is not None and not told.differences
    return Part(city, found, _UNCHANGED if unchanged else "")


def _about(before: KeptReport | None, run: Run, city: str) -> KeptReport | None:
    """Of the last report what this part is about, so that the rest is not told to have left."""
    if before is None:
        return None
    kept = before.findings.items()
    there = {
        key: one for key, one in kept if city in ("", one.city) and (run.offices is None or one.office in run.offices)
    }
    return replace(before, findings=there)


def _documents(schedule: Schedule, run: Run, part: Part) -> Iterator[tuple[str, str, str, bytes]]:
    """Part, name, media type and content of the letter and of each document."""
    from continuity.reports.page_forms import page
    from continuity.reports.report import email

    formats = schedule.formats or (_FOLDER_GETS if schedule.to_dir else ())
    about = part.dossier.assessment.name("city", part.name) if part.name else schedule.key
    written = email.letter(part.dossier, _where(schedule))
    yield part.name, SUBJECT, "text/plain", email.subject(part.dossier, about, run.as_of).encode()
    yield part.name, TEXT, "text/plain", page("text", written)
    yield part.name, HTML, "text/html", page("html", written)
    stem = "-".join(filter(None, (schedule.key, part.name, run.as_of.isoformat())))
    for form in formats:
        ending, media_type = _ENDINGS[form]
        yield part.name, f"{stem}.{ending}", media_type, document(form, part.dossier)


def _where(schedule: Schedule) -> str:
    """Where the whole report is, for those who read the letter."""
    if schedule.formats:
        return ATTACHED
    return "The whole report lies in the folder of this schedule." if schedule.to_dir else "This letter is all of it."


def _say_rendered(connection: "Connection", run: Run, told: dict[str, str], clock: "Clock") -> None:
    from continuity.db import schedule_runs

    for one in schedule_runs.deliveries(connection, run=run.key, state=CLAIMED):
        why = told.get(one.part, "")
        state = SKIPPED if why else RENDERED
        schedule_runs.settle(connection, replace(one, state=state, told=why, changed_at=clock.now))
