"""Sentences on who holds an office on a day, and why nobody does."""

from collections.abc import Iterator, Mapping

from continuity.domain.offices.holders import Holders, Vacancy
from continuity.domain.offices.models import Term
from continuity.domain.values.dates import ONE_DAY
from continuity.domain.vocabulary import Capacity, OfficeState, VacancyReason
from continuity.reports.wording.english import format_day, format_vague_date

Names = Mapping[tuple[str, str], str]
"""By noun and key, the names of records."""

OVERDUE_NOTE = "the term is past its expected end, and no end is recorded"
_CAPACITY_PHRASES: Mapping[str, str] = {
    Capacity.SUBSTANTIVE: "{person} holds the office ({days})",
    Capacity.ACTING: "{person} is acting ({days})",
    Capacity.SUSPENDED: "{person} is suspended ({days})",
    Capacity.DEPUTISING: "{person} deputises ({days}), which is not acting",
    Capacity.DESIGNATE: "{person} is designate ({days}) and not in office yet",
    "unknown": "{person} is recorded ({days}), in what capacity is not known",
}
_VACANCY_PHRASES = {
    VacancyReason.OFFICE_ENDED: "the office ended ({end}), and its successor is {successor}",
    VacancyReason.NO_TERM: "not known: no term is recorded that can be placed on this day",
    VacancyReason.NO_RESULT: "not known since the election of {election}{by_rule} (last known: {person})",
    VacancyReason.BEFORE_DUE_DAY: "vacant since {since} (last: {person}, whose mandate ran to {due})",
    VacancyReason.PAST_DUE_DAY: "not known since {since}, when the mandate was over (last known: {person})",
    VacancyReason.BEFORE_ELECTION: "vacant since {since} (last: {person}); the next election is due on {election}",
    VacancyReason.NO_DUE_DAY: "not known since {since} (last known: {person}); no end of the mandate is recorded",
}


def format_holders(holders: Holders, names: Names) -> str:
    """Format who has a part in an office, or why nobody has, in one sentence."""
    sentence = format_holder_phrase(holders, names)
    begins_with_name = holders.holders and holders.state != OfficeState.VACANT
    return f"{sentence}." if begins_with_name else f"{sentence[0].upper()}{sentence[1:]}."


def format_holder_phrase(holders: Holders, names: Names) -> str:
    """Format the same as part of a sentence."""
    return "; ".join(_list_phrases(holders, names))


def format_part(term: Term, capacity: str, names: Names) -> str:
    """Format a person with the part that the person has."""
    return f"{_get_name(term, names)} ({capacity})"


def _list_phrases(holders: Holders, names: Names) -> Iterator[str]:
    if holders.state == OfficeState.VACANT and holders.vacancy is not None:
        yield _format_vacancy(holders, holders.vacancy, names)
    for holder in holders.holders:
        phrase = _CAPACITY_PHRASES[holder.capacity]
        yield phrase.format(person=_get_name(holder.term, names), days=_format_term_days(holder.term))
    if len(holders.holders) > 1:
        yield f"these {len(holders.holders)} parts are recorded at once"
    if holders.state == OfficeState.OVERDUE:
        yield OVERDUE_NOTE
    if holders.state != OfficeState.VACANT and holders.vacancy is not None:
        yield _format_vacancy(holders, holders.vacancy, names)


def _format_vacancy(holders: Holders, vacancy: Vacancy, names: Names) -> str:
    term, successor = vacancy.last_term, holders.office.successor
    last_day = term.latest_end if term else None
    return _VACANCY_PHRASES[vacancy.reason].format(
        end=format_vague_date(holders.office.end),
        successor=_name_office(successor, names),
        person=_get_name(term, names) if term else "",
        since=format_day(last_day + ONE_DAY) if last_day else "a day not recorded",
        due=format_vague_date(term.expected_end) if term else "",
        election=format_vague_date(vacancy.election),
        by_rule="" if vacancy.is_recorded else ", a day by the electoral rule",
    )


def _format_term_days(term: Term) -> str:
    first = format_vague_date(term.start)
    if term.end is not None:
        return f"{first} to {format_vague_date(term.end)}"
    days = f"since {first}"
    if term.start is not None and "/" in term.start.text:
        is_seen_only = term.start.earliest is None
        days = f"in office {first}" if is_seen_only else f"since a day from {first}"
    return f"{days}, due to end {format_vague_date(term.expected_end)}" if term.expected_end else days


def _name_office(key: str | None, names: Names) -> str:
    if key is None:
        return "not recorded"
    city = names.get(("city", key.partition("/")[0]))
    title = names.get(("office", key), key)
    return f"{title} ({city})" if city else title


def _get_name(term: Term, names: Names) -> str:
    return names.get(("person", term.person), term.person)
