"""Money: every format has the same sums under the same headings."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from html import unescape
from io import BytesIO
from typing import TypeAlias

import openpyxl
import pytest

from continuity.domain.programmes.models import Funding
from continuity.reports.registry import render_report
from continuity.reports.report.model import ReportData
from continuity.reports.wording.funding import format_amount
from support.sample_assessment import HIGH, assessment, on

Sums: TypeAlias = dict[str, dict[str, str]]
"""By currency, then by heading, the amounts as they are written."""


def grant(key: str, euros: int, **changes: object) -> Funding:
    base = Funding(
        key=key,
        amount=Decimal(euros),
        currency="EUR",
        certainty="committed",
        start=on("2026-01-01"),
        end=on("2028-12-31"),
        end_basis="stated",
    )
    return replace(base, **changes)


ROWS = (
    grant("a", 5000, pays_evaluation="yes"),
    grant("b", 70000, certainty="indicative"),
    grant("c", 600000, certainty=None),
    grant("d", 90000, start=None, end=None, committed_on=on("2019-03")),
    grant("e", 1200, start=on("2020"), end=on("2021")),
    grant("f", 300, currency=None),
)
FOUND = replace(HIGH, programme=replace(HIGH.programme, funding=ROWS))
DOSSIER = ReportData(assessment=assessment(findings=(FOUND,)), findings=(FOUND,))


def by_html(content: bytes) -> Sums:
    table = content.decode().partition('<table class="money">')[2].partition("</table>")[0]
    table = re.sub("<small>.*?</small>", "", table)
    heading, *rows = (re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in table.split("<tr>")[1:])
    return {unescape(row[0]): dict(zip(heading[1:], row[1:], strict=True)) for row in rows}


def by_markdown(content: bytes) -> Sums:
    lines = content.decode().partition("Amounts by currency.")[2].strip("*\n").split("\n\n")[0].splitlines()
    heading, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return {row[0]: dict(zip(heading[1:], row[1:], strict=True)) for row in rows}


def by_text(content: bytes) -> Sums:
    cards = content.decode().partition("Amounts by currency.")[2].partition("Amounts by calendar year.")[0].split("* ")
    told = (card.strip().splitlines() for card in cards[1:])
    return {currency: dict(tuple(line.strip().rsplit(": ", 1)) for line in lines if line) for currency, *lines in told}


def by_xlsx(content: bytes) -> Sums:
    heading, *rows = openpyxl.load_workbook(BytesIO(content))["Money"].iter_rows(values_only=True)
    return {row[0]: dict(zip(heading[1:], map(_written, row[1:]), strict=True)) for row in rows}


def _written(value: float) -> str:
    return format_amount(Decimal(str(value)))


READ: dict[str, Callable[[bytes], Sums]] = {
    "html": by_html,
    "markdown": by_markdown,
    "text": by_text,
    "xlsx": by_xlsx,
}


@pytest.mark.parametrize("form", READ)
def test_the_sums_are_these(form: str) -> None:
    assert READ[form](render_report(form, DOSSIER)) == {
        "EUR": {
            "Committed": "5,000",
            "Of it, past the next handover": "5,000",
            "Of it, for more than twelve months": "5,000",
            "Of it, evaluation included": "5,000",
            "Committed, days not recorded": "90,000",
            "Indicative only": "70,000",
            "Not certain to be committed": "600,000",
            "Last day has passed": "1,200",
        },
        "currency not recorded": {
            "Committed": "300",
            "Of it, past the next handover": "300",
            "Of it, for more than twelve months": "300",
            "Of it, evaluation included": "0",
            "Committed, days not recorded": "0",
            "Indicative only": "0",
            "Not certain to be committed": "0",
            "Last day has passed": "0",
        },
    }
