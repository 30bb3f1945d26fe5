"""Wording of the changes since the last report: title, lines and causes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from continuity.domain.comparison import attribution, report_diff
from continuity.domain.comparison.attribution import Attribution, ElapsedEvent, RecordChange, Verdict, extract_verdict
from continuity.domain.comparison.report_diff import ReportChange, ReportChanges
from continuity.domain.comparison.snapshot import FindingSnapshot
from continuity.domain.offices.models import Transition
from continuity.domain.risk.findings import Assessment, Finding, Reason
from continuity.domain.scheduling.reminders import Reminder
from continuity.domain.vocabulary import FindingStatus
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.wording.english import DateFormatter, format_count, format_day
from continuity.reports.wording.labels import STATUS_LABELS, format_transition_day
from continuity.reports.wording.names import office_name
from continuity.reports.wording.sentences import format_reason

CHANGE_LABELS = {
    report_diff.NEWLY_AT_RISK: "Newly at risk",
    report_diff.WORSE: "Worse",
    FindingStatus.ENDS_FIRST: "Ends before the handover",
    report_diff.BETTER: "Better",
    FindingStatus.COVERED: "Covered",
    report_diff.LEFT: "Left",
    report_diff.MOVED: "As before, at another change of leadership",
}

FIRST_REPORT = "This is the first report of this schedule."
_NOT_REPORTED = "Not reported"
_ABSENCE_LABELS = {report_diff.GONE: "Removed from the record", None: _NOT_REPORTED}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A changed programme in words; the findings are for the shapes on the HTML page.
    `before` and `after` are the level or status, with the polling day if only that changed.
    """

    kind: str
    programme: str
    city: str
    office: str
    before: str
    after: str
    cause: str
    previous_finding: FindingSnapshot | None = None
    current_finding: Finding | None = None


def format_changes_title(changes: ReportChanges) -> str:
    """Format the title of the section."""
    return f"What changed since {format_day(changes.previous_as_of)}" if changes.previous_as_of else "What changed"


def format_no_changes(changes: ReportChanges) -> str:
    """Return the sentence for a section without lines, else an empty text."""
    if changes.previous_as_of is None:
        return FIRST_REPORT
    return "" if changes.changes else f"No change since {format_day(changes.previous_as_of)}."


def build_change_line(
    assessment: Assessment, difference: ReportChange, format_date: DateFormatter | None = None
) -> ChangeLine:
    """Put a difference into words; without a format, days stay YYYY-MM-DD."""
    programme = difference.after.programme if difference.after else difference.before
    city, office = (programme.city, programme.office) if programme else ("", "")
    absence = _ABSENCE_LABELS.get(difference.absence_reason, "Not in this report")
    moved = difference.kind == report_diff.MOVED
    return ChangeLine(
        kind=CHANGE_LABELS[difference.kind],
        programme=(programme.name if programme else "") or assessment.display_name("programme", difference.programme),
        city=assessment.display_name("city", city),
        office=office_name(assessment, office),
        before=_format_verdict(difference.before, moved=moved),
        after=_format_verdict(difference.after, moved=moved) if difference.after else absence,
        cause=" ".join(_format_causes(difference.attributions, assessment, format_date)),
        previous_finding=difference.before,
        current_finding=difference.after,
    )


def verdict_label(verdict_reached: Verdict | None) -> str:
    """Return the label of a level or status."""
    if verdict_reached is None:
        return _NOT_REPORTED
    return verdict_reached.level.capitalize() if verdict_reached.level else STATUS_LABELS[verdict_reached.status]


def _format_causes(
    causes: tuple[Attribution, ...], assessment: Assessment, format_date: DateFormatter | None
) -> Iterator[str]:
    """Format the causes; of several steps, each names the verdict it led to."""
    for step in causes:
        led_to = f" (to: {verdict_label(step.resulting_verdict).lower()})" if len(causes) > 1 else ""
        events = "".join(f" {_format_elapsed(event, assessment, format_date)}" for event in step.elapsed)
        yield _CAUSES[step.kind].format(
            led_to=led_to,
            elapsed=f":{events}" if events else ".",
            settings="; ".join(f"{name} from {old} to {new}" for name, old, new in step.setting_changes),
            records=_format_records(step, format_date or date.isoformat),
            versions=step.rule_versions or ("", ""),
        )


_CAUSES = {
    attribution.RULE: (
        "The version of the rule{led_to}: {versions[0]} then, {versions[1]} now. What else changed cannot be told "
        "apart from it."
    ),
    attribution.SETTING: "A setting{led_to}: {settings}.",
    attribution.CORRECTION: "A correction of what held at the last report already{led_to}{records}.",
    attribution.RECORD: "A record was changed{led_to}{records}.",
    attribution.TIME: "Time passing{led_to}{elapsed}",
    attribution.NOT_KNOWN: "The cause is not known: the journal does not tell all that lies between the two reports.",
}


def _format_elapsed(fact: ElapsedEvent | Reason, assessment: Assessment, format_date: DateFormatter | None) -> str:
    if isinstance(fact, Reason):
        return format_reason(fact, assessment, format_date)
    day = (format_date or date.isoformat)(fact.day) if fact.day else ""
    codes = ", ".join(code.replace("_", " ").lower() for code in fact.codes)
    return _ELAPSED[fact.kind].format(day=day, codes=codes)


_ELAPSED = {
    "programme-ended": "The programme has ended.",
    "change-passed": "The change of leadership of {day} has passed.",
    "change-closed": "The change of leadership of {day} is closed.",
    "change-near": "The change of leadership on {day} has come inside the time looked ahead.",
    "reasons-gone": "No longer told of it: {codes}.",
}


def _format_records(step: Attribution, format_date: DateFormatter) -> str:
    records = "; ".join(_format_record(record, format_date) for record in step.records)
    more = f"{' and ' if records else ''}{step.omitted_records} more" if step.omitted_records else ""
    return f": {records}{more}" if records or more else ""


def _format_record(record: RecordChange, format_date: DateFormatter) -> str:
    key, actor = isolate_direction(record.key), isolate_direction(record.actor)
    return f"{record.noun} {key} {record.kind} by {actor} on {format_date(record.day)}"


def _format_verdict(finding: FindingSnapshot | Finding | None, *, moved: bool) -> str:
    label = verdict_label(extract_verdict(finding))
    day = _format_polling_day(finding) if moved else ""
    return f"{label}, {day}" if day else label


def _format_polling_day(finding: FindingSnapshot | Finding | None) -> str:
    if isinstance(finding, Finding):
        return format_transition_day(finding.transition) if finding.transition else ""
    return format_day(finding.polling_day) if finding and finding.polling_day else ""


_MAX_DAYS_LISTED = 12


def format_covered_periods(days: Sequence[date]) -> str:
    """Format the sentence on the periods due on `days`; empty for fewer than two.
    Of many, the first few and the last are listed and the others counted.
    """
    if not days[1:]:
        return ""
    listed = [format_day(day) for day in days]
    if len(days) > _MAX_DAYS_LISTED:
        listed[_MAX_DAYS_LISTED - 1 : -1] = [f"{len(days) - _MAX_DAYS_LISTED} more"]
    return f"Covers {len(days)} periods that were due: {', '.join(listed[:-1])} and {listed[-1]}."


def format_reminder(reminder: Reminder, city_names: Mapping[str, str]) -> str:
    """Format the sentence of a reminder before a change of leadership."""
    transition, lead_time = reminder.transition, reminder.lead_time
    distance = format_count(lead_time.months, "month") if lead_time.months else format_count(lead_time.days, "day")
    occasion = "the pre-election period" if transition.quiet_from else "the change of leadership"
    city = isolate_direction(city_names.get(transition.city, transition.city))
    return f"{distance} before {occasion} in {city} ({_format_quiet_start(transition)})."


def _format_quiet_start(transition: Transition) -> str:
    if transition.polling_date is None:
        return format_day(transition.quiet_start)
    earliest = f"{format_day(transition.quiet_start)} at the earliest"
    return earliest if transition.quiet_from else format_transition_day(transition)
