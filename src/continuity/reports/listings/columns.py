"""Columns of the risk and calendar listings, for CSV files and terminal tables."""

from collections.abc import Callable
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Treatment
from continuity.domain.risk.findings import RULE_VERSION, Assessment, Finding, Reason
from continuity.domain.risk.measures import has_expired
from continuity.reports.listings.encode import Cell, ReportColumn
from continuity.reports.listings.provenance import format_settings
from continuity.reports.wording.names import join_list, programme_name
from continuity.reports.wording.sentences import format_remedy


def select_next_step(finding: Finding) -> Reason | None:
    """Return the most urgent reason: with a date, earliest due."""
    return min(finding.reasons, key=lambda reason: reason.due or date.max, default=None)


def _read_transition(getter: Callable[[Transition], Cell]) -> Callable[[Assessment, Finding], Cell]:
    return lambda _, finding: getter(finding.transition) if finding.transition else None


def _read_next_step(getter: Callable[[Reason], Cell]) -> Callable[[Assessment, Finding], Cell]:
    def read_cell(_: Assessment, finding: Finding) -> Cell:
        step = select_next_step(finding)
        return getter(step) if step else None

    return read_cell


def _read_treatment(getter: Callable[[Treatment, date], Cell]) -> Callable[[Assessment, Finding], Cell]:
    return lambda assessment, finding: getter(finding.treatment, assessment.as_of) if finding.treatment else None


RISK_COLUMNS: tuple[ReportColumn[Finding], ...] = (
    ReportColumn("as_of", lambda assessment, _: assessment.as_of),
    ReportColumn("city", lambda _, finding: finding.programme.city),
    ReportColumn("office", lambda _, finding: finding.programme.office),
    ReportColumn("programme", lambda _, finding: finding.programme.key),
    ReportColumn("name", programme_name),
    ReportColumn("status", lambda _, finding: finding.status),
    ReportColumn("level", lambda _, finding: finding.level),
    ReportColumn("basis", lambda _, finding: finding.basis),
    ReportColumn("kind", _read_transition(lambda transition: transition.kind)),
    ReportColumn("polling_day", _read_transition(lambda transition: transition.polling_day)),
    ReportColumn("quiet_from", _read_transition(lambda transition: transition.quiet_from)),
    ReportColumn("handover", _read_transition(lambda transition: transition.handover_first)),
    ReportColumn("partners", lambda _, finding: join_list(finding.partners)),
    ReportColumn("owner", lambda _, finding: finding.programme.owner),
    ReportColumn("funders", lambda assessment, finding: join_list(assessment.funders.get(finding.programme.key, ()))),
    ReportColumn("agreement_until", lambda assessment, finding: assessment.agreement_until.get(finding.programme.key)),
    ReportColumn("money_until", lambda assessment, finding: assessment.money_until.get(finding.programme.key)),
    ReportColumn("runs_until", lambda _, finding: finding.runs_until),
    ReportColumn("covered_until", lambda _, finding: finding.covered_until),
    ReportColumn("reasons", lambda _, finding: join_list(tuple(reason.code for reason in finding.reasons))),
    ReportColumn("next_action", _read_next_step(format_remedy)),
    ReportColumn("start_by", _read_next_step(lambda step: step.start_by)),
    ReportColumn("due", _read_next_step(lambda step: step.due)),
    ReportColumn("treatment", _read_treatment(lambda decided, _: decided.decision)),
    ReportColumn("treatment_owner", _read_treatment(lambda decided, _: decided.owner)),
    ReportColumn("treatment_until", _read_treatment(lambda decided, _: str(decided.until or ""))),
    ReportColumn("treatment_expired", _read_treatment(has_expired)),
    ReportColumn("missing", lambda _, finding: join_list(finding.missing_columns)),
    ReportColumn("rule", lambda _, __: RULE_VERSION),
    ReportColumn("settings", lambda assessment, _: format_settings(assessment.settings)),
)

CALENDAR_COLUMNS: tuple[ReportColumn[Transition], ...] = (
    ReportColumn("city", lambda _, transition: transition.city),
    ReportColumn("office", lambda _, transition: transition.office),
    ReportColumn("kind", lambda _, transition: transition.kind),
    ReportColumn("polling_day", lambda _, transition: transition.polling_day),
    ReportColumn("quiet_from", lambda _, transition: transition.quiet_from),
    ReportColumn("handover", lambda _, transition: transition.handover_first),
    ReportColumn("handover_latest", lambda _, transition: transition.handover_last),
    ReportColumn("certain_change", lambda _, transition: bool(transition.certain_change)),
    ReportColumn("open", lambda _, transition: transition.open),
    ReportColumn("basis", lambda _, transition: transition.basis),
    ReportColumn("polling_day_latest", lambda _, transition: transition.last_polling_day),
)
"""Also the keys of JSON entries."""

CALENDAR_CSV_COLUMNS: tuple[ReportColumn[Transition], ...] = (
    *CALENDAR_COLUMNS[:-1],
    ReportColumn("as_of", lambda assessment, _: assessment.as_of),
    ReportColumn("rule", lambda _, __: RULE_VERSION),
    ReportColumn("settings", lambda assessment, _: format_settings(assessment.settings)),
    CALENDAR_COLUMNS[-1],
)
"""With the provenance, since a CSV file has no other place for it."""
