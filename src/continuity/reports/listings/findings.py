"""Risk listings, a stable interface: only append keys and columns."""

from collections.abc import Iterable, Sequence
from datetime import date

from continuity.domain.programmes.models import Treatment
from continuity.domain.risk.findings import RULE_VERSION, Assessment, Finding, Reason
from continuity.domain.risk.measures import has_expired
from continuity.domain.settings import list_weakening_settings
from continuity.domain.summaries.concentration import Concentration
from continuity.domain.summaries.figures import Completeness, Figures
from continuity.reports.listings.calendar import build_transition_entry
from continuity.reports.listings.columns import RISK_COLUMNS
from continuity.reports.listings.encode import Json, dump_csv, dump_document, dump_lines, format_iso_day
from continuity.reports.listings.provenance import build_dated_provenance, build_settings_entry
from continuity.reports.wording.labels import stop_cause_label
from continuity.reports.wording.names import programme_name
from continuity.reports.wording.sentences import format_reason, format_remedy

SCHEMA = "continuity.risk/1"


def render_json(figures: Figures, findings: Sequence[Finding]) -> str:
    """Render the findings as one JSON document; the figures are of all in scope, listed or not."""
    assessment = figures.assessment
    entries: list[Json] = [build_finding_entry(assessment, finding) for finding in findings]
    return dump_document(
        {
            "schema": SCHEMA,
            "rule": RULE_VERSION,
            "as_of": format_iso_day(assessment.as_of),
            "settings": build_settings_entry(assessment.settings),
            "findings": entries,
            "weaker_settings": list(list_weakening_settings(assessment.settings)),
            "completeness": [_build_completeness_entry(completeness) for completeness in figures.completeness],
            "concentrations": [_build_concentration_entry(concentration) for concentration in figures.concentrations],
        }
    )


def render_jsonl(figures: Figures, findings: Sequence[Finding]) -> str:
    """Render a JSON line for each finding, with its provenance."""
    assessment = figures.assessment
    provenance = build_dated_provenance(assessment.as_of, assessment.settings)
    return dump_lines(build_finding_entry(assessment, finding) | provenance for finding in findings)


def render_csv(figures: Figures, findings: Sequence[Finding], *, excel: bool = False) -> str:
    """Render a CSV row for each finding; `excel` adds a BOM."""
    return dump_csv(RISK_COLUMNS, figures.assessment, findings, excel=excel)


def _build_completeness_entry(completeness: Completeness) -> Json:
    return {
        "city": completeness.city,
        "programmes": completeness.programmes,
        "recorded": completeness.recorded,
        "of": completeness.of,
        "missing": [{"column": name, "findings": number} for name, number in completeness.missing],
    }


def build_finding_entry(assessment: Assessment, finding: Finding) -> dict[str, Json]:
    """Build the JSON entry of a finding, without the name of any political party."""
    programme, transition = finding.programme, finding.transition
    return {
        "city": programme.city,
        "office": programme.office,
        "programme": programme.key,
        "name": programme_name(assessment, finding),
        "status": finding.status,
        "level": finding.level,
        "basis": finding.basis,
        "transition": build_transition_entry(assessment, transition) if transition else None,
        "launched_under": programme.launched_under,
        "party_change": finding.party_change,
        "partners": list(finding.partners),
        "runs_until": format_iso_day(finding.runs_until),
        "covered_until": format_iso_day(finding.covered_until),
        "reasons": build_reason_entries(finding.reasons),
        "watch_points": build_reason_entries(finding.watch_points),
        "treatment": _build_treatment_entry(finding.treatment, assessment.as_of),
        "completeness": {
            "recorded": finding.facts_recorded,
            "of": finding.facts_total,
            "missing": list(finding.missing_columns),
        },
        "runs_until_cause": stop_cause_label(finding.runs_until_cause) or None,
    }


def build_reason_entries(reasons: Iterable[Reason]) -> list[Json]:
    """Build the JSON entries of reasons or watch points, in the given order."""
    return [
        {
            "code": reason.code,
            "text": format_reason(reason),
            "remedy": format_remedy(reason),
            "owner": reason.owner,
            "due": format_iso_day(reason.due),
            "start_by": format_iso_day(reason.start_by),
        }
        for reason in reasons
    ]


def _build_concentration_entry(concentration: Concentration) -> Json:
    return {
        "city": concentration.city,
        "partner": concentration.partner,
        "programmes": list(concentration.programmes),
        "covered": concentration.covered,
        "of": concentration.of,
    }


def _build_treatment_entry(treatment: Treatment | None, as_of: date) -> Json:
    """Write days as recorded, since they may be vague."""
    if treatment is None:
        return None
    return {
        "decision": treatment.decision,
        "owner": treatment.owner,
        "due": str(treatment.due) if treatment.due else None,
        "until": str(treatment.until) if treatment.until else None,
        "expired": has_expired(treatment, as_of),
    }
