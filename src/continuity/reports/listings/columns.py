"""The columns of the risk listing and of the calendar, shared by their CSV files and the terminal's tables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeAlias, TypeVar

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Treatment
from continuity.domain.risk.findings import RULE_VERSION, Assessment, Finding, Reason
from continuity.domain.risk.measures import expired
from continuity.reports.listings.provenance import settings_text
from continuity.reports.wording.names import joined, programme_name

Cell: TypeAlias = str | date | bool | None
"""Text, a day, or yes and no; None where nothing is recorded."""


Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class ReportColumn(Generic[Subject]):
    """One column: its name, which is a stable interface, and how its cell is read."""

    name: str
    read: Callable[[Assessment, Subject], Cell]


def next_step(finding: Finding) -> Reason | None:
    """The reason to see to first: the earliest due, the first listed where equal; dated and remediable ones first."""
    if not finding.reasons:
        return None
    return min(finding.reasons, key=_urgency)


def _urgency(reason: Reason) -> tuple[bool, bool, date]:
    return not reason.remedy, reason.due is None, reason.due or date.max


def _of_transition(read: Callable[[Transition], Cell]) -> Callable[[Assessment, Finding], Cell]:
    """The cell of the finding's transition; empty where there is none."""
    return lambda _, finding: read(finding.transition) if finding.transition else None


def _of_step(read: Callable[[Reason], Cell]) -> Callable[[Assessment, Finding], Cell]:
    """The cell of the finding's next step; empty where there is none."""

    def cell(_: Assessment, finding: Finding) -> Cell:
        step = next_step(finding)
        return read(step) if step else None

    return cell


def _of_treatment(read: Callable[[Treatment, date], Cell]) -> Callable[[Assessment, Finding], Cell]:
    """The cell of what was decided about the finding; empty where nothing was."""
    return lambda assessment, finding: read(finding.treatment, assessment.as_of) if finding.treatment else None


RISK: tuple[ReportColumn[Finding], ...] = (
    ReportColumn("as_of", lambda assessment, _: assessment.as_of),
    ReportColumn("city", lambda _, finding: finding.programme.city),
    ReportColumn("office", lambda _, finding: finding.programme.office),
    ReportColumn("programme", lambda _, finding: finding.programme.key),
    ReportColumn("name", programme_name),
    ReportColumn("status", lambda _, finding: finding.status),
    ReportColumn("level", lambda _, finding: finding.level),
    ReportColumn("basis", lambda _, finding: finding.basis),
    ReportColumn("kind", _of_transition(lambda transition: transition.kind)),
    ReportColumn("polling_day", _of_transition(lambda transition: transition.polling_day)),
    ReportColumn("quiet_from", _of_transition(lambda transition: transition.quiet_from)),
    ReportColumn("handover", _of_transition(lambda transition: transition.handover_first)),
    ReportColumn("partners", lambda _, finding: joined(finding.partners)),
    ReportColumn("owner", lambda _, finding: finding.programme.owner),
    ReportColumn("funders", lambda assessment, finding: joined(assessment.funders.get(finding.programme.key, ()))),
    ReportColumn("agreement_until", lambda assessment, finding: assessment.agreement_until.get(finding.programme.key)),
    ReportColumn("money_until", lambda assessment, finding: assessment.money_until.get(finding.programme.key)),
    ReportColumn("runs_until", lambda _, finding: finding.runs_until),
    ReportColumn("covered_until", lambda _, finding: finding.covered_until),
    ReportColumn("reasons", lambda _, finding: joined(tuple(reason.code for reason in finding.reasons))),
    ReportColumn("next_action", _of_step(lambda step: step.remedy)),
    ReportColumn("start_by", _of_step(lambda step: step.start_by)),
    ReportColumn("due", _of_step(lambda step: step.due)),
    ReportColumn("treatment", _of_treatment(lambda decided, _: decided.decision)),
    ReportColumn("treatment_owner", _of_treatment(lambda decided, _: decided.owner)),
    ReportColumn("treatment_until", _of_treatment(lambda decided, _: str(decided.until or ""))),
    ReportColumn("treatment_expired", _of_treatment(expired)),
    ReportColumn("missing", lambda _, finding: joined(finding.missing)),
    ReportColumn("rule", lambda _, __: RULE_VERSION),
    ReportColumn("settings", lambda assessment, _: settings_text(assessment.settings)),
)


CALENDAR: tuple[ReportColumn[Transition], ...] = (
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
)
"""Those of the JSON too, inside a finding as well."""


CALENDAR_FILE: tuple[ReportColumn[Transition], ...] = (
    *CALENDAR,
    ReportColumn("as_of", lambda assessment, _: assessment.as_of),
    ReportColumn("rule", lambda _, __: RULE_VERSION),
    ReportColumn("settings", lambda assessment, _: settings_text(assessment.settings)),
)
"""Those of the CSV file, which has no other place to say by which rule it was made."""
