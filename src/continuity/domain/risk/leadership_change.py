"""Aggravators A1, A2 and A4, and what is not known about who leads.

Rests on evidence: services fall and staff is replaced when another party takes the town hall (Akhtari, Moreira and
Trucco 2022; Toral), programmes are ended more often once those who enacted them lose (Berry, Burden and Howell 2010),
though city budgets as a whole show little of it (Ferreira and Gyourko 2009). An incumbent who stands again neither
helps nor hurts.
"""

from typing import Literal

from continuity.domain.leadership import NONPARTISAN, Transition
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factor import CodeInfo, Factor
from continuity.domain.risk.facts import Programme, Reason
from continuity.domain.risk.words import event

_SOURCE = "Akhtari, Moreira and Trucco 2022; Toral; Berry, Burden and Howell 2010"
PartyChange = Literal["same", "different", "unknown"]

CODES = {
    "PERSON_CHANGES": CodeInfo(
        "The holder of the office is certain to change.",
        "Prepare a handover pack, and offer the incoming office a briefing.",
        "evidence",
        _SOURCE,
        "reason",
    ),
    "PARTY_CHANGES": CodeInfo(
        "The next holder is known, and the party differs from that of the launching term, else of the outgoing one.",
        "Offer the incoming office a briefing, and let the partner present the programme.",
        "evidence",
        _SOURCE,
        "reason",
    ),
    "INCUMBENT_UNKNOWN": CodeInfo(
        "Whether the holder stands again is not recorded.",
        "Record whether the holder stands again.",
        "practice",
        "Freier 2015; Lucas: who stands again is often returned, and how often depends on the country",
        "reason",
    ),
    "VACANCY": CodeInfo(
        "The office has no holder before the term was due to end, or that day is not recorded.",
        "Ask the acting office to confirm the programme, and record who holds the office.",
        "practice",
        "Aurora 2018 and Toronto 2023: seats empty for weeks before anybody was chosen",
        "reason",
    ),
    "TERM_OVERDUE": CodeInfo(
        "The holder's term is past its expected end, and no end is recorded.",
        "Record the end of the term, or its new expected end.",
        "practice",
        "openstates/people: 311 of 608 mayors listed as current were past their end date in August 2026",
        "both",
    ),
    "OFFICE_ENDS": CodeInfo(
        "The office that decides on the programme ends.",
        "Find out which office follows, record it, and have the programme confirmed by it.",
        "practice",
        "Liverpool 2023: an office ended and another took over its programmes",
        "both",
    ),
}

_WHY = {
    "not-standing": "the holder does not stand again",
    "term-limited": "the holder is term-limited",
    "limit-reached": "the mandates recorded reach the limit",
    "left-early": "the holder left or leaves before the term was due to end",
    "successor-known": "another next holder is recorded",
}


def person_changes(transition: Transition) -> bool:
    """Whether A1 holds: another person is certain to hold the office."""
    if transition.stayed:
        return False
    followed = transition.successor is not None and transition.outgoing is not None
    return bool(transition.certain_change) or (followed and transition.successor != transition.outgoing)


def party_change(programme: Programme, transition: Transition) -> PartyChange:
    """How the next holder's party stands to the launching term's, else to the outgoing holder's.

    Unknown where either is unknown; `nonpartisan` is no party.
    """
    before = _party(programme.launched_party) or _party(transition.outgoing_party)
    after = _party(transition.successor_party)
    if before is None or after is None:
        return "unknown"
    return "same" if before == after else "different"


def _party(key: str | None) -> str | None:
    return None if key in (None, "", "unknown", NONPARTISAN) else key


def notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """What changes, and what is not known, about who leads."""
    return (*_changes(case), *_gaps(case))


def _changes(case: Case) -> tuple[Reason, ...]:
    found = []
    if person_changes(case.transition):
        why = ", ".join(_WHY.get(code, code) for code in case.transition.certain_change or ("successor-known",))
        text = f"The holder of {case.transition.office} is certain to change: {why}."
        found.append(Reason(code="PERSON_CHANGES", text=text, recorded=True))
    if party_change(case.programme, case.transition) == "different":
        against = "launching term" if _party(case.programme.launched_party) else "outgoing holder"
        text = f"The party of the next holder of {case.transition.office} differs from that of the {against}."
        found.append(Reason(code="PARTY_CHANGES", text=text, recorded=True))
    if _incumbent_unknown(case.transition):
        text = f"Whether the holder of {case.transition.office} stands again is not recorded."
        found.append(Reason(code="INCUMBENT_UNKNOWN", text=text))
    return tuple(found)


def _incumbent_unknown(transition: Transition) -> bool:
    asked = transition.polls or transition.kind == "appointment-end"
    settled = transition.open or transition.vacant or transition.result_known or transition.stayed
    recorded = transition.incumbent not in (None, "", "unknown")
    return asked and not settled and not recorded and not person_changes(transition)


def _gaps(case: Case) -> tuple[Reason, ...]:
    found = []
    office = case.transition.office
    if case.transition.vacant:
        text = f"For {office} no holder is recorded, and the term was not certainly due to end."
        found.append(Reason(code="VACANCY", text=text, recorded=True))
    if case.transition.overdue:
        text = f"The term in {office} is past its expected end, and no end is recorded."
        found.append(Reason(code="TERM_OVERDUE", text=text, recorded=True))
    if case.transition.kind == "abolition":
        text = f"{event(case.transition)} leaves the programme to whichever office follows."
        found.append(Reason(code="OFFICE_ENDS", text=text, recorded=True))
    return tuple(found)


FACTOR = Factor(CODES, notes=notes)
