"""Programmes whose records do not fit those of their office and agreements.
Outcomes and treatments without a transition are among them: the rule never reads them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from continuity.domain.lint.base import LintData, LintMatch, LintRule, build_match
from continuity.domain.offices.models import Office
from continuity.domain.offices.transitions import build_outlook
from continuity.domain.programmes.lifecycle import find_stated_end, has_programme_ended, is_programme_absent
from continuity.domain.programmes.models import Programme
from continuity.domain.schema.validation import parse_transition_key
from continuity.domain.values.dates import has_passed
from continuity.domain.vocabulary import AgreementStatus, OfficeKind, ProgrammeStatus, Severity
from continuity.errors import BadValue

_Misplacement: TypeAlias = tuple[str, Mapping[str, object]]
"""A variant of the remark, and its parameters."""


def check_no_successor(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find offices certainly over without an heir, with their running programmes."""
    orphaned_programmes: dict[str, list[Programme]] = defaultdict(list)
    for programme in data.programmes:
        office = _find_ended_office(programme.office, data.offices, as_of)
        if office and not has_programme_ended(programme, as_of) and not is_programme_absent(programme, as_of):
            orphaned_programmes[office].append(programme)
    for key, programmes in orphaned_programmes.items():
        names = tuple(programme.name or programme.key for programme in programmes)
        records = (f"office:{key}", *(f"programme:{programme.key}" for programme in programmes))
        yield build_match(records, office=key, end=data.offices[key].end, programmes=names)


def check_agreement_outlives(data: LintData, _as_of: date) -> Iterator[LintMatch]:
    """Find agreements that certainly run past the stated end of their programme."""
    for programme in data.programmes:
        end = _find_last_day(programme)
        for row in programme.agreements:
            last = row.end.earliest if row.end and row.status != AgreementStatus.TERMINATED else None
            if end is not None and last is not None and last > end:
                records = (f"agreement:{row.key}", f"programme:{programme.key}")
                partner, name = row.partner.name or row.partner.key, programme.name or programme.key
                days = {"end": row.end, "excess": (last - end).days, "programme_end": programme.end}
                yield build_match(records, partner=partner, programme=name, **days)


def _find_ended_office(key: str, offices: Mapping[str, Office], as_of: date) -> str | None:
    """Find the ended office without heir at which a line of successors stops."""
    visited: set[str] = set()
    while key in offices and key not in visited and has_passed(offices[key].end, as_of):
        visited.add(key)
        successor = offices[key].next_office
        if successor is None:
            return key if offices[key].kind != OfficeKind.CEREMONIAL else None
        key = successor
    return None


def _find_last_day(programme: Programme) -> date | None:
    """Find the latest day of a stated end; any end counts where the status says so."""
    status_end = programme.end.latest if programme.end and programme.status == ProgrammeStatus.ENDED else None
    return find_stated_end(programme) or status_end


def check_misplaced_records(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find outcomes and treatments under a wrong office or a wrong day."""
    days_by_office = {key: set[date]() for key in data.known_offices}
    for key, known_office in data.known_offices.items():
        outlook = build_outlook(known_office, as_of, data.settings)
        for event in outlook.transitions:
            days_by_office[key] |= {event.polling_day, event.start_day}
    for programme in data.programmes:
        references = [("outcome", row.transition) for row in programme.outcomes]
        references += [("treatment", row.transition) for row in programme.treatments]
        successor_line = _list_successor_line(programme.office, data)
        for noun, transition in references:
            misplacement = _find_wrong_office(transition, successor_line) or _find_wrong_day(transition, days_by_office)
            if misplacement is not None:
                variant, parameters = misplacement
                records, name = (f"programme:{programme.key}",), programme.name or programme.key
                yield build_match(records, variant, noun=noun, programme=name, transition=transition, **parameters)


def _list_successor_line(office: str, data: LintData) -> tuple[str, ...]:
    successor_line: list[str] = []
    next_office: str | None = office
    while next_office is not None and next_office in data.offices and next_office not in successor_line:
        successor_line.append(next_office)
        next_office = data.offices[next_office].next_office
    return tuple(successor_line) or (office,)


def _find_wrong_office(transition_key: str, successor_line: tuple[str, ...]) -> _Misplacement | None:
    office, _, _ = transition_key.rpartition("/")
    return None if office in successor_line else ("wrong-office", {"office": successor_line[0]})


def _find_wrong_day(transition_key: str, days_by_office: dict[str, set[date]]) -> _Misplacement | None:
    """Find where the record may belong; None if here or in an office not looked at."""
    try:
        office, day = parse_transition_key(transition_key)
    except BadValue:
        return None
    if office not in days_by_office or day in days_by_office[office]:
        return None
    if not days_by_office[office]:
        return "no-transition", {"office": office}
    nearest_day = min(days_by_office[office], key=lambda candidate: (abs(candidate - day), candidate))
    return "wrong-day", {"office": office, "nearest": nearest_day}


LINT_RULES = (
    LintRule("NO_HEIR", Severity.ERROR, check_no_successor),
    LintRule("AGREEMENT_OUTLIVES", Severity.WARNING, check_agreement_outlives),
    LintRule("NO_TRANSITION", Severity.WARNING, check_misplaced_records),
)
