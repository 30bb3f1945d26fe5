"""Labels of statuses, bases, kinds of transition and reasons."""

from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.vocabulary import FindingStatus

STATUS_LABELS: dict[str, str] = {
    FindingStatus.AT_RISK: "At risk",
    FindingStatus.COVERED: "Covered",
    FindingStatus.ENDS_FIRST: "Ends first",
    FindingStatus.UNKNOWN_EXPOSURE: "Unknown exposure",
    FindingStatus.NOT_EXPOSED: "Not exposed",
}

BASIS_LABELS = {"recorded": "on the record", "unrecorded": "nothing is recorded"}
BASIS_PHRASES = BASIS_LABELS | {"unrecorded": f"because {BASIS_LABELS['unrecorded']}"}
DAY_BASIS_LABELS = {"recorded": "recorded", "rule": "by the electoral rule", "derived": "derived"}
LATE_NOTE = "late: the time before the change is past"

TRANSITION_LABELS = {
    "ordinary": "election",
    "by-election": "by-election",
    "repeat": "repeat election",
    "appointment-end": "end of appointment",
    "abolition": "end of the office",
    "departure": "announced departure",
    "succession": "succession",
    "coalition-change": "change of coalition",
    "vacancy": "vacancy",
    "overdue": "overdue end of term",
}

REASON_LABELS = {
    "NO_PARTNER": "No partner recorded",
    "NO_AGREEMENT": "Partner named without an agreement",
    "NOT_COMMUNITY": "Not recorded as a community partner",
    "PARTNER_CONTROLLED": "Partner controlled by the city",
    "AGREEMENT_UNSIGNED": "Agreement not recorded as signed",
    "AGREEMENT_UNDATED": "Agreement without certain days",
    "AGREEMENT_STARTS": "Agreement starts too late",
    "AGREEMENT_ENDS": "Agreement ends too early",
    "AGREEMENT_GAP": "Days between agreements",
    "AGREEMENT_TERMINATED": "Agreement terminated",
    "SCOPE_ADVISORY": "Partner not recorded to deliver",
    "OFFICE_MAY_END": "Office can end the agreement alone",
    "OFFICE_MAY_END_UNKNOWN": "Not recorded whether the office can end the agreement alone",
    "FUNDING_NONE": "No committed money recorded",
    "FUNDING_UNDATED": "Money without certain days",
    "FUNDING_STARTS": "Money starts too late",
    "FUNDING_ENDS": "Money ends too early",
    "FUNDING_GAP": "Days between awards",
    "FUNDING_INDICATIVE": "Money not recorded as committed",
    "FUNDING_DERIVED": "Last day of the money not stated",
    "FUNDING_OTHER": "Money not for this partner",
    "SINGLE_SOURCE": "All money from the office itself",
    "NO_MANDATE": "No lasting mandate recorded",
    "MANDATE_ENDS": "Mandate ends too early",
    "MANDATE_REVOCABLE": "Mandate can be repealed by the council",
    "NO_EVALUATION": "No evaluation recorded",
    "NO_BUYIN": "No community support recorded",
    "CAPACITY_UNKNOWN": "No recent check of the partner's capacity",
    "CAPACITY_LOW": "Low capacity of the partner",
    "DATA_WITH_CITY": "Not recorded that the partner holds the data",
    "NO_OVERLAP": "No joint delivery with the city recorded",
    "UNCONFIRMED": "Not confirmed by the partner",
    "STALE": "Record not reviewed of late",
    "SCORES_STALE": "Assessments are old",
    "PERSON_CHANGES": "Holder of the office certain to change",
    "PARTY_CHANGES": "Party changes",
    "INCUMBENT_UNKNOWN": "Not recorded whether the holder stands again",
    "LATE": "Little time left to sign",
    "OPEN": "Change still open",
    "VACANCY": "Office vacant",
    "RESULT_UNKNOWN": "Result of the change not recorded",
    "ELECTION_UNKNOWN": "No change of leadership known",
    "HANDOVER_UNKNOWN": "Day of the handover not known",
    "TERM_OVERDUE": "End of the holder's term not recorded",
    "OFFICE_ENDS": "Office ends",
}


def reason_label(code: str) -> str:
    """Return the label of a reason; no label has a comma, so they can be listed."""
    return REASON_LABELS.get(code, code)


HANDOVER_UNCONFIRMED = "whether it has taken place is not recorded"


def is_handover_unconfirmed(transition: Transition) -> bool:
    """Return whether the handover's days have passed without a record of it.

    The rule then takes the as-of day as its last; no record and no electoral rule says so.
    """
    return transition.open and transition.handover_last > transition.scheduled_handover_last


def resolve_handover_last(transition: Transition) -> date:
    """Return the last day of the handover as recorded or derived."""
    return transition.scheduled_handover_last if is_handover_unconfirmed(transition) else transition.handover_last


def handover_basis_label(transition: Transition) -> str:
    """Return the label of the basis of the handover's days."""
    return DAY_BASIS_LABELS.get(transition.handover_basis, transition.handover_basis)
