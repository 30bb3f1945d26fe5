"""Sentences that name an office by its title: who reads a document has never seen a key."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from continuity.domain.risk.findings import Assessment, Finding, Reason
from continuity.reports.wording.names import office_name


def titled(assessment: Assessment) -> Assessment:
    """The assessment with the offices and cities in its sentences under their names."""
    called = {
        key: f"{office_name(assessment, key)} ({assessment.name('city', leadership.office.city)})"
        for key, leadership in assessment.leaderships.items()
    }
    return replace(assessment, findings=tuple(_finding(one, assessment, called) for one in assessment.findings))


def _finding(one: Finding, assessment: Assessment, called: Mapping[str, str]) -> Finding:
    offices = {one.programme.office, *({one.transition.office} if one.transition else ())}
    names = {key: called[key] for key in offices if key in called}
    city = one.programme.city
    names[f"controlled by {city}."] = f"controlled by {assessment.name('city', city)}."
    return replace(one, reasons=_reasons(one.reasons, names), watch_points=_reasons(one.watch_points, names))


def _reasons(reasons: Iterable[Reason], names: Mapping[str, str]) -> tuple[Reason, ...]:
    return tuple(_reason(one, names) for one in reasons)


def _reason(one: Reason, names: Mapping[str, str]) -> Reason:
    text = one.text
    for key, name in names.items():
        text = text.replace(key, name)
    return one if text == one.text else replace(one, text=text)
