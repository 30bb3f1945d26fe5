"""Issue 14, line 1: the day of a transition is shown as it was written, in every document and listing."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest

from continuity.cli.text import format_finding_row, format_transition_row, format_verdict
from continuity.domain.offices.models import Transition
from continuity.domain.scheduling.reminders import Reminder
from continuity.domain.summaries.figures import Figures
from continuity.domain.values.durations import Duration
from continuity.reports.document.html import mark_up_transition_day
from continuity.reports.registry import render_listing, render_report
from continuity.reports.report.findings_section import format_change
from continuity.reports.report.model import ReportData
from continuity.reports.timeline.office import build_office_timelines
from continuity.reports.timeline.terminal import format_transition
from continuity.reports.wording.changes import format_reminder
from continuity.reports.wording.labels import format_transition_day, format_transition_time
from continuity.reports.wording.sentences import format_reason
from support.sample_assessment import ELECTION, FINDINGS, HIGH, assessment, on, reason

NAMES = {"exampleton": "Exampleton"}


def vague(text: str) -> Transition:
    """The sample election on a day that is recorded vaguely."""
    day = on(text)
    return replace(
        ELECTION,
        polling_day=day.earliest,
        polling_date=day,
        first_day=day.earliest,
        last_first_day=day.latest,
        quiet_from=None,
        handover_first=day.earliest,
    )


JUNE, SPRING = vague("2027-06"), vague("2027-04-15/2027-06-15")


@pytest.mark.parametrize(
    ("transition", "day", "time", "iso"),
    [
        (ELECTION, "6 May 2027", "on 6 May 2027", "2027-05-06"),
        (JUNE, "June 2027", "in June 2027", "2027-06"),
        (
            SPRING,
            "15 April 2027 to 15 June 2027",
            "between 15 April 2027 and 15 June 2027",
            "2027-04-15 to 2027-06-15",
        ),
    ],
)
def test_transition_day_is_shown_as_written(transition: Transition, day: str, time: str, iso: str) -> None:
    assert format_transition_day(transition) == day
    assert format_transition_time(transition) == time
    assert format_transition_row(transition)[0] == format_transition_day(transition, None) == iso
    assert format_change(transition).startswith(f"{day} (election, recorded")
    finding = replace(HIGH, transition=transition)
    assert f" at {iso}" in format_verdict(finding)
    assert format_finding_row(assessment(), finding)[2] == f"ordinary {iso}"


def test_vague_day_in_reasons_takes_its_preposition() -> None:
    found = reason("OPEN", parameters={"event": JUNE, "elapsed": date(2027, 9, 1) - date(2027, 6, 1)})
    assert "The election for exampleton/mayor in 2027-06" in format_reason(found)
    assert format_transition(SPRING).startswith("Election between 2027-04-15 and 2027-06-15 (recorded)")


def test_html_sorts_a_vague_day_by_its_first_day() -> None:
    marked_up = mark_up_transition_day(JUNE)
    assert marked_up == '<time datetime="2027-06-01">June 2027</time>'


@pytest.mark.parametrize("form", ["markdown", "text", "html"])
def test_report_never_names_the_first_of_a_month(form: str) -> None:
    found = assessment(transitions=(JUNE,), findings=(replace(HIGH, transition=JUNE, reasons=()),))
    text = render_report(form, ReportData(assessment=found, findings=found.findings)).decode()
    assert "June 2027" in text
    assert "1 June 2027 (election" not in text
    assert "is on 1 June 2027" not in text


@pytest.mark.parametrize(
    ("written", "description", "labels"),
    [
        ("2027-04-15/2027-06-15", "15 April 2027 to 15 June 2027", ["15 Apr 2027", ""]),
        ("2026-11-15/2027-11-15", "15 November 2026 to 15 November 2027", ["15 Nov 2026", "15 Nov 2027"]),
        ("2027-06", "June 2027", ["Jun 2027", ""]),
        ("2027", "2027", ["2027", ""]),
    ],
)
def test_drawing_describes_and_marks_a_vague_day(written: str, description: str, labels: list[str]) -> None:
    (mayor,) = build_office_timelines(assessment(transitions=(vague(written),)), (HIGH,), abridged=False)
    assert mayor.description.endswith(f"changes: {description}.")
    assert [tick.label for tick in mayor.panel.ticks] == labels


@pytest.mark.parametrize(
    ("transition", "days"),
    [(ELECTION, ("2027-05-06", "2027-05-06")), (JUNE, ("2027-06-01", "2027-06-30"))],
)
def test_listings_have_first_and_last_polling_day(transition: Transition, days: tuple[str, str]) -> None:
    found = assessment(transitions=(transition,), findings=(replace(HIGH, transition=transition),))
    figures = Figures(found, found.findings)
    risk = json.loads(render_listing("risk-json", figures, found.findings))["findings"][0]["transition"]
    calendar = json.loads(render_listing("calendar-json", figures, ()))["transitions"][0]
    (line,) = render_listing("calendar-jsonl", figures, ()).splitlines()
    (row,) = csv.DictReader(io.StringIO(render_listing("calendar-csv", figures, ()), newline=""))
    for entry in (risk, calendar, json.loads(line), row):
        assert (entry["polling_day"], entry["polling_day_latest"]) == days


@pytest.mark.parametrize(
    ("transition", "words"),
    [
        (ELECTION, "3 months before the pre-election period in Exampleton (22 March 2027)."),
        (JUNE, "3 months before the change of leadership in Exampleton (June 2027)."),
        (
            replace(SPRING, quiet_from=date(2027, 3, 1)),
            "3 months before the pre-election period in Exampleton (1 March 2027 at the earliest).",
        ),
    ],
)
def test_reminder_names_a_vague_day_as_written(transition: Transition, words: str) -> None:
    moment = datetime(2026, 12, 22, tzinfo=UTC)
    reminder = Reminder(
        transition_id="x", transition=transition, lead_time=Duration(months=3), day=moment.date(), due=moment
    )
    assert format_reminder(reminder, NAMES) == words


def test_workbook_has_a_vague_day_as_text() -> None:
    found = assessment(transitions=(JUNE, ELECTION), findings=(replace(FINDINGS[1], transition=JUNE),))
    book = openpyxl.load_workbook(
        io.BytesIO(render_report("xlsx", ReportData(assessment=found, findings=found.findings)))
    )
    for name in ("Calendar", "Findings"):
        header, first = [[cell.value for cell in row] for row in book[name].iter_rows(max_row=2)]
        assert first[header.index("Polling day")] == "2027-06"
