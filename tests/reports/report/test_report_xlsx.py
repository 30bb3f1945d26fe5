"""The workbook: the values of the findings as days, numbers and text, and nothing in it that runs."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from continuity.domain.privacy.audiences import AUDIENCES
from continuity.domain.programmes.models import Funding
from continuity.domain.risk.findings import Finding
from continuity.reports.registry import render_report
from continuity.reports.report.model import ReportData
from continuity.reports.spreadsheet.typed_workbook import MAX_CELL_LENGTH, join_cell_lines, truncate_cell_text
from support.sample_assessment import FINDINGS, HIGH, NAMES, assessment, large, on

SHEETS = ["Report", "Findings", "Plan", "Calendar", "Money", "Money by year", "Awards", "Data quality", "Completeness"]
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "@x",
    "+1",
    "-1+1",
    "{=1}",
    "\t=1",
    "https://example.org",
    "mailto:a@b",
    "1234",
]
GRANT = Funding(
    key="f",
    amount=Decimal("1234.50"),
    currency="EUR",
    certainty="committed",
    start=on("2026-01-01"),
    end=on("2027-12-31"),
    end_basis="stated",
)


def dossier(*findings: Finding, **changes: Any) -> ReportData:
    found = assessment(findings=findings or FINDINGS)
    return replace(ReportData(assessment=found, findings=found.findings), **changes)


def book(made: ReportData | None = None) -> Workbook:
    return openpyxl.load_workbook(BytesIO(render_report("xlsx", made or dossier())))


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    heading, *others = sheet.iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in others]


def cells(made: ReportData) -> Iterator[Cell]:
    for sheet in book(made):
        yield from (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def hostile(name: str) -> ReportData:
    told = (replace(HIGH.reasons[0], parameters=HIGH.reasons[0].parameters | {"partner": name}, owner=name),)
    subject = replace(HIGH.programme, name=name, owner=name, funding=(replace(GRANT, currency=name),))
    finding = replace(HIGH, programme=subject, reasons=told, watch_points=told)
    made = dossier(finding, contacts={"harbour-trust": name}, notes={("partner", "harbour-trust"): name})
    return replace(made, assessment=replace(made.assessment, names=dict.fromkeys(NAMES, name)), filters=(name,))


def test_each_part_of_the_report_has_a_sheet_that_can_be_filtered_below_a_heading_that_stays() -> None:
    made = book()
    assert made.sheetnames == SHEETS
    for sheet in made:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions


def test_the_findings_are_those_of_the_report_with_names_and_sentences() -> None:
    found = {row["Programme"]: row for row in rows(book()["Findings"])}
    assert list(found) == [one.programme.key for one in FINDINGS]
    high = found["exampleton/school-bridges"]
    assert (high["City"], high["Office"], high["Name"]) == ("Exampleton", "Mayor", "School Bridges")
    assert (high["Status"], high["Level"], high["Basis"]) == ("at-risk", "high", "recorded")
    assert high["Partners"] == "Harbour Trust\nCity Agency"
    assert high["Funders"] == "Harbour Trust\nlottery"
    assert high["Reasons"] == "Agreement ends too early\nHolder of the office certain to change"
    assert high["Reasons in sentences"].split("\n") == [
        "The agreement with Harbour Trust ends on 2027-03-31, 223 days before the last exposed day.",
        "The holder of Mayor (Exampleton) is certain to change: the holder is term-limited.",
    ]
    assert high["To watch"] == "Harbour Trust has not confirmed the record of its agreement."
    assert found["sample-bay/old-scheme"]["Polling day"] is None


def test_days_are_days_and_vague_days_stay_as_they_were_written() -> None:
    sheet = book()["Findings"]
    heading = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[3].value == "exampleton/school-bridges")
    polling = row[heading.index("Polling day")]
    assert (polling.value, polling.is_date, polling.number_format) == (datetime(2027, 5, 6), True, "yyyy-mm-dd")
    (vague,) = rows(book(dossier(replace(HIGH, treatment=replace(HIGH.treatment, until=on("2027-11")))))["Findings"])
    assert vague["Treatment until"] == "2027-11"


def test_a_day_before_the_calendar_of_spreadsheets_stays_text() -> None:
    (row,) = rows(book(dossier(replace(HIGH, runs_until=date(1812, 6, 24))))["Findings"])
    assert row["Runs until"] == "1812-06-24"


def test_the_first_sheet_says_the_answer_for_whom_and_by_which_rule() -> None:
    made = dossier(filters=("city exampleton",), left_out=("2 notes",))
    told = {row["What"]: row["Figure or text"] for row in rows(book(made)["Report"])}
    assert told["Headline"].startswith("3 of 7 programmes are at risk")
    assert (told["Programmes at risk on the record"], told["Programmes covered"]) == (2, 1)
    assert told["As of"] == datetime(2026, 8, 1)
    assert told["For whom"] == "Made for the city's own staff. Left out: 2 notes."
    assert told["Narrowed to"] == "city exampleton"
    assert (told["Risk rule version"], told["Setting horizon"]) == (1, "24m")
    assert told["Not the rule's own settings"] == "none"


def test_rows_are_as_high_as_their_longest_cell_needs() -> None:
    sheet = book()["Report"]
    heights = {row[0].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows()}
    assert heights["As of"] in (None, 15)
    assert heights["Money"] >= 5 * 15
    findings = book()["Findings"]
    assert findings.row_dimensions[2].height >= 2 * 15


def test_a_wide_sheet_goes_over_several_pages_that_each_say_of_what_they_tell() -> None:
    made = book()
    for sheet in made:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows == "$1:$1"
    findings = made["Findings"]
    assert 3 < findings.page_setup.fitToWidth < 8
    assert findings.print_title_cols == "$E:$E"
    assert findings["E1"].value == "Name"
    assert made["Report"].page_setup.fitToWidth in (None, 1)


def test_the_plan_the_calendar_and_the_data_quality_stand_beside_the_findings() -> None:
    made = book()
    plan = rows(made["Plan"])
    assert plan[0]["Late"] == "yes"
    assert plan[0]["City"] == "Sample Bay"
    calendar = rows(made["Calendar"])
    assert [row["Open"] for row in calendar] == ["yes", "no", "no"]
    assert calendar[1]["Polling day"] == datetime(2027, 5, 6)
    quality = {row["What"]: row["Number"] for row in rows(made["Data quality"])}
    assert quality["Of them, with a day by the electoral rule"] == 1
    assert quality["Programmes with a record that the partner has not confirmed"] == 1
    assert [row["City"] for row in rows(made["Completeness"])] == ["Exampleton", "Sample Bay", "Templeford"]


def test_money_is_told_in_numbers_by_currency_and_year() -> None:
    subject = replace(HIGH.programme, funding=(GRANT, replace(GRANT, key="g", currency=None, start=None)))
    made = book(dossier(replace(HIGH, programme=subject)))
    sheet = made["Money"]
    assert [row["Currency"] for row in rows(sheet)] == ["EUR", "currency not recorded"]
    assert (sheet["B2"].value, sheet["B2"].number_format) == (1234.5, "#,##0.00")
    years = [
        (row["Currency"], row["Year"], row["Committed"], row["Committed, days not recorded"])
        for row in rows(made["Money by year"])
    ]
    assert years == [
        ("EUR", 2026, 617.25, 0),
        ("EUR", 2027, 617.25, 0),
        ("currency not recorded", "no days recorded", 0, 1234.5),
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_is_a_formula_or_a_link_whatever_it_is_called(name: str) -> None:
    made = hostile(name)
    assert not [cell.coordinate for cell in cells(made) if cell.data_type == "f" or cell.hyperlink]
    assert {name} <= {cell.value for cell in cells(made)}
    packed = zipfile.ZipFile(BytesIO(render_report("xlsx", made)))
    assert not [part for part in packed.namelist() if b"<f>" in packed.read(part) or b"hyperlink" in packed.read(part)]


@pytest.mark.parametrize("name", list(AUDIENCES))
def test_a_workbook_has_only_the_columns_and_sheets_of_its_readers(name: str) -> None:
    who = AUDIENCES[name]
    made = book(dossier(audience=who))
    headings = {cell.value for sheet in made for cell in sheet[1]}
    assert ("Partners" in headings) == who.can_see_partners
    assert ("Owner" in headings) == who.can_see_owners
    assert ("Treatment" in headings) == who.can_see_decisions
    assert ("To watch" in headings) == who.can_see_watch_points
    assert ("Money" in made.sheetnames) == who.can_see_amounts
    told = {row["What"] for row in rows(made["Data quality"])}
    assert ("Of them, without an amount" in told) == who.can_see_amounts
    assert ("Programmes with assessments that are old" in told) == who.can_see_assessments


def test_contacts_and_notes_have_sheets_only_where_they_were_asked_for() -> None:
    made = book(dossier(contacts={"harbour-trust": "hello@example.org"}, notes={("partner", "harbour-trust"): "Wary."}))
    assert made.sheetnames == [*SHEETS, "Contacts", "Notes"]
    assert rows(made["Contacts"]) == [{"Partner": "Harbour Trust", "Contact": "hello@example.org"}]
    assert rows(made["Notes"]) == [{"Record": "partner", "Name": "Harbour Trust", "Note": "Wary."}]


def test_nothing_recorded_makes_a_workbook_too() -> None:
    empty = assessment(findings=(), transitions=(), office_records={})
    made = book(ReportData(assessment=empty, findings=()))
    assert made.sheetnames == SHEETS
    assert made["Findings"].max_row == 1


def test_the_same_facts_give_the_same_bytes() -> None:
    assert render_report("xlsx", dossier()) == render_report("xlsx", dossier())


@pytest.mark.parametrize("text", ["x" * 40_000, "😀" * 20_000, "x😀" * 15_000])
def test_a_text_too_long_for_a_cell_says_how_long_it_is(text: str) -> None:
    shortened = truncate_cell_text(text)
    assert len(shortened.encode("utf-16-le")) // 2 <= MAX_CELL_LENGTH
    assert shortened.startswith(text[:15_000])
    assert shortened.endswith(" characters; the rest does not fit into a cell]")


def test_texts_too_many_for_a_cell_say_how_many_more_there_are() -> None:
    shortened = join_cell_lines(["seven …"] * 10_000)
    assert len(shortened.encode("utf-16-le")) // 2 <= MAX_CELL_LENGTH
    kept, _, last = shortened.rpartition("\n")
    assert last == f"[{10_000 - kept.count('seven'):,} more, which do not fit into a cell]"
    assert truncate_cell_text("short") == join_cell_lines(["short"]) == "short"


def test_the_longest_names_and_lists_are_no_crash() -> None:
    findings = tuple(replace(one, programme=replace(one.programme, name="N" * 300)) for one in large(1, 200).findings)
    plan = {row["Clears"]: row for row in rows(book(dossier(*findings))["Plan"])}
    assert "more, which do not fit into a cell]" in plan["Not recorded whether the holder stands again"]["Names"]


def test_a_network_of_programmes_fits() -> None:
    found = large(20, 20)
    assert book(ReportData(assessment=found, findings=found.findings))["Findings"].max_row == 401
