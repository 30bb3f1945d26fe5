"""The rule asked as services ask it: with what could be known on the day."""

from collections.abc import Mapping
from datetime import date

from continuity.domain.known import filter_known_offices, filter_known_programme
from continuity.domain.offices.models import OfficeRecord
from continuity.domain.offices.snapshot import OfficeSnapshot, build_office_snapshot
from continuity.domain.programmes.models import Programme
from continuity.domain.risk.assess import assess_programme, list_findings
from continuity.domain.risk.explain.explanation import Explanation, explain_finding
from continuity.domain.risk.findings import AssessmentContext, Finding
from continuity.domain.settings import Settings


def assess_known(programme: Programme, context: AssessmentContext) -> Finding:
    return assess_programme(filter_known_programme(programme, context.as_of), context)


def explain_known(programme: Programme, context: AssessmentContext, finding: Finding) -> Explanation:
    return explain_finding(filter_known_programme(programme, context.as_of), context, finding)


def snapshot_known(office_records: Mapping[str, OfficeRecord], as_of: date, settings: Settings) -> OfficeSnapshot:
    return build_office_snapshot(filter_known_offices(office_records, as_of), as_of, settings)


def list_known_findings(
    programme: Programme, office_records: Mapping[str, OfficeRecord], as_of: date, settings: Settings
) -> tuple[Finding, ...]:
    return list_findings([filter_known_programme(programme, as_of)], snapshot_known(office_records, as_of, settings))
