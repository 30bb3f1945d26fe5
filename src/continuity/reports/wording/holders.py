"""Sentences on who holds an office on a day, and why nobody does."""

from collections.abc import Iterator, Mapping

from continuity.domain.offices.holders import Holders, Vacancy
from continuity.domain.offices.models import Term
from continuity.domain.vocabulary import Capacity, OfficeState, VacancyReason

_CAPACITY_PHRASES: Mapping[str, str] = {
    Capacity.SUBSTANTIVE: "{person} holds it ({days})",
    Capacity.ACTING: "{person} is acting ({days})",
    Capacity.SUSPENDED: "{person} is suspended from it ({days})",
    Capacity.DEPUTISING: "{person} deputises ({days}), which is not acting",
    Capacity.DESIGNATE: "{person} is designate ({days}) and not in office yet",
    "unknown": "{person} is recorded ({days}), in what capacity is not known",
}
_ENDED = "the term of {term.person} ended on {term.end}, "
_NO_SUCCESSOR = ", and no successor is recorded"
_VACANCY_PHRASES = {
    VacancyReason.OFFICE_ENDED: "it ended on {office.end}, and its successor is {successor}",
    VacancyReason.NO_TERM: "no term is recorded that can be placed on this day",
    VacancyReason.NO_RESULT: _ENDED + "and the result of the election since it began is not recorded",
    VacancyReason.BEFORE_DUE_DAY: _ENDED + "before it was due to end on {term.expected_end}" + _NO_SUCCESSOR,
    VacancyReason.PAST_DUE_DAY: _ENDED + "its expected end {term.expected_end} is past" + _NO_SUCCESSOR,
    VacancyReason.BEFORE_ELECTION: _ENDED + "before the election of {election}" + _NO_SUCCESSOR,
    VacancyReason.NO_DUE_DAY: _ENDED + "when it was due to end is not recorded" + _NO_SUCCESSOR,
}


def format_holders(holders: Holders) -> str:
    """Format who has a part in an office, or why nobody has, in one sentence."""
    return f"{holders.office.key} on {holders.day}: {'; '.join(_list_phrases(holders))}."


def _list_phrases(holders: Holders) -> Iterator[str]:
    for holder in holders.holders:
        phrase = _CAPACITY_PHRASES[holder.capacity]
        yield phrase.format(person=holder.term.person, days=_format_term_days(holder.term))
    if len(holders.holders) > 1:
        yield f"these {len(holders.holders)} parts are recorded at once"
    if holders.state == OfficeState.OVERDUE:
        yield f"the expected end of {holders.holders[0].term.person} is past, and no end is recorded"
    if holders.vacancy is not None:
        yield _format_vacancy(holders, holders.vacancy)


def _format_vacancy(holders: Holders, vacancy: Vacancy) -> str:
    return _VACANCY_PHRASES[vacancy.reason].format(
        office=holders.office,
        successor=holders.office.successor or "not recorded",
        term=vacancy.last_term,
        election=vacancy.next_election,
    )


def _format_term_days(term: Term) -> str:
    if term.end is not None:
        return f"{term.start} to {term.end}"
    return f"since {term.start}, {f'due to end on {term.expected_end}' if term.expected_end else 'no end recorded'}"
