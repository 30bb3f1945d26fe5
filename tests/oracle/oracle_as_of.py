"""What is known on a day, read from "What could be known" of docs/calendar.md, one kind of fact a function."""

from dataclasses import replace
from datetime import date, timedelta

from continuity.domain.offices.models import CoalitionMember, Election, Office, OfficeRecord, Rule, Term
from continuity.domain.programmes.models import Agreement, Evidence, Funding, Outcome, Programme
from continuity.domain.values.dates import VagueDate

DAY, YEAR = timedelta(days=1), timedelta(days=365)


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


def first_day(vague: VagueDate) -> date:
    """The first day of a span; one with an open side "is read as a year long"."""
    if vague.earliest is None and vague.latest is not None:
        return vague.latest - YEAR
    return vague.earliest or date.max


def last_day(vague: VagueDate) -> date:
    """The last day of a span; one with an open side "is read as a year long"."""
    return vague.latest or first_day(vague) + YEAR


def known_office(office: Office, as_of: date) -> Office:
    """ "The end of an office or a city: always", and "anything with `known_from`: from that day"."""
    if not counts(office.known_from, None, as_of):
        office = replace(office, end=None, successor=None)
    if not counts(office.city_known_from, None, as_of):
        office = replace(office, city_end=None, city_successor=None)
    return office


def known_rules(rules: tuple[Rule, ...], as_of: date) -> tuple[Rule, ...]:
    """ "A rule: always", but from `known_from` where that is given; until then the rule before it goes on."""
    unknown = [each for each in rules if not counts(each.known_from, None, as_of)]
    begins = {first_day(each.start) for each in unknown if each.start is not None}
    return tuple(
        replace(each, end=None) if each.end is not None and last_day(each.end) + DAY in begins else each
        for each in rules
        if each not in unknown
    )


def known_term(term: Term, as_of: date) -> Term:
    """ "An end of a term: from its day, or from `next_on`"; `next` "from `next_on`, else always".

    `verified_on` counts "from its last day". An end that is left out shows that the holder serves on the day.
    """
    announced = term.next_on is not None and counts(None, latest(term.next_on), as_of)
    over = term.end is not None and first_day(term.end) <= as_of
    hidden = term.end is not None and not (announced or over)
    said = announced or term.next_on is None
    return replace(
        term,
        end=None if hidden else term.end,
        next=term.next if said else None,
        verified_on=term.verified_on if counts(None, latest(term.verified_on), as_of) else None,
        still_serving_on=as_of if hidden and (earliest(term.end) or date.min) > as_of else None,
        affiliations=tuple(each for each in term.affiliations if counts(None, earliest(each.start), as_of)),
    )


def term_from(term: Term) -> date | None:
    """ "A term: from its first day"; of a day in office "the term runs from that day, and is not known before"."""
    return (term.start.earliest or term.start.latest) if term.start is not None else None


def vacancy_before(election: Election, terms: tuple[Term, ...]) -> date | None:
    """The day from which the end is known that made a by-election necessary."""
    polling = first_day(election.date)
    row = [each for each in terms if each.is_holding and (term_from(each) or date.max) <= polling]
    last = max(row, key=lambda each: term_from(each) or date.min, default=None)
    end = latest(last.end) if last is not None else None
    if last is None or end is None or end >= polling:
        return None
    known = earliest(last.end) if last.end is not None and last.end.earliest else end
    return min(known or end, latest(last.next_on) or end)


def election_from(election: Election, leadership: OfficeRecord) -> date | None:
    """ "A scheduled election: always"; a held one mostly so too, "each from its polling day at the latest".

    "A by-election from the vacancy, a moved one or a run-off from the day of what it follows."
    """
    dates = {each.key: first_day(each.date) for each in leadership.elections}
    own: date | None = None
    if election.status == "cancelled":
        return moved_on(election, leadership)
    if election.status != "held":
        return None
    if election.kind == "run-off":
        own = dates.get(election.run_off_of or "")
    elif election.replaces is not None:
        own = dates.get(election.replaces)
    elif election.kind == "by-election":
        own = vacancy_before(election, leadership.terms)
    return None if own is None else min(own, first_day(election.date))


def moved_on(election: Election, leadership: OfficeRecord) -> date | None:
    """ "A cancelled election that had replaced another: from the `known_from` of that one"."""
    other = next((each for each in leadership.elections if each.key == election.replaces), None)
    own = latest(other.known_from) if other is not None else None
    return None if own is None else min(own, first_day(election.date))


def is_known(election: Election, leadership: OfficeRecord, as_of: date) -> bool:
    """The `known_from` of a cancelled election is that of its cancellation."""
    told = election.known_from if election.status != "cancelled" else None
    return counts(told, election_from(election, leadership), as_of)


def known_election(election: Election, as_of: date) -> Election:
    """ "A result, and the handover of a held election: from polling day"; a cancellation too, or from `known_from`."""
    polled = first_day(election.date) <= as_of
    if election.status == "cancelled":
        known = counts(election.known_from, first_day(election.date), as_of)
        return election if known else replace(election, status="scheduled", handover=None)
    if polled:
        return election
    told = election.known_from is not None or election.status != "held"
    handover = election.handover if told else None
    return replace(election, status="scheduled", winner=None, winner_party=None, holder_stays=None, handover=handover)


def known_elections(leadership: OfficeRecord, as_of: date) -> tuple[Election, ...]:
    """What is replaced by a known one without having been held counts as cancelled."""
    rows = [known_election(each, as_of) for each in leadership.elections if is_known(each, leadership, as_of)]
    held = {each.key for each in leadership.elections if each.status == "held"}
    gone = {each.replaces for each in rows} - held
    return tuple(replace(each, status="cancelled") if each.key in gone else each for each in rows)


def known_member(member: CoalitionMember, as_of: date) -> CoalitionMember:
    over = member.end is not None and counts(None, latest(member.end), as_of)
    return member if over else replace(member, end=None)


def known_leadership(leadership: OfficeRecord, as_of: date) -> OfficeRecord:
    terms = (each for each in leadership.terms if counts(each.known_from, term_from(each), as_of))
    coalitions = (each for each in leadership.coalitions if counts(each.known_from, earliest(each.start), as_of))
    return OfficeRecord(
        office=known_office(leadership.office, as_of),
        rules=known_rules(leadership.rules, as_of),
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
