"""The CSV listings, and the registry of formats."""

import csv
import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from continuity.domain.risk.findings import Finding
from continuity.domain.schema.formula_escape import unescape_formula
from continuity.errors import BadValue
from continuity.reports import registry
from continuity.reports.listings.columns import select_next_step
from support.report_goldens import same_as_golden
from support.sample_assessment import FINDINGS, HIGH, UNKNOWN, UNRECORDED, figures, reason

HEADER = (
    "as_of,city,office,programme,name,status,level,basis,kind,polling_day,quiet_from,handover,partners,owner,funders,"
    "agreement_until,money_until,runs_until,covered_until,reasons,next_action,start_by,due,"
    "treatment,treatment_owner,treatment_until,treatment_expired,missing,rule,settings"
)
CALENDAR_HEADER = (
    "city,office,kind,polling_day,quiet_from,handover,handover_latest,certain_change,open,basis,as_of,rule,settings,"
    "polling_day_latest"
)


def rows(*findings: Finding) -> list[dict[str, str]]:
    text = registry.render_listing("risk-csv", figures(), findings)
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(("name", "header"), [("risk-csv", HEADER), ("calendar-csv", CALENDAR_HEADER)])
def test_the_header_is_exact_and_lines_end_in_crlf(name: str, header: str) -> None:
    text = registry.render_listing(name, figures(), FINDINGS)
    assert text.startswith(header + "\r\n")
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize("name", ["risk-csv", "calendar-csv"])
def test_the_mark_for_excel_is_there_only_when_asked(name: str) -> None:
    plain = registry.render_listing(name, figures(), FINDINGS)
    assert not plain.startswith("\ufeff")
    assert registry.render_listing(name, figures(), FINDINGS, excel=True) == "\ufeff" + plain


@pytest.mark.parametrize("name", ["risk-csv", "calendar-csv"])
def test_the_files_are_as_they_were(name: str) -> None:
    same_as_golden(name.replace("-", "."), registry.render_listing(name, figures(), FINDINGS))


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "'=x", "\t=x"])
def test_a_text_that_a_spreadsheet_would_run_is_guarded_and_comes_back(name: str) -> None:
    hostile = replace(HIGH, programme=replace(HIGH.programme, name=name, owner=name), partners=(name, "b"))
    (row,) = rows(hostile)
    assert row["name"] == row["owner"] == "'" + name
    assert row["partners"] == f"'{name} | b"
    assert unescape_formula(row["name"]) == name


def test_quotes_commas_and_line_breaks_stay_in_their_cell() -> None:
    name = 'A "quoted", name\r\nof two lines'
    assert rows(replace(HIGH, programme=replace(HIGH.programme, name=name)))[0]["name"] == name


def test_lists_stand_in_one_cell_and_days_as_they_are() -> None:
    (row,) = rows(HIGH)
    assert row["partners"] == "harbour-trust | city-agency"
    assert row["funders"] == "harbour-trust | lottery"
    assert row["reasons"] == "AGREEMENT_ENDS | PERSON_CHANGES"
    assert (row["agreement_until"], row["money_until"], row["handover"]) == ("2027-03-31", "2028-03-31", "2027-05-10")


def test_what_is_not_recorded_is_empty() -> None:
    (row,) = rows(UNRECORDED)
    empty = ("owner", "funders", "agreement_until", "money_until", "runs_until", "covered_until", "partners")
    assert {row[name] for name in empty} == {""}


def test_the_next_action_is_that_of_the_earliest_due_day() -> None:
    early = reason("FUNDING_ENDS", due=date(2026, 9, 1), start_by=AUGUST)
    (row,) = rows(replace(HIGH, reasons=(*HIGH.reasons, early)))
    assert row["next_action"] == "Ask for a multi-year award, find a second funder or set a reserve aside."
    assert (row["start_by"], row["due"]) == ("2026-08-02", "2026-09-01")


AUGUST = date(2026, 8, 2)


def test_next_step_is_dated_before_undated_and_first_of_one_day() -> None:
    undated = reason("PERSON_CHANGES", due=None)
    assert select_next_step(replace(HIGH, reasons=(undated, *HIGH.reasons))) == HIGH.reasons[0]
    assert select_next_step(replace(HIGH, reasons=(undated,))) == undated
    assert select_next_step(replace(HIGH, reasons=())) is None


def test_a_remedy_without_a_day_is_still_the_next_action() -> None:
    (row,) = rows(UNKNOWN)
    assert row["next_action"].startswith("Record the office's electoral rule")
    assert row["due"] == row["start_by"] == ""


def test_the_calendar_says_yes_and_no_as_true_and_false() -> None:
    text = registry.render_listing("calendar-csv", figures(), ())
    first = next(csv.DictReader(io.StringIO(text, newline="")))
    assert (first["open"], first["certain_change"], first["quiet_from"]) == ("true", "false", "")


def test_every_format_of_the_registry_renders() -> None:
    for name in registry.LISTING_FORMATS:
        assert registry.render_listing(name, figures(), FINDINGS)


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadValue, match='"pdf" is not a format of a listing') as caught:
        registry.render_listing("pdf", figures(), FINDINGS)
    assert "risk-json" in caught.value.hint


def test_only_csv_has_a_variant_for_excel() -> None:
    with pytest.raises(BadValue, match="risk-json has no variant for Excel"):
        registry.render_listing("risk-json", figures(), FINDINGS, excel=True)


def test_the_listings_leave_the_template_library_alone() -> None:
    program = (
        "import sys\n"
        "from continuity.reports import registry\n"
        "from support.sample_assessment import FINDINGS, assessment, figures\n"
        "[registry.render_listing(name, figures(), FINDINGS) for name in registry.LISTING_FORMATS]\n"
        "sys.exit('jinja2' in sys.modules)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", program], env=environment, check=False).returncode == 0
