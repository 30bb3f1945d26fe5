"""What a row of a sheet implies beside what it says, so that nobody has to type what goes without saying.

An officer who types the last day of an agreement means the day it states; one who names a partner without an agreement
means just that. What is implied goes into new records, and into a recorded one only beside the cell that implies it.
"""

from collections.abc import Callable, Mapping

Texts = Mapping[str, str]


def implied(slot: str, cells: Texts, near: Mapping[str, Texts], before: Texts | None) -> dict[str, str]:
    """The cells that go without saying; never one that the row fills.

    Args:
        slot: which of the row's records it is.
        cells: what the row says of it.
        near: what the row says of its other records, by slot.
        before: the record's cells as they stand; None where it is new.
    """
    if before is None:
        found = _NEW.get(slot, {}) | (_OF_NEW[slot](cells, near) if slot in _OF_NEW else {})
    else:
        found = _changed(slot, cells, near, before)
    return {name: text for name, text in found.items() if text and not cells.get(name)}


def _changed(slot: str, cells: Texts, near: Mapping[str, Texts], before: Texts) -> dict[str, str]:
    """What a new day implies of a recorded agreement, money or programme."""
    found: dict[str, str] = {}
    if _new("end", cells, before) and slot in ("programmes", "agreements", "funding"):
        found["end_basis"] = "stated"
    if slot == "funding" and found:
        more = _funding(cells, near)
        found |= {name: more[name] for name in ("certainty", "start") if not before.get(name)}
    if slot == "agreements" and _new("signed_on", cells, before):
        found |= {"start": cells["signed_on"]} if not before.get("start") else {}
        found |= {"status": "signed"} if before.get("status", "named") in ("named", "draft", "unknown") else {}
    return found


def _new(name: str, cells: Texts, before: Texts) -> bool:
    return bool(cells.get(name)) and cells[name] != before.get(name, "")


def _agreement(cells: Texts, _near: Mapping[str, Texts]) -> dict[str, str]:
    signed = cells.get("signed_on", "")
    said = any(text for name, text in cells.items() if name not in ("programme", "partner"))
    dates = {"end_basis": "stated"} if cells.get("end") else {}
    return {"status": "signed" if signed else "" if said else "named", "start": signed, **dates}


def _funding(cells: Texts, near: Mapping[str, Texts]) -> dict[str, str]:
    """Money until a day is committed money, and pays from the agreement's first day, else the programme's."""
    if not cells.get("end"):
        return {}
    agreement, programme = near.get("agreements", {}), near.get("programmes", {})
    start = agreement.get("start") or agreement.get("signed_on") or programme.get("launched", "")
    return {"certainty": "committed", "start": start, "end_basis": "stated"}


def _programme(cells: Texts, _near: Mapping[str, Texts]) -> dict[str, str]:
    return {"end_basis": "stated"} if cells.get("end") else {}


_NEW: Mapping[str, dict[str, str]] = {
    "offices": {"kind": "executive"},
    "terms": {"capacity": "substantive"},
    "affiliations": {"standing": "member"},
    "elections": {"kind": "ordinary", "status": "scheduled"},
    "agreements": {"role": "implementing"},
}
"""By slot, what every new record has."""

_OF_NEW: Mapping[str, Callable[[Texts, Mapping[str, Texts]], dict[str, str]]] = {
    "programmes": _programme,
    "agreements": _agreement,
    "funding": _funding,
}
"""By slot, what follows from the cells of a new one."""
