"""`risk --format json`: the findings as "continuity.risk/1", a stable interface; keys are only ever added, last."""

from collections.abc import Iterable, Sequence
from datetime import date

from continuity.domain.programmes.models import Treatment
from continuity.domain.risk.findings import RULE_VERSION, Assessment, Finding, Reason
from continuity.domain.risk.measures import expired
from continuity.domain.settings import weaker
from continuity.domain.summaries.completeness import Completeness, completeness_by_city
from continuity.domain.summaries.concentration import concentrations
from continuity.reports.listings import calendar_json
from continuity.reports.listings.json_text import Json, document, iso
from continuity.reports.listings.provenance import settings_entry
from continuity.reports.wording.names import programme_name

SCHEMA = "continuity.risk/1"


def render(assessment: Assessment, findings: Sequence[Finding]) -> str:
    """The findings given, as one document."""
    entries: list[Json] = [entry(assessment, finding) for finding in findings]
    return document(
        {
            "schema": SCHEMA,
            "rule": RULE_VERSION,
            "as_of": iso(assessment.as_of),
            "settings": settings_entry(assessment.settings),
            "findings": entries,
            "weaker_settings": list(weaker(assessment.settings)),
            "completeness": [_city(city) for city in completeness_by_city(assessment.findings)],
            "concentrations": _concentrations(assessment),
        }
    )


def _city(city: Completeness) -> Json:
    return {
        "city": city.city,
        "programmes": city.programmes,
        "recorded": city.recorded,
        "of": city.of,
        "missing": [{"column": name, "findings": number} for name, number in city.missing],
    }


def entry(assessment: Assessment, finding: Finding) -> dict[str, Json]:
    """One finding. Partners go by their keys and a change of party by one word, so that no party is named."""
    programme, transition = finding.programme, finding.transition
    return {
        "city": programme.city,
        "office": programme.office,
        "programme": programme.key,
        "name": programme_name(assessment, finding),
        "status": finding.status,
        "level": finding.level,
        "basis": finding.basis,
        "transition": calendar_json.entry(assessment, transition) if transition else None,
        "launched_under": programme.launched_under,
        "party_change": finding.party_change,
        "partners": list(finding.partners),
        "runs_until": iso(finding.runs_until),
        "covered_until": iso(finding.covered_until),
        "reasons": reasons_entry(finding.reasons),
        "watch_points": reasons_entry(finding.watch_points),
        "treatment": _treatment(finding.treatment, assessment.as_of),
        "completeness": {"recorded": finding.recorded, "of": finding.of, "missing": list(finding.missing)},
        "runs_until_cause": finding.runs_until_cause or None,
    }


def reasons_entry(reasons: Iterable[Reason]) -> list[Json]:
    """Reasons or watch points, in the order given."""
    return [
        {
            "code": reason.code,
            "text": reason.text,
            "remedy": reason.remedy,
            "owner": reason.owner,
            "due": iso(reason.due),
            "start_by": iso(reason.start_by),
        }
        for reason in reasons
    ]


def _concentrations(assessment: Assessment) -> list[Json]:
    """Where many programmes rest on one partner, among all findings, listed or not."""
    return [
        {
            "city": one.city,
            "partner": one.partner,
            "programmes": list(one.programmes),
            "covered": one.covered,
            "of": one.of,
        }
        for one in concentrations(assessment.findings)
    ]


def _treatment(treatment: Treatment | None, as_of: date) -> Json:
    """What was decided; its days are the only ones that may be vague, so they stand as they were written."""
    if treatment is None:
        return None
    return {
        "decision": treatment.decision,
        "owner": treatment.owner,
        "due": str(treatment.due) if treatment.due else None,
        "until": str(treatment.until) if treatment.until else None,
        "expired": expired(treatment, as_of),
    }
