"""Validation and defaults of schedules."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from continuity.db import facts
from continuity.delivery import choose_channel, find_channel_type, list_options, load_channel, sort_destinations
from continuity.domain.scheduling.cadence import EVERY, build_rule, parse_time_of_day, validate_cadence
from continuity.domain.scheduling.schedule import HOLDABLE_AUDIENCES, SCHEDULES, Schedule, split_destinations
from continuity.domain.schema.tables import CITIES, OFFICES, PARTNERS
from continuity.domain.schema.values import LIST_SEPARATOR, Row, Value, format_cell, format_row, parse_cell
from continuity.domain.values.clock import Clock
from continuity.domain.values.dates import VagueDate, parse_day
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import ReportFormat
from continuity.errors import BadValue, UsageError
from continuity.services.assessment import find_offices_in_scope
from continuity.services.lookup import find_record
from continuity.services.offices.timezones import parse_timezone
from continuity.services.schedules.due import build_scope

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from continuity.mail_settings import MailSettings

CellTexts = Mapping[str, str]
"""The cells of a schedule as a user types them; `every` stands for a rule, a scheme for its destinations in `to`."""

_DEFAULT_EVERY = "quarter"
_DEFAULT_AT = "07:00"
_SCOPE_TABLES = {"city": CITIES, "office": OFFICES, "partner": PARTNERS, "funder": PARTNERS}


def parse_schedule_name(text: str) -> str:
    """Parse a schedule's name, also part of file names and delivery keys."""
    if "/" in text:
        hint = f"without a /: {text.replace('/', '-').strip('-')}"
        raise BadValue(f'"{text}" cannot be the name of a schedule', hint)
    return str(parse_cell(SCHEDULES.get_column("key"), text) or "")


def is_given(destination: str, texts: CellTexts) -> bool:
    """Return whether the cells set a destination, by its scheme or by `to`."""
    return "to" in texts or f"{destination.partition(':')[0]}:" in texts


def build_new_row(connection: "Connection", texts: CellTexts, clock: Clock, mail_settings: "MailSettings") -> Row:
    """Build the row of a new schedule, with defaults; raises as `manage.add_schedule`."""
    cells = _fill_defaults(_merge_destinations("", _fill_timezone(connection, texts)), clock)
    return _validate_row(connection, cells, clock, mail_settings)


def build_changed_row(
    connection: "Connection", before: Row, texts: CellTexts, clock: Clock, mail_settings: "MailSettings"
) -> Row:
    """Build the row of a changed schedule; raises as `build_new_row`."""
    _reject_two_cadences(texts)
    changed = _merge_destinations(format_cell(before["to"]), texts)
    if "every" in changed:
        started = Schedule.from_row(before).start or clock.get_local_day(str(before["timezone"]))
        changed["rule"] = _build_rule(changed.pop("every"), changed.get("start") or started.isoformat())
    return _validate_row(connection, {**format_row(SCHEDULES, before), **changed}, clock, mail_settings)


def _merge_destinations(before: str, texts: CellTexts) -> dict[str, str]:
    """Merge destinations into `to`; a given scheme replaces its earlier ones."""
    unchanged = [destination for destination in split_destinations(before) if not is_given(destination, texts)]
    lists = (text for name, text in texts.items() if name == "to" or ":" in name)
    given = [destination for text in lists for destination in split_destinations(text)]
    cells = {name: text for name, text in texts.items() if ":" not in name}
    return {**cells, "to": LIST_SEPARATOR.join(dict.fromkeys(sort_destinations(unchanged + given)))}


def _fill_timezone(connection: "Connection", texts: CellTexts) -> CellTexts:
    if texts.get("timezone"):
        return texts
    if not texts.get("city"):
        raise UsageError("--timezone is missing", "write an IANA name, such as Europe/Berlin")
    return {**texts, "timezone": str(find_record(connection, CITIES, texts["city"])["timezone"])}


def _fill_defaults(texts: CellTexts, clock: Clock) -> dict[str, str]:
    """Fill defaults: quarterly, except for a schedule of reminders only."""
    _reject_two_cadences(texts)
    cells = dict(texts)
    zone = parse_timezone(cells.get("timezone", ""))
    started = cells.get("start") or clock.get_local_day(zone).isoformat()
    rhythm = cells.pop("every", "" if cells.get("rule") or cells.get("before") else _DEFAULT_EVERY)
    if rhythm:
        cells["rule"] = _build_rule(rhythm, started)
    is_external = any(find_channel_type(destination).is_external for destination in split_destinations(cells["to"]))
    return {"at": _DEFAULT_AT, "audience": "funder" if is_external else "internal", **cells, "start": started}


def _reject_two_cadences(texts: CellTexts) -> None:
    if texts.get("every") and texts.get("rule"):
        raise UsageError("--every and --rule both say when it is due", "give one of them")


def _build_rule(word: str, start: str) -> str:
    if word not in EVERY:
        raise BadValue(f'--every: "{word}" is no rhythm', f"write one of {', '.join(EVERY)}")
    try:
        return build_rule(word, parse_day(start))
    except BadValue as error:
        raise BadValue(f"--start: {error.message}", error.hint) from None


def _validate_row(connection: "Connection", texts: CellTexts, clock: Clock, mail_settings: "MailSettings") -> Row:
    texts = {**texts, **_normalise_lists(texts)}
    row: Row = {name: _parse_schedule_cell(name, texts.get(name, "")) for name in SCHEDULES.column_names}
    _reject_vague_start(row)
    _reject_unlistable_destinations(texts["to"], row)
    schedule = Schedule.from_row(row)
    _reject_contradictions(schedule)
    if schedule.cadence:
        validate_cadence(schedule.cadence, clock.get_due_from(schedule.timezone))
    row |= _resolve_scope_keys(connection, schedule)
    _check_destinations(schedule, mail_settings)
    return row


def _normalise_lists(texts: CellTexts) -> dict[str, str]:
    """Normalise lists written with commas or with bars."""
    lists = (name for name in ("before", "formats") if texts.get(name))
    return {name: LIST_SEPARATOR.join(texts[name].replace(",", LIST_SEPARATOR).split(LIST_SEPARATOR)) for name in lists}


def _parse_schedule_cell(name: str, text: str) -> Value | None:
    column = SCHEDULES.get_column(name)
    try:
        if name == "at":
            return parse_time_of_day(text).isoformat("minutes")
        if name == "timezone":
            return parse_timezone(text)
        return parse_cell(column, text)
    except BadValue as error:
        options = [option.partition(" ")[0] for option in list_options()] if name == "to" else [column.option_name]
        raise BadValue(f"{' or '.join(options)}: {error.message}", error.hint) from None


def _reject_vague_start(row: Row) -> None:
    start = row["start"]
    if isinstance(start, VagueDate) and not start.is_exact:
        raise BadValue(f'--start: "{start}" is not one day', "write it as YYYY-MM-DD")


def _reject_unlistable_destinations(text: str, row: Row) -> None:
    """Reject destinations that a list would change, such as a path with a final space."""
    if format_cell(row["to"]) != text:
        raise BadValue(f'"{text}" cannot be stored as a list', 'leave out spaces at its ends and beside a "|"')


def _reject_contradictions(schedule: Schedule) -> None:
    for report_format in schedule.formats:
        if report_format not in tuple(ReportFormat):
            hint = f"write some of {', '.join(ReportFormat)}"
            raise BadValue(f'--format: "{report_format}" is not a format of the report', hint)
    if not schedule.to:
        raise UsageError("the reports of this schedule would go nowhere", f"give {' or '.join(list_options())}")
    if not schedule.rule and not schedule.lead_times:
        raise UsageError("this schedule would never be due", f"give --every {'|'.join(EVERY)} or --before 12m,6m")
    if any(lead_time == Duration() for lead_time in schedule.lead_times):
        raise BadValue("--before: a report at once is no warning", "write spans such as 12m,6m,3m,1m")
    if schedule.hold and schedule.audience not in HOLDABLE_AUDIENCES:
        message = f"--hold keeps back reports to {' and '.join(HOLDABLE_AUDIENCES)}; this one is {schedule.audience}"
        raise UsageError(message, "leave out --hold, or give --audience funder")


def _resolve_scope_keys(connection: "Connection", schedule: Schedule) -> dict[str, str]:
    named = [(name, text) for name, text in schedule.scope.items() if name in _SCOPE_TABLES]
    keys = {name: str(find_record(connection, _SCOPE_TABLES[name], text)["key"]) for name, text in named}
    resolved = replace(schedule, scope={**schedule.scope, **keys})
    find_offices_in_scope(connection, build_scope(resolved), facts.load_leaderships(connection))
    return keys


def _check_destinations(schedule: Schedule, mail_settings: "MailSettings") -> None:
    for destination in schedule.to:
        channel = load_channel(choose_channel(destination, mail_settings), mail_settings)
        channel.check(channel.get_target(destination))
