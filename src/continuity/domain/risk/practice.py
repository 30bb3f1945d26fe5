"""E5 to E7, E9, the evaluation and the reviews: what a carried programme still needs.

Rests on evidence, correlational: functioning boards (Feinberg 2008), partnerships (PSAT, .71), ownership (APOC) and
data in the partner's hands (Johnson 2017). Overlap (Stopping As Success), confirmation and the 12 months are practice.
An evaluation does not predict adoption (DellaVigna, Kim and Linos 2024), so it moves no level.
"""

from collections.abc import Iterator

from continuity.domain.risk.agreement import in_force
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factor import CodeInfo, Factor, once
from continuity.domain.risk.facts import Agreement, Reason
from continuity.domain.risk.known import happened
from continuity.domain.risk.scope import carries
from continuity.domain.risk.words import written
from continuity.domain.spans import Span

CODES = {
    "NO_EVALUATION": CodeInfo(
        "No dated evaluation is recorded.",
        "Write a short evaluation that an incoming office can read.",
        "practice",
        "DellaVigna, Kim and Linos, JPE 2024 (strength of evidence does not predict adoption)",
        "reason",
    ),
    "NO_BUYIN": CodeInfo(
        "No dated evidence of community support is recorded.",
        "Record seats on the governing body, a survey, letters or volunteers, with their day.",
        "evidence",
        "APOC (Amazigo 2007); PSAT partnerships .71",
        "both",
    ),
    "CAPACITY_UNKNOWN": CodeInfo(
        "No dated check of the partner's capacity is recorded.",
        "Make an assessment of the partner's capacity with it, and record it.",
        "evidence",
        "Feinberg 2008; OCA",
        "watch",
    ),
    "DATA_WITH_CITY": CodeInfo(
        "It is not recorded that the partner holds the programme's data.",
        "Agree on sharing the data, and hand over indicators and contact lists.",
        "evidence",
        "Johnson 2017",
        "watch",
    ),
    "NO_OVERLAP": CodeInfo(
        "No period is recorded in which the partner led the delivery beside the city.",
        "Let the partner lead the delivery for a period before the change.",
        "practice",
        "Stopping As Success",
        "watch",
    ),
    "UNCONFIRMED": CodeInfo(
        "The partner has not confirmed the record of an agreement.",
        "Ask the partner to confirm the record.",
        "practice",
        "HSDS, assured_date",
        "watch",
    ),
    "STALE": CodeInfo(
        "The record of an agreement was not reviewed within the months of the setting.",
        "Review the record.",
        "practice",
        "HSDS, assured_date",
        "watch",
    ),
}


def notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """What is not evidenced, of the programme and of the partner that carries it or comes closest."""
    return (*_programme(case, carrier), *(_partner(case, carrier) if carrier else ()))


def _programme(case: Case, carrier: Carrier | None) -> Iterator[Reason]:
    if not _evidenced(case, carrier, "evaluation"):
        yield Reason(code="NO_EVALUATION", text="No dated evaluation of the programme is recorded.")
    if not _evidenced(case, carrier, "buy-in"):
        yield Reason(code="NO_BUYIN", text="No dated evidence of community support is recorded.")


def _partner(case: Case, carrier: Carrier) -> Iterator[Reason]:
    if not _evidenced(case, carrier, "capacity"):
        yield Reason(code="CAPACITY_UNKNOWN", text=f"No dated check of the capacity of {carrier.name} is recorded.")
    if not _evidenced(case, carrier, "data"):
        yield Reason(code="DATA_WITH_CITY", text=f"That {carrier.name} holds the programme's data is not recorded.")
    if not _evidenced(case, carrier, "overlap"):
        yield Reason(code="NO_OVERLAP", text=f"No period in which {carrier.name} led the delivery is recorded.")
    yield from once(_reviews(case, carrier))


def _evidenced(case: Case, carrier: Carrier | None, kind: str) -> bool:
    about = (None, "", carrier.partner.key) if carrier else (None, "")
    return any(row.kind == kind and row.partner in about for row in case.programme.evidence)


def _reviews(case: Case, carrier: Carrier) -> Iterator[Reason]:
    for row in _relied_on(case, carrier):
        if not happened(row.confirmed_on, None, case.as_of):
            yield Reason(code="UNCONFIRMED", text=f"{carrier.name} has not confirmed the record of its agreement.")
        if _stale(case, row):
            yield _unreviewed(case, carrier, row)


def _unreviewed(case: Case, carrier: Carrier, row: Agreement) -> Reason:
    if not happened(row.reviewed_on, None, case.as_of):
        return Reason(code="STALE", text=f"No review of the agreement with {carrier.name} is recorded.")
    text = f"The agreement with {carrier.name} was last reviewed: {written(row.reviewed_on)}."
    return Reason(code="STALE", text=text, recorded=True)


def _relied_on(case: Case, carrier: Carrier) -> tuple[Agreement, ...]:
    """The agreements that carry days of the span; where none does, all of them."""
    return tuple(row for row in carrier.agreements if _counts(case, row)) or carrier.agreements


def _counts(case: Case, row: Agreement) -> bool:
    period = in_force(row, case.as_of)
    return carries(row, case.settings) and period is not None and period.overlaps(case.span)


def _stale(case: Case, row: Agreement) -> bool:
    reviewed = row.reviewed_on
    if reviewed is None or reviewed.earliest is None or not happened(reviewed, None, case.as_of):
        return True
    return Span(months=case.settings.stale_months).after(reviewed.earliest) < case.as_of


FACTOR = Factor(CODES, notes=notes)
