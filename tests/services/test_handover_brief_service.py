"""The handover brief out of a record: which change, which programmes, and nothing that is not for the reader."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from continuity.domain.vocabulary import RiskLevel
from continuity.errors import BadValue, UnknownKey, UsageError
from continuity.reports.handover_brief.document import build_handover_document
from continuity.reports.handover_brief.model import HandoverBrief
from continuity.reports.registry import DOCUMENT_FORMATS, render_document
from continuity.reports.wording.sentences import format_remedy
from continuity.services.handover_brief import build_handover_brief
from support.cli import Cli
from support.confidential_records import AS_OF, record_guarded, words_in
from support.query_counter import counted

DAY = date.fromisoformat(AS_OF)
HARBOUR = "invented-harbour-city"
SECRET = (
    *("PROGRAMME-SECRET", "PROGRAMME-DOUBTFUL", "PARTNER-SECRET", "PAYER-SECRET", "OWNER-SECRET"),
    *("CONTACT-OPEN", "CONTACT-SECRET", "NOTE-PROGRAMME", "NOTE-PARTNER", "NOTE-AGREEMENT", "NOTE-FUNDING"),
    *("DECIDER", "tolerate", "markham/secret", "partner-secret", "payer-secret"),
)


@pytest.fixture
def guarded(database: str, tmp_path: Path) -> str:
    record_guarded(database, tmp_path)
    return database


def names(brief: HandoverBrief) -> list[str]:
    return [one.programme.key.partition("/")[2] for one in brief.handover.handed_over]


def said(brief: HandoverBrief, form: str = "text") -> str:
    return words_in(render_document(form, build_handover_document(brief)))


def test_the_open_change_comes_before_the_next_and_any_can_be_asked_for(cities: str) -> None:
    assert build_handover_brief(cities, DAY, "berlin").transition.key == "berlin/governing-mayor/2026-09-20"
    assert build_handover_brief(cities, DAY, "luton").transition.key == "luton/leader/2027-05-06"
    past = build_handover_brief(cities, DAY, "luton", day=date(2007, 5, 3))
    assert (past.transition.outgoing, past.transition.successor) == ("david-franks", "hazel-simmons")


def test_a_change_far_beyond_the_horizon_is_handed_over_like_any(cities: str) -> None:
    brief = build_handover_brief(cities, DAY, "new-york-city")
    assert brief.transition.polling_day == date(2029, 11, 6)
    assert brief.handover.handed_over


def test_only_what_runs_at_the_handover_is_handed_over(cities: str) -> None:
    mayor = build_handover_brief(cities, DAY, HARBOUR, f"{HARBOUR}/mayor")
    before = {one.programme.key for one in mayor.handover.ending_before}
    assert before
    assert all(one.programme.end.latest < mayor.transition.handover_first for one in mayor.handover.ending_before)
    assert before.isdisjoint(one.programme.key for one in mayor.handover.handed_over)
    long_ago = build_handover_brief(cities, DAY, HARBOUR, f"{HARBOUR}/mayor", date(2019, 11, 5))
    assert all(one.programme.launched.earliest > date(2019, 12, 2) for one in long_ago.handover.starting_after)
    assert set(names(long_ago)).isdisjoint(
        one.programme.key.partition("/")[2] for one in long_ago.handover.starting_after
    )
    assert len(long_ago.handover.starting_after) > 3


def test_nothing_that_had_ended_or_was_not_there_yet_on_the_day_is_in_it(cities: str) -> None:
    then = build_handover_brief(cities, date(2023, 1, 1), HARBOUR, f"{HARBOUR}/council-leader")
    assert names(then) == ["after-school-forum", "youth-exit-service"]
    assert then.transition.polling_day == date(2024, 5, 2)


def test_programmes_of_an_office_that_ended_are_handed_over_by_its_heir(database: str) -> None:
    cli = Cli(database)
    for line in (
        "city add Lutown --country GB --timezone Europe/London",
        "office add lutown/leader --title Leader --selection council",
        "office add lutown/mayor --title Mayor --selection direct --end 2023-05-07 --successor lutown/leader",
        "election add --office lutown/leader --date 2027-05-06",
        "programme add Moved --city lutown --office lutown/mayor --launched 2021-01-01",
    ):
        cli.ok(line)
    brief = build_handover_brief(database, DAY, "lutown")
    assert (brief.office, names(brief)) == ("lutown/leader", ["moved"])
    assert "1: abolition" not in said(brief)
    assert "End of the office of 8 May 2023" in said(brief)
    with pytest.raises(BadValue, match=r"lutown/mayor ended on 2023-05-07; its programmes went to lutown/leader"):
        build_handover_brief(database, DAY, "lutown", "lutown/mayor")


def test_where_the_city_has_several_offices_one_has_to_be_named(cities: str) -> None:
    with pytest.raises(UsageError, match="liverpool has 2 offices that decide on programmes") as caught:
        build_handover_brief(cities, DAY, "liverpool")
    assert caught.value.hint == "say which: --office liverpool/city-region-mayor or --office liverpool/leader"
    assert build_handover_brief(cities, DAY, "liverpool", "liverpool/leader").office == "liverpool/leader"


def test_an_office_of_another_city_or_without_a_say_is_refused(cities: str) -> None:
    with pytest.raises(BadValue, match="london/mayor is no office of luton"):
        build_handover_brief(cities, DAY, "luton", "london/mayor")
    Cli(cities).ok("office add luton/ceremonial --title 'Mayor of Luton' --kind ceremonial")
    assert build_handover_brief(cities, DAY, "luton").office == "luton/leader"
    with pytest.raises(BadValue, match="luton/ceremonial is ceremonial"):
        build_handover_brief(cities, DAY, "luton", "luton/ceremonial")


def test_what_is_not_recorded_is_said_with_what_to_do(database: str) -> None:
    cli = Cli(database)
    with pytest.raises(UnknownKey, match='no city "nowhere"'):
        build_handover_brief(database, DAY, "nowhere")
    cli.ok("city add Bareham --country GB --timezone Europe/London")
    with pytest.raises(UnknownKey, match="no office that decides on programmes is recorded in bareham"):
        build_handover_brief(database, DAY, "bareham")
    cli.ok("office add bareham/mayor --title Mayor")
    with pytest.raises(UnknownKey, match="no change of leadership is known for bareham/mayor"):
        build_handover_brief(database, DAY, "bareham")
    cli.ok("election add --office bareham/mayor --date 2027-05-06")
    brief = build_handover_brief(database, DAY, "bareham")
    assert "No programme is recorded that runs and that this office decides on." in said(brief)


@pytest.mark.parametrize("form", DOCUMENT_FORMATS)
def test_neither_a_level_nor_a_remedy_nor_a_decision_is_in_it(cities: str, form: str) -> None:
    for city, office in (("london", None), ("luton", None), (HARBOUR, f"{HARBOUR}/mayor")):
        brief = build_handover_brief(cities, DAY, city, office)
        text = said(brief, form).casefold()
        remedies = {
            format_remedy(reason).casefold()
            for one in brief.report.findings
            for reason in (*one.reasons, *one.watch_points)
        }
        assert remedies
        assert not [remedy for remedy in remedies if remedy in text]
        assert not [word for word in (*RiskLevel, "at risk", "covered", "tolerate") if f" {word} " in f" {text} "]


@pytest.mark.parametrize("form", DOCUMENT_FORMATS)
def test_what_is_sensitive_and_what_the_outgoing_side_decided_stay_out(guarded: str, form: str) -> None:
    text = said(build_handover_brief(guarded, DAY, "markham"), form)
    assert [mark for mark in SECRET if mark in text] == []
    for mark in ("PROGRAMME-OPEN", "PARTNER-OPEN", "OWNER-OPEN", "PAYER-OPEN", "424,242", "EVIDENCE-OPEN"):
        assert mark in text
    for told in ("2 programmes marked sensitive", "2 names of partners marked sensitive", "1 decision about a finding"):
        assert told in text
    assert "2 contacts of partners, 2 notes and 1 evaluation or document" in text


def test_a_brief_holds_nothing_that_a_form_would_have_to_leave_out(guarded: str) -> None:
    held = repr(build_handover_brief(guarded, DAY, "markham"))
    assert [mark for mark in SECRET if mark in held] == []


def test_contacts_notes_and_sensitive_records_are_there_where_they_are_asked_for_by_name(guarded: str) -> None:
    brief = build_handover_brief(guarded, DAY, "markham", included=("sensitive", "contacts", "notes"))
    text = said(brief)
    for mark in ("PROGRAMME-SECRET", "PARTNER-SECRET: CONTACT-SECRET", "NOTE-PARTNER", "PARTNER-OPEN: CONTACT-OPEN"):
        assert mark in text
    assert "DECIDER" not in text
    with pytest.raises(BadValue, match='"gossip" is nothing that is withheld'):
        build_handover_brief(guarded, DAY, "markham", included=("gossip",))


@pytest.mark.parametrize("form", DOCUMENT_FORMATS)
def test_what_belongs_to_a_partner_that_is_not_named_stays_out_with_its_name(guarded: str, form: str) -> None:
    Cli(guarded).ok("partner edit partner-secret --note NOTE-OF-SECRET")
    text = said(build_handover_brief(guarded, DAY, "markham", included=("contacts", "notes")), form)
    assert [mark for mark in ("partner-secret", "CONTACT-SECRET", "NOTE-OF-SECRET") if mark in text] == []
    assert "1 contact of a partner, 1 note and 1 evaluation or document" in text


def test_an_evaluation_and_a_document_that_might_name_a_sensitive_partner_stay_out(guarded: str) -> None:
    cli = Cli(guarded)
    cli.ok("agreement edit markham/open/2 --evidence 'signed by the secret one'")
    for partner, title in (("partner-secret", "EVALUATION-SECRET"), ("partner-open", "EVALUATION-OPEN")):
        cli.ok(
            f"evidence add --programme markham/open --partner {partner} --kind evaluation --date 2026-02-03"
            f" --title {title} --url https://example.org/{partner}"
        )
    text = said(build_handover_brief(guarded, DAY, "markham"))
    assert "Evaluation of 3 February 2026: EVALUATION-OPEN, https://example.org/partner-open" in text
    assert "EVALUATION-SECRET" not in text
    assert "secret one" not in text
    assert text.count("2 evaluations or documents") == 2


def test_both_databases_give_the_same_bytes(
    sqlite_database: str, postgres_server: object, postgres_template: str, tmp_path: Path
) -> None:
    other = postgres_server.make(postgres_template)
    record_guarded(sqlite_database, tmp_path)
    (tmp_path / "again").mkdir()
    record_guarded(other, tmp_path / "again")
    pages = [
        build_handover_document(build_handover_brief(address, DAY, "markham")) for address in (sqlite_database, other)
    ]
    assert all(render_document(form, pages[0]) == render_document(form, pages[1]) for form in DOCUMENT_FORMATS)
    postgres_server.drop(other)


def test_the_number_of_queries_does_not_grow(cities: str) -> None:
    with counted(Engine) as few:
        luton = build_handover_brief(cities, DAY, "luton")
    with counted(Engine) as many:
        mayor = build_handover_brief(cities, DAY, HARBOUR, f"{HARBOUR}/mayor")
    assert len(mayor.report.findings) > len(luton.report.findings)
    # The office that is named is looked up.
    assert len(many) == len(few) + 1 > 10
