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


def build_report(*rows: Funding, finding: Finding = HIGH, **changes: Any) -> ReportData:
    subject = replace(finding.programme, funding=rows or (GRANT,), evidence=EVALUATIONS)
    found = (replace(finding, programme=subject),)
    return replace(ReportData(assessment=assessment(findings=found), findings=found), **changes)


def test_award_row_names_payer_payee_and_evaluation() -> None:
    made = build_report()
    (award,) = made.figures.awards
    funder, programme, payee, amount, *_, outlasts, multi_year, evaluation = format_award_row(made.assessment, award)
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
def test_money_not_certainly_committed_is_marked(changes: dict[str, Any], words: str) -> None:
    made = build_report(replace(GRANT, **changes))
    (award,) = made.figures.awards
    assert format_award_row(made.assessment, award)[3] == f"250,000 EUR, {words}"


def test_the_workbook_has_a_fact_in_each_cell() -> None:
    sheet = openpyxl.load_workbook(BytesIO(render_report("xlsx", build_report())))["Awards"]
    heading, row = sheet.iter_rows(values_only=True)
    shown = dict(zip(heading, row, strict=True))
    assert (shown["Funder"], shown["Kind of funder"], shown["Paid to"]) == (
        "City Agency",
        "a foundation",
        "Harbour Trust",
    )
    assert (shown["Amount"], shown["Currency"], shown["Certainty"]) == (250000, "EUR", "committed")
    assert (shown["First day"].year, shown["Last day"].year, shown["Last day is"]) == (2026, 2028, "stated")
    assert (shown["Next change of leadership"].year, shown["Lasts past it"]) == (2027, "yes")
    assert (shown["Pays for an evaluation"], shown["Evaluation with"]) == ("yes", "Harbour Trust")


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_the_documents_say_the_same(form: str) -> None:
    shown = " ".join(render_report(form, build_report()).decode().replace("\u00a0", " ").split())
    for part in ("City Agency (a foundation)", "250,000 EUR, committed", "2 March 2025", "with Harbour Trust"):
        assert part in shown


@pytest.mark.parametrize("form", ["html", "markdown", "text", "xlsx"])
@pytest.mark.parametrize("name", AUDIENCES)
def test_awards_are_shown_to_who_may_see_amounts(form: str, name: str) -> None:
    content = render_report(form, build_report(audience=AUDIENCES[name]))
    if form == "xlsx":
        shown = "Awards" in openpyxl.load_workbook(BytesIO(content)).sheetnames
    else:
        shown = b"award by award" in content
    assert shown == AUDIENCES[name].can_see_amounts


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_a_long_report_leaves_them_to_the_workbook(form: str) -> None:
    found = large(61, 5)
    shown = render_report(form, ReportData(assessment=found, findings=found.findings)).decode()
    assert "leaves its awards to the workbook" in " ".join(shown.split())
