"""The elections of an office, recorded and projected, read from "Elections" and "Handover" of docs/calendar.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from oracle_as_of import DAY, earliest, first_day
from oracle_rules import (
    Span,
    handover_after,
    projected_days,
    rule_on,
    run_off_after,
    span_of_date,
)

from continuity.domain.offices.models import Election, Office, OfficeRecord, Rule
from continuity.domain.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Contest:
    """One election with its run-off: the first round, the deciding day, and what is recorded of the result.

    Days that may be spans are pairs. `stays` is what a recall vote decided about the holder.
    """

    kind: str
    first: Span
    polling: Span
    handover: Span
    derived: bool
    basis: str = "recorded"
    winner: str | None = None
    winner_party: str | None = None
    stays: str | None = None
    recorded_handover: bool = False
    held: bool = False

    @property
    def projected(self) -> bool:
        return self.basis != "recorded"


def office_end(office: Office) -> Span | None:
    """ "The end of a city counts like that of its offices, where it is earlier"."""
    ends = [span_of_date(each) for each in (office.end, office.city_end) if each is not None]
    return min(ends, key=lambda each: each[1], default=None)


def next_office(office: Office) -> str | None:
    """The `successor`; where the city ends first "the city's `successor` then means its only executive office"."""
    if office.city_end is not None and (office_end(office) or (None, None))[1] == span_of_date(office.city_end)[1]:
        return office.successor or office.city_successor
    return office.successor


def exists(leadership: OfficeRecord, day: date) -> bool:
    """ "Nothing happens to an office after its own end"."""
    start, end = earliest(leadership.office.start), office_end(leadership.office)
    return (start is None or start <= day) and (end is None or day <= end[1])


def is_ordinary(election: Election) -> bool:
    return election.kind in (None, "ordinary")


def gap_beside(day: date, days: list[date]) -> int:
    return min((abs((each - day).days) for each in days if each != day), default=0)


def moved_from(election: Election, leadership: OfficeRecord) -> Election:
    """ "One that replaces another takes the place of what was first moved": the first of the row."""
    by_key = {each.key: each for each in leadership.elections}
    while election.replaces in by_key and by_key[election.replaces].status != "held":
        election = by_key[election.replaces]
    return election


def displaced(leadership: OfficeRecord, days: list[date]) -> set[date]:
    """ "A recorded ordinary election takes the place of the nearest projected one".

    "Within half the distance between two of them": from it to the one beside it, whatever rule they are of.
    """
    gone: set[date] = set()
    places = {
        first_day(moved_from(each, leadership).date)
        for each in leadership.elections
        if is_ordinary(each) and is_ordinary(moved_from(each, leadership))
    }
    for place in sorted(places):
        free = [each for each in days if each not in gone]
        near = min(free, key=lambda each: abs((each - place).days), default=None)
        if near is not None and abs((near - place).days) * 2 <= gap_beside(near, days):
            gone.add(near)
    return gone


def by_rule(rule: Rule | None, first: date, polling: date, spread: int, *, ordinary: bool) -> tuple[Span, bool]:
    return handover_after(rule.takes_office if rule else None, polling, spread, ordinary=ordinary, first=first)


def possible_handovers(
    rule: Rule | None,
    rounds: tuple[Span, Span],
    spread: int,
    *,
    ordinary: bool,
    second: Span | None,
) -> tuple[Span, bool]:
    """The handover by rule: "from the first day that the first possible polling day leads to, to the last".

    `second` are the days of a run-off that may follow: "the range reaches to the handover after it".
    """
    first, polling = rounds
    (begin, _), derived = by_rule(rule, first[0], polling[0], spread, ordinary=ordinary)
    (_, end), _ = by_rule(rule, first[1], polling[1], spread, ordinary=ordinary)
    if second is not None:
        (_, end), _ = by_rule(rule, first[1], second[1], spread, ordinary=ordinary)
    return (begin, end), derived


def run_off_row(election: Election, leadership: OfficeRecord) -> Election | None:
    """ "A run-off belongs to its first round"."""
    rows = [each for each in leadership.elections if each.kind == "run-off" and each.run_off_of == election.key]
    return next((each for each in rows if each.status != "cancelled"), None)


def second_round(election: Election, leadership: OfficeRecord) -> Span | None:
    """The days of a run-off that may still follow, recorded or by the rule."""
    row = run_off_row(election, leadership)
    if row is not None:
        return span_of_date(row.date)
    first = span_of_date(election.date)
    rule = rule_on(leadership, first[0])
    days = [run_off_after(rule.run_off if rule else None, each, ordinary=is_ordinary(election)) for each in first]
    return (days[0], days[1]) if days[0] is not None and days[1] is not None else None


def is_unread(rule: Rule | None) -> bool:
    """ "`basis` says `derived` where the legal source of a rule was not read": its handovers are derived too."""
    return rule is not None and rule.basis == "derived"


def after(handover: Span, polling: date) -> Span:
    """A handover is never before the polling day."""
    return max(handover[0], polling), max(handover[1], polling)


def contest(election: Election, leadership: OfficeRecord, spread: int) -> Contest:
    """One recorded election: "the first round, and the run-off once the first round was held undecided"."""
    first, kind = span_of_date(election.date), election.kind or "ordinary"
    row = run_off_row(election, leadership) if election.winner is None and election.status == "held" else None
    decisive = row or election
    rounds = first, span_of_date(decisive.date)
    undecided = row is None and election.winner is None and election.holder_stays is None
    second = second_round(election, leadership) if undecided else None
    rule, ordinary = rule_on(leadership, first[0]), is_ordinary(election)
    given, derived = possible_handovers(rule, rounds, spread, ordinary=ordinary, second=second)
    derived = derived or is_unread(rule)
    recorded = decisive.handover or election.handover
    if recorded is not None:
        given, derived = after(span_of_date(recorded), rounds[1][0]), False
    return Contest(
        kind=kind,
        first=first,
        polling=rounds[1],
        handover=given,
        derived=derived,
        winner=decisive.winner,
        winner_party=decisive.winner_party,
        stays=election.holder_stays if kind == "recall" else None,
        recorded_handover=recorded is not None,
        held=decisive.status == "held",
    )


def is_served(leadership: OfficeRecord, handover: Span, window: int) -> bool:
    """Not an election "whose winner would serve 183 days or fewer before" the end of the office."""
    end = office_end(leadership.office)
    return end is None or (end[1] - handover[0]).days + 1 > window


def projections(leadership: OfficeRecord, settings: Settings) -> Iterator[Contest]:
    """ "The rule projects ordinary elections"; "`basis` says `derived` where the legal source was not read"."""
    days = projected_days(leadership)
    gone = displaced(leadership, sorted(days))
    for day in sorted(set(days) - gone):
        rule, once = rule_on(leadership, day), (day, day)
        later = run_off_after(rule.run_off if rule else None, day, ordinary=True)
        second = (later, later) if later else None
        given, derived = possible_handovers(rule, (once, once), settings.handover_days, ordinary=True, second=second)
        if exists(leadership, day) and is_served(leadership, given, settings.window_days):
            basis = "derived" if is_unread(days[day]) else "rule"
            yield Contest(
                kind="ordinary",
                first=once,
                polling=once,
                handover=given,
                derived=derived or is_unread(rule),
                basis=basis,
            )


def counted(leadership: OfficeRecord) -> list[Election]:
    """ "A recorded election counts unless it was cancelled"."""
    return [
        each
        for each in leadership.elections
        if each.kind != "run-off" and each.status != "cancelled" and exists(leadership, first_day(each.date))
    ]


def contests(leadership: OfficeRecord, settings: Settings) -> list[Contest]:
    """Every election that takes place, recorded or projected, by its first round."""
    found = [contest(each, leadership, settings.handover_days) for each in counted(leadership)]
    return sorted([*found, *projections(leadership, settings)], key=lambda each: each.first)


def replaced(leadership: OfficeRecord) -> set[str | None]:
    return {each.replaces for each in leadership.elections}


def needs_new_day(leadership: OfficeRecord, polls: list[Contest], as_of: date, window: int) -> bool | None:
    """ "A cancelled election with nothing in its place leaves the exposure unknown".

    Read of ordinary elections alone. None where the text does not tell whether another one is "near its day".
    """
    if not exists(leadership, as_of):
        return False
    answers = [
        has_another(each, leadership, polls, as_of, window)
        for each in leadership.elections
        if each.status == "cancelled" and is_ordinary(each)
    ]
    if False in answers:
        return True
    return None if None in answers else False


def has_another(
    election: Election, leadership: OfficeRecord, polls: list[Contest], as_of: date, window: int
) -> bool | None:
    """ "Where another election replaces it", an ordinary or repeat one is near, or "a later election is past".

    "What ends with the office needs no new day."
    """
    day = first_day(election.date)
    recorded = [each for each in polls if not each.projected and each.kind in ("ordinary", "repeat")]
    away = [(each.first[0] - day).days for each in recorded]
    later = any(day < each.first[0] and each.polling[1] < as_of for each in polls)
    end = office_end(leadership.office)
    ends = end is not None and (end[1] - day).days <= window
    if election.key in replaced(leadership) or later or ends or any(abs(each) <= CERTAINLY_NEAR for each in away):
        return True
    return None if any(-CERTAINLY_NEAR <= each <= CERTAINLY_FAR for each in away) else False


CERTAINLY_NEAR, CERTAINLY_FAR = 180, 2300
"""Days between a cancelled election and another, where the text can be read in one way only."""


def recall_removes(each: Contest) -> date | None:
    """ "Where the holder is removed and no end is recorded, the term ends the day before the handover"."""
    if each.kind != "recall" or each.stays != "no":
        return None
    return each.handover[0] - DAY
