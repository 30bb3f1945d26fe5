"""What a row of a sheet implies: who types the last day of an agreement means the day it states.
What is implied goes into new records, and into a recorded one only beside the cell that implies it.
"""

from collections.abc import Callable, Mapping

from continuity.domain.vocabulary import (
    AffiliationStanding,
    AgreementRole,
    AgreementStatus,
    Capacity,
    ElectionKind,
    ElectionStatus,
    EndBasis,
    FundingCertainty,
    OfficeKind,
)

CellTexts = Mapping[str, str]


def infer_cells(
    slot: str, cells: CellTexts, sibling_cells: Mapping[str, CellTexts], existing: CellTexts | None
) -> dict[str, str]:
    """Infer the cells of a slot's record that go without saying; never one that the row fills.
    `cells` and `sibling_cells` (by slot) are the row's, `existing` those recorded; None where the record is new.
    """
    if existing is None:
        implied = _NEW_RECORD_INFERENCES[slot](cells, sibling_cells) if slot in _NEW_RECORD_INFERENCES else {}
        inferred = _NEW_RECORD_DEFAULTS.get(slot, {}) | implied
    else:
        inferred = _infer_for_existing(slot, cells, sibling_cells, existing)
    return {name: text for name, text in inferred.items() if text and not cells.get(name)}


def _infer_for_existing(
    slot: str, cells: CellTexts, sibling_cells: Mapping[str, CellTexts], existing: CellTexts
) -> dict[str, str]:
    """Infer what a new day implies of a recorded agreement, money or programme."""
    inferred: dict[str, str] = {}
    if _is_new_value("end", cells, existing) and slot in ("programmes", "agreements", "funding"):
        inferred["end_basis"] = "stated"
    if slot == "funding" and inferred:
        funding_cells = _infer_funding(cells, sibling_cells)
        inferred |= {name: funding_cells[name] for name in ("certainty", "start") if not existing.get(name)}
    if slot == "agreements" and _is_new_value("signed_on", cells, existing):
        inferred |= {"start": cells["signed_on"]} if not existing.get("start") else {}
        if existing.get("status", AgreementStatus.NAMED) in (AgreementStatus.NAMED, AgreementStatus.DRAFT, "unknown"):
            inferred["status"] = AgreementStatus.SIGNED
    return inferred


def _is_new_value(name: str, cells: CellTexts, existing: CellTexts) -> bool:
    return bool(cells.get(name)) and cells[name] != existing.get(name, "")


def _infer_agreement(cells: CellTexts, _sibling_cells: Mapping[str, CellTexts]) -> dict[str, str]:
    signing_date = cells.get("signed_on", "")
    has_other_cells = any(text for name, text in cells.items() if name not in ("programme", "partner"))
    end_cells = {"end_basis": EndBasis.STATED} if cells.get("end") else {}
    status = AgreementStatus.SIGNED if signing_date else "" if has_other_cells else AgreementStatus.NAMED
    return {"status": status, "start": signing_date, **end_cells}


def _infer_funding(cells: CellTexts, sibling_cells: Mapping[str, CellTexts]) -> dict[str, str]:
    """Take money with a last day as committed, from the first day of the agreement, else of the programme."""
    if not cells.get("end"):
        return {}
    agreement, programme = sibling_cells.get("agreements", {}), sibling_cells.get("programmes", {})
    start = agreement.get("start") or agreement.get("signed_on") or programme.get("launched", "")
    return {"certainty": FundingCertainty.COMMITTED, "start": start, "end_basis": EndBasis.STATED}


def _infer_programme(cells: CellTexts, _sibling_cells: Mapping[str, CellTexts]) -> dict[str, str]:
    return {"end_basis": EndBasis.STATED} if cells.get("end") else {}


_NEW_RECORD_DEFAULTS: Mapping[str, dict[str, str]] = {
    "offices": {"kind": OfficeKind.EXECUTIVE},
    "terms": {"capacity": Capacity.SUBSTANTIVE},
    "affiliations": {"standing": AffiliationStanding.MEMBER},
    "elections": {"kind": ElectionKind.ORDINARY, "status": ElectionStatus.SCHEDULED},
    "agreements": {"role": AgreementRole.IMPLEMENTING},
}
"""By slot, what every new record has."""

_NEW_RECORD_INFERENCES: Mapping[str, Callable[[CellTexts, Mapping[str, CellTexts]], dict[str, str]]] = {
    "programmes": _infer_programme,
    "agreements": _infer_agreement,
    "funding": _infer_funding,
}
"""By slot, what follows from the cells of a new one."""
