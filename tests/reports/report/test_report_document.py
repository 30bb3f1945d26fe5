"""The report as Markdown and as text: what it says to whom, from no programme to a network of them."""

import re
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from continuity.domain.offices.models import Election
from continuity.domain.privacy.audiences import AUDIENCES, FUNDER, PARTNER, PUBLIC
from continuity.domain.programmes.models import Agreement, Funding, Partner, Programme
from continuity.domain.risk.factors.registry import CODES
from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.risk.measures import find_recorded_facts
from continuity.domain.settings import Settings
from continuity.domain.summaries.concentration import Concentration
from continuity.domain.summaries.funding_totals import FundingSums, total_funding
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import FindingStatus
from continuity.reports.registry import render_report
from continuity.reports.report import summary
from continuity.reports.report.model import ReportData
from continuity.reports.wording.funding import AMOUNT_LABELS, format_amount, list_amounts
from continuity.reports.wording.reasons import REASONS, reason_label
from support.report_goldens import same_as_golden
from support.sample_assessment import (
    AS_OF,
    COVERED,
    CRITICAL,
    ELECTION,
    FINDINGS,
    HIGH,
    LEADER,
    LEADERS,
    MAYOR,
    MAYORS,
    NEXT_COUNCIL,
    OPEN,
    UNRECORDED,
    assessment,
    large,
    on,
)

FORMS = ["markdown", "text"]
GRANT = Funding(
    key="f",
    amount=Decimal("1234.50"),
    currency="EUR",
    certainty="committed",
    start=on("2026-01-01"),
    end=on("2027-12-31"),
    end_basis="stated",
)
FUNDED = replace(HIGH, programme=replace(HIGH.programme, funding=(GRANT, replace(GRANT, key="g", amount=None))))


def dossier(*findings: Finding, **changes: Any) -> ReportData:
    found = assessment(findings=findings or (FINDINGS[0], FUNDED, *FINDINGS[2:]))
    return replace(ReportData(assessment=found, findings=found.findings), **changes)


def written(form: str, made: ReportData) -> str:
    return render_report(form, made).decode()


def flat(made: ReportData) -> str:
    """The text without its line breaks."""
    return " ".join(written("text", made).split())


def whole(found: Assessment) -> ReportData:
    return ReportData(assessment=found, findings=found.findings)


@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("text", "txt")])
def test_the_report_is_as_it_was(form: str, ending: str) -> None:
    same_as_golden(f"report.{ending}", written(form, dossier()))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_facts_give_the_same_bytes(form: str) -> None:
    assert render_report(form, dossier()) == render_report(form, dossier())


def test_the_parts_come_in_the_order_in_which_they_are_needed() -> None:
    headings = [line for line in written("markdown", dossier()).splitlines() if line.startswith("## ")]
    assert headings == [
        "## Where the programmes stand",
        "## Decisions due",
        "## Programmes at risk",
        "## Other programmes",
        "## Calendar",
        "## City by city",
        "## Money",
        "## How good the data is",
        "## Rule and settings",
    ]


@pytest.mark.parametrize("form", FORMS)
def test_for_whom_it_was_made_is_said_at_the_top(form: str) -> None:
    top = " ".join(written(form, dossier(left_out=("2 notes",))).split()).partition("Where the programmes stand")[0]
    assert "Made for the city's own staff. Left out: 2 notes." in top


def test_each_city_is_told_by_itself_with_who_leads_it_and_what_comes_first() -> None:
    told = flat(dossier(filters=()))
    assert (
        "- Exampleton: 2 of 4 programmes at risk (1 high, 1 moderate; 1 on the record, 1 because nothing is recorded), "
        "1 covered, 1 ends first; the next change is on 6 May 2027. Mayor: Ada One, since 8 May 2023. To be decided "
        "first: Extend the agreement, or sign its renewal. By 21 March 2027."
    ) in told


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        (date(2026, 5, 7), "Mayor: Ada One, since 8 May 2023."),
        (date(2026, 5, 8), "Mayor: not known since the election of 7 May 2026 (last known: Ada One)."),
        (date(2026, 9, 1), "Mayor: not known since the election of 7 May 2026 (last known: Ada One)."),
    ],
)
def test_annex_says_that_nobody_is_known_to_hold_the_office(as_of: date, words: str) -> None:
    """Issue 14, line 3: on polling day, and from the handover on, which no rule dates."""
    vote = Election(key="e", date=on("2026-05-07"), status="held")
    record = replace(MAYORS, terms=MAYORS.terms[1:], elections=(vote,))
    found = assessment(as_of=as_of, office_records={MAYOR: record}, findings=(HIGH,), transitions=())
    assert words in flat(whole(found))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 5, 9), "Mayor: Ada One, since 8 May 2023."),
        (
            date(2027, 5, 10),
            "Mayor: Ada One, since 8 May 2023; the term is past its expected end, and no end is recorded.",
        ),
    ],
)
def test_annex_says_that_a_term_is_overdue_in_the_same_words(day: date, words: str) -> None:
    """Issue 14, line 3."""
    record = replace(MAYORS, terms=MAYORS.terms[1:])
    found = assessment(as_of=day, office_records={MAYOR: record}, findings=(HIGH,), transitions=())
    assert words in flat(whole(found))


def test_vacancy_says_since_when_and_who_acts() -> None:
    """Issue 14, line 8: in the programme's facts and in the city's line."""
    terms = (replace(LEADERS.terms[0], expected_end=on("2028-05-03")), *LEADERS.terms[1:])
    found = assessment(
        office_records={LEADER: replace(LEADERS, terms=terms)}, findings=(CRITICAL,), transitions=(OPEN,)
    )
    sentence = "Cleo Three is acting (since 2 July 2026); vacant since 2 July 2026 (last: Ben Two, whose mandate ran to"
    text = flat(whole(found))
    assert f"In office now: {sentence}" in text
    assert f"Leader of the Council: {sentence}" in text


def test_annex_names_a_cancelled_election_without_another() -> None:
    vote = Election(key="e", date=on("2027-05-06"), status="cancelled", known_from=on("2026-07-01"))
    record = replace(MAYORS, elections=(vote,))
    found = assessment(office_records={MAYOR: record}, findings=(HIGH,), transitions=())
    assert "the election of 6 May 2027 is cancelled, and no new day is recorded" in flat(whole(found))


def test_next_change_of_a_city_is_not_an_open_one() -> None:
    """Issue 14, line 14: an election of the past that only the rule projects is open, and never the next."""
    past = replace(NEXT_COUNCIL, polling_day=date(2026, 5, 7), handover_last=AS_OF, open=True)
    text = flat(whole(assessment(transitions=(past, NEXT_COUNCIL))))
    assert "a change of leadership is still open, the next change is on 4 May 2028" in text


def test_funders_are_named_where_organisations_are() -> None:
    assert "Funders: Harbour Trust, lottery" in flat(dossier(HIGH))
    assert "Funders" not in flat(dossier(HIGH, audience=PUBLIC))


UNTOLD = "10 May 2026 to 20 May 2026 (by the electoral rule); whether it has taken place is not recorded"


@pytest.mark.parametrize(("form", "times"), [("markdown", 2), ("text", 1), ("html", 3)])
def test_a_handover_of_which_nothing_is_known_keeps_its_own_last_day(form: str, times: int) -> None:
    days = {"polling_day": "2026-05-06", "handover_first": "2026-05-10", "scheduled_handover_last": "2026-05-20"}
    passed = replace(ELECTION, **{name: date.fromisoformat(day) for name, day in days.items()})
    passed = replace(passed, handover_last=AS_OF, handover_basis="rule", open=True)
    told = written(form, whole(assessment(findings=(replace(HIGH, transition=passed),), transitions=(passed,))))
    said = " ".join(re.sub(r"<[^>]*>", " ", told).replace("\u00a0", " ").split())
    # In a table of the page, where they come from stands in a line of its own.
    said = re.sub(r"2026,? by the electoral rule;", "2026 (by the electoral rule);", said)
    assert said.count(UNTOLD) >= times
    assert "10 May 2026 to 1 August 2026" not in said


def test_a_step_that_is_late_comes_before_a_change_that_need_not_be_a_vote() -> None:
    told = flat(dossier())
    assert "late: the time before the change is past" in told
    assert "the vote" not in told


def test_every_reason_has_words_of_its_own_and_no_two_have_the_same() -> None:
    labels = [reason_label(code) for code in CODES]
    assert list(REASONS) == list(CODES)
    assert len(set(labels)) == len(CODES)
    assert not [words for words in labels if "," in words]


def test_no_document_names_a_command() -> None:
    for found in (large(61, 5), assessment()):
        for form in (*FORMS, "html"):
            assert not re.search(r"continuity (plan|explain|risk|report|check)", written(form, whole(found)))


def test_large_numbers_have_their_thousands_told_apart() -> None:
    found = large(41, 30)
    for form in (*FORMS, "html"):
        told = " ".join(written(form, whole(found)).split())
        assert "1,230 of 1,230 programmes are at risk" in told
        assert not re.search(r"(?<![\d.#-])1230\b", told)


def test_what_is_at_risk_and_what_is_covered_come_first_and_covered_is_not_called_safe() -> None:
    told = flat(dossier())
    places = [told.index(text) for text in ("At risk on the record: 2", "Covered: 1", "End before the handover: 1")]
    assert places == sorted(places)
    assert "Covered is not safe" in told


def test_a_programme_is_told_with_its_days_its_reasons_and_what_clears_them() -> None:
    told = flat(dossier(HIGH))
    assert "High: School Bridges" in told
    assert "Change of leadership: 6 May 2027 (election, recorded)" in told
    assert "Runs until: 31 March 2027 (the last day of its agreements)" in told
    assert "Partners: Harbour Trust, City Agency" in told
    assert "Decision recorded: treat, by Dana Five, due 2027-02, until 9 November 2027" in told
    assert "before the last exposed day. What would clear it: Extend the agreement, or sign its renewal." in told


@pytest.mark.parametrize(("end", "words"), [("2026-07-31", "ended 31 July 2026"), ("2026-08-01", "ends 1 August 2026")])
def test_partner_that_ends_is_shown_with_its_successor(end: str, words: str) -> None:
    """Issue 14, line 18: on 1 August 2026."""
    partner = Partner(key="harbour-trust", end=on(end), successor="pearl", successor_name="Pearl Trust")
    rows = (Agreement(key="a", partner=partner),)
    told = flat(dossier(replace(HIGH, programme=replace(HIGH.programme, agreements=rows))))
    assert f"Partners: Harbour Trust ({words}, successor Pearl Trust), City Agency" in told


def test_what_is_not_recorded_is_said_to_be_so() -> None:
    told = flat(dossier(UNRECORDED))
    for label in ("Runs until", "Partners", "Owner"):
        assert f"{label}: not recorded" in told
    assert "At risk: because nothing is recorded" in told


def test_a_covered_programme_says_until_when_and_what_to_watch() -> None:
    told = flat(dossier(COVERED))
    assert "Covered until: 31 March 2028" in told
    sentence = "To watch: - No dated evidence of community support is recorded. What would clear it: Record seats on"
    assert sentence in told
    assert "No programme is at risk." in told


@pytest.mark.parametrize("name", list(AUDIENCES))
def test_each_audience_gets_the_lines_it_is_told(name: str) -> None:
    who = AUDIENCES[name]
    told = flat(dossier(audience=who, left_out=("2 notes",)))
    assert ("Partners:" in told) == who.can_see_partners
    assert ("Owner:" in told) == who.can_see_owners
    assert ("Amounts by currency" in told) == who.can_see_amounts
    assert ("Of them, without an amount" in told) == who.can_see_amounts
    assert ("that the partner has not confirmed" in told) == who.can_see_watch_points
    assert f"Made for {who.description}. Left out: 2 notes." in told


def test_who_gets_no_amounts_is_told_how_many_programmes_have_money() -> None:
    told = flat(dossier(FUNDED, audience=PARTNER))
    assert "Programmes with committed money: 1" in told
    assert "1,234.50" not in told
    assert "No amount of money is recorded" not in told
    assert "1,234.50" in flat(dossier(FUNDED, audience=FUNDER))


def test_no_decision_and_no_owner_stands_where_none_is_told() -> None:
    without = replace(HIGH, treatment=None, programme=replace(HIGH.programme, owner=None))
    told = flat(dossier(without, audience=PUBLIC))
    assert "Decision recorded" not in told
    assert "Owner" not in told


def test_contacts_and_notes_stand_there_only_where_they_were_asked_for() -> None:
    assert "Contacts" not in flat(dossier())
    told = flat(dossier(contacts={"harbour-trust": "Ann, 555"}, notes={("partner", "harbour-trust"): "Wary."}))
    assert "Harbour Trust: Ann, 555" in told
    assert "Harbour Trust (partner): Wary." in told


def test_to_what_it_was_narrowed_and_which_settings_are_not_the_rule_s_own_is_said() -> None:
    found = assessment(settings=Settings(window_days=90))
    told = flat(replace(whole(found), filters=("programmes of Exampleton", "findings at level high or above")))
    assert "Only programmes of Exampleton; findings at level high or above." in told
    assert "Not the rule's own setting: window_days 90 (the rule's own: 183; this weakens the rule)." in told


@pytest.mark.parametrize("form", FORMS)
def test_nothing_recorded_makes_a_report_that_says_so(form: str) -> None:
    told = written(form, whole(assessment(findings=(), transitions=(), office_records={})))
    for sentence in ("No programme is recorded", "No decision is due.", "No change of leadership is known"):
        assert sentence in told


@pytest.mark.parametrize("form", FORMS)
def test_a_report_of_37_programmes_tells_each_in_full(form: str) -> None:
    told = written(form, whole(large(1, 37)))
    assert told.count("No community partner is recorded for Youth Mediators.") == 37
    assert "What clears each reason" not in told


@pytest.mark.parametrize("form", FORMS)
def test_a_report_of_a_thousand_programmes_names_reasons_and_tells_once_what_clears_them(form: str) -> None:
    told = written(form, whole(large(20, 50)))
    assert told.count("Neighbourhood Mediation") == 1000
    assert "No partner recorded, No committed money recorded" in " ".join(told.split())
    assert "No community partner is recorded for" not in told
    assert len(told) < 500_000


def test_every_programme_at_risk_stands_there_by_name() -> None:
    told = flat(dossier())
    assert all(one.programme.name in told for one in FINDINGS if one.status == FindingStatus.AT_RISK)


def test_every_fact_and_every_sum_has_a_name() -> None:
    assert set(summary.FACT_LABELS) == set(find_recorded_facts(Programme(key="a/b", city="a", office="a/m")))
    only = total_funding([FUNDED], AS_OF).currencies[0].total
    assert list(AMOUNT_LABELS) == [field.name for field in fields(only)]
    values = {name: Decimal(number) for number, name in enumerate(AMOUNT_LABELS)}
    assert list_amounts(FundingSums(**values)) == values
    assert (
        summary.format_most_missing((("programmes.owner", 3), ("evidence.kind evaluation", 1)))
        == "owner (3), evaluation (1)"
    )


@pytest.mark.parametrize(("value", "text"), [("0", "0"), ("1234567", "1,234,567"), ("0.5", "0.50"), ("100.00", "100")])
def test_amounts_are_written_as_people_write_them(value: str, text: str) -> None:
    assert format_amount(Decimal(value)) == text


def test_a_vague_day_of_a_decision_keeps_both_its_days() -> None:
    vague = replace(HIGH, treatment=replace(HIGH.treatment, due=VagueDate.parse("2027-05-06/2027-05-20")))
    assert "due 6 May 2027 to 20 May 2027" in flat(dossier(vague))


def test_concentration_sentence_has_figures_and_what_they_mean() -> None:
    found = Concentration(
        city="exampleton", partner="hub", name="Community Hub", programmes=("a", "b", "c"), covered=2, of=4
    )
    assert summary.format_concentration(assessment(), found) == (
        "3 of 4 exposed programmes in Exampleton rest on Community Hub (2 covered): if it fails, all of them do."
    )
