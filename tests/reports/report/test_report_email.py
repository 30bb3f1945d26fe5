"""The letter of a scheduled report: short, by its readers, and without a name in its subject."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from continuity.domain.comparison.report_diff import ReportChanges
from continuity.domain.privacy.audiences import PUBLIC
from continuity.domain.risk.findings import Finding
from continuity.reports.registry import render_document
from continuity.reports.report.email import ATTACHED_NOTE, MAX_LINES, build_email, format_subject
from continuity.reports.report.model import ReportData
from support.report_goldens import same_as_golden
from support.sample_assessment import AS_OF, FINDINGS, HIGH, assessment, large
from support.sample_report_changes import SINCE

DAY = date(2026, 10, 1)
EVERY_KIND = (
    "1 newly at risk, 1 worse, 1 ending before the handover, 1 better, 1 covered, 3 left, "
    "1 at another change of leadership"
)


def dossier(*findings: Finding, since: ReportChanges | None = SINCE) -> ReportData:
    found = assessment(findings=findings or FINDINGS)
    return ReportData(assessment=found, findings=found.findings, changes=since)


def text(made: ReportData, full: str = ATTACHED_NOTE) -> str:
    return render_document("text", build_email(made, full)).decode()


def flat(made: ReportData, full: str = ATTACHED_NOTE) -> str:
    return " ".join(text(made, full).split())


@pytest.mark.parametrize(("form", "ending"), [("html", "html"), ("text", "txt")])
def test_the_letter_is_as_it_was(form: str, ending: str) -> None:
    same_as_golden(f"letter.{ending}", render_document(form, build_email(dossier())).decode())


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (None, "3 at risk"),
        (ReportChanges(), "3 at risk"),
        (ReportChanges(previous_as_of=DAY), "no change"),
        (replace(SINCE, changes=SINCE.changes[:2]), "1 newly at risk, 1 worse"),
        (
            SINCE,
            EVERY_KIND,
        ),
    ],
)
def test_the_subject_has_numbers_a_place_and_a_day(since: ReportChanges | None, told: str) -> None:
    assert format_subject(dossier(since=since), "Luton", DAY) == f"Continuity: {told} — Luton, 1 October 2026"


def test_the_subject_is_one_line_and_names_no_programme() -> None:
    told = format_subject(dossier(), "Luton\r\nBcc: somebody@example.org", DAY)
    assert "\n" not in told
    assert "\r" not in told
    assert not any(one.programme.name in told for one in FINDINGS)


def test_no_change_is_one_sentence_and_so_is_a_first_letter() -> None:
    assert "No change since 1 October 2026." in flat(dossier(since=ReportChanges(previous_as_of=DAY)))
    assert "This is the first report of this schedule." in flat(dossier(since=ReportChanges()))
    assert "What changed" not in flat(dossier(since=None))


def test_it_tells_twenty_changes_and_counts_the_rest() -> None:
    many = replace(SINCE, changes=SINCE.changes * 5)
    told = flat(dossier(since=many))
    assert told.count("→") == MAX_LINES
    assert f"And {len(many.changes) - MAX_LINES} more changes." in told


def test_it_tells_the_decisions_of_ninety_days_with_the_day_to_start() -> None:
    soon = HIGH.reasons[0]
    told = flat(dossier(replace(HIGH, reasons=(replace(soon, due=AS_OF + timedelta(days=90)),))))
    assert "Decisions due by 30 October 2026" in told
    assert "Due 30 October 2026, start by 20 January 2027: Extend the agreement" in told
    late = replace(soon, due=AS_OF - timedelta(days=1), start_by=AS_OF - timedelta(days=61), late=True)
    assert "Due 31 July 2026, late, start now: Extend" in flat(dossier(replace(HIGH, reasons=(late,))))
    far = replace(soon, due=AS_OF + timedelta(days=91))
    assert "No decision is due by then." in flat(dossier(replace(HIGH, reasons=(far,))))


def test_it_says_for_whom_it_was_made_and_where_the_full_report_is() -> None:
    made = replace(dossier(), audience=PUBLIC, left_out=("2 notes",), filters=("city luton",))
    told = flat(made, "The full report is luton.html.")
    assert "Made for the public. Left out: 2 notes." in told
    assert "Narrowed to city luton." in told
    assert told.endswith("The full report is luton.html.")


def test_a_network_has_a_short_letter_too() -> None:
    found = large(50, 20)
    assert len(text(ReportData(assessment=found, findings=found.findings, changes=SINCE))) < 12_000
