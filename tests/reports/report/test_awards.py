"""The awards: which outlive which change, for how long, and who evaluates; the same in every format."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from continuity.domain.privacy.audiences import AUDIENCES
from continuity.domain.programmes.models import Evidence, Funding
from continuity.domain.risk.findings import Finding
from continuity.domain.summaries.funding_totals import total_funding
from continuity.reports.registry import render_report
from continuity.reports.report.awards import COMMITTED, INDICATIVE, UNCERTAIN, UNRECORDED, Award, build_awards
from continuity.reports.report.model import ReportData
from support.sample_assessment import AS_OF, HIGH, UNKNOWN, assessment, large, on

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


def only(**changes: Any) -> Award:
    (one,) = build_awards(dossier(replace(GRANT, **changes)))
    return one


def test_an_award_says_who_pays_whom_for_what_and_who_evaluates() -> None:
    one = only()
    assert (one.funder, one.funder_kind, one.payee, one.programme) == (
        "City Agency",
        "a foundation",
        "Harbour Trust",
        "School Bridges",
    )
    assert (one.certainty, one.end_basis, one.outlasts_handover, one.multi_year) == (COMMITTED, "stated", "yes", "yes")
    assert one.evaluation == "2 March 2025, with Harbour Trust"


@pytest.mark.parametrize(
    ("changes", "lasts"),
    [
        ({"end": on("2027-05-11")}, "yes"),
        ({"end": on("2027-05-10")}, "no"),
        ({"end": on("2027")}, "not known"),
        ({"end_basis": "derived"}, "not known"),
        ({"end": None, "end_basis": "open"}, "not known"),
        ({"certainty": "indicative"}, "not known"),
        ({"certainty": "indicative", "end": on("2027-01")}, "no"),
        ({"start": None}, "not known"),
    ],
)
def test_it_lasts_past_the_next_handover_only_where_that_is_certain(changes: dict[str, Any], lasts: str) -> None:
    assert only(**changes).outlasts_handover == lasts


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ({"start": on("2026"), "end": on("2027")}, "not known"),
        ({"start": on("2026-01"), "end": on("2026-12")}, "no"),
        ({"start": on("2026-01-01"), "end": on("2027-01-01")}, "yes"),
        ({"end_basis": "derived"}, "not known"),
        ({"end": None}, "not known"),
    ],
)
def test_it_is_multi_year_only_where_that_is_certain(changes: dict[str, Any], more: str) -> None:
    assert only(**changes).multi_year == more


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"certainty": None}, UNRECORDED),
        ({"certainty": "indicative"}, INDICATIVE),
        ({"committed_on": on("2026")}, UNCERTAIN),
    ],
)
def test_what_is_not_certainly_committed_is_told_apart(changes: dict[str, Any], words: str) -> None:
    assert only(**changes).certainty == words


def test_without_a_known_handover_it_is_not_known_what_outlasts_one() -> None:
    (one,) = build_awards(dossier(finding=UNKNOWN))
    assert (one.transition, one.outlasts_handover) == (None, "not known")


def test_the_awards_are_those_that_the_sums_add_up() -> None:
    rows = (GRANT, replace(GRANT, key="b", end=on("2026-12-31")), replace(GRANT, key="c", certainty="indicative"))
    made = dossier(*rows)
    (sums,) = (one.total for one in total_funding(made.findings, AS_OF).currencies)
    added = Counter[str]()
    for one in build_awards(made):
        added.update(
            {f"{one.certainty} {one.outlasts_handover}": one.funding.amount, f"{one.certainty}": one.funding.amount}
        )
    assert added["committed"] == sums.committed
    assert added["committed yes"] == sums.past_handover
    assert added["indicative"] == sums.indicative


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
