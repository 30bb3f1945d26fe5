"""Literal facts about one office, and the words to say them briefly."""

from datetime import date
from typing import Any

from continuity.domain.known import filter_known_office
from continuity.domain.offices.models import (
    Affiliation,
    CoalitionMember,
    Election,
    Office,
    OfficeRecord,
    Rule,
    Term,
    Transition,
)
from continuity.domain.offices.transitions import Outlook, build_outlook
from continuity.domain.settings import Settings
from continuity.domain.values.dates import VagueDate

SETTINGS = Settings()
MAY = "FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH"
DATES = ("verified_on", "start", "end", "expected_end", "next_on", "known_from", "handover", "election_rule_start")


def on(text: str) -> VagueDate:
    return VagueDate.parse(text)


def day(text: str) -> date:
    return date.fromisoformat(text)


def dated(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: on(value) if name in DATES and value else value for name, value in facts.items()}


def rule(**facts: Any) -> Rule:
    """First Thursday of May every four years from 2018; in office after four days."""
    base = {"election_rule": MAY, "election_rule_start": "2018-05-03", "takes_office": "+4d", "quiet_days": 40}
    return Rule(**dated(base | facts))


def term(person: str, start: str | None, end: str | None = None, **facts: Any) -> Term:
    party = facts.pop("party", None)
    affiliations = (Affiliation(party=party, standing="member"),) if party else ()
    key = f"{person}/{start}"
    return Term(key=key, person=person, affiliations=affiliations, **dated({"start": start, "end": end} | facts))


def election(polling: str, **facts: Any) -> Election:
    """An ordinary election; held where a winner is named."""
    base = {"key": polling, "status": "held" if facts.get("winner") or facts.get("winner_party") else "scheduled"}
    return Election(date=on(polling), **(base | dated(facts)))


def member(party: str, start: str | None, end: str | None = None, **facts: Any) -> CoalitionMember:
    return CoalitionMember(party=party, **dated({"start": start, "end": end} | facts))


def leads(
    *facts: Rule | Term | Election | CoalitionMember,
    selection: str = "direct",
    end: str | None = None,
    successor: str | None = None,
) -> OfficeRecord:
    """An office with these facts."""

    def of(kind: type) -> tuple[Any, ...]:
        return tuple(fact for fact in facts if isinstance(fact, kind))

    return OfficeRecord(
        office=Office(
            key="luton/leader", city="luton", selection=selection, end=on(end) if end else None, successor=successor
        ),
        rules=of(Rule),
        terms=of(Term),
        elections=of(Election),
        coalitions=of(CoalitionMember),
    )


def seen(leadership: OfficeRecord, as_of: str, settings: Settings = SETTINGS) -> Outlook:
    return build_outlook(filter_known_office(leadership, day(as_of)), day(as_of), settings)


def ahead(leadership: OfficeRecord, as_of: str) -> Transition:
    """The next transition."""
    return seen(leadership, as_of).ahead[0]


def still_open(leadership: OfficeRecord, as_of: str) -> Transition:
    return seen(leadership, as_of).open[-1]


def told(transition: Transition | None) -> tuple[str, str] | None:
    """The kind and the day a transition is named by."""
    return (transition.kind, transition.polling_day.isoformat()) if transition else None
