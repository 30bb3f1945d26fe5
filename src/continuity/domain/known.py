"""What could be known on a day: the one filter that the rule, reports and documents rest on.

No answer may use what came to light later. Nothing else makes a `KnownOffice`, a `KnownProgramme` or a
`KnownPartnerRecord`; services apply it once, where facts enter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from continuity.domain.offices.models import CoalitionMember, Election, KnownOffice, Office, OfficeRecord, Rule, Term
from continuity.domain.offices.terms import find_last_holding_term, has_term_ended
from continuity.domain.programmes.lifecycle import is_programme_absent
from continuity.domain.programmes.models import Agreement, Funding, KnownProgramme, Lifetime, Partner, Programme
from continuity.domain.programmes.partner_record import DatedRow, KnownPartnerRecord, PartnerAgreement, PartnerRecord
from continuity.domain.values.dates import VagueDate, get_first_day, get_last_day
from continuity.domain.vocabulary import AgreementStatus, ElectionKind, ElectionStatus, FundingCertainty


def is_known(own_date: VagueDate | None, known_from: VagueDate | None, as_of: date) -> bool:
    """Return whether a fact counts on a day: from `known_from`, else its first day; always without either.
    A vague first day counts from its earliest: to withhold the fact for being vague would hide the change it tells of.
    One known only by its last day counts from that.
    """
    first_day = known_from or own_date
    day = (first_day.earliest or first_day.latest) if first_day else None
    return day is None or day <= as_of


def is_certainly_known(own_date: VagueDate | None, known_from: VagueDate | None, as_of: date) -> bool:
    """Return whether a dated fact was certainly there on the day; without any date it was not.
    A vague date is read at its latest day, since most of these facts protect.
    """
    known_date = known_from or own_date
    if known_date is None or known_date.latest is None or known_date.latest > as_of:
        return False
    return own_date is None or own_date.earliest is None or own_date.earliest <= as_of


def filter_known_programmes(programmes: Iterable[Programme], as_of: date) -> list[KnownProgramme]:
    """Filter programmes as `filter_known_programme` does."""
    return [filter_known_programme(programme, as_of) for programme in programmes]


def filter_known_programme(programme: Programme, as_of: date) -> KnownProgramme:
    """Return the programme with the rows that may have been there on the day."""
    agreements = (row for row in programme.agreements if _is_agreement_known(row, as_of))
    funding = (row for row in programme.funding if _is_funding_known(row, as_of))
    known_programme = replace(
        programme,
        signing_ahead=_find_signing_ahead(programme, as_of),
        agreements=tuple(replace(row, partner=_filter_partner(row.partner, as_of)) for row in agreements),
        funding=tuple(replace(row, lifetimes=_filter_lifetimes(row.lifetimes, as_of)) for row in funding),
        evidence=tuple(row for row in programme.evidence if is_certainly_known(row.date, row.known_from, as_of)),
        outcomes=tuple(row for row in programme.outcomes if is_certainly_known(row.checked_on, row.known_from, as_of)),
        treatments=tuple(row for row in programme.treatments if is_known(None, row.known_from, as_of)),
    )
    return KnownProgramme(known_programme)


def filter_known_partner_record(record: PartnerRecord, as_of: date) -> KnownPartnerRecord:
    """Return the record less what could not be known on the day.
    A document without a day counts too: the rule may not rest on it, but whom it is about has to be able to correct it.
    What has no day of its own was not there before its programme.
    """

    def is_present(row: DatedRow, own: VagueDate | None) -> bool:
        programme = record.programmes.get(row.programme or "")
        return bool(own or row.known_from) or programme is None or not is_programme_absent(programme, as_of)

    agreements = (row for row in record.agreements if _is_agreement_known(row, as_of))
    funding = (row for row in record.funding if _is_funding_known(row, as_of))
    evidence = (row for row in record.evidence if is_known(row.date, row.known_from, as_of))
    known_record = replace(
        record,
        agreements=tuple(_restore_agreement(row, as_of) for row in agreements if is_present(row, row.signed_on)),
        funding=tuple(row for row in funding if is_present(row, row.committed_on)),
        evidence=tuple(row for row in evidence if is_present(row, row.date)),
        identifiers=tuple(row for row in record.identifiers if is_known(row.start, row.known_from, as_of)),
    )
    return KnownPartnerRecord(known_record.without_programmes(()))


def _restore_agreement(row: PartnerAgreement, as_of: date) -> PartnerAgreement:
    is_review_known = is_known(row.reviewed_on, None, as_of)
    return replace(
        row,
        confirmed_on=row.confirmed_on if is_known(row.confirmed_on, None, as_of) else None,
        reviewed_on=row.reviewed_on if is_review_known else None,
        reviewed_by=row.reviewed_by if is_review_known else None,
    )


def _is_agreement_known(row: Agreement, as_of: date) -> bool:
    # A draft to be signed some day is there already.
    signing_date = row.signed_on if row.status in (AgreementStatus.SIGNED, AgreementStatus.TERMINATED) else None
    return is_known(signing_date, row.known_from, as_of)


def _is_funding_known(row: Funding, as_of: date) -> bool:
    # What is committed is known from then on, what is indicative always.
    commitment_date = row.committed_on if row.certainty == FundingCertainty.COMMITTED else None
    return is_known(commitment_date, row.known_from, as_of)


def _filter_partner(partner: Partner, as_of: date) -> Partner:
    """Return the partner without an end that was decided later; one without `known_from` is always known."""
    is_end_known = is_known(None, partner.known_from, as_of)
    return partner if is_end_known else replace(partner, end=None, successor=None, successor_name="")


def _filter_lifetimes(lifetimes: tuple[Lifetime, ...], as_of: date) -> tuple[Lifetime, ...]:
    return tuple(row if is_known(None, row.known_from, as_of) else replace(row, end=None) for row in lifetimes)


def _find_signing_ahead(programme: Programme, as_of: date) -> VagueDate | None:
    """Find the next signing day ahead; it changes no verdict, but says why an agreement on file does not count."""
    undated = (row for row in programme.agreements if row.known_from is None and not _is_agreement_known(row, as_of))
    days = [row.signed_on for row in undated if row.signed_on]
    return min(days, key=lambda day: day.earliest or date.max, default=None)


def filter_known_offices(office_records: Mapping[str, OfficeRecord], as_of: date) -> dict[str, KnownOffice]:
    """Filter the records of offices, by key, as `filter_known_office` does."""
    return {key: filter_known_office(record, as_of) for key, record in office_records.items()}


def filter_known_office(record: OfficeRecord, as_of: date) -> KnownOffice:
    """Return the records less what could not be known on the day."""
    terms = (term for term in record.terms if is_known(term.start, term.known_from, as_of))
    members = (member for member in record.coalitions if is_known(member.start, member.known_from, as_of))
    known_office = replace(
        record,
        office=_filter_office(record.office, as_of),
        rules=_filter_rules(record.rules, as_of),
        terms=tuple(_filter_term(term, as_of) for term in terms),
        elections=_filter_elections(record, as_of),
        coalitions=tuple(_filter_member(member, as_of) for member in members),
    )
    return KnownOffice(known_office)


def _filter_office(office: Office, as_of: date) -> Office:
    """Return the office without an end that was decided later; the end of its city is its own, where that is earlier.
    An end without `known_from` is always known: its own day would come too late to warn programmes of a planned end.
    """
    if not is_known(None, office.known_from, as_of):
        office = replace(office, end=None, successor=None)
    city_end = office.city_end if is_known(None, office.city_known_from, as_of) else None
    if city_end is None or (office.end is not None and get_last_day(office.end) < get_last_day(city_end)):
        return office
    is_same_day = office.end is not None and get_last_day(office.end) == get_last_day(city_end)
    successor = office.successor or office.city_successor
    return replace(office, end=office.end if is_same_day else city_end, successor=successor)


def _filter_rules(rules: tuple[Rule, ...], as_of: date) -> tuple[Rule, ...]:
    """Return the rules known on a day. One without `known_from` always is, before it is in force too.
    Where the rule that takes over was not known yet, the end of the one before it was not either.
    """
    known = tuple(rule for rule in rules if is_known(None, rule.known_from, as_of))
    return tuple(rule if _find_next_rule(rule, rules) in (None, *known) else replace(rule, end=None) for rule in known)


def _find_next_rule(previous: Rule, rules: tuple[Rule, ...]) -> Rule | None:
    if previous.end is None or previous.end.earliest is None:
        return None
    later_rules = [rule for rule in rules if rule != previous and _get_start_day(rule) >= previous.end.earliest]
    return min(later_rules, key=_get_start_day, default=None)


def _get_start_day(rule: Rule) -> date:
    return rule.start.earliest if rule.start and rule.start.earliest else date.min


def _filter_term(term: Term, as_of: date) -> Term:
    """Return the term without an end, a candidacy or a check of a later day.
    Whoever is recorded to leave later is in office on the day, even where the end could not be known.
    """
    is_end_announced = term.next_on is not None and is_known(term.next_on, None, as_of)
    is_end_known = is_end_announced or term.end is None or get_first_day(term.end) <= as_of
    return replace(
        term,
        end=term.end if is_end_known else None,
        next=term.next if is_known(term.next_on, None, as_of) else None,
        verified_on=term.verified_on if is_certainly_known(None, term.verified_on, as_of) else None,
        still_serving_on=None if is_end_known or term.end is None or term.end.earliest is None else as_of,
    )


def _filter_member(member: CoalitionMember, as_of: date) -> CoalitionMember:
    return member if is_known(member.end, None, as_of) else replace(member, end=None)


def _filter_elections(record: OfficeRecord, as_of: date) -> tuple[Election, ...]:
    by_key = {election.key: election for election in record.elections}
    elections = [election for election in record.elections if _is_announced(election, by_key, record.terms, as_of)]
    replaced = {election.replaces for election in elections}
    return tuple(_restore_election(election, as_of, is_moved=election.key in replaced) for election in elections)


def _is_announced(election: Election, by_key: dict[str, Election], terms: tuple[Term, ...], as_of: date) -> bool:
    """Return whether an election was known to come, or to have come.
    A scheduled one always was. A held one was from what caused it, and on its polling day at the latest; if no cause is
    recorded, always.
    """
    cause = by_key.get(election.replaces or election.run_off_of or "")
    if election.status == ElectionStatus.CANCELLED:
        # Its own `known_from` says when it was cancelled; it was announced when the one before was.
        return cause is None or is_known(None, cause.known_from, as_of)
    if election.known_from is not None:
        return is_known(None, election.known_from, as_of)
    if election.status != ElectionStatus.HELD or get_first_day(election.date) <= as_of:
        return True
    if cause is not None:
        return is_known(cause.date, None, as_of)
    if election.kind == ElectionKind.BY_ELECTION and (vacated_term := _find_vacated_term(election, terms)) is not None:
        return _filter_term(vacated_term, as_of).end is not None
    return True


def _find_vacated_term(election: Election, terms: tuple[Term, ...]) -> Term | None:
    day = get_first_day(election.date)
    last = find_last_holding_term(terms, day)
    return last if last is not None and has_term_ended(last, day) else None


def _restore_election(election: Election, as_of: date, *, is_moved: bool) -> Election:
    """Return the election as it was known on a day: to come, without a result, until polling day or its cancellation.
    One that was not held is off once another is known to replace it, whatever its status says. The handover recorded
    with it counts as long as it is scheduled, and from polling day once it was held, unless it has a `known_from`.
    """
    if election.status != ElectionStatus.HELD and is_moved:
        return replace(election, status=ElectionStatus.CANCELLED)
    scheduled = replace(election, status=ElectionStatus.SCHEDULED, winner=None, winner_party=None, holder_stays=None)
    if election.status == ElectionStatus.CANCELLED:
        return election if is_known(election.date, election.known_from, as_of) else replace(scheduled, handover=None)
    if get_first_day(election.date) <= as_of:
        return election
    is_handover_known = election.known_from is not None or election.status != ElectionStatus.HELD
    return scheduled if is_handover_known else replace(scheduled, handover=None)
