"""Awards, the rows that the funding totals add up: the change each outlasts, its duration and its evaluation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Evidence, Funding
from continuity.domain.programmes.terms_in_force import find_paid_period, is_committed, is_end_stated
from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.summaries.funding_totals import (
    find_next_transition,
    find_widest_period,
    has_end_past_handover,
    is_multi_year,
    list_running,
)
from continuity.domain.vocabulary import EndBasis, FundingCertainty


class Answer(StrEnum):
    """Yes where it is certain, no where it is ruled out."""

    YES = auto()
    NO = auto()
    NOT_KNOWN = "not known"


class Commitment(StrEnum):
    """Whether money is certainly committed by the as-of day, and why not."""

    COMMITTED = auto()
    INDICATIVE = auto()
    DAY_UNCERTAIN = "day-uncertain"
    UNRECORDED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A funding row with what follows from it: the next transition to outlast, the newest evaluation.
    `end_basis` is stated, derived or open; empty where no end is recorded.
    """

    finding: Finding
    funding: Funding
    end_basis: str
    commitment: Commitment
    transition: Transition | None
    outlasts_handover: Answer
    multi_year: Answer
    evaluation: Evidence | None


def list_awards(assessment: Assessment, findings: Iterable[Finding]) -> tuple[Award, ...]:
    """List the awards of programmes that run, by funder, programme and first day, unnamed funders last."""
    as_of = assessment.as_of
    awards = (award for finding in list_running(findings, as_of) for award in _iterate_programme_awards(finding, as_of))
    return tuple(sorted(awards, key=lambda award: _get_sort_key(assessment, award)))


def _iterate_programme_awards(finding: Finding, as_of: date) -> Iterator[Award]:
    transition = find_next_transition(finding, as_of)
    newest_evaluation = max(finding.programme.evidence, key=_get_evaluation_order, default=None)
    for funding in finding.programme.funding:
        yield Award(
            finding=finding,
            funding=funding,
            end_basis=_resolve_end_basis(funding),
            commitment=_classify_commitment(funding, as_of),
            transition=transition,
            outlasts_handover=_assess_outlasting(funding, transition, as_of),
            multi_year=_assess_multi_year(funding, as_of),
            evaluation=newest_evaluation,
        )


def _get_evaluation_order(evaluation: Evidence) -> tuple[date, str]:
    return (evaluation.date and evaluation.date.latest) or date.min, evaluation.partner or ""


def _resolve_end_basis(funding: Funding) -> str:
    if funding.end is None:
        return EndBasis.OPEN if funding.end_basis == EndBasis.OPEN else ""
    return funding.end_basis or EndBasis.STATED


def _classify_commitment(funding: Funding, as_of: date) -> Commitment:
    if is_committed(funding, as_of):
        return Commitment.COMMITTED
    if funding.certainty == FundingCertainty.COMMITTED:
        return Commitment.DAY_UNCERTAIN
    return Commitment.INDICATIVE if funding.certainty == FundingCertainty.INDICATIVE else Commitment.UNRECORDED


def _assess_outlasting(funding: Funding, transition: Transition | None, as_of: date) -> Answer:
    if transition is None:
        return Answer.NOT_KNOWN
    if has_end_past_handover(find_paid_period(funding, as_of), transition.handover_last):
        return Answer.YES
    last = funding.end.latest if funding.end and is_end_stated(funding.end_basis) else None
    return Answer.NO if last is not None and last <= transition.handover_first else Answer.NOT_KNOWN


def _assess_multi_year(funding: Funding, as_of: date) -> Answer:
    certain_days = find_paid_period(funding, as_of)
    if certain_days is not None and is_multi_year(certain_days.first, certain_days.last):
        return Answer.YES
    possible_days = find_widest_period(funding) if is_end_stated(funding.end_basis) else None
    is_ruled_out = possible_days is not None and not is_multi_year(possible_days.first, possible_days.last)
    return Answer.NO if is_ruled_out else Answer.NOT_KNOWN


def _get_sort_key(assessment: Assessment, award: Award) -> tuple[bool, str, str, str, date, str]:
    funding, programme = award.funding, award.finding.programme
    funder = assessment.display_name("partner", funding.funder) if funding.funder else ""
    name = programme.name or assessment.display_name("programme", programme.key)
    start = (funding.start and funding.start.earliest) or date.max
    return not funder, funder.casefold(), name.casefold(), programme.city, start, funding.key
