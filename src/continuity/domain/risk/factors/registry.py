"""The registry of the factors, and every code a finding can give.
A new factor takes its `Factor` in a file beside this one, its line in FACTORS and its codes in CODE_ORDER.
Their words are in the wording of reports.
"""

from collections.abc import Iterable

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors import (
    agreement,
    agreement_review,
    agreement_scope,
    evidence,
    funding,
    holder_change,
    mandate,
    office_state,
    partner,
    party_change,
    single_funder,
    time_left,
    unrecorded_transition,
)
from continuity.domain.risk.factors.base import CodeInfo, Factor
from continuity.domain.risk.findings import Reason

FACTORS: tuple[Factor, ...] = (
    partner.FACTOR,
    agreement.FACTOR,
    agreement_scope.FACTOR,
    funding.FACTOR,
    evidence.CAPACITY_FACTOR,
    evidence.BUY_IN_FACTOR,
    evidence.DATA_FACTOR,
    mandate.FACTOR,
    evidence.OVERLAP_FACTOR,
    holder_change.FACTOR,
    party_change.FACTOR,
    time_left.FACTOR,
    office_state.VACANCY_FACTOR,
    single_funder.FACTOR,
    evidence.EVALUATION_FACTOR,
    evidence.SUSTAINABILITY_FACTOR,
    agreement_review.FACTOR,
    unrecorded_transition.RESULT_FACTOR,
    unrecorded_transition.NO_TRANSITION_FACTOR,
    unrecorded_transition.HANDOVER_DAY_FACTOR,
    office_state.OVERDUE_FACTOR,
    office_state.OFFICE_END_FACTOR,
)

CODE_ORDER = tuple(
    """
    NO_PARTNER NO_AGREEMENT NOT_COMMUNITY PARTNER_CONTROLLED AGREEMENT_UNSIGNED AGREEMENT_UNDATED
    AGREEMENT_STARTS AGREEMENT_ENDS AGREEMENT_GAP AGREEMENT_TERMINATED SCOPE_ADVISORY OFFICE_MAY_END
    OFFICE_MAY_END_UNKNOWN FUNDING_NONE FUNDING_UNDATED FUNDING_STARTS FUNDING_ENDS FUNDING_GAP
    FUNDING_INDICATIVE FUNDING_DERIVED FUNDING_OTHER SINGLE_SOURCE NO_MANDATE MANDATE_ENDS MANDATE_REVOCABLE
    NO_EVALUATION NO_BUYIN CAPACITY_UNKNOWN CAPACITY_LOW DATA_WITH_CITY NO_OVERLAP UNCONFIRMED STALE
    SCORES_STALE PERSON_CHANGES PARTY_CHANGES INCUMBENT_UNKNOWN LATE OPEN VACANCY RESULT_UNKNOWN
    ELECTION_UNKNOWN HANDOVER_UNKNOWN TERM_OVERDUE OFFICE_ENDS
    """.split()
)
"""The order in which reasons are listed: what fails first, then what else there is to say."""

_ALL_CODES: dict[str, CodeInfo] = {code: info for factor in FACTORS for code, info in factor.codes.items()}

CODES: dict[str, CodeInfo] = {code: _ALL_CODES[code] for code in CODE_ORDER}

_RANK = {code: rank for rank, code in enumerate(CODE_ORDER)}


def find_factor(symbol: str) -> Factor:
    """Find the factor that the rule calls by this symbol."""
    return next(factor for factor in FACTORS if factor.symbol == symbol)


def list_failures(case: Case, carrier: Carrier | None) -> tuple[tuple[Reason, ...], ...]:
    """List why each of E1 to E4 does not hold; one tuple for each that does not."""
    return tuple(reasons for factor in FACTORS if (reasons := factor.find_failures(case, carrier)))


def list_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """List what else there is to say."""
    return tuple(reason for factor in FACTORS for reason in factor.find_notes(case, carrier))


def sort_reasons(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Sort reasons in the order in which they are listed.
    Who won an election that nobody recorded comes first: it can be looked up. Then comes a partner that is recorded as
    none of the community: an agreement with it clears nothing.
    """
    return tuple(
        sorted(reasons, key=lambda reason: (not _is_lookup(reason), not _is_barred(reason), _RANK[reason.code]))
    )


def _is_lookup(reason: Reason) -> bool:
    return reason.code == "RESULT_UNKNOWN" and reason.variant == "projected"


def _is_barred(reason: Reason) -> bool:
    return reason.is_recorded and reason.code in ("NOT_COMMUNITY", "PARTNER_CONTROLLED")
