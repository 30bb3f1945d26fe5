"""What could be known about an office on a day: no answer may use what came to light later."""

from dataclasses import replace
from datetime import date

from continuity.domain.offices.holders import ended_by, last_holder
from continuity.domain.offices.models import CoalitionMember, Election, Leadership, Office, Rule, Term
from continuity.domain.values.dates import VagueDate


def begun(own: VagueDate | None, known_from: VagueDate | None, as_of: date) -> bool:
    """Whether a fact counts on a day: from `known_from` where that is given, else from its own first day.

    A fact without either day counts always; a vague first day counts from its earliest, since a fact that is
    withheld for being vague would hide the change it tells of.
    """
    first = known_from or own
    return first is None or first.earliest is None or first.earliest <= as_of


def known_on(leadership: Leadership, as_of: date) -> Leadership:
    """The same records, less what could not be known on the day."""
    terms = tuple(_term(term, as_of) for term in leadership.terms if begun(term.start, term.known_from, as_of))
    return replace(
        leadership,
        office=_office(leadership.office, as_of),
        rules=_rules(leadership.rules, as_of),
        terms=terms,
        elections=_elections(leadership, as_of),
        coalitions=tuple(_member(m, as_of) for m in leadership.coalitions if begun(m.start, m.known_from, as_of)),
    )


def _office(office: Office, as_of: date) -> Office:
    """The office without an end that was decided later; an end without a `known_from` is known at any time.

    Its own day would come too late: an end that is planned is what programmes have to be warned of.
    """
    return office if begun(None, office.known_from, as_of) else replace(office, end=None, successor=None)


def _rules(rules: tuple[Rule, ...], as_of: date) -> tuple[Rule, ...]:
    """The rules known on a day; one without a `known_from` is known at any time, before it is in force too.

    Where the rule that takes over was not known yet, the end of the one before it was not either.
    """
    there = tuple(rule for rule in rules if begun(None, rule.known_from, as_of))
    return tuple(rule if _taking_over(rule, rules) in (None, *there) else replace(rule, end=None) for rule in there)


def _taking_over(before: Rule, rules: tuple[Rule, ...]) -> Rule | None:
    """The first rule to begin once another is over."""
    if before.end is None or before.end.earliest is None:
        return None
    later = [rule for rule in rules if rule != before and _first(rule) >= before.end.earliest]
    return min(later, key=_first, default=None)


def _first(rule: Rule) -> date:
    return rule.start.earliest if rule.start and rule.start.earliest else date.min


def _term(term: Term, as_of: date) -> Term:
    told = term.next_on is not None and begun(term.next_on, None, as_of)
    return replace(
        term,
        end=term.end if told or begun(term.end, None, as_of) else None,
        next=term.next if begun(term.next_on, None, as_of) else None,
    )


def _member(member: CoalitionMember, as_of: date) -> CoalitionMember:
    return member if begun(member.end, None, as_of) else replace(member, end=None)


def _elections(leadership: Leadership, as_of: date) -> tuple[Election, ...]:
    by_key = {election.key: election for election in leadership.elections}
    there = tuple(e for e in leadership.elections if _announced(e, by_key, leadership.terms, as_of))
    replaced = {election.replaces for election in there}
    return tuple(_as_it_stood(election, as_of, moved=election.key in replaced) for election in there)


def _announced(election: Election, by_key: dict[str, Election], terms: tuple[Term, ...], as_of: date) -> bool:
    """Whether it was known that this election is to come, or came; where no cause is recorded it always was."""
    if election.status == "cancelled":
        return True
    if election.known_from is not None:
        return begun(None, election.known_from, as_of)
    cause = by_key.get(election.replaces or election.run_off_of or "")
    if cause is not None:
        return begun(cause.date, None, as_of)
    if election.kind == "by-election" and (left := _vacated(election, terms)) is not None:
        return _term(left, as_of).end is not None
    return True


def _vacated(election: Election, terms: tuple[Term, ...]) -> Term | None:
    """The term whose end before polling day made the election necessary."""
    day = election.date.earliest or date.max
    last = last_holder(terms, day)
    return last if last is not None and ended_by(last, day) else None


def _as_it_stood(election: Election, as_of: date, *, moved: bool) -> Election:
    """The election as it was known on a day: to come, without a result, until polling day or its cancellation.

    One that was not held is off once another is known to replace it, whatever its status says. The handover recorded
    with it counts from polling day too, unless the election has a `known_from`.
    """
    if election.status != "held" and moved:
        return replace(election, status="cancelled")
    if election.status == "cancelled":
        stands = begun(election.date, election.known_from, as_of)
        return election if stands else replace(_to_come(election), handover=None)
    if begun(election.date, None, as_of):
        return election
    return _to_come(election) if election.known_from else replace(_to_come(election), handover=None)


def _to_come(election: Election) -> Election:
    return replace(election, status="scheduled", winner=None, winner_party=None)
