"""What the timeline draws, in days and in figures."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from continuity.domain.offices.models import Election, Term
from continuity.reports.timeline.bars import BarSegment, TimelineBar, build_programme_bars
from continuity.reports.timeline.svg_layout import (
    HEAD_HEIGHT,
    LEFT_EDGE,
    RIGHT_EDGE,
    ROW_HEIGHT,
    Scale,
    lay_out_panel,
    truncate_label,
    window_end,
)
from continuity.reports.timeline.term_bars import build_term_bars
from support.sample_assessment import (
    AS_OF,
    COVERED,
    ELECTION,
    ENDS_FIRST,
    HIGH,
    LEADER,
    MAYOR,
    MAYORS,
    NEXT_COUNCIL,
    UNRECORDED,
    assessment,
    on,
)

SCALE = Scale(date(2022, 1, 1), date(2029, 12, 31))


def stretches(*terms: Term) -> list[tuple[BarSegment, ...]]:
    found = assessment(office_records={MAYOR: replace(MAYORS, terms=terms)})
    return [strand.segments for strand in build_term_bars(found, MAYOR)]


def term(**changes: Any) -> Term:
    base = Term(key="t", person="ada-one", start=on("2023-05-08"))
    return replace(base, **changes)


def strand(what: str, first: date | None, last: date | None, name: str = "A") -> TimelineBar:
    return TimelineBar(kind=what, name=name, start=None, end=None, segments=(BarSegment(first, last, "held"),))


def test_days_lie_in_order_between_the_edges() -> None:
    assert SCALE.locate(SCALE.first) == LEFT_EDGE
    assert SCALE.locate(SCALE.last) == RIGHT_EDGE
    assert SCALE.locate(date(1900, 1, 1)) == LEFT_EDGE
    assert SCALE.locate(date.max) == RIGHT_EDGE
    assert LEFT_EDGE < SCALE.locate(date(2024, 1, 1)) < SCALE.locate(date(2024, 1, 10)) < RIGHT_EDGE


def test_a_scale_of_many_years_labels_only_some() -> None:
    years = Scale(date(1990, 1, 1), date(2029, 12, 31)).list_years()
    assert len(years) == 40
    assert 10 <= sum(bool(year.label) for year in years) <= 14


def test_a_recorded_term_is_held_to_its_end() -> None:
    assert stretches(MAYORS.terms[0]) == [(BarSegment(date(2019, 5, 6), date(2023, 5, 7), "held"),)]


def test_a_term_without_an_end_is_expected_beyond_the_as_of_day() -> None:
    assert stretches(MAYORS.terms[1]) == [
        (BarSegment(date(2023, 5, 8), AS_OF, "held"), BarSegment(date(2026, 8, 2), date(2027, 5, 9), "ahead"))
    ]


def test_an_overdue_term_is_held_only_to_its_expected_end() -> None:
    overdue = term(expected_end=on("2026-05"))
    assert stretches(overdue) == [
        (BarSegment(date(2023, 5, 8), date(2026, 5, 31), "held"), BarSegment(date(2026, 6, 1), AS_OF, "ahead"))
    ]


def test_holder_is_uncertain_after_an_election_without_result() -> None:
    """Issue 14, line 3: solid to the day before the handover, here derived from the day after polling day."""
    vote = Election(key="e", date=on("2026-05-07"), status="held")
    found = assessment(office_records={MAYOR: replace(MAYORS, terms=(term(),), elections=(vote,))})
    (shown,) = build_term_bars(found, MAYOR)
    assert shown.segments == (
        BarSegment(date(2023, 5, 8), date(2026, 5, 7), "held"),
        BarSegment(date(2026, 5, 8), AS_OF, "ahead"),
    )


def test_a_term_without_an_end_gives_way_to_the_next() -> None:
    first, _ = stretches(term(), term(key="u", start=on("2025-01-01")))
    assert first == (BarSegment(date(2023, 5, 8), date(2024, 12, 31), "held"),)


def test_an_undated_term_is_told_but_not_drawn() -> None:
    told = build_term_bars(assessment(), LEADER)
    assert (told[-1].name, told[-1].format_start(), told[-1].segments) == ("dan-four", "not recorded", ())
    assert told[1].name == "Cleo Three (acting)"


def test_a_programme_runs_to_its_last_recorded_day_and_is_open_beyond() -> None:
    (shown,) = build_programme_bars(assessment(), [HIGH])
    assert shown.segments == (
        BarSegment(date(2024, 2, 1), date(2027, 3, 31), "runs"),
        BarSegment(date(2027, 4, 1), None, "open"),
    )
    assert (shown.verdict, shown.runs_until) == ("high", date(2027, 3, 31))


def test_a_programme_of_which_nothing_is_recorded_is_open_throughout() -> None:
    (shown,) = build_programme_bars(assessment(), [UNRECORDED])
    assert shown.segments == (BarSegment(None, None, "open"),)


def launched(**changes: Any) -> list[tuple[date | None, date | None, str]]:
    finding = replace(HIGH, programme=replace(HIGH.programme, **changes))
    (shown,) = build_programme_bars(assessment(), [finding])
    return [(one.first, one.last, one.style) for one in shown.segments]


def test_the_days_by_which_a_launch_or_an_end_is_vague_are_open() -> None:
    assert launched(launched=on("2024"), end=on("2027-02"), end_basis="stated") == [
        (date(2024, 1, 1), date(2024, 12, 30), "open"),
        (date(2024, 12, 31), date(2027, 2, 1), "runs"),
        (date(2027, 2, 2), date(2027, 2, 28), "open"),
    ]
    assert launched(launched=on("../2008-03-22"))[0] == (None, date(2008, 3, 21), "open")


def test_an_ended_programme_ran_to_its_end_as_far_as_that_is_known() -> None:
    assert launched(status="ended", end=on("2025-12-31"), end_basis="stated") == [
        (date(2024, 2, 1), date(2025, 12, 31), "runs")
    ]
    assert launched(status="ended", launched=None, end=on("2025"), end_basis="stated") == [
        (None, date(2025, 12, 31), "open")
    ]


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        ("2025", (date(2025, 1, 1), date(2025, 12, 30))),
        ("2025-05", (date(2025, 5, 1), date(2025, 5, 30))),
        ("../2008-03-22", (None, date(2008, 3, 21))),
    ],
)
def test_a_term_is_held_only_from_when_it_has_certainly_begun(
    start: str, shown: tuple[date | None, date | None]
) -> None:
    for end in (None, on("2026-12-31")):
        ((vague, held, *_),) = stretches(term(start=on(start), end=end))
        assert (vague.first, vague.last, vague.style) == (*shown, "ahead")
        assert (held.first, held.style) == (on(start).latest, "held")


def test_a_term_with_a_vague_end_is_held_only_as_long_as_is_certain() -> None:
    ((held, vague),) = stretches(term(end=on("2025")))
    assert (held.last, vague.last, vague.style) == (date(2025, 1, 1), date(2025, 12, 31), "ahead")


def test_a_term_that_may_not_have_begun_is_held_on_no_day() -> None:
    ((only,),) = stretches(term(start=on("2026/..")))
    assert only == BarSegment(date(2026, 1, 1), AS_OF, "ahead")


def test_a_stated_end_ends_the_bar_and_a_derived_one_does_not() -> None:
    (stated,) = build_programme_bars(assessment(), [ENDS_FIRST])
    assert stated.segments == (BarSegment(date(2024, 2, 1), date(2026, 9, 30), "runs"),)
    derived = replace(ENDS_FIRST, programme=replace(ENDS_FIRST.programme, end_basis="derived"))
    assert build_programme_bars(assessment(), [derived])[0].segments[-1].last is None


def test_a_planned_programme_is_open_throughout() -> None:
    planned = replace(COVERED, programme=replace(COVERED.programme, status="planned", launched=on("2027")))
    assert build_programme_bars(assessment(), [planned])[0].segments == (BarSegment(date(2027, 1, 1), None, "open"),)


def test_terms_share_a_line_unless_they_overlap() -> None:
    apart = [strand("Term", date(2022, 1, 1), date(2023, 1, 1)), strand("Term", date(2023, 1, 2), None)]
    assert len(lay_out_panel(SCALE, apart, (), window_days=183).rows) == 1
    two = [*apart, strand("Term", date(2022, 6, 1), date(2024, 1, 1))]
    assert len(lay_out_panel(SCALE, two, (), window_days=183).rows) == 2


def test_each_programme_has_its_line_and_what_lies_outside_the_scale_has_none() -> None:
    lines = [
        strand("Programme", date(2024, 1, 1), None, "In"),
        strand("Programme", date(2001, 1, 1), date(2002, 1, 1), "Past"),
        strand("Programme", None, None, "Undated"),
    ]
    drawn = lay_out_panel(SCALE, lines, (), window_days=183)
    assert [(row.label, row.y) for row in drawn.rows] == [("In", HEAD_HEIGHT), ("Undated", HEAD_HEIGHT + ROW_HEIGHT)]


def test_bars_stay_inside_the_drawing() -> None:
    drawn = lay_out_panel(SCALE, [strand("Programme", None, date.max)], (ELECTION, NEXT_COUNCIL), window_days=183)
    ends = [bar.x + bar.width for row in drawn.rows for bar in row.bars] + [b.x + b.width for b in drawn.bands]
    assert max(ends) <= RIGHT_EDGE + 1.5


def test_a_name_stands_in_its_bar_only_where_it_fits() -> None:
    long = strand("Term", date(2022, 1, 1), date(2022, 4, 1), "Somebody With A Long Name")
    assert lay_out_panel(SCALE, [long], (), window_days=1).rows[0].bars[0].text == ""
    wide = strand("Term", date(2022, 1, 1), date(2027, 4, 1), "Ada One")
    assert lay_out_panel(SCALE, [wide], (), window_days=1).rows[0].bars[0].text == "Ada One"


def test_a_name_stands_in_the_first_part_of_its_bar_that_has_room_for_it() -> None:
    vague = BarSegment(date(2022, 1, 1), date(2022, 1, 31), "ahead")
    held = BarSegment(date(2022, 2, 1), date(2027, 4, 1), "held")
    both = replace(strand("Term", None, None, "Ada One"), segments=(vague, held))
    assert [bar.text for bar in lay_out_panel(SCALE, [both], (), window_days=1).rows[0].bars] == ["", "Ada One"]


def test_labels_of_near_days_do_not_lie_on_each_other() -> None:
    near = replace(ELECTION, polling_day=date(2027, 6, 1))
    ticks = lay_out_panel(SCALE, [], (ELECTION, near, NEXT_COUNCIL), window_days=183).ticks
    assert [tick.label for tick in ticks] == ["6 May 2027", "", "4 May 2028"]


def test_a_label_at_the_right_edge_turns_inwards() -> None:
    late = replace(ELECTION, polling_day=date(2029, 12, 1))
    (tick,) = lay_out_panel(SCALE, [], (late,), window_days=183).ticks
    assert (tick.anchor, tick.label) == ("end", "1 Dec 2029")


def test_the_window_is_counted_from_the_last_day_of_the_handover() -> None:
    assert window_end(NEXT_COUNCIL, 183) == date(2029, 2, 1)
    assert window_end(replace(ELECTION, handover_last=date.max), 183) == date.max


@pytest.mark.parametrize(
    ("text", "shown"), [("Short", "Short"), ("exactly ten", "exactly t…"), ("学校学校学校", "学校学校…"), ("", "")]
)
def test_a_label_too_long_for_its_place_is_cut_with_a_mark(text: str, shown: str) -> None:
    assert truncate_label(text, 10) == shown


def test_agreements_and_money_are_thinner_bars_under_their_programme() -> None:
    parts = tuple(strand(what, date(2025, 1, 1), date(2026, 1, 1)) for what in ("Agreement", "Money", "Money"))
    lines = [
        replace(strand("Programme", date(2024, 1, 1), None, "With"), parts=parts),
        strand("Programme", date(2024, 1, 1), None, "Without"),
    ]
    first, second = lay_out_panel(SCALE, lines, (), window_days=183).rows
    thick, agreement, *money = first.bars
    assert thick.height > agreement.height == money[0].height
    assert thick.y + thick.height < agreement.y < money[0].y == money[1].y
    assert money[0].y + money[0].height < second.y < HEAD_HEIGHT + 2 * ROW_HEIGHT


def test_the_pre_election_period_the_handover_and_the_window_follow_each_other() -> None:
    drawn = lay_out_panel(SCALE, [], (NEXT_COUNCIL, ELECTION), window_days=183).bands
    assert [band.style for band in drawn] == ["handover", "window", "quiet", "handover", "window"]
    quiet, handover, window = drawn[2:]
    assert quiet.x < quiet.x + quiet.width <= handover.x < window.x
