"""Programmes and transitions drawn around one election, with every day near one that decides something."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Agreement, Evidence, Funding, Partner, Programme
from continuity.domain.risk.findings import AssessmentContext
from continuity.domain.settings import Settings
from support.risk_cases import OFFICE, POLLING, UNIVERSITY, on, transition

PARTNERS = (
    Partner(key="hub", kind="community"),
    Partner(key="club", kind="charity"),
    UNIVERSITY,
    Partner(key="arm", kind="charity", controlled_by="luton"),
)
STARTS = ("2025-01-01", "2026", "2026-08-15", "2027-05-10", "2027-05-11", "2027-06", "2027-07-01")
ENDS = (
    "2026-07-31",
    "2026-08-20",
    "2027-05-09",
    "2027-06-30",
    "2027-11-08",
    "2027-11-09",
    "2027-11-10",
    "2028",
    "2029-12-31",
)
KNOWN = ("2025-06-01", "2026", "2026-08-01", "2026-08-02", "2027-05-20")
DAYS = st.dates(date(2026, 7, 1), date(2027, 12, 31))


def rarely(usual: Any, *others: Any) -> st.SearchStrategy[Any]:
    """Mostly the usual value, so that enough cases are covered to be worth drawing."""
    return st.sampled_from((usual,) * (3 * len(others)) + others)


def dates(usual: str, *others: str | None) -> st.SearchStrategy[Any]:
    return rarely(usual, *others).map(on)


def agreements(*, key: st.SearchStrategy[str]) -> st.SearchStrategy[Agreement]:
    return st.builds(
        Agreement,
        key=key,
        partner=rarely(PARTNERS[0], *PARTNERS[1:]),
        role=rarely("implementing", "funding", None),
        scope=rarely("deliver", "co-deliver", "advise", None),
        status=rarely("signed", "draft", "named", "terminated", None),
        signed_on=dates("2025-01-01", *KNOWN, None),
        start=dates("2025-01-01", *STARTS, None),
        end=dates("2029-12-31", *ENDS, None),
        end_basis=rarely("stated", "derived", None),
        notice_days=st.sampled_from((None, 89, 90)),
        office_may_end_alone=rarely("no", "yes", None),
        known_from=dates("2025-01-01", *KNOWN, None),
    )


def fundings(*, key: st.SearchStrategy[str]) -> st.SearchStrategy[Funding]:
    return st.builds(
        Funding,
        key=key,
        partner=st.sampled_from((None, "hub", "club", "uni")),
        funder_kind=rarely("foundation", "office", None),
        committed_on=dates("2025-01-01", *KNOWN, None),
        start=dates("2025-01-01", *STARTS, None),
        end=dates("2029-12-31", *ENDS, None),
        end_basis=rarely("stated", "derived", None),
        certainty=rarely("committed", "indicative", None),
        known_from=dates("2025-01-01", *KNOWN, None),
    )


def evidences(*, key: st.SearchStrategy[str]) -> st.SearchStrategy[Evidence]:
    return st.builds(
        Evidence,
        key=key,
        kind=st.sampled_from(("capacity", "buy-in", "data", "evaluation", "overlap", None)),
        partner=st.sampled_from((None, "hub", "club")),
        date=st.sampled_from((*KNOWN, None)).map(on),
    )


def _rows(of: Any, letter: str) -> st.SearchStrategy[Any]:
    keys = st.integers(0, 99).map(lambda number: f"{letter}{number:02}")
    return st.lists(of(key=keys), max_size=4, unique_by=lambda row: row.key).map(tuple)


def programmes() -> st.SearchStrategy[Programme]:
    return st.builds(
        Programme,
        key=st.just("luton/youth"),
        city=st.just("luton"),
        office=st.just(OFFICE),
        selection=st.sampled_from((None, "direct", "council")),
        launched=dates("2024-01-01", "2026", None),
        launched_party=st.sampled_from((None, "red", "blue", "nonpartisan")),
        end=st.sampled_from((None, None, "2027-05-10", "2027-08", "2028")).map(on),
        end_basis=st.sampled_from(("stated", "derived")),
        status=st.sampled_from(("active", "paused", None)),
        mandate=st.sampled_from((None, "statute", "resolution", "strategy", "executive")),
        mandate_on=st.sampled_from((None, "2024-01-01", "2026-08-01", "2027-05-20")).map(on),
        mandate_until=st.sampled_from((None, "2027-06-30", "2027-11-08", "2027-11-09", "2030")).map(on),
        agreements=_rows(agreements, "a"),
        funding=_rows(fundings, "f"),
        evidence=_rows(evidences, "e"),
    )


@st.composite
def transitions(draw: st.DrawFn) -> Transition:
    """The election of May 2027 before it is known on which side of it the as-of day lies."""
    last = draw(st.sampled_from((date(2027, 5, 10), date(2027, 5, 20))))
    outgoing, successor = draw(st.sampled_from((("a", None), ("a", "a"), ("a", "b"), (None, "b"))))
    return transition(
        handover_last=last,
        scheduled_handover_last=last,
        quiet_from=draw(st.sampled_from((None, date(2027, 3, 22)))),
        handover_basis=draw(st.sampled_from(("recorded", "derived"))),
        certain_change=draw(st.sampled_from(((), ("term-limited",)))),
        incumbent_candidacy=draw(st.sampled_from((None, "standing"))),
        outgoing=outgoing,
        outgoing_party=draw(st.sampled_from((None, "red", "nonpartisan"))),
        successor=successor,
        successor_party=draw(st.sampled_from((None, "red", "blue"))) if successor else None,
        result_known=successor is not None,
        vacant=draw(st.sampled_from((False, False, False, True))),
    )


def on_day(at: Transition, as_of: date) -> Transition:
    """The transition as it looks on a day: open after polling, stretched while no result is known."""
    past = as_of > POLLING
    stretched = max(at.scheduled_handover_last, as_of) if past and not at.result_known else at.scheduled_handover_last
    return replace(at, open=past, handover_last=stretched)


def circumstances(at: Transition, as_of: date) -> AssessmentContext:
    return AssessmentContext(as_of=as_of, settings=Settings(), transitions=(on_day(at, as_of),))


def window_end(at: Transition) -> date:
    return at.handover_last + timedelta(days=183)
