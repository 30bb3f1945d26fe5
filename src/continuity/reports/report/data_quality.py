"""How good the data is that a document rests on, in figures: what is derived, old, unconfirmed or missing."""

from collections.abc import Iterable

from continuity.domain.privacy.audiences import withheld_code
from continuity.domain.risk.findings import Assessment, Finding, says
from continuity.domain.summaries.funding_totals import money
from continuity.reports.report.model import Dossier
from continuity.reports.report.summary import Count
from continuity.reports.wording.english import figure

FACTS = {
    "programmes.office": "the office that decides",
    "programmes.launched": "launch",
    "programmes.end": "end",
    "programmes.owner": "owner",
    "programmes.mandate": "mandate",
    "agreements.partner": "partner",
    "agreements.status": "agreement",
    "agreements.start, end": "days of the agreement",
    "funding.certainty": "committed money",
    "funding.start, end": "days of the money",
    "evidence.kind evaluation": "evaluation",
}
"""The facts that the rule reads, as people call them, by the columns that hold them."""

_WATCHED = {
    "UNCONFIRMED": "Programmes with a record that the partner has not confirmed",
    "STALE": "Programmes with a record that was not reviewed of late",
    "SCORES_STALE": "Programmes with assessments that are old",
}


def figures(dossier: Dossier) -> tuple[Count, ...]:
    """What to know about the data, each with its number; only what these readers get is counted."""
    return (*_days(dossier.assessment), *_watched(dossier), *_money(dossier))


def missing_most(missing: Iterable[tuple[str, int]], limit: int = 3) -> str:
    """What is missing most often, with how often."""
    return ", ".join(f"{FACTS.get(name, name)} ({figure(number)})" for name, number in tuple(missing)[:limit])


def _days(assessment: Assessment) -> tuple[Count, ...]:
    """Where the days of the calendar come from."""
    ahead = assessment.transitions
    return (
        Count(len(ahead), "Changes of leadership in the calendar"),
        Count(sum(one.basis == "rule" for one in ahead), "Of them, with a day by the electoral rule"),
        Count(sum(one.basis == "derived" for one in ahead), "Of them, with a derived day"),
        Count(sum(one.handover_basis == "rule" for one in ahead), "Of them, with a handover by the rule of the office"),
        Count(sum(one.handover_basis == "derived" for one in ahead), "Of them, with a derived handover"),
    )


def _watched(dossier: Dossier) -> tuple[Count, ...]:
    told = [code for code in _WATCHED if not withheld_code(code, dossier.audience)]
    return tuple(Count(_saying(dossier.findings, code), _WATCHED[code]) for code in told)


def _saying(findings: Iterable[Finding], code: str) -> int:
    return sum(says(one, code) for one in findings)


def _money(dossier: Dossier) -> tuple[Count, ...]:
    found = money(dossier.findings, dossier.assessment.as_of)
    rows, days = Count(found.rows, "Rows of money"), Count(found.no_days, "Of them, without a first and last day")
    if not dossier.audience.amounts:
        return rows, days
    return (
        rows,
        Count(found.no_amount, "Of them, without an amount"),
        Count(found.no_currency, "Of them, with an amount without a currency"),
        days,
    )
