"""`risk --format json`: the findings as "continuity.risk/1", a stable interface; keys are only ever added, last."""

from collections.abc import Iterable, Sequence

from continuity.domain.assessment import RULE_VERSION, Assessment
from continuity.domain.risk.facts import Finding, Reason, Treatment
from continuity.domain.settings import Settings
from continuity.reports import calendar_json
from continuity.reports.columns import programme_name
from continuity.reports.jsontext import Json, document, iso

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
        }
    )


def settings_entry(settings: Settings) -> dict[str, Json]:
    """The numbers the rule was applied with."""
    return {
        "horizon": str(settings.horizon),
        "window_days": settings.window_days,
        "late_days": settings.late_days,
        "handover_days": settings.handover_days,
        "notice_days": settings.notice_days,
        "lead_days": settings.lead_days,
        "stale_months": settings.stale_months,
        "community_kinds": list(settings.community_kinds),
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
        "reasons": _reasons(finding.reasons),
        "watch_points": _reasons(finding.watch_points),
        "treatment": _treatment(finding.treatment),
        "completeness": {"recorded": finding.recorded, "of": finding.of},
        "runs_until_cause": finding.runs_until_cause or None,
    }


def _reasons(reasons: Iterable[Reason]) -> list[Json]:
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


def _treatment(treatment: Treatment | None) -> Json:
    """What was decided; its days are the only ones that may be vague, so they stand as they were written."""
    if treatment is None:
        return None
    return {
        "decision": treatment.decision,
        "owner": treatment.owner,
        "due": str(treatment.due) if treatment.due else None,
        "until": str(treatment.until) if treatment.until else None,
    }
