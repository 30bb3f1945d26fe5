"""The calendar against a second reading of docs/calendar.md, over invented histories of an office.

A disagreement is a mistake in one of the two, or in the text. The message names the seed: `drawn_history(seed)` gives
the history again.
"""

from datetime import date
from functools import lru_cache
from typing import Any

import pytest
from oracle_events import Event, View, view
from oracle_transitions import Calendar, calendar
from random_calendars import DrawnHistory, drawn_history

from continuity.domain.known import filter_known_office
from continuity.domain.offices.holders import find_holders
from continuity.domain.offices.models import Transition
from continuity.domain.offices.transitions import build_outlook
from continuity.domain.vocabulary import OfficeState, TransitionKind

BLOCKS, IN_BLOCK = 3, 500
LONG_BLOCKS, IN_LONG_BLOCK = 10, 2000

Facts = dict[str, Any]


def describe_transition(transition: Transition) -> Facts:
    return {
        "kind": str(transition.kind),
        "polling day": (transition.polling_day, transition.last_polling_day),
        "first day": transition.start_day,
        "quiet from": transition.quiet_from,
        "handover": (transition.handover_first, transition.handover_last),
        "dated": transition.scheduled_handover_last,
        "basis": str(transition.basis),
        "certain": bool(transition.certain_change),
        "result": transition.result_known,
        "outgoing": transition.outgoing,
        "successor": transition.successor,
        "vacant": transition.vacant,
    }


def describe_event(event: Event) -> Facts:
    return {
        "kind": event.kind,
        "polling day": event.polling,
        "first day": event.first[0],
        "quiet from": event.quiet,
        "handover": (event.handover, event.last),
        "dated": event.dated,
        "basis": event.basis,
        "certain": event.certain,
        "result": event.known,
        "outgoing": event.before.person if event.before else None,
        "successor": event.after.person if event.after else None,
        "vacant": event.vacant,
    }


def read_product(history: DrawnHistory) -> Facts:
    known = filter_known_office(history.record, history.as_of)
    outlook = build_outlook(known, history.as_of, history.settings)
    holders = find_holders(known, history.as_of, history.settings)
    until = history.settings.horizon.add_to(history.as_of)
    return {
        "open": [describe_transition(each) for each in outlook.open],
        "ahead": [describe_transition(each) for each in outlook.ahead if each.polling_day <= until],
        "needs a new day": outlook.cancelled is not None,
        "state": str(holders.state),
        "holders": frozenset((each.term.person, str(each.capacity)) for each in holders.holders),
    }


def read_oracle(history: DrawnHistory) -> Facts:
    seen: Calendar = calendar(history.record, history.as_of, history.settings)
    silent = removes_nobody_known(view(history.record, history.as_of, history.settings))
    ahead = seen.near(history.settings.horizon.add_to(history.as_of))
    return {
        "open": None if silent else [describe_event(each) for each in seen.open],
        "ahead": None if silent else [describe_event(each) for each in ahead],
        "needs a new day": seen.needs_day,
        "state": seen.held.state if seen.held else None,
        "holders": seen.held.parts if seen.held else None,
    }


def removes_nobody_known(seen: View) -> bool:
    """Whether a recall vote removed somebody, and an earlier vote without a result leaves open whom.

    The text does not say then whose term ends.
    """
    contests = seen.votes.contests
    starts = [term.start.earliest for term in seen.known.terms if term.is_holding and term.start]
    for recall in (each for each in contests if each.kind == "recall" and each.stays == "no"):
        polling = recall.polling[0]
        last = max((start for start in starts if start and start < polling), default=date.min)
        between = [each for each in contests if last < each.first[0] < polling]
        if any(each.winner is None or each.polling[0] > polling for each in between):
            return True
    return False


def find_differences(history: DrawnHistory) -> list[str]:
    """Name what differs, one line a fact; what the text leaves open is None."""
    product, oracle = read_product(history), read_oracle(history)
    return [
        f"{name}:\n    product {product[name]}\n    oracle  {oracle[name]}"
        for name in product
        if oracle[name] is not None and product[name] != oracle[name]
    ]


def list_disagreements(seeds: range, *, rare: bool = False) -> list[str]:
    found = []
    for seed in seeds:
        history = drawn_history(seed, rare=rare)
        differences = find_differences(history)
        if differences:
            found.append("\n  ".join([f"seed {seed}, as of {history.as_of}:", *differences]))
    return found


@pytest.mark.parametrize("block", range(BLOCKS))
def test_calendar_and_oracle_agree(block: int) -> None:
    found = list_disagreements(range(block * IN_BLOCK, (block + 1) * IN_BLOCK))
    assert not found, "\n\n".join(found[:5])


@pytest.mark.parametrize("block", range(BLOCKS))
def test_calendar_and_oracle_agree_on_rare_events(block: int) -> None:
    found = list_disagreements(range(block * IN_BLOCK, (block + 1) * IN_BLOCK), rare=True)
    assert not found, "\n\n".join(found[:5])


@pytest.mark.long
@pytest.mark.parametrize("block", range(LONG_BLOCKS))
def test_calendar_and_oracle_agree_on_20000(block: int) -> None:
    first = 2_000_000 + block * IN_LONG_BLOCK
    found = list_disagreements(range(first, first + IN_LONG_BLOCK), rare=True)
    assert not found, "\n\n".join(found[:5])


@lru_cache(maxsize=1)
def read_rare_histories() -> tuple[Facts, ...]:
    return tuple(read_product(drawn_history(seed, rare=True)) for seed in range(IN_BLOCK))


def test_rare_histories_reach_every_kind() -> None:
    kinds = {each["kind"] for facts in read_rare_histories() for name in ("open", "ahead") for each in facts[name]}
    assert kinds == {str(kind) for kind in TransitionKind}


def test_rare_histories_reach_every_state() -> None:
    seldom = {OfficeState.DEPUTISING, OfficeState.DESIGNATE}
    assert {facts["state"] for facts in read_rare_histories()} >= {str(state) for state in set(OfficeState) - seldom}


def test_rare_histories_reach_cancelled_elections() -> None:
    assert any(facts["needs a new day"] for facts in read_rare_histories())
