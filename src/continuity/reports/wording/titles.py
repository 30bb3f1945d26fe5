"""Names in place of keys in the sentences of findings."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from continuity.domain.risk.findings import Assessment, Finding, Reason
from continuity.reports.wording.names import office_name


def name_offices_in_assessment(assessment: Assessment) -> Assessment:
    """Replace the keys of offices and cities by names in all findings' sentences."""
    office_names = {
        key: f"{office_name(assessment, key)} ({assessment.display_name('city', leadership.office.city)})"
        for key, leadership in assessment.office_records.items()
    }
    return replace(
        assessment,
        findings=tuple(_name_offices_in_finding(finding, assessment, office_names) for finding in assessment.findings),
    )


def _name_offices_in_finding(finding: Finding, assessment: Assessment, office_names: Mapping[str, str]) -> Finding:
    offices = {finding.programme.office, *({finding.transition.office} if finding.transition else ())}
    names = {key: office_names[key] for key in offices if key in office_names}
    city = finding.programme.city
    names[f"controlled by {city}."] = f"controlled by {assessment.display_name('city', city)}."
    return replace(
        finding,
        reasons=_name_offices_in_reasons(finding.reasons, names),
        watch_points=_name_offices_in_reasons(finding.watch_points, names),
    )


def _name_offices_in_reasons(reasons: Iterable[Reason], names: Mapping[str, str]) -> tuple[Reason, ...]:
    return tuple(_name_offices_in_reason(reason, names) for reason in reasons)


def _name_offices_in_reason(reason: Reason, names: Mapping[str, str]) -> Reason:
    text = reason.text
    for key, name in names.items():
        text = text.replace(key, name)
    return reason if text == reason.text else replace(reason, text=text)
