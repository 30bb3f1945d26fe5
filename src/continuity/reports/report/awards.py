"""Awards row by row: the change each outlasts, its duration and its evaluation.

In every format, these are the rows whose amounts the sums of the report add up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Evidence, Funding
from continuity.domain.programmes.terms_in_force import find_paid_period, is_committed, is_end_stated
from continuity.domain.risk.findings import Finding
from continuity.domain.summaries.funding_totals import (
    find_next_transition,
    find_widest_period,
    has_end_past_handover,
    is_multi_year,
    list_running,
)
from continuity.domain.values.dates import VagueDate
from continuity.reports.report.model import ReportData
from continuity.reports.wording.english import format_vague_date
from continuity.reports.wording.names import funder_kind_label, programme_name

YES, NO, NOT_KNOWN = "yes", "no", "not known"
COMMITTED, INDICATIVE, UNCERTAIN, UNRECORDED = (
    "committed",
    "indicative",
    "day of commitment not certain",
    "not recorded whether committed",
)

AWARDS_NOTE = (
    "Of the programmes that were there and had not ended. It lasts past the next handover, or for more than twelve "
    "months, where committed money certainly does by the days that are stated; it does not, where the days rule it "
    "out; else it is not known."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A funding row in the words of the documents, empty where not recorded.

    Attributes:
        city: its key.
        programme, funder, payee: names.
        end_basis: stated, derived or open.
        transition: the next one that the programme has to outlast.
        outlasts_handover, multi_year: yes where certain, no where ruled out.
        evaluated_on, evaluator: of the newest evaluation.
    """

    city: str
    programme: str
    funder: str
    funder_kind: str
    payee: str
    funding: Funding
    end_basis: str
    certainty: str
    transition: Transition | None
    outlasts_handover: str
    multi_year: str
    evaluated_on: VagueDate | None
    evaluator: str

    @property
    def evaluation(self) -> str:
        """Newest evaluation in words."""
        if self.evaluated_on is None:
            return ""
        evaluator = f"with {self.evaluator}" if self.evaluator else "with whom not recorded"
        return f"{format_vague_date(self.evaluated_on)}, {evaluator}"


def build_awards(report: ReportData) -> tuple[Award, ...]:
    """Build the awards by funder, programme and first day, unnamed funders last."""
    as_of = report.assessment.as_of
    unsorted_awards = [
        award
        for finding in list_running(report.findings, as_of)
        for award in _build_programme_awards(report, finding, as_of)
    ]
    return tuple(sorted(unsorted_awards, key=_award_order))


def _build_programme_awards(report: ReportData, finding: Finding, as_of: date) -> Iterator[Award]:
    programme, transition = finding.programme, find_next_transition(finding, as_of)
    newest = max(programme.evidence, key=_evaluation_order, default=None)

    def partner_name(key: str | None) -> str:
        return report.assessment.display_name("partner", key) if key else ""

    for funding in programme.funding:
        yield Award(
            city=finding.programme.city,
            programme=programme_name(report.assessment, finding),
            funder=partner_name(funding.funder),
            funder_kind=funder_kind_label(funding) if funding.funder_kind not in (None, "", "unknown") else "",
            payee=partner_name(funding.partner),
            funding=funding,
            end_basis=_resolve_end_basis(funding),
            certainty=_describe_certainty(funding, as_of),
            transition=transition,
            outlasts_handover=_assess_outlasting(funding, transition, as_of),
            multi_year=_assess_multi_year(funding, as_of),
            evaluated_on=newest.date if newest else None,
            evaluator=partner_name(newest.partner) if newest else "",
        )


def _evaluation_order(evaluation: Evidence) -> tuple[date, str]:
    return (evaluation.date and evaluation.date.latest) or date.min, evaluation.partner or ""


def _resolve_end_basis(funding: Funding) -> str:
    if funding.end is None:
        return "open" if funding.end_basis == "open" else ""
    return funding.end_basis or "stated"


def _describe_certainty(funding: Funding, as_of: date) -> str:
    if is_committed(funding, as_of):
        return COMMITTED
    labels = {"committed": UNCERTAIN, "indicative": INDICATIVE}
    return labels.get(funding.certainty or "", UNRECORDED)


def _assess_outlasting(funding: Funding, transition: Transition | None, as_of: date) -> str:
    if transition is None:
        return NOT_KNOWN
    if has_end_past_handover(find_paid_period(funding, as_of), transition.handover_last):
        return YES
    last = funding.end.latest if funding.end and is_end_stated(funding.end_basis) else None
    return NO if last is not None and last <= transition.handover_first else NOT_KNOWN


def _assess_multi_year(funding: Funding, as_of: date) -> str:
    if (certain_days := find_paid_period(funding, as_of)) is not None and is_multi_year(
        certain_days.first, certain_days.last
    ):
        return YES
    possible_days = find_widest_period(funding) if is_end_stated(funding.end_basis) else None
    return NO if possible_days is not None and not is_multi_year(possible_days.first, possible_days.last) else NOT_KNOWN


def _award_order(award: Award) -> tuple[bool, str, str, str, date, str]:
    start = (award.funding.start and award.funding.start.earliest) or date.max
    return not award.funder, award.funder.casefold(), award.programme.casefold(), award.city, start, award.funding.key
