"""What is known on a day, read from section 3.4 of the design, one kind of fact a function."""

from dataclasses import replace
from datetime import date, timedelta

from continuity.domain.offices.models import CoalitionMember, Election, Office, OfficeRecord, Term
from continuity.domain.programmes.models import Agreement, Evidence, Funding, Outcome, Programme
from continuity.domain.values.dates import VagueDate

DAY = timedelta(days=1)


def latest(vague: VagueDate | None) -> date | None:
    """The last day a date can mean; the future's end where it leaves that open."""
    if vague is None:
        return None
    return vague.latest or date.max


def earliest(vague: VagueDate | None) -> date | None:
    if vague is None:
        return None
    return vague.earliest or date.min


def counts(known_from: VagueDate | None, own: date | None, as_of: date) -> bool:
    """From `known_from` where that is given, else from its own first day, always where there is none."""
    day = latest(known_from) or own
    return day is None or day <= as_of


def known_office(office: Office, as_of: date) -> Office:
    if counts(office.known_from, None, as_of):
        return office
    return replace(office, end=None, successor=None)


def known_term(term: Term, as_of: date) -> Term:
    """The end and `next` from `next_on`, else the end from its own day."""
    announced = term.next_on is not None and counts(None, latest(term.next_on), as_of)
    over = term.end is not None and counts(None, latest(term.end), as_of)
    said = announced or (term.next_on is None)
    return replace(
        term,
        end=term.end if announced or over else None,
        next=term.next if said else None,
        affiliations=tuple(each for each in term.affiliations if counts(None, earliest(each.start), as_of)),
    )


def vacancy_before(election: Election, terms: tuple[Term, ...]) -> date | None:
    """The day from which the end is known that made a by-election necessary."""
    polling = earliest(election.date) or date.max
    row = [each for each in terms if each.is_substantive and (earliest(each.start) or date.max) <= polling]
    last = max(
        row, key=lambda each: each.start.earliest if each.start and each.start.earliest else date.min, default=None
    )
    end = latest(last.end) if last is not None else None
    if last is None or end is None or end >= polling:
        return None
    return min(end, latest(last.next_on) or end)


def election_from(election: Election, leadership: OfficeRecord) -> date | None:
    """The day from which a polling day could be known, where that is not always."""
    dates = {each.key: earliest(each.date) for each in leadership.elections}
    if election.kind == "run-off":
        return dates.get(election.run_off_of or "")
    if election.replaces is not None:
        return dates.get(election.replaces)
    if election.kind == "by-election":
        return vacancy_before(election, leadership.terms)
    return None


def known_election(election: Election, as_of: date) -> Election:
    """A result, a handover and a cancellation from the polling day."""
    if election.date.earliest is not None and election.date.earliest <= as_of:
        return election
    if election.status == "cancelled" and election.known_from is not None:
        return election
    handover = election.handover if election.known_from is not None else None
    return replace(election, status="scheduled", winner=None, winner_party=None, handover=handover)


def known_elections(leadership: OfficeRecord, as_of: date) -> tuple[Election, ...]:
    """What is replaced by a known one without having been held counts as cancelled."""
    rows = [
        known_election(each, as_of)
        for each in leadership.elections
        if counts(each.known_from, election_from(each, leadership), as_of)
    ]
    gone = {each.replaces for each in rows}
    return tuple(
        replace(each, status="cancelled") if each.key in gone and each.status != "held" else each for each in rows
    )


def known_member(member: CoalitionMember, as_of: date) -> CoalitionMember:
    over = member.end is not None and counts(None, latest(member.end), as_of)
    return member if over else replace(member, end=None)


def known_leadership(leadership: OfficeRecord, as_of: date) -> OfficeRecord:
    terms = (each for each in leadership.terms if counts(each.known_from, earliest(each.start), as_of))
    coalitions = (each for each in leadership.coalitions if counts(each.known_from, earliest(each.start), as_of))
    return OfficeRecord(
        office=known_office(leadership.office, as_of),
        rules=tuple(each for each in leadership.rules if counts(each.known_from, None, as_of)),
        terms=tuple(known_term(each, as_of) for each in terms),
        elections=known_elections(leadership, as_of),
        coalitions=tuple(known_member(each, as_of) for each in coalitions),
    )


def known_agreement(row: Agreement, as_of: date) -> Agreement | None:
    """A row that may be signed by the day is there; it is signed only where that is certain."""
    if row.status not in ("signed", "terminated"):
        return row if counts(row.known_from, None, as_of) else None
    if not counts(row.known_from, earliest(row.signed_on), as_of):
        return None
    return row if counts(row.known_from, latest(row.signed_on), as_of) else replace(row, signed_on=None)


def known_funding(row: Funding, as_of: date) -> bool:
    return counts(row.known_from, latest(row.committed_on), as_of)


def known_dated(row: Evidence | Outcome, as_of: date) -> bool:
    """Evidence and outcomes count from their day; without one they prove nothing."""
    day = row.date if isinstance(row, Evidence) else row.checked_on
    return (day is not None or row.known_from is not None) and counts(row.known_from, latest(day), as_of)


def is_there(programme: Programme, as_of: date) -> bool:
    """Whether the programme is known at all: from its launch, unless it is planned."""
    own = None if programme.status == "planned" else earliest(programme.launched)
    return counts(programme.known_from, own, as_of)


def known_programme(programme: Programme, as_of: date) -> Programme:
    mandated = programme.mandate_on is not None and counts(None, latest(programme.mandate_on), as_of)
    return replace(
        programme,
        mandate=programme.mandate if mandated else None,
        agreements=tuple(seen for each in programme.agreements if (seen := known_agreement(each, as_of)) is not None),
        funding=tuple(each for each in programme.funding if known_funding(each, as_of)),
        evidence=tuple(each for each in programme.evidence if known_dated(each, as_of)),
        outcomes=tuple(each for each in programme.outcomes if known_dated(each, as_of)),
    )
