"""Every comparison of days in the transitions of an office, on the day before, on and after, by the design's text.

A row has the boundary day, what is asked of a day, and the three answers in words. Elections are on the first Thursday
of May every four years, here 7 May 2026, with the handover on 11 May and a window to 10 November 2026.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from office_cases import SETTINGS, day, election, leads, member, on, rule, seen, term

from continuity.domain.offices.elections import list_election_rounds
from continuity.domain.offices.models import OfficeRecord, Transition
from continuity.domain.offices.snapshot import resolve_successor_office
from continuity.domain.programmes.models import Programme
from continuity.domain.risk.assess import build_context, resolve_launch_term
from continuity.domain.values.dates import ONE_DAY, VagueDate
from support.known_facts import snapshot_known

POLLING = date(2026, 5, 7)
HANDOVER = date(2026, 5, 11)
WINDOW_END = date(2026, 11, 10)
RUN_OFF = date(2026, 5, 21)
SUMMER = date(2026, 6, 1)
LAST = date(2026, 12, 31)
FIRST = LAST + ONE_DAY
FEBRUARY = date(2027, 2, 1)
RESULT = timedelta(days=90 + 183)
"""How long after an event a successor may be found: the handover's range, and the window."""

BEN = term("ben", "2022-05-09", expected_end="2026-05-10")
ENDED = term("ben", "2022-05-09", "2026-05-10")


def row(name: str, boundary: date, answer: Callable[[date], object], expected: str) -> Any:
    return pytest.param(boundary, answer, expected, id=name.replace(" ", "-"))


def judge(*rows: Any) -> Any:
    return pytest.mark.parametrize(("boundary", "answer", "expected"), rows)


def three(boundary: date, answer: Callable[[date], object]) -> str:
    """The answers on the day before, on and after."""
    return " ".join(_word(answer(boundary + timedelta(days=offset))) for offset in (-1, 0, 1))


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(map(_word, value)) or "none" if isinstance(value, tuple | list) else str(value)


def place(office: OfficeRecord, as_of: date, polling: date = POLLING) -> str:
    """Where the transition of a polling day or first day lies: ahead, open or past."""
    found = seen(office, str(as_of))
    places = (("past", found.past), ("open", found.open), ("ahead", found.ahead))
    return next((name for name, those in places if polling in {one.polling_day for one in those if one}), "none")


def of(office: OfficeRecord, as_of: date | str, polling: date = POLLING) -> Transition:
    """The transition of that day, wherever it lies."""
    found = seen(office, str(as_of))
    return next(one for one in (*found.past, *found.open, *found.ahead) if one and one.polling_day == polling)


def kinds(office: OfficeRecord, as_of: date | str) -> tuple[str, ...]:
    """The kinds of what is open or ahead."""
    found = seen(office, str(as_of))
    return tuple(one.kind for one in (*found.open, *found.ahead) if one)


ELECTED = leads(rule(), ENDED, term("cy", "2026-05-11"), election("2026-05-07", winner="cy"))
AGAIN = leads(rule(), ENDED, term("ben", "2026-05-11"), election("2026-05-07", winner="ben"))
GOING_ON = leads(rule(), ENDED, term("ben", "2026-05-11", known_from="2026-01-01"))
UNRECORDED = leads(rule(), ENDED, election("2026-05-07", status="held"))
TWO_ROUNDS = (
    rule(run_off="+14d"),
    ENDED,
    election("2026-05-07", status="held"),
    election("2026-05-21", kind="run-off", run_off_of="2026-05-07", winner="cy"),
)


def inside(as_of: date) -> bool:
    """Whether the election lies inside a horizon of 24 months."""
    programme = Programme(key="luton/youth", city="luton", office="luton/leader")
    on_the_day = snapshot_known({"luton/leader": leads(rule(), BEN)}, as_of, SETTINGS)
    return POLLING in {one.polling_day for one in build_context(programme, on_the_day).transitions}


@judge(
    row("ahead on polling day, open after it", POLLING, lambda d: place(ELECTED, d), "ahead ahead open"),
    row("nothing ahead where the holder is known to go on", POLLING, lambda d: place(GOING_ON, d), "none none past"),
    row("open to the end of the window", WINDOW_END, lambda d: place(ELECTED, d), "open open past"),
    row("closed at once if the same person won", POLLING, lambda d: place(AGAIN, d), "ahead ahead past"),
    row(
        "open to the next where no result is recorded",
        date(2030, 5, 2),
        lambda d: place(UNRECORDED, d),
        "open open past",
    ),
    row(
        "handover stretched to the day without a result",
        HANDOVER,
        lambda d: of(UNRECORDED, d).handover_last,
        "2026-05-11 2026-05-11 2026-05-12",
    ),
    row("ahead to the first round", POLLING, lambda d: place(leads(*TWO_ROUNDS), d, RUN_OFF), "none ahead open"),
    row("inside the horizon", POLLING, lambda d: len(seen(leads(rule(), BEN), "2026-01-01").list_up_to(d)), "0 1 1"),
    row(
        "beyond the horizon",
        date(2038, 5, 6),
        lambda d: seen(leads(rule(), BEN), "2026-01-01").has_beyond(d),
        "yes no no",
    ),
    row("inside 24 months", date(2024, 5, 7), inside, "no yes yes"),
)
def test_an_election(boundary: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(boundary, answer) == expected


def taken_by(first: date, *facts: Any) -> bool:
    """Whether a term of another person, of that first day, is the result of the election."""
    known = facts or (rule(), ENDED, election("2026-05-07"))
    return of(leads(*known, term("cy", str(first))), "2027-06-01").result_known


def taken_after_run_off(first: date) -> bool:
    rounds = (*TWO_ROUNDS[:3], election("2026-05-21", kind="run-off", run_off_of="2026-05-07"))
    return of(leads(*rounds, term("cy", str(first))), "2026-08-01", RUN_OFF).result_known


def formed(first: date) -> bool:
    """Whether a coalition of that first day is the result of the election."""
    office = leads(rule(), ENDED, election("2026-05-07"), member("blue", str(first)), selection="council")
    return of(office, "2027-06-01").result_known


def before_the_vote(first: date) -> str | None:
    """Who held the office before the vote, a successor of ben having begun on a day."""
    office = leads(rule(), BEN, term("cy", str(first), basis="succession"), election("2026-05-07", winner="dan"))
    return of(office, "2026-06-01").outgoing


def handed_over(text: str) -> tuple[date, date]:
    found = of(leads(rule(), BEN, election("2026-05-07", handover=text, known_from="2026-01-01")), "2026-01-01")
    return found.handover_first, found.handover_last


def basis(handover: str, **facts: Any) -> str:
    """What the handover of an election rests on that is recorded with these days."""
    polls = election("2026-05-07", handover=handover, known_from="2026-01-01")
    return of(leads(rule(**facts), BEN, polls), "2026-01-01").handover_basis


def rounds_of(as_of: date) -> date:
    """The day by which the two rounds are named."""
    found = seen(leads(*TWO_ROUNDS), str(as_of))
    return next(one.polling_day for one in (*found.open, *found.ahead) if one)


@judge(
    row("a term begins from polling day on", POLLING, taken_by, "no yes yes"),
    row("a term begins in the window", WINDOW_END, taken_by, "yes yes no"),
    row("a term begins from the decisive round on", RUN_OFF, taken_after_run_off, "no yes yes"),
    row("a coalition is formed after polling day", POLLING, formed, "no no yes"),
    row("a coalition is formed in the window", WINDOW_END, formed, "yes yes no"),
    row("who held it before the first round", POLLING, before_the_vote, "cy ben ben"),
    row("named by the run-off once the first is held", POLLING, rounds_of, "2026-05-07 2026-05-21 2026-05-21"),
    row(
        "the first term to begin in the window",
        SUMMER,
        lambda d: of(leads(rule(), ENDED, term("cy", "2026-06-01"), term("dan", str(d))), "2026-07-01").handover_first,
        "2026-05-31 2026-06-01 2026-06-01",
    ),
    row(
        "the first coalition formed in the window",
        SUMMER,
        lambda d: (
            of(leads(rule(), ENDED, member("red", "2026-06-01"), member("blue", str(d))), "2026-07-01").handover_first
        ),
        "2026-05-31 2026-06-01 2026-06-01",
    ),
    row("a handover of one day is recorded", HANDOVER, lambda d: basis(str(d)), "recorded recorded recorded"),
    row(
        "one of the whole range is as good as none",
        date(2026, 8, 5),
        lambda d: basis(f"2026-05-07/{d}", takes_office=None),
        "recorded derived recorded",
    ),
    row(
        "no handover before the vote",
        POLLING,
        lambda d: handed_over(str(d))[0],
        "2026-05-07 2026-05-07 2026-05-08",
    ),
    row(
        "no handover of several days begins before the vote",
        POLLING,
        lambda d: handed_over(f"{d}/2026-05-20"),
        "2026-05-07,2026-05-20 2026-05-07,2026-05-20 2026-05-08,2026-05-20",
    ),
)
def test_its_result(boundary: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(boundary, answer) == expected


def test_without_a_rule_the_handover_lies_from_polling_day_to_ninety_days_after() -> None:
    found = of(leads(rule(takes_office=None), BEN), "2026-01-01")
    assert (found.handover_first, found.handover_last) == (POLLING, date(2026, 8, 5))


def events(second: date) -> int:
    """How many transitions an election and a by-election of a later day are."""
    office = leads(rule(), BEN, election("2026-05-07"), election(str(second), kind="by-election"))
    return sum(one.polling_day.year == 2026 for one in seen(office, "2026-05-01").ahead)


def behind(*members: Any, as_of: date | str) -> tuple[str, ...]:
    """The first days of the changes of a coalition."""
    found = seen(leads(*members, selection="council"), str(as_of))
    return tuple(str(one.polling_day) for one in (*found.past, *found.open, *found.ahead) if one)


RED = member("red", "2022-05-09", "2026-08-31")
SEPTEMBER = date(2026, 9, 1)


def lapsed(first_without: date) -> str:
    """What is open where nobody is behind the office from a day on, after an election without a result."""
    red = member("red", "2022-05-09", str(first_without - ONE_DAY))
    found = seen(
        leads(rule(), red, election("2026-05-07", status="held"), selection="council"), "2027-06-01"
    ).latest_open
    assert found is not None
    return found.kind


@judge(
    row("one with what overlaps its handover", HANDOVER, events, "1 1 2"),
    row(
        "another coalition",
        SEPTEMBER,
        lambda d: place(leads(RED, member("blue", "2026-09-01"), selection="council"), d, SEPTEMBER),
        "ahead open open",
    ),
    row(
        "another coalition without a day between",
        SEPTEMBER,
        lambda d: behind(RED, member("blue", str(d)), as_of="2026-10-01"),
        "2026-08-31,2026-09-01 2026-09-01 2026-09-02",
    ),
    row(
        "a coalition formed again within the window",
        SEPTEMBER + RESULT,
        lambda d: len(behind(RED, member("blue", str(d)), as_of="2028-01-01")),
        "1 1 2",
    ),
    row(
        "no coalition after an election is its result",
        POLLING + RESULT,
        lapsed,
        "ordinary ordinary coalition-change",
    ),
)
def test_what_is_one_and_what_is_another(boundary: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(boundary, answer) == expected


APPOINTED = term("ben", "2022-05-09", expected_end=str(LAST))
HEIR = leads(end=str(LAST), successor="luton/heir")


def answers_to(as_of: date) -> str:
    """The office that a programme of one which ends with 2026 answers to."""
    following = replace(leads(rule()), office=replace(leads().office, key="luton/heir"))
    return resolve_successor_office(
        "luton/leader", snapshot_known({"luton/leader": HEIR, "luton/heir": following}, as_of, SETTINGS)
    )


def leaving(last: date | str, **facts: Any) -> Any:
    """A holder who told on 1 January 2026 when to leave."""
    return term("ben", "2022-05-09", str(last), next_on="2026-01-01", **facts)


def followed(ben: Any, first: date) -> bool:
    """Whether whoever begins on a day, and is known by then, succeeds a holder whose last day is that of 2026."""
    office = leads(ben, term("cy", str(first), known_from="2026-02-01"), selection="appointed")
    return of(office, LAST, FIRST).result_known


def handed_on(first: date) -> date:
    """The last day of the handover from who leaves with the year to who begins on a day."""
    office = leads(leaving(LAST), term("cy", str(first), known_from="2026-02-01"))
    return of(office, "2026-06-01", FIRST).handover_last


def first_of_two(first: date) -> date:
    """The same after an appointment, another beginning in February."""
    those = (term("cy", "2027-02-01", known_from="2026-02-01"), term("dan", str(first), known_from="2026-02-01"))
    return of(leads(APPOINTED, *those, selection="appointed"), "2026-06-01", FIRST).handover_last


@judge(
    row("an office ends", LAST, lambda d: place(HEIR, d, FIRST), "ahead ahead open"),
    row(
        "an office with an heir has ended",
        FIRST + timedelta(days=183),
        lambda d: place(HEIR, d, FIRST),
        "open open past",
    ),
    row("the heir answers", FIRST + timedelta(days=183), answers_to, "luton/leader luton/leader luton/heir"),
    row(
        "an appointment ends",
        LAST,
        lambda d: place(leads(APPOINTED, selection="appointed"), d, FIRST),
        "ahead ahead open",
    ),
    row(
        "an appointment is left before it ends",
        LAST,
        lambda d: kinds(leads(leaving(d, expected_end=str(LAST)), selection="appointed"), "2026-06-01")[0],
        "departure appointment-end appointment-end",
    ),
    row("handed over no earlier than the day after the last", FIRST, handed_on, "2027-01-01 2027-01-01 2027-01-02"),
    row("the first to follow an appointment", FEBRUARY, first_of_two, "2027-01-31 2027-02-01 2027-02-01"),
    row(
        "a departure is ahead, then a vacancy",
        LAST,
        lambda d: kinds(leads(leaving(LAST)), d),
        "departure departure vacancy",
    ),
    row(
        "a departure before the mandate ends",
        LAST,
        lambda d: kinds(leads(leaving(d, expected_end=str(LAST))), "2026-06-01"),
        "departure term-end term-end",
    ),
    row("a successor to an appointment", FIRST + RESULT, lambda d: followed(APPOINTED, d), "yes yes no"),
    row("a successor to who leaves", FIRST + RESULT, lambda d: followed(leaving(LAST), d), "yes yes no"),
    row(
        "a succession",
        SEPTEMBER,
        lambda d: kinds(leads(term("ben", "2022-05-09", "2026-08-31"), term("cy", "2026-09-01")), d),
        "departure succession succession",
    ),
    row(
        "a succession closes",
        SEPTEMBER + timedelta(days=183),
        lambda d: place(leads(term("ben", "2022", "2026-08-31"), term("cy", "2026-09-01")), d, SEPTEMBER),
        "open open past",
    ),
    row(
        "a term is overdue",
        LAST,
        lambda d: kinds(leads(term("ben", "2022", expected_end=str(LAST))), d),
        "term-end term-end overdue",
    ),
    row(
        "a term may be overdue",
        LAST,
        lambda d: kinds(leads(term("ben", "2022", expected_end=f"2026-12-01/{LAST}")), d),
        "term-end term-end overdue",
    ),
    row(
        "a seat is left empty before the mandate ends",
        LAST,
        lambda d: kinds(leads(term("ben", "2022", str(d), expected_end=str(LAST))), "2027-02-01"),
        "vacancy term-end term-end",
    ),
)
def test_a_change_without_a_vote(boundary: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(boundary, answer) == expected


def next_one(*facts: Any, as_of: date | str) -> Transition:
    return seen(leads(*facts), str(as_of)).ahead[0]


def empty_after(last: date) -> bool:
    """Whether the seat is vacant after an election without a result, its holder's last day being given."""
    office = leads(rule(), term("ben", "2022-05-09", str(last), expected_end="2026-12-31"), election("2026-05-07"))
    return of(office, "2026-06-01").vacant


def at_limit(as_of: date) -> bool:
    """Whether three mandates are reached by who won the third at the election."""
    terms = (term("ben", "2018-05-07", "2022-05-08"), ENDED, term("ben", "2026-05-11"))
    known = (rule(term_limit=3), *terms, election("2026-05-07", winner="ben"))
    return "limit-reached" in of(leads(*known), as_of, date(2030, 5, 2)).certain_change


@judge(
    row("vacant to the expected end", LAST, lambda d: seat_left(d).vacant, "yes yes no"),
    row("no vacancy where the holder saw the vote", POLLING + ONE_DAY, empty_after, "no no no"),
    row(
        "certain to change where left early",
        LAST,
        lambda d: (
            next_one(
                rule(), term("ben", "2022-05-09", str(d), expected_end=str(LAST)), as_of="2027-02-01"
            ).certain_change
        ),
        "left-early none none",
    ),
    row(
        "overdue past the expected end",
        LAST,
        lambda d: next_one(rule(), term("ben", "2022-05-09", expected_end=str(LAST)), as_of=d).overdue,
        "no no yes",
    ),
    row("a mandate won counts after polling day", POLLING, at_limit, "no no yes"),
    row(
        "does not stand again",
        date(2026, 2, 1),
        lambda d: (
            next_one(
                rule(), term("ben", "2022-05-09", next="not-standing", next_on="2026-02-01"), as_of=d
            ).certain_change
        ),
        "none not-standing not-standing",
    ),
)
def test_the_holder(boundary: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(boundary, answer) == expected


def seat_left(as_of: date) -> Transition:
    """The next election of a seat left in June 2026 before the mandate was due to end with the year."""
    return next_one(rule(), term("ben", "2026-05-11", "2026-06-30", expected_end=str(LAST)), as_of=as_of)


def projected(office: OfficeRecord, polling: date = POLLING) -> bool:
    return polling in {one.first_round for one in list_election_rounds(office, polling) if one.basis == "rule"}


def voted_on(**life: str) -> bool:
    """Whether the rule puts an election of an office of that life on the day."""
    base = leads(rule())
    dates: dict[str, VagueDate] = {name: on(text) for name, text in life.items()}
    return projected(replace(base, office=replace(base.office, **dates)))  # type: ignore[arg-type]


def quiet_from(last_of_forty: date) -> date | None:
    """The quiet period where forty days of it are the rule up to a day, and ten after it."""
    rules = (rule(end=str(last_of_forty)), rule(start=str(last_of_forty + ONE_DAY), quiet_days=10))
    return of(leads(*rules, BEN), "2026-01-01").quiet_from


def quiet_under_two(start: date) -> date | None:
    """The quiet period where a rule with ten days of it begins on a day, and one with forty goes on."""
    return of(leads(rule(), rule(start=str(start), quiet_days=10), BEN), "2026-01-01").quiet_from


def foreseen(as_of: date, *facts: Any) -> tuple[date, ...]:
    """The polling days of the year 2026 that are known of."""
    return tuple(one.polling_day for one in seen(leads(*facts), str(as_of)).ahead if one.polling_day.year == 2026)


MOVED = (election("2026-05-07", status="cancelled"), election("2026-10-01", replaces="2026-05-07", status="held"))
BY_ELECTION_HELD = election("2026-11-05", kind="by-election", status="held")


@judge(
    row(
        "takes a place within half the shorter gap, 1456 days",
        date(2024, 5, 9),
        lambda d: projected(leads(rule(), election(str(d)))),
        "yes no no",
    ),
    row("the rule that began last", POLLING, quiet_under_two, "2026-04-27 2026-04-27 2026-03-28"),
    row("before the first day of the office", POLLING + RESULT, lambda d: voted_on(start=str(d)), "yes yes no"),
    row("to the last day of the office", POLLING, lambda d: voted_on(end=str(d)), "no yes yes"),
    row(
        "the rule in force",
        POLLING,
        quiet_from,
        "2026-04-27 2026-03-28 2026-03-28",
    ),
    row(
        "a rule known",
        date(2026, 2, 1),
        lambda d: foreseen(d, rule(known_from="2026-02-01"), BEN),
        "2026-05-11 2026-05-07 2026-05-07",
    ),
    row(
        "a by-election that was held, from the vacancy",
        date(2026, 9, 15),
        lambda d: foreseen(d, term("ben", "2022-05-09", "2026-09-15"), BY_ELECTION_HELD),
        "none 2026-11-05 2026-11-05",
    ),
    row(
        "a by-election that is scheduled, always",
        date(2026, 9, 15),
        lambda d: foreseen(d, term("ben", "2022-05-09", "2026-09-15"), replace(BY_ELECTION_HELD, status="scheduled")),
        "2026-11-05 2026-11-05 2026-11-05",
    ),
    row(
        "moved, from the day of what it replaces",
        POLLING,
        lambda d: foreseen(d, rule(), BEN, *MOVED),
        "2026-05-07 2026-10-01 2026-10-01",
    ),
    row(
        "moved, from the day it was known",
        date(2026, 2, 1),
        lambda d: foreseen(d, rule(), BEN, MOVED[0], replace(MOVED[1], known_from=on("2026-02-01"))),
        "2026-05-07 2026-10-01 2026-10-01",
    ),
)
def test_what_the_rule_foresees(boundary: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(boundary, answer) == expected


def launched_under(text: str) -> str | None:
    terms = leads(term("ada", "2018-05-07", "2022-05-08"), term("ben", "2022-05-09"))
    programme = Programme(key="luton/youth", city="luton", office="luton/leader", launched=on(text))
    return resolve_launch_term(programme, terms).launched_under


@judge(
    row(
        "launched", day("2022-05-09"), lambda d: launched_under(str(d)), "ada/2018-05-07 ben/2022-05-09 ben/2022-05-09"
    ),
    row(
        "launched from then on",
        day("2022-05-09"),
        lambda d: launched_under(f"{d}/2023"),
        "None ben/2022-05-09 ben/2022-05-09",
    ),
)
def test_the_launching_term(boundary: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(boundary, answer) == expected
