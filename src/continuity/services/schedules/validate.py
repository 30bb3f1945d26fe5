"""What a schedule must be when it is set up or changed: what is not given is filled in, what cannot work refused."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from continuity.domain.scheduling.cadence import EVERY, parse_at, require_firing, rule_of
from continuity.domain.scheduling.schedule import FORMATS, HELD_BACK, SCHEDULES, Schedule
from continuity.domain.schema.tables import CITIES, OFFICES, PARTNERS
from continuity.domain.schema.values import LIST_SEPARATOR, Row, Value, parse_cell, text_row
from continuity.domain.values.clock import Clock
from continuity.domain.values.dates import VagueDate, parse_day
from continuity.domain.values.durations import Span
from continuity.errors import BadValue, UsageError
from continuity.services.assessment import offices_of
from continuity.services.lookup import meant
from continuity.services.offices.timezones import known_zone
from continuity.services.schedules.due import scope_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from continuity.mail_settings import Post

Texts = Mapping[str, str]
"""The cells of a schedule as a user types them; `every` stands for a rule."""

_DEFAULT_EVERY = "quarter"
_DEFAULT_AT = "07:00"
_NOUNS = {"city": CITIES, "office": OFFICES, "partner": PARTNERS, "funder": PARTNERS}


def name_of(text: str) -> str:
    """The name, which is also that of a file and the beginning of what its deliveries are called."""
    if "/" in text:
        raise BadValue(
            f'"{text}" cannot be the name of a schedule', f"without a /: {text.replace('/', '-').strip('-')}"
        )
    return str(parse_cell(SCHEDULES.column("key"), text) or "")


def new_row(connection: "Connection", texts: Texts, clock: Clock, post: "Post") -> Row:
    """The row of a new schedule, with what was not given filled in.

    Raises:
        UsageError: it goes nowhere, or its parts cannot go together.
        BadValue, UnknownKey, AmbiguousKey: a cell holds what it cannot.
        FileTrouble: the folder cannot be written.
    """
    return _checked(connection, _whole(_zoned(connection, texts), clock), clock, post)


def changed_row(connection: "Connection", before: Row, texts: Texts, clock: Clock, post: "Post") -> Row:
    """The row of a schedule with some cells changed; raises as `new_row`."""
    _refuse_two_rhythms(texts)
    changed = dict(texts)
    if "every" in changed:
        started = Schedule.of(before).start or clock.local_day(str(before["timezone"]))
        changed["rule"] = _rule(changed.pop("every"), changed.get("start") or started.isoformat())
    return _checked(connection, {**text_row(SCHEDULES, before), **changed}, clock, post)


def _zoned(connection: "Connection", texts: Texts) -> Texts:
    """The cells with the time zone of the one city the schedule is about, where none is given."""
    if texts.get("timezone"):
        return texts
    if not texts.get("city"):
        raise UsageError("--timezone is missing", "write an IANA name, such as Europe/Berlin")
    return {**texts, "timezone": str(meant(connection, CITIES, texts["city"])["timezone"])}


def _whole(texts: Texts, clock: Clock) -> dict[str, str]:
    """The cells with what is not given: by default a quarter's rhythm, unless the schedule only warns."""
    _refuse_two_rhythms(texts)
    given = dict(texts)
    zone = known_zone(given.get("timezone", ""))
    started = given.get("start") or clock.local_day(zone).isoformat()
    rhythm = given.pop("every", "" if given.get("rule") or given.get("before") else _DEFAULT_EVERY)
    if rhythm:
        given["rule"] = _rule(rhythm, started)
    mailed = bool(given.get("to_mail"))
    return {"at": _DEFAULT_AT, "audience": "funder" if mailed else "internal", **given, "start": started}


def _refuse_two_rhythms(texts: Texts) -> None:
    if texts.get("every") and texts.get("rule"):
        raise UsageError("--every and --rule both say when it is due", "give one of them")


def _rule(word: str, start: str) -> str:
    if word not in EVERY:
        raise BadValue(f'--every: "{word}" is no rhythm', f"write one of {', '.join(EVERY)}")
    try:
        return rule_of(word, parse_day(start))
    except BadValue as error:
        raise BadValue(f"--start: {error.message}", error.hint) from None


def _checked(connection: "Connection", texts: Texts, clock: Clock, post: "Post") -> Row:
    """The row, where all of it can work."""
    texts = {**texts, **_listed(texts)}
    row: Row = {name: _cell(name, texts.get(name, "")) for name in SCHEDULES.column_names}
    _refuse_vague(row)
    schedule = Schedule.of(row)
    _refuse_contradictions(schedule)
    if schedule.rhythm:
        require_firing(schedule.rhythm, clock.began(schedule.timezone))
    row |= _scoped(connection, schedule)
    _check_places(schedule, post)
    return row


def _listed(texts: Texts) -> dict[str, str]:
    """The cells that hold lists, whether they were written with commas or with bars."""
    lists = (name for name in ("before", "formats", "to_mail") if texts.get(name))
    return {name: LIST_SEPARATOR.join(texts[name].replace(",", LIST_SEPARATOR).split(LIST_SEPARATOR)) for name in lists}


def _cell(name: str, text: str) -> Value | None:
    column = SCHEDULES.column(name)
    try:
        if name == "at":
            return parse_at(text).isoformat("minutes")
        if name == "timezone":
            return known_zone(text)
        return parse_cell(column, text)
    except BadValue as error:
        raise BadValue(f"{column.option}: {error.message}", error.hint) from None


def _refuse_vague(row: Row) -> None:
    start = row["start"]
    if isinstance(start, VagueDate) and not start.exact:
        raise BadValue(f'--start: "{start}" is not one day', "write it as YYYY-MM-DD")


def _refuse_contradictions(schedule: Schedule) -> None:
    """What no schedule can mean."""
    for one in schedule.formats:
        if one not in FORMATS:
            raise BadValue(f'--format: "{one}" is not a format of the report', f"write some of {', '.join(FORMATS)}")
    if not schedule.to_dir and not schedule.to_mail:
        raise UsageError("the reports of this schedule would go nowhere", "give --to-dir FOLDER or --to-mail ADDRESS")
    if not schedule.rule and not schedule.spans:
        raise UsageError("this schedule would never be due", f"give --every {'|'.join(EVERY)} or --before 12m,6m")
    if any(span == Span() for span in schedule.spans):
        raise BadValue("--before: a report at once is no warning", "write spans such as 12m,6m,3m,1m")
    if schedule.hold and schedule.audience not in HELD_BACK:
        raise UsageError(
            f"--hold keeps back reports to {' and '.join(HELD_BACK)}; this one is {schedule.audience}",
            "leave out --hold, or give --audience funder",
        )


def _scoped(connection: "Connection", schedule: Schedule) -> dict[str, str]:
    """What the schedule is narrowed to, by key, as far as it is recorded."""
    from continuity.db import facts

    keys = {
        name: str(meant(connection, _NOUNS[name], text)["key"])
        for name, text in schedule.scope.items()
        if name in _NOUNS
    }
    named = replace(schedule, scope={**schedule.scope, **keys})
    offices_of(connection, scope_of(named), facts.leaderships(connection))
    return keys


def _check_places(schedule: Schedule, post: "Post") -> None:
    """What can be known now of where the reports are to go."""
    from continuity.delivery import channel

    if schedule.to_dir:
        channel("file").check(schedule.to_dir, post)
    for address in schedule.to_mail:
        channel("mail" if post.host else "eml").check(address, post)
