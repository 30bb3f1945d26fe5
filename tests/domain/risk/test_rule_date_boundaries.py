"""Every comparison of days in the rule, on the day before, on and after: what the design's text says of each.

A row has the boundary day, what is asked of a day, and the three answers in words. Where the day is one of a record,
the as-of day is 1 August 2026. Days are inclusive: an end is the last day. A vague date is read as it hides no risk.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Agreement, Funding, Partner, Treatment
from continuity.domain.risk.assess import sort_findings
from continuity.domain.risk.findings import Finding
from continuity.domain.risk.measures import has_expired
from continuity.domain.values.dates import ONE_DAY
from continuity.reports.wording.sentences import format_reason, format_remedy
from support.risk_cases import (
    AS_OF,
    HANDOVER,
    OFFICE,
    POLLING,
    QUIET,
    WINDOW_END,
    agreement,
    bare,
    codes,
    evidence,
    find,
    funding,
    later,
    on,
    outcome,
    programme,
    transition,
    watched,
)

YEAR_AGO = date(2025, 8, 1)
AUGUST = date(2027, 8, 1)
JUNE = date(2027, 6, 1)
RUN_OFF = date(2027, 5, 20)
RANGE = {"handover_last": JUNE, "scheduled_handover_last": JUNE}
LONG = {"end": "2030-01-01"}


def row(name: str, day: date, answer: Callable[[date], object], expected: str) -> Any:
    return pytest.param(day, answer, expected, id=name.replace(" ", "-"))


def judge(*rows: Any) -> Any:
    return pytest.mark.parametrize(("day", "answer", "expected"), rows)


def three(day: date, answer: Callable[[date], object]) -> str:
    """The answers on the day before, on and after."""
    return " ".join(_word(answer(day + timedelta(days=offset))) for offset in (-1, 0, 1))


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(map(_word, value)) or "none" if isinstance(value, tuple) else str(value)


def _texts(changes: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, date) else value for name, value in changes.items()}


def from_to(first: object, last: object) -> str:
    """A vague date, known to lie between two days."""
    return f"{first}/{last}"


def said(code: str, finding: Finding) -> bool:
    """Whether the finding says so, as a reason or to watch."""
    return code in (*codes(finding), *watched(finding))


def first(finding: Finding) -> str:
    """The first reason's code, or that the programme is covered."""
    return codes(finding)[0] if finding.reasons else finding.status


def status(at: Transition | None = None, **changes: Any) -> str:
    """Where a programme stands of which nothing is recorded but these changes."""
    return find(bare(**_texts(changes)), at or transition()).status


def agreed(*more: Agreement, **changes: Any) -> Finding:
    """The finding with one agreement that would carry the programme but for these changes, and others beside it."""
    return find(programme(agreements=(agreement(**_texts(changes)), *more)))


def paid(*more: Funding, **changes: Any) -> Finding:
    """The same with its money."""
    return find(programme(funding=(funding(**_texts(changes)), *more)))


def seen(day: date) -> Finding:
    """A programme of which nothing is recorded, at the election as it looks on a day."""
    return find(bare(), transition(open=day > POLLING), as_of=day)


@judge(
    row("launched", AS_OF, lambda d: status(launched=d), "at-risk at-risk not-exposed"),
    row(
        "launched then at the earliest",
        AS_OF,
        lambda d: status(launched=from_to(d, 2030)),
        "at-risk at-risk not-exposed",
    ),
    row("known", AS_OF, lambda d: status(launched="2020", known_from=d), "at-risk at-risk not-exposed"),
    row("ended", AS_OF, lambda d: status(end=d, end_basis="stated"), "not-exposed ends-first ends-first"),
    row(
        "ended by then at the latest",
        AS_OF,
        lambda d: status(end=from_to(2020, d), end_basis="stated"),
        "not-exposed ends-first ends-first",
    ),
    row("status ended", AS_OF, lambda d: status(end=d, status="ended"), "not-exposed not-exposed at-risk"),
    row(
        "status ended by then at the latest",
        AS_OF,
        lambda d: status(end=from_to(2020, d), status="ended"),
        "not-exposed not-exposed at-risk",
    ),
    row("ends and handover", HANDOVER, lambda d: status(end=d, end_basis="stated"), "ends-first at-risk at-risk"),
    row(
        "ends by then at the latest and handover",
        HANDOVER,
        lambda d: status(end=from_to(2027, d), end_basis="stated"),
        "ends-first at-risk at-risk",
    ),
    row(
        "ends and the first day of a handover of several",
        HANDOVER,
        lambda d: status(transition(**RANGE), end=d, end_basis="stated"),
        "ends-first at-risk at-risk",
    ),
    row(
        "launched and handover", HANDOVER, lambda d: status(launched=d, status="planned"), "at-risk at-risk not-exposed"
    ),
    row(
        "launched then at the earliest and handover",
        HANDOVER,
        lambda d: status(launched=from_to(d, 2030), status="planned"),
        "at-risk at-risk not-exposed",
    ),
    row(
        "launched and the last day of a handover of several",
        JUNE,
        lambda d: status(transition(**RANGE), launched=d, status="planned"),
        "at-risk at-risk not-exposed",
    ),
)
def test_where_a_programme_stands(day: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(day, answer) == expected


def exposed(finding: Finding) -> tuple[date, date]:
    assert finding.exposure_period is not None
    return finding.exposure_period.first, finding.exposure_period.last


def last_exposed(end: str) -> date:
    return exposed(find(bare(end=end, end_basis="stated")))[1]


@judge(
    row("first", HANDOVER, lambda d: exposed(seen(d))[0], "2027-05-10 2027-05-10 2027-05-11"),
    row("last", WINDOW_END, lambda d: last_exposed(str(d)), "2027-11-08 2027-11-09 2027-11-09"),
    row("last at the latest", WINDOW_END, lambda d: last_exposed(from_to(2027, d)), "2027-11-08 2027-11-09 2027-11-09"),
    row(
        "last, 183 days after the last of the handover",
        HANDOVER,
        lambda d: exposed(find(bare(), transition(handover_last=d, scheduled_handover_last=d)))[1],
        "2027-11-08 2027-11-09 2027-11-10",
    ),
)
def test_the_exposed_days(day: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(day, answer) == expected


def stands_at(day: date) -> date:
    """The polling day at which a programme stands between an election without a result and the next one."""
    stale = transition(open=True, handover_last=max(day, HANDOVER))
    found = find(bare(), stale, later(), as_of=day).transition
    assert found is not None
    return found.polling_day


def closed(word: str, as_of: date = JUNE, **changes: Any) -> bool:
    """Whether an outcome closes the finding, the result being known."""
    past = as_of > POLLING
    rows = (outcome(word, **_texts(changes)),)
    return find(bare(outcomes=rows), transition(open=past, result_known=past), as_of=as_of).status != "at-risk"


def outlived(day: date) -> bool:
    """Whether an outcome that closes nothing comes after one of 20 May that does."""
    rows = (outcome("transferred"), outcome("paused", checked_on=str(day)))
    return find(bare(outcomes=rows), transition(open=True, result_known=True), as_of=JUNE).status == "at-risk"


def closed_before_it_opens(day: date) -> bool:
    rows = (outcome("transferred", checked_on="2027-01-01"),)
    return find(bare(outcomes=rows), transition(), as_of=day).status != "at-risk"


@judge(
    row("no result, past the dated window", WINDOW_END, stands_at, "2027-05-06 2027-05-06 2028-05-04"),
    row("outcome at a transition open", POLLING, lambda d: closed("ended", d, checked_on="2027-01-01"), "no no yes"),
    row("outcome at a transition past", POLLING, closed_before_it_opens, "no no yes"),
    row("outcome checked", JUNE, lambda d: closed("transferred", checked_on=d), "yes yes no"),
    row(
        "outcome checked by then at the latest",
        JUNE,
        lambda d: closed("continued", checked_on=from_to(HANDOVER, d)),
        "yes yes no",
    ),
    row("outcome known", JUNE, lambda d: closed("ended", known_from=d), "yes yes no"),
    row("outcome outlived by another, the same day too", date(2027, 5, 20), outlived, "no yes yes"),
)
def test_what_closes_or_gives_way(day: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(day, answer) == expected


BEFORE = agreement(key="a2", end="2026-12-31")
AFTER = agreement(key="a2", start="2027-08-01")


def day_told(beside: Agreement, **changes: Any) -> str:
    """The day on which the agreement is said to start or to end, another one being there for other days."""
    base = {"start": "2027-02-01", "end": "2027-06-30"}
    return format_reason(agreed(beside, **(base | changes)).reasons[0]).partition(" on ")[2][:10]


def longest(day: date) -> str | None:
    """Who carries the programme where the hub does so to the first day of 2028, and the club to a day."""
    club = agreement(key="a2", partner=Partner(key="club", kind="charity"), end=str(day))
    rows = (agreement(end="2028-01-01"), club)
    return find(programme(agreements=rows, funding=(funding(partner=None, **LONG),))).carrier


@judge(
    row("signed", AS_OF, lambda d: first(agreed(signed_on=d)), "covered covered NO_PARTNER"),
    row(
        "signed by then at the latest",
        AS_OF,
        lambda d: first(agreed(signed_on=from_to(2026, d))),
        "covered covered AGREEMENT_UNDATED",
    ),
    row(
        "signed though known before",
        AS_OF,
        lambda d: agreed(signed_on=d, known_from="2026-01-01").status,
        "covered covered at-risk",
    ),
    row("known", AS_OF, lambda d: first(agreed(known_from=d)), "covered covered NO_PARTNER"),
    row(
        "draft known",
        AS_OF,
        lambda d: first(agreed(status="draft", known_from=d)),
        "AGREEMENT_UNSIGNED AGREEMENT_UNSIGNED NO_PARTNER",
    ),
    row("starts", HANDOVER, lambda d: first(agreed(start=d)), "covered covered AGREEMENT_STARTS"),
    row(
        "starts by then at the latest",
        HANDOVER,
        lambda d: first(agreed(start=from_to(2026, d))),
        "covered covered AGREEMENT_STARTS",
    ),
    row("ends", WINDOW_END, lambda d: first(agreed(end=d)), "AGREEMENT_ENDS covered covered"),
    row(
        "ends then at the earliest",
        WINDOW_END,
        lambda d: first(agreed(end=from_to(d, 2030))),
        "AGREEMENT_ENDS covered covered",
    ),
    row(
        "terminated",
        WINDOW_END,
        lambda d: first(agreed(status="terminated", end=d)),
        "AGREEMENT_TERMINATED covered covered",
    ),
    row(
        "follows one that ends on 31 July",
        AUGUST,
        lambda d: first(agreed(agreement(key="a2", end="2027-07-31"), start=d)),
        "covered covered AGREEMENT_GAP",
    ),
    row("holds a day", JUNE, lambda d: agreed(start=JUNE, end=d).runs_until, "2027-11-09 2027-06-01 2027-06-02"),
    row("is over", AS_OF, lambda d: "ended on" in format_reason(agreed(end=d).reasons[0]), "yes no no"),
    row("the first of two to start late", JUNE, lambda d: day_told(AFTER, start=d), "2027-05-31 2027-06-01 2027-06-02"),
    row("the last of two to end early", JUNE, lambda d: day_told(BEFORE, end=d), "2027-05-31 2027-06-01 2027-06-02"),
    row(
        "runs until the last of two",
        JUNE,
        lambda d: agreed(agreement(key="a2", end="2027-06-01"), end=d).runs_until,
        "2027-06-01 2027-06-01 2027-06-02",
    ),
    row("carried by who does so longest, the first by key", date(2028, 1, 1), longest, "hub club club"),
    row("P by its start", HANDOVER, lambda d: agreed(start=d, scope="advise").protections, "F,M,P F,M,P F,M"),
    row("P by its end", HANDOVER, lambda d: agreed(end=d).protections, "F,M F,M,P F,M,P"),
    row(
        "draft that would start in time",
        WINDOW_END,
        lambda d: first(agreed(status="draft", start=d, **LONG)),
        "AGREEMENT_UNSIGNED AGREEMENT_UNSIGNED NO_AGREEMENT",
    ),
    row(
        "draft that would last long enough",
        HANDOVER,
        lambda d: first(agreed(status="draft", end=d)),
        "NO_AGREEMENT AGREEMENT_UNSIGNED AGREEMENT_UNSIGNED",
    ),
    row(
        "draft that would hold a day",
        JUNE,
        lambda d: first(agreed(status="draft", start=JUNE, end=d)),
        "NO_AGREEMENT AGREEMENT_UNSIGNED AGREEMENT_UNSIGNED",
    ),
)
def test_an_agreement(day: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(day, answer) == expected


@pytest.mark.parametrize(("days", "expected"), [(89, "OFFICE_MAY_END"), (90, "covered"), (91, "covered")])
def test_notice_of_ninety_days_is_enough(days: int, expected: str) -> None:
    assert first(agreed(office_may_end_alone="yes", notice_days=days)) == expected


def weak(day: date) -> Finding:
    """What may be ended alone up to a day, beside what carries to 1 August and what only advises after it."""
    rows = (agreement(key="a2", scope="advise", start="2027-08-02"), agreement(key="a3", end="2027-08-01"))
    return agreed(*rows, office_may_end_alone="yes", end=day)


@judge(
    row(
        "in force, by its end",
        HANDOVER,
        lambda d: said("SCOPE_ADVISORY", agreed(agreement(key="a2", status="draft"), scope="advise", end=d)),
        "no yes yes",
    ),
    row(
        "in force, by its start",
        WINDOW_END,
        lambda d: said("SCOPE_ADVISORY", agreed(agreement(key="a2", status="draft"), scope="advise", start=d, **LONG)),
        "yes yes no",
    ),
    row("where nothing else carries", date(2027, 8, 2), lambda d: said("OFFICE_MAY_END", weak(d)), "no yes yes"),
)
def test_weak_terms_count(day: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(day, answer) == expected


@judge(
    row("committed", AS_OF, lambda d: first(paid(committed_on=d)), "covered covered FUNDING_NONE"),
    row(
        "committed by then at the latest",
        AS_OF,
        lambda d: first(paid(committed_on=from_to(2026, d))),
        "covered covered FUNDING_UNDATED",
    ),
    row("known", AS_OF, lambda d: first(paid(known_from=d)), "covered covered FUNDING_NONE"),
    row(
        "known and of no day of commitment",
        AS_OF,
        lambda d: first(paid(committed_on=None, known_from=d)),
        "covered covered FUNDING_NONE",
    ),
    row(
        "committed though known before",
        AS_OF,
        lambda d: paid(committed_on=d, known_from="2026-01-01").status,
        "covered covered at-risk",
    ),
    row("starts", HANDOVER, lambda d: first(paid(start=d)), "covered covered FUNDING_STARTS"),
    row(
        "starts by then at the latest",
        HANDOVER,
        lambda d: first(paid(start=from_to(2026, d))),
        "covered covered FUNDING_STARTS",
    ),
    row("ends", WINDOW_END, lambda d: first(paid(end=d)), "FUNDING_ENDS covered covered"),
    row(
        "ends then at the earliest",
        WINDOW_END,
        lambda d: first(paid(end=from_to(d, 2030))),
        "FUNDING_ENDS covered covered",
    ),
    row(
        "follows what ends on 31 July",
        AUGUST,
        lambda d: first(paid(funding(key="f2", end="2027-07-31"), start=d)),
        "covered covered FUNDING_GAP",
    ),
    row(
        "promised and would start in time",
        WINDOW_END,
        lambda d: first(paid(certainty="indicative", start=d, **LONG)),
        "FUNDING_INDICATIVE FUNDING_INDICATIVE FUNDING_NONE",
    ),
    row(
        "promised and would last long enough",
        HANDOVER,
        lambda d: first(paid(certainty="indicative", end=d)),
        "FUNDING_NONE FUNDING_INDICATIVE FUNDING_INDICATIVE",
    ),
    row(
        "a second source, by its end",
        HANDOVER,
        lambda d: said("SINGLE_SOURCE", paid(funding(key="f2", funder_kind="office"), end=d)),
        "yes no no",
    ),
    row(
        "a second source, by its start",
        WINDOW_END,
        lambda d: said("SINGLE_SOURCE", paid(funding(key="f2", funder_kind="office"), start=d, **LONG)),
        "no no yes",
    ),
)
def test_money(day: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(day, answer) == expected


def mandated(**changes: Any) -> bool:
    base = {"mandate": "statute", "mandate_on": "2024-01-01"}
    return "M" in find(bare(**_texts(base | changes))).protections


@judge(
    row("adopted", AS_OF, lambda d: mandated(mandate_on=d), "yes yes no"),
    row("adopted by then at the latest", AS_OF, lambda d: mandated(mandate_on=from_to(2024, d)), "yes yes no"),
    row("ends", WINDOW_END, lambda d: mandated(mandate_until=d), "no yes yes"),
    row("ends then at the earliest", WINDOW_END, lambda d: mandated(mandate_until=from_to(d, 2030)), "no yes yes"),
)
def test_a_mandate(day: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(day, answer) == expected


def documented(code: str, kind: str, **changes: Any) -> bool:
    """Whether something is wanting in the evidence of a kind."""
    return said(code, find(programme(evidence=(evidence(kind, **_texts(changes)),))))


def low_is_newer(day: date) -> bool:
    """Whether a low score of a day is the last check, beside a high one of 1 March."""
    rows = (evidence("capacity", key="e1", score=4), evidence("capacity", key="e2", score=2, date=str(day)))
    return said("CAPACITY_LOW", find(programme(evidence=rows)))


@judge(
    row("dated", AS_OF, lambda d: documented("NO_BUYIN", "buy-in", date=d), "no no yes"),
    row(
        "dated by then at the latest",
        AS_OF,
        lambda d: documented("NO_BUYIN", "buy-in", date=from_to(2026, d)),
        "no no yes",
    ),
    row("known", AS_OF, lambda d: documented("NO_BUYIN", "buy-in", known_from=d), "no no yes"),
    row(
        "dated though known before",
        AS_OF,
        lambda d: documented("NO_BUYIN", "buy-in", date=d, known_from="2026-01-01"),
        "no no yes",
    ),
    row("capacity stale", YEAR_AGO, lambda d: documented("CAPACITY_UNKNOWN", "capacity", date=d), "yes no no"),
    row(
        "capacity stale at the earliest",
        YEAR_AGO,
        lambda d: documented("CAPACITY_UNKNOWN", "capacity", date=from_to(d, "2026-07")),
        "yes no no",
    ),
    row("scores stale", YEAR_AGO, lambda d: documented("SCORES_STALE", "sustainability", date=d), "yes no no"),
    row("newer, or the last by key of one day", date(2026, 3, 1), low_is_newer, "no yes yes"),
)
def test_evidence(day: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(day, answer) == expected


def relied_on(**changes: Any) -> bool:
    """Whether an agreement that nobody confirmed is relied on beside the one that carries the programme."""
    return said("UNCONFIRMED", agreed(agreement(key="a2"), confirmed_on=None, **changes))


@judge(
    row("confirmed", AS_OF, lambda d: said("UNCONFIRMED", agreed(confirmed_on=d)), "no no yes"),
    row("reviewed", AS_OF, lambda d: said("STALE", agreed(reviewed_on=d)), "no no yes"),
    row("stale", YEAR_AGO, lambda d: said("STALE", agreed(reviewed_on=d)), "yes no no"),
    row(
        "stale at the earliest",
        YEAR_AGO,
        lambda d: said("STALE", agreed(reviewed_on=from_to(d, "2026-07"))),
        "yes no no",
    ),
    row("relied on, by its end", HANDOVER, lambda d: relied_on(end=d), "no yes yes"),
    row("relied on, by its start", WINDOW_END, lambda d: relied_on(start=d, **LONG), "yes yes no"),
)
def test_the_record_of_an_agreement(day: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(day, answer) == expected


def due(day: date) -> tuple[object, ...]:
    reason = seen(day).reasons[0]
    return reason.due, "late" if reason.late else "in-time"


def late_or_open(day: date) -> str:
    return next(code for code in codes(seen(day)) if code in ("LATE", "OPEN"))


def begun(day: date) -> bool:
    """Whether it is said that the quiet period began."""
    return any("period began on" in format_reason(reason) for reason in seen(day).reasons)


def result_missed(day: date) -> bool:
    """Whether a result is missed, the first round being held undecided and the run-off set."""
    at = transition(polling_day=RUN_OFF, first_day=POLLING, handover_first=JUNE, **RANGE)
    return said("RESULT_UNKNOWN", find(bare(), replace(at, open=True), as_of=day))


def asked_first(day: date) -> bool:
    return format_remedy(seen(day).reasons[0]).startswith("Record the result. Ask the new office")


@judge(
    row("little time left", QUIET - timedelta(days=90), lambda d: seen(d).aggravators, "none A3 A3"),
    row("little time at the vote", POLLING, lambda d: seen(d).aggravators, "A3 A3 A3"),
    row("little time to the last of the window", WINDOW_END - ONE_DAY, lambda d: seen(d).aggravators, "A3 A3 A3"),
    row("late, then open", POLLING, late_or_open, "LATE LATE OPEN"),
    row("quiet period begun", QUIET, begun, "no yes yes"),
    row("due before the quiet period", QUIET - ONE_DAY, due, "2027-03-21,in-time 2027-03-21,in-time 2027-05-09,late"),
    row("due before the handover", HANDOVER - ONE_DAY, due, "2027-05-09,late 2027-05-09,late 2027-05-10,late"),
    row("the new office is asked first", HANDOVER, asked_first, "no no yes"),
    row(
        "day of the handover missed",
        HANDOVER,
        lambda d: said("HANDOVER_UNKNOWN", find(bare(), transition(handover_basis="derived"), as_of=d)),
        "yes yes no",
    ),
    row("result of the run-off missed", RUN_OFF, result_missed, "no no yes"),
)
def test_the_time_left(day: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(day, answer) == expected


def decided(day: date) -> bool:
    one = Treatment(transition=f"{OFFICE}/2027-05-06", known_from=on(str(day)))
    return find(bare(treatments=(one,))).treatment is not None


def over(until: str) -> bool:
    return has_expired(Treatment(transition=OFFICE, until=on(until)), AS_OF)


def first_listed(day: date) -> str:
    """Which of two findings alike comes first: that of b, at the election, or that of a, at a vote on the day."""
    found = sort_findings((find(bare(key="b")), find(bare(key="a"), transition(polling_day=day))))
    return found[0].programme.key


def covered_until(day: date) -> date | None:
    rows = {"agreements": (agreement(end="2028-01-01"),), "funding": (funding(end=str(day)),)}
    return find(programme(**rows)).covered_until


@judge(
    row("decision known", AS_OF, decided, "yes yes no"),
    row("decision until", AS_OF, lambda d: over(str(d)), "yes no no"),
    row("decision until then at the earliest", AS_OF, lambda d: over(from_to(d, 2030)), "yes no no"),
    row("runs until", WINDOW_END, lambda d: paid(end=d).runs_until, "2027-11-08 2027-11-09 2027-11-09"),
    row("covered until", date(2028, 1, 1), covered_until, "2027-12-31 2028-01-01 2028-01-01"),
    row("listed by polling day, then by key", POLLING, first_listed, "a a b"),
)
def test_what_else_a_finding_says(day: date, answer: Callable[[date], object], expected: str) -> None:
    assert three(day, answer) == expected
