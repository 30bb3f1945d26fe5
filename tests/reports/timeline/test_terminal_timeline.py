"""The timeline as text: what is certain looks certain, what is not does not, and nothing is lost or too wide."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from continuity.domain.offices.models import Election, Office, OfficeRecord, Term, Transition
from continuity.domain.programmes.models import Agreement, Funding, Partner
from continuity.domain.risk.findings import Finding
from continuity.domain.values.durations import Duration
from continuity.reports.document.text_layout import display_width
from continuity.reports.listings.timeline import TIMELINE_COLUMNS, list_timeline_rows
from continuity.reports.timeline.terminal import MINIMUM_WIDTH, format_transition, render
from support.report_goldens import same_as_golden
from support.sample_assessment import (
    AS_OF,
    CRITICAL,
    ELECTION,
    ENDS_FIRST,
    HIGH,
    LEADER,
    LEADERS,
    MAYOR,
    MAYORS,
    NEXT_COUNCIL,
    NOT_EXPOSED,
    OPEN,
    UNRECORDED,
    assessment,
    on,
)

TRUST = Partner(key="harbour-trust", name="Harbour Trust", kind="charity")
SIGNED = Agreement(
    key="a",
    partner=TRUST,
    scope="deliver",
    status="signed",
    signed_on=on("2025-12-01"),
    start=on("2026-01-01"),
    end=on("2027-12-31"),
)
PAID = Funding(
    key="m", funder="city-agency", committed_on=on("2025-12-01"), start=on("2026-01-01"), end=on("2027-03-31")
)
COMMITTED = replace(PAID, certainty="committed")
WIDTHS = (60, 80, 100, 120, 300)


def drawn(width: int = 100, **changes: Any) -> str:
    return render(assessment(**changes), width)


def mayors(*terms: Term, findings: tuple[Finding, ...] = (), **changes: Any) -> dict[str, Any]:
    """One office alone, with these terms and findings."""
    office = replace(MAYORS, terms=terms)
    return {"office_records": {MAYOR: office}, "findings": findings, "transitions": (), **changes}


def term(start: str | None, end: str | None = None, **changes: Any) -> Term:
    base = Term(key="t", person="ada-one", start=on(start) if start else None, end=on(end) if end else None)
    return replace(base, **changes)


def with_parts(agreements: tuple[Agreement, ...] = (), funding: tuple[Funding, ...] = ()) -> Finding:
    return replace(HIGH, programme=replace(HIGH.programme, agreements=agreements, funding=funding))


def line(text: str, begin: str, width: int = 100) -> str:
    """The columns of the drawing beside the first label that begins so."""
    found = next(one for one in text.splitlines() if one.strip().startswith(begin))
    label = min(40, width * 2 // 5)
    return f"{found[label:]:<{width - label}}"


def column(day: date, width: int = 100) -> int:
    """Where a day stands, on the scale of 2022 to 2028 that the horizon makes."""
    first, last = date(2022, 1, 1), date(2028, 12, 31)
    return (day - first).days * (width - min(40, width * 2 // 5)) // ((last - first).days + 1)


def test_the_drawing_is_as_it_was() -> None:
    several = (with_parts((SIGNED,), (PAID, COMMITTED)), CRITICAL, UNRECORDED, ENDS_FIRST, NOT_EXPOSED)
    same_as_golden("timeline.txt", drawn(findings=several))


def test_the_same_facts_give_the_same_lines_in_whatever_order_they_come() -> None:
    turned = {"findings": assessment().findings[::-1], "office_records": {LEADER: LEADERS, MAYOR: MAYORS}}
    assert drawn() == drawn(**turned)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal_and_none_ends_in_a_space(width: int) -> None:
    for text in drawn(width, findings=(with_parts((SIGNED,), (PAID,)), *assessment().findings)).splitlines():
        assert display_width(text) <= width
        assert text == text.rstrip()


def test_a_term_is_drawn_from_its_first_day_to_its_last() -> None:
    bar = line(drawn(**mayors(term("2023-05-08", "2025-12-31"))), "Ada One")
    assert bar.index("█") == column(date(2023, 5, 8))
    assert bar.rindex("█") == column(date(2025, 12, 31))
    assert "░" not in bar


def test_a_term_to_be_ended_by_nobody_knows_whom_is_expected_from_the_as_of_day() -> None:
    bar = line(drawn(**mayors(term("2023-05-08", expected_end=on("2027-05-09")))), "Ada One")
    assert bar.rindex("█") == column(AS_OF)
    assert (bar.index("░"), bar.rindex("░")) == (column(AS_OF) + 1, column(date(2027, 5, 9)))


def test_a_holder_past_the_expected_end_is_not_drawn_as_in_office() -> None:
    bar = line(drawn(**mayors(term("2023-05-08", expected_end=on("2025-06-30")))), "Ada One")
    assert bar.rindex("█") == column(date(2025, 6, 30))
    assert bar.rindex("░") == column(AS_OF)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("start", ["2024", "2024-06", "2024-06-11/2024-06-14"])
def test_a_vague_start_looks_vague_at_every_width_and_is_told_as_it_was_written(start: str, width: int) -> None:
    text = drawn(width, **mayors(term(start, "2025-12-31")))
    bar = line(text, "Ada One", width)
    assert bar.strip("│ ").startswith("░")
    assert "█" in bar
    assert f"Ada One, {start} to 2025-12-31." in " ".join(text.split())


def test_a_start_of_which_only_the_latest_day_is_known_goes_back_to_the_edge_as_unknown() -> None:
    bar = line(drawn(**mayors(term("../2024-03-22", "2025-12-31"))), "Ada One")
    assert bar.startswith("░")
    assert bar.index("█") in (column(date(2024, 3, 22)), column(date(2024, 3, 22)) + 1)


@pytest.mark.parametrize(("first", "last"), [("2024-05-06", "2024-05-06"), ("2024-12-31", "2025-01-01")])
def test_a_term_of_a_day_is_seen_at_the_narrowest_width(first: str, last: str) -> None:
    assert "█" in line(drawn(MINIMUM_WIDTH, **mayors(term(first, last))), "Ada One", MINIMUM_WIDTH)


def test_what_reaches_beyond_the_years_drawn_says_so_and_what_has_no_end_does_not() -> None:
    reaching = line(drawn(**mayors(term("2015-01-01", expected_end=on("2039-12-31")))), "Ada One")
    assert (reaching[0], reaching[-1]) == ("◄", "►")
    unended = line(drawn(**mayors(findings=(HIGH,))), "School Bridges")
    assert unended[-1] == "░"


def test_a_term_without_a_day_is_told_in_words() -> None:
    text = drawn(**mayors(term(None)))
    assert line(text, "Ada One").strip() == "no day recorded"
    assert "█" not in text


def test_terms_that_overlap_have_a_line_each() -> None:
    seats = (term("2023-05-08", "2025-12-31"), term("2024-01-01", "2026-05-01", key="u", person="ben-two"))
    text = drawn(**mayors(*seats))
    both = column(date(2025, 1, 1))
    assert line(text, "Ada One")[both] == line(text, "Ben Two")[both] == "█"


def test_earlier_terms_are_counted() -> None:
    assert "Not drawn: 1 term outside these years." in drawn(**mayors(term("1998-01-01", "2001-12-31")))


def test_a_programme_runs_as_far_as_what_is_recorded_carries_it_and_is_open_beyond() -> None:
    bar = line(drawn(**mayors(findings=(HIGH,))), "School Bridges (high risk)")
    assert bar.rindex("▓") == column(date(2027, 3, 31))
    assert bar[column(date(2027, 3, 31)) + 1] == "░"


def test_a_programme_without_a_day_looks_certain_nowhere_and_is_told() -> None:
    text = drawn(**mayors(findings=(UNRECORDED,)))
    assert "▓" not in text
    assert "Youth Mediators, start not recorded, open end." in " ".join(text.split())


def test_a_programme_that_ended_before_the_years_drawn_is_told_in_words() -> None:
    gone = replace(NOT_EXPOSED.programme, city="exampleton", office=MAYOR, launched=on("2010"), end=on("2012-06-30"))
    text = drawn(**mayors(findings=(replace(NOT_EXPOSED, programme=gone),)))
    assert line(text, "Old Scheme (not exposed)").strip() == "2010 to 2012-06-30 (stated)"


def test_agreements_and_money_stand_beneath_their_programme_and_uncertain_ones_look_uncertain() -> None:
    text = drawn(**mayors(findings=(with_parts((SIGNED,), (COMMITTED, replace(PAID, key="n"))),)))
    programme, agreement, money, unsure = text[text.index("School Bridges") :].splitlines()[:4]
    assert programme.startswith("School Bridges")
    assert ("═ Harbour Trust" in agreement, agreement.count("═") > 10) == (True, True)
    assert ("─ City Agency" in money, money.count("─") > 5) == (True, True)
    assert "─ City Agency (not recorded as" in unsure
    assert unsure.count("·") > 5
    assert unsure.count("─") == 1


def test_what_has_no_day_is_named_once_with_how_often_it_occurs() -> None:
    undated = replace(PAID, start=None, end=None)
    named = replace(SIGNED, status="named", start=None, end=None, signed_on=None)
    text = drawn(**mayors(findings=(with_parts((named,), (undated, replace(undated, key="n"))),)))
    assert "partners, no day recorded: Harbour Trust (no agreement recorded)" in text
    assert "money, no day recorded: City Agency (not recorded as committed), 2 times" in text


def test_money_that_is_past_is_told_with_its_days() -> None:
    past = replace(PAID, start=on("2011"), end=on("2012"))
    text = drawn(**mayors(findings=(with_parts((), (past,)),)))
    assert "money, outside these years: City Agency (not recorded as committed), 2011 to 2012" in " ".join(text.split())


def test_polling_day_the_quiet_period_and_the_handover_stand_on_their_days() -> None:
    text = drawn(width=300, transitions=(ELECTION,))
    polling, handover = line(text, "polling day", 300), line(text, "handover", 300)
    assert polling.index("●") == column(ELECTION.polling_day, 300)
    assert polling.index("~") == column(date(2027, 3, 22), 300)
    assert handover.index("■") == column(ELECTION.handover_first, 300)


def test_a_day_of_change_does_not_vanish_in_the_quiet_period_of_the_next() -> None:
    later = replace(ELECTION, polling_day=date(2027, 9, 2), quiet_from=date(2027, 4, 1))
    both = line(drawn(**mayors(transitions=(ELECTION, later))), "polling day")
    assert [both[column(one.polling_day)] for one in (ELECTION, later)] == ["●", "●"]


def test_a_day_of_change_is_marked_down_the_whole_drawing() -> None:
    text = drawn(**mayors(findings=(ENDS_FIRST,), transitions=(ELECTION,)))
    assert line(text, "Summer Games")[column(ELECTION.polling_day)] == ":"
    assert line(text, "As of 2026-08-01")[column(AS_OF)] == "▼"


@pytest.mark.parametrize(
    ("transition", "day", "handover"), [(ELECTION, "●", "■"), (NEXT_COUNCIL, "○", "□"), (OPEN, "●", "□")]
)
def test_a_day_that_is_not_recorded_looks_so(transition: Transition, day: str, handover: str) -> None:
    told = {"office_records": {transition.office: replace(MAYORS, office=Office(key=transition.office, city="x"))}}
    text = drawn(findings=(), transitions=(transition,), **told)
    found = {sign for sign in "●○■□" if sign in text.partition("\n* ")[0]}
    assert found == {day, handover}


def test_vague_polling_day_is_drawn_over_its_whole_span() -> None:
    """Issue 14, line 1."""
    vague = replace(ELECTION, polling_date=on("2027-04-15/2027-11-15"), polling_day=date(2027, 4, 15))
    polling = line(drawn(**mayors(transitions=(vague,))), "polling day")
    assert [polling[column(date(2027, month, 15))] for month in (4, 8, 11)] == ["○", "○", "○"]
    assert "●" not in polling


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"terms": (term("2023-05-08"),)}, ""),
        (
            {"terms": (term("2023-05-08", expected_end=on("2026-07-31")),)},
            "the term is past its expected end, and no end is recorded.",
        ),
        (
            {
                "terms": (term("2022-05-09"),),
                "elections": (Election(key="e", date=on("2026-05-07"), status="held"),),
            },
            "Not known since the election of 7 May 2026 (last known: Ada One).",
        ),
        (
            {"elections": (Election(key="e", date=on("2027-05-06"), status="cancelled", known_from=on("2026-07")),)},
            "The election of 2027-05-06 is cancelled, and no new day is recorded.",
        ),
    ],
)
def test_remark_says_that_the_holder_is_not_known_or_overdue(changes: dict[str, Any], sentence: str) -> None:
    """Issue 14, line 3: as `office holders` says it; nothing where somebody is known to be in office."""
    text = " ".join(drawn(office_records={MAYOR: replace(MAYORS, **changes)}, findings=(), transitions=()).split())
    found = [part for part in ("past its expected end", "Not known since", "is cancelled") if part in text]
    assert found == [part for part in found if part in sentence]
    assert sentence in text


@pytest.mark.parametrize(
    ("transition", "sentence"),
    [
        (
            ELECTION,
            (
                "Election on 2027-05-06 (recorded); pre-election period from 2027-03-22; handover on 2027-05-10 "
                "(recorded); a new holder is certain."
            ),
        ),
        (
            NEXT_COUNCIL,
            (
                "Election on 2028-05-04 (by the electoral rule); length of the pre-election period not recorded; "
                "handover between 2028-05-04 and 2028-08-02 (derived)."
            ),
        ),
        (
            OPEN,
            (
                "Vacancy on 2026-07-02 (recorded); handover between 2026-07-02 and 2026-09-30 (derived); open: it is "
                "past and not settled yet, no result recorded."
            ),
        ),
        (
            replace(ELECTION, holder_stays=True, open=True, result_known=True),
            (
                "Election on 2027-05-06 (recorded); pre-election period from 2027-03-22; handover on 2027-05-10 "
                "(recorded); the same person goes on; open: it is past and not settled yet."
            ),
        ),
    ],
)
def test_each_change_is_told_with_its_days_and_where_they_come_from(transition: Transition, sentence: str) -> None:
    assert format_transition(transition) == sentence


def test_a_change_beyond_the_years_drawn_is_told_all_the_same() -> None:
    late = replace(ELECTION, polling_day=date(2037, 5, 6), handover_first=date(2037, 5, 9))
    text = drawn(**mayors(transitions=(replace(late, handover_last=date(2037, 5, 9)),)))
    assert "It lies beyond the years drawn." in text
    assert "●" not in text


def test_the_key_explains_the_signs_that_occur_and_no_other() -> None:
    text = drawn(**mayors(term("2023-05-08", "2025-12-31")))
    assert [one[0] for one in text.splitlines() if one[1:3] == "  " and one[3:4].isalpha()] == ["█", "│"]
    assert text.count("in office, as recorded") == 1


def test_an_office_of_which_nothing_is_recorded_says_so() -> None:
    text = drawn(**mayors())
    for told in ("no term recorded", "none known", "no programme recorded"):
        assert line(text, told).strip() == "│"
    assert "No change of leadership is known up to 2028-08-01." in text


def test_a_ceremonial_office_has_no_programmes_and_says_why() -> None:
    office = Office(key=MAYOR, city="exampleton", title="Mayor", kind="ceremonial")
    text = drawn(**mayors() | {"office_records": {MAYOR: OfficeRecord(office=office)}})
    assert "A ceremonial office" in text
    assert "Programmes" not in text


@pytest.mark.parametrize(
    "name",
    [
        "Long " * 60,
        "L" * 300,
        "预防暴力" * 75,
        "👩‍👩‍👧 Families 🎉" * 10,
        "עיר בטוחה",
        "مدينة آمنة " * 20,
        "e\u0301" * 150,
        "two\nlines\tand a tab",
    ],
)
@pytest.mark.parametrize("width", [60, 100])
def test_a_name_of_any_script_or_length_is_whole_and_leaves_the_drawing_in_its_place(name: str, width: int) -> None:
    named = replace(HIGH, programme=replace(HIGH.programme, name=name))
    names = {**assessment().names, ("person", "ada-one"): name}
    office = replace(MAYORS, office=replace(MAYORS.office, title=name))
    text = drawn(width, office_records={MAYOR: office}, findings=(named,), transitions=(ELECTION,), names=names)
    assert max(map(display_width, text.splitlines())) <= width
    whole = "".join(name.split())
    assert "".join(text.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))).split()).count(whole[:10])
    assert all(one.count("\u2068") == one.count("\u2069") for one in text.splitlines())
    marked = {
        display_width(one.partition("│")[0]) for one in text.splitlines() if "│" in one and not one.startswith("│")
    }
    assert marked == {min(40, width * 2 // 5) + column(AS_OF, width)}


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2900, 1, 1), date(2999, 12, 31)])
def test_a_day_far_away_is_drawn_too(day: date) -> None:
    text = drawn(**mayors(term("2023-05-08"), as_of=day))
    assert f"As of {day}" in text
    assert text.count("┬") >= 3


@pytest.mark.parametrize(("horizon", "years"), [("0d", 5), ("10y", 13)])
def test_the_years_drawn_follow_the_horizon(horizon: str, years: int) -> None:
    settings = replace(assessment().settings, horizon=Duration.parse(horizon))
    assert drawn(**mayors(settings=settings)).count("┬") == years


def entries(**changes: Any) -> list[dict[str, Any]]:
    return list(list_timeline_rows(assessment(**changes)))


def test_every_record_has_a_row_drawn_or_not() -> None:
    finding = with_parts((replace(SIGNED, start=None, end=on("2027")),), (PAID,))
    given = mayors(term("1998", "2001-12"), term(None, key="u"), findings=(finding,), transitions=(ELECTION,))
    found = entries(**given)
    assert [(one["what"], one["key"]) for one in found] == [
        ("term", "t"),
        ("term", "u"),
        ("transition", f"{MAYOR}/2027-05-06"),
        ("programme", "exampleton/school-bridges"),
        ("agreement", "a"),
        ("money", "m"),
    ]
    assert (found[0]["start"], found[0]["end"], found[1]["start"]) == ("1998", "2001-12", None)
    assert (found[4]["name"], found[4]["who"], found[4]["end"]) == ("Harbour Trust", "harbour-trust", "2027")
    assert {name for one in found for name in one} == set(TIMELINE_COLUMNS)
    assert {(one["city"], one["office"]) for one in found} == {("exampleton", MAYOR)}
    assert {one["programme"] for one in found[3:]} == {"exampleton/school-bridges"}


def test_a_row_knows_nothing_that_was_not_known_on_the_day() -> None:
    later = term("2027-01-01")
    assert entries(**mayors(later)) == []
    assert entries(**mayors(term("2023-05-08", "2027-01-01")))[0]["end"] is None
