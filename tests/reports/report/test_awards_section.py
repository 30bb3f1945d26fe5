"""The awards say the same in every format."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from continuity.domain.privacy.audiences import AUDIENCES
from continuity.domain.programmes.models import Evidence, Funding
from continuity.domain.risk.findings import Finding
from continuity.reports.registry import render_report
from continuity.reports.report.awards_section import format_award_row
from continuity.reports.report.model import ReportData
from support.sample_assessment import HIGH, assessment, large, on

GRANT = Funding(
    key="exampleton/school-bridges/1",
    partner="harbour-trust",
    funder="city-agency",
    funder_kind="foundation",
    amount=Decimal(250000),
    currency="EUR",
    certainty="committed",
    start=on("2026-01-01"),
    end=on("2028-12-31"),
    end_basis="stated",
    pays_evaluation="yes",
)
EVALUATIONS = (
    Evidence(key="", kind="evaluation", date=on("2024-05")),
    Evidence(key="", kind="evaluation", partner="harbour-trust", date=on("2025-03-02")),
)


def dossier(*rows: Funding, finding: Finding = HIGH, **changes: Any) -> ReportData:
    subject = replace(finding.programme, funding=rows or (GRANT,), evidence=EVALUATIONS)
    found = (replace(finding, programme=subject),)
    return replace(ReportData(assessment=assessment(findings=found), findings=found), **changes)


def test_award_row_says_who_pays_whom_for_what_and_who_evaluates() -> None:
    made = dossier()
    (one,) = made.figures.awards
    funder, programme, payee, amount, *_, outlasts, multi_year, evaluation = format_award_row(made.assessment, one)
    assert [funder, payee, outlasts, multi_year] == ["City Agency (a foundation)", "Harbour Trust", "yes", "yes"]
    assert programme.startswith("School Bridges, ")
    assert amount == "250,000 EUR, committed"
    assert evaluation.endswith("newest: 2 March 2025, with Harbour Trust")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"certainty": None}, "not recorded whether committed"),
        ({"certainty": "indicative"}, "indicative"),
        ({"committed_on": on("2026")}, "day of commitment not certain"),
    ],
)
def test_money_not_certainly_committed_is_told_apart(changes: dict[str, Any], words: str) -> None:
    made = dossier(replace(GRANT, **changes))
    (one,) = made.figures.awards
    assert format_award_row(made.assessment, one)[3] == f"250,000 EUR, {words}"


def test_the_workbook_has_a_fact_in_each_cell() -> None:
    sheet = openpyxl.load_workbook(BytesIO(render_report("xlsx", dossier())))["Awards"]
    heading, row = sheet.iter_rows(values_only=True)
    told = dict(zip(heading, row, strict=True))
    assert (told["Funder"], told["Kind of funder"], told["Paid to"]) == ("City Agency", "a foundation", "Harbour Trust")
    assert (told["Amount"], told["Currency"], told["Certainty"]) == (250000, "EUR", "committed")
    assert (told["First day"].year, told["Last day"].year, told["Last day is"]) == (2026, 2028, "stated")
    assert (told["Next change of leadership"].year, told["Lasts past it"]) == (2027, "yes")
    assert (told["Pays for an evaluation"], told["Evaluation with"]) == ("yes", "Harbour Trust")


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_the_documents_say_the_same(form: str) -> None:
    told = " ".join(render_report(form, dossier()).decode().replace("\u00a0", " ").split())
    for part in ("City Agency (a foundation)", "250,000 EUR, committed", "2 March 2025", "with Harbour Trust"):
        assert part in told


@pytest.mark.parametrize("form", ["html", "markdown", "text", "xlsx"])
@pytest.mark.parametrize("name", AUDIENCES)
def test_only_who_is_told_amounts_is_told_of_awards(form: str, name: str) -> None:
    content = render_report(form, dossier(audience=AUDIENCES[name]))
    if form == "xlsx":
        told = "Awards" in openpyxl.load_workbook(BytesIO(content)).sheetnames
    else:
        told = b"award by award" in content
    assert told == AUDIENCES[name].can_see_amounts


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_a_long_report_leaves_them_to_the_workbook(form: str) -> None:
    found = large(61, 5)
    told = render_report(form, ReportData(assessment=found, findings=found.findings)).decode()
    assert "leaves its awards to the workbook" in " ".join(told.split())
